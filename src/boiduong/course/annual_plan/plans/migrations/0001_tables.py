
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
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=500)),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='foundation_organizations.unit')),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='foundation_documents.document')),
            ],
            options={
                'ordering': ['-year', 'id'],
            },
        ),
        migrations.CreateModel(
            name='PlanBasis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('legal_act', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='foundation_organizations.legalact')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bases', to='annual_plan_plans.plan')),
            ],
        ),
        migrations.CreateModel(
            name='PlanLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('name', models.CharField(max_length=500)),
                ('target_text', models.CharField(blank=True, max_length=500)),
                ('classes_planned', models.PositiveIntegerField(null=True)),
                ('learners_planned', models.PositiveIntegerField(null=True)),
                ('days', models.PositiveIntegerField(null=True)),
                ('periods', models.PositiveIntegerField(null=True)),
                ('quarter', models.PositiveSmallIntegerField(null=True)),
                ('place_text', models.CharField(blank=True, max_length=300)),
                ('state', models.CharField(default='draft', max_length=10)),
                ('assumed', models.JSONField(default=dict)),
                ('leading', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation_organizations.unit')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='annual_plan_plans.plan')),
            ],
            options={
                'ordering': ['plan', 'position'],
            },
        ),
        migrations.CreateModel(
            name='PlanQuota',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seats', models.PositiveIntegerField()),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotas', to='annual_plan_plans.planline')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation_organizations.unit')),
            ],
        ),
        migrations.AddConstraint(
            model_name='plan',
            constraint=models.UniqueConstraint(fields=('authority', 'year', 'title'), name='plan_once'),
        ),
        migrations.AddConstraint(
            model_name='planbasis',
            constraint=models.UniqueConstraint(fields=('plan', 'legal_act'), name='plan_basis_once'),
        ),
        migrations.AddConstraint(
            model_name='planline',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['approved', 'cancelled', 'draft', 'postponed', 'struck', 'submitted'])), name='plan_line_state'),
        ),
        migrations.AddConstraint(
            model_name='planline',
            constraint=models.UniqueConstraint(fields=('plan', 'position'), name='plan_line_position'),
        ),
        migrations.AddConstraint(
            model_name='planquota',
            constraint=models.UniqueConstraint(fields=('line', 'unit'), name='plan_quota_once'),
        ),
        migrations.AddConstraint(
            model_name='planquota',
            constraint=models.CheckConstraint(condition=models.Q(('seats__gt', 0)), name='plan_quota_seats'),
        ),
    ]
