
import boiduong.randomness
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('curriculum_topics', '0001_tables'),
        ('delivery_courses', '0001_tables'),
        ('delivery_enrollment', '0001_tables'),
        ('delivery_scheduling', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField()),
                ('day', models.DateField()),
                ('half', models.CharField(max_length=9)),
                ('periods', models.PositiveSmallIntegerField()),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('state', models.CharField(default='planned', max_length=10)),
                ('cancelled_reason', models.CharField(blank=True, max_length=500)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='delivery_courses.course')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='delivery_scheduling.entry')),
                ('topic', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='curriculum_topics.topic')),
                ('training_class', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to='delivery_courses.trainingclass')),
            ],
            options={
                'ordering': ['day', 'starts_at', 'training_class'],
            },
        ),
        migrations.CreateModel(
            name='RollVerdict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=10)),
                ('minutes', models.PositiveSmallIntegerField(null=True)),
                ('enrollment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='verdicts', to='delivery_enrollment.enrollment')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='verdicts', to='delivery_sessions.session')),
            ],
        ),
        migrations.CreateModel(
            name='RollMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=10)),
                ('minutes', models.PositiveSmallIntegerField(null=True)),
                ('source', models.CharField(max_length=10)),
                ('received_at', models.DateTimeField()),
                ('client_uid', models.UUIDField(default=boiduong.randomness.new_uid, unique=True)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('by_id', models.BigIntegerField(null=True)),
                ('corrects', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='delivery_sessions.rollmark')),
                ('enrollment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='delivery_enrollment.enrollment')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='delivery_sessions.session')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='MakeUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('how', models.CharField(blank=True, max_length=300)),
                ('state', models.CharField(default='booked', max_length=8)),
                ('enrollment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='make_ups', to='delivery_enrollment.enrollment')),
                ('missed', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='made_up_by', to='delivery_sessions.session')),
                ('taken', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='taken_as_make_up', to='delivery_sessions.session')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='LessonLog',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('summary', models.CharField(max_length=1000)),
                ('remark', models.CharField(blank=True, max_length=1000)),
                ('signed_by_lecturer_at', models.DateTimeField(null=True)),
                ('signed_by_manager_at', models.DateTimeField(null=True)),
                ('session', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='log', to='delivery_sessions.session')),
            ],
        ),
        migrations.CreateModel(
            name='Leave',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_at', models.DateTimeField()),
                ('to_at', models.DateTimeField()),
                ('reason_kind', models.CharField(max_length=20)),
                ('reason', models.CharField(max_length=1000)),
                ('level', models.CharField(max_length=20)),
                ('state', models.CharField(default='asked', max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by_id', models.BigIntegerField(null=True)),
                ('decision_reason', models.CharField(blank=True, max_length=1000)),
                ('enrollment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='leaves', to='delivery_enrollment.enrollment')),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'granted', 'refused', 'withdrawn'])), name='leave_state'), models.CheckConstraint(condition=models.Q(('to_at__gt', models.F('from_at'))), name='leave_order')],
            },
        ),
        migrations.AddIndex(
            model_name='session',
            index=models.Index(fields=['training_class', 'state'], name='session_class'),
        ),
        migrations.AddIndex(
            model_name='session',
            index=models.Index(fields=['day', 'state'], name='session_day'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['cancelled', 'closed', 'confirmed', 'open', 'planned'])), name='session_state'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.UniqueConstraint(fields=('training_class', 'key'), name='session_key'),
        ),
        migrations.AddConstraint(
            model_name='rollverdict',
            constraint=models.UniqueConstraint(fields=('session', 'enrollment'), name='roll_verdict_once'),
        ),
        migrations.AddIndex(
            model_name='rollmark',
            index=models.Index(fields=['session', 'enrollment', 'id'], name='roll_mark_verdict'),
        ),
        migrations.AddConstraint(
            model_name='rollmark',
            constraint=models.CheckConstraint(condition=models.Q(('code__in', ['present', 'late', 'left_early', 'excused', 'unexcused', 'made_up', 'void'])), name='roll_mark_code'),
        ),
        migrations.AddConstraint(
            model_name='makeup',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['booked', 'done', 'failed'])), name='make_up_state'),
        ),
        migrations.AddConstraint(
            model_name='makeup',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['booked', 'done'])), fields=('enrollment', 'missed'), name='make_up_live'),
        ),
    ]
