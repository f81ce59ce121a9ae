
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('foundation_documents', '0001_tables'),
        ("foundation_organizations", "0001_units"),
    ]

    operations = [
        migrations.CreateModel(
            name='Program',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=500)),
                ('issuer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='programs', to='foundation_organizations.unit')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='ProgramVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=80)),
                ('starts_on', models.DateField(null=True)),
                ('taken_from_text', models.CharField(blank=True, max_length=500)),
                ('frozen_at', models.DateTimeField(null=True)),
                ('assumed', models.JSONField(default=dict)),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='foundation_documents.document')),
                ('program', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='curriculum_programs.program')),
                ('taken_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='curriculum_programs.programversion')),
            ],
        ),
        migrations.CreateModel(
            name='ProgramPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=500)),
                ('choose_at_least', models.PositiveIntegerField(null=True)),
                ('judged', models.CharField(default='together', max_length=8)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='curriculum_programs.programversion')),
            ],
            options={
                'ordering': ['version', 'position'],
            },
        ),
        migrations.CreateModel(
            name='CompletionItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('kind', models.CharField(default='report', max_length=15)),
                ('title', models.CharField(max_length=300)),
                ('scale', models.CharField(default='points', max_length=10)),
                ('scale_max', models.DecimalField(decimal_places=2, max_digits=6, null=True)),
                ('bands', models.JSONField(default=list)),
                ('step', models.DecimalField(decimal_places=2, max_digits=4, null=True)),
                ('pass_share', models.DecimalField(decimal_places=3, max_digits=4, null=True)),
                ('one_of', models.CharField(blank=True, max_length=80)),
                ('required', models.BooleanField(default=True)),
                ('markers', models.PositiveSmallIntegerField(default=2)),
                ('forms_text', models.CharField(blank=True, max_length=500)),
                ('assumed', models.BooleanField(default=False)),
                ('part', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='curriculum_programs.programpart')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='curriculum_programs.programversion')),
            ],
            options={
                'ordering': ['version', 'position'],
            },
        ),
        migrations.AddConstraint(
            model_name='programversion',
            constraint=models.UniqueConstraint(fields=('program', 'label'), name='program_version_label'),
        ),
        migrations.AddConstraint(
            model_name='programpart',
            constraint=models.UniqueConstraint(fields=('version', 'position'), name='program_part_position'),
        ),
        migrations.AddConstraint(
            model_name='completionitem',
            constraint=models.UniqueConstraint(fields=('version', 'position'), name='completion_item_position'),
        ),
        migrations.AddConstraint(
            model_name='completionitem',
            constraint=models.CheckConstraint(condition=models.Q(('markers__range', (1, 3))), name='completion_item_markers'),
        ),
        migrations.AddConstraint(
            model_name='completionitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scale', 'points'), ('scale_max__isnull', False)), ('scale__in', ['pass_fail', 'bands']), _connector='OR'), name='completion_item_scale'),
        ),
    ]
