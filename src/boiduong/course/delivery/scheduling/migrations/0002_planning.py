
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('curriculum_lecturers', '0002_availability_and_links'),
        ('curriculum_topics', '0001_tables'),
        ('delivery_courses', '0002_site_keepers'),
        ('delivery_scheduling', '0001_tables'),
        ('foundation_documents', '0002_append_only'),
    ]

    operations = [
        migrations.AddField(
            model_name='entry',
            name='locked',
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name='DraftStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=200)),
                ('before', models.JSONField()),
                ('at', models.DateTimeField()),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='delivery_scheduling.timetableversion')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='FeedKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=8)),
                ('subject_id', models.BigIntegerField()),
                ('serial', models.PositiveIntegerField(default=1)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'subject_id'), name='feed_key_once')],
            },
        ),
        migrations.CreateModel(
            name='ClassClosure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('half', models.CharField(max_length=9)),
                ('reason', models.CharField(max_length=300)),
                ('training_class', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='closures', to='delivery_courses.trainingclass')),
            ],
            options={
                'ordering': ['day', 'id'],
                'constraints': [models.UniqueConstraint(fields=('training_class', 'day', 'half'), name='class_closure_once')],
            },
        ),
        migrations.CreateModel(
            name='LecturerRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(default='draft', max_length=10)),
                ('asked_at', models.DateTimeField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answer_text', models.CharField(blank=True, max_length=500)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requests', to='delivery_courses.course')),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation_documents.document')),
                ('lecturer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='curriculum_lecturers.lecturer')),
                ('named', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='curriculum_lecturers.lecturer')),
                ('topic', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='curriculum_topics.topic')),
            ],
            options={
                'ordering': ['course', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['accepted', 'declined', 'draft', 'named', 'sent'])), name='lecturer_request_state'), models.UniqueConstraint(fields=('course', 'lecturer', 'topic'), name='lecturer_request_once'), models.UniqueConstraint(condition=models.Q(('topic__isnull', True)), fields=('course', 'lecturer'), name='lecturer_request_whole')],
            },
        ),
        migrations.CreateModel(
            name='RuleStrength',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=3)),
                ('strength', models.CharField(max_length=16)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rule_strengths', to='delivery_courses.course')),
            ],
            options={
                'ordering': ['rule'],
                'constraints': [models.UniqueConstraint(fields=('course', 'rule'), name='rule_strength_once'), models.CheckConstraint(condition=models.Q(('strength__in', ['block', 'block_at_release', 'warn', 'ignore'])), name='rule_strength_known')],
            },
        ),
    ]
