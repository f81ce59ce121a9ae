
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('delivery_courses', '0001_tables'),
        ('delivery_enrollment', '0001_tables'),
        ("foundation_organizations", "0001_units"),
    ]

    operations = [
        migrations.CreateModel(
            name='Form',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('body', models.JSONField()),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='feedback_forms', to='foundation_organizations.institution')),
            ],
        ),
        migrations.CreateModel(
            name='Poll',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opens_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField()),
                ('state', models.CharField(default='open', max_length=6)),
                ('form', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='evaluation_feedback.form')),
                ('training_class', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='polls', to='delivery_courses.trainingclass')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('answers', models.JSONField()),
                ('remark', models.TextField(blank=True)),
                ('valid', models.BooleanField()),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ballots', to='evaluation_feedback.poll')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Turnout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('enrollment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='delivery_enrollment.enrollment')),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='turnout', to='evaluation_feedback.poll')),
            ],
        ),
        migrations.AddConstraint(
            model_name='form',
            constraint=models.UniqueConstraint(fields=('institution', 'starts_on'), name='feedback_form_start'),
        ),
        migrations.AddConstraint(
            model_name='poll',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['closed', 'open'])), name='poll_state'),
        ),
        migrations.AddConstraint(
            model_name='poll',
            constraint=models.UniqueConstraint(fields=('training_class', 'form'), name='poll_once'),
        ),
        migrations.AddConstraint(
            model_name='poll',
            constraint=models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='poll_order'),
        ),
        migrations.AddConstraint(
            model_name='turnout',
            constraint=models.UniqueConstraint(fields=('poll', 'enrollment'), name='turnout_once'),
        ),
    ]
