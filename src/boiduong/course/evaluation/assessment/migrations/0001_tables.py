
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('curriculum_programs', '0001_tables'),
        ('delivery_courses', '0001_tables'),
        ('delivery_enrollment', '0001_tables'),
        ('foundation_files', '0001_tables'),
        ('foundation_people', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_at', models.DateTimeField()),
                ('question', models.TextField(blank=True)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='curriculum_programs.completionitem')),
                ('training_class', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to='delivery_courses.trainingclass')),
            ],
            options={
                'ordering': ['training_class', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attempt', models.PositiveSmallIntegerField(default=1)),
                ('title', models.CharField(blank=True, max_length=300)),
                ('form_text', models.CharField(blank=True, max_length=100)),
                ('on_paper', models.BooleanField(default=False)),
                ('received_at', models.DateTimeField()),
                ('late', models.BooleanField(default=False)),
                ('state', models.CharField(default='submitted', max_length=10)),
                ('value', models.DecimalField(decimal_places=2, max_digits=6, null=True)),
                ('band', models.CharField(blank=True, max_length=60)),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='evaluation_assessment.assignment')),
                ('enrollment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='delivery_enrollment.enrollment')),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='foundation_files.storedfile')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Settlement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.DecimalField(decimal_places=2, max_digits=6, null=True)),
                ('band', models.CharField(blank=True, max_length=60)),
                ('how', models.CharField(max_length=10)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('at', models.DateTimeField()),
                ('by_id', models.BigIntegerField(null=True)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='settlements', to='evaluation_assessment.submission')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.DecimalField(decimal_places=2, max_digits=6, null=True)),
                ('band', models.CharField(blank=True, max_length=60)),
                ('comment', models.CharField(blank=True, max_length=1000)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('second_person_id', models.BigIntegerField(null=True)),
                ('at', models.DateTimeField()),
                ('by_id', models.BigIntegerField(null=True)),
                ('corrects', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='evaluation_assessment.score')),
                ('marker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='foundation_people.person')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='evaluation_assessment.submission')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='MarkerDuty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('marker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marking', to='foundation_people.person')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='markers', to='evaluation_assessment.submission')),
            ],
            options={
                'ordering': ['submission', 'position'],
            },
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(fields=('training_class', 'item'), name='assignment_once'),
        ),
        migrations.AddIndex(
            model_name='submission',
            index=models.Index(fields=['assignment', 'state'], name='submission_state'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['settled', 'submitted'])), name='submission_state'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.UniqueConstraint(fields=('assignment', 'enrollment', 'attempt'), name='submission_attempt'),
        ),
        migrations.AddConstraint(
            model_name='markerduty',
            constraint=models.UniqueConstraint(fields=('submission', 'position'), name='marker_position'),
        ),
        migrations.AddConstraint(
            model_name='markerduty',
            constraint=models.UniqueConstraint(fields=('submission', 'marker'), name='marker_once'),
        ),
    ]
