
import boiduong.randomness
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('curriculum_lecturers', '0001_tables'),
        ('curriculum_topics', '0001_tables'),
        ('delivery_courses', '0001_tables'),
        ('foundation_documents', '0001_tables'),
        ('foundation_venues', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='TimetableVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('state', models.CharField(default='draft', max_length=10)),
                ('released_at', models.DateTimeField(null=True)),
                ('base', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='delivery_scheduling.timetableversion')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='timetables', to='delivery_courses.course')),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation_documents.document')),
            ],
            options={
                'ordering': ['course', '-number'],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=boiduong.randomness.new_uid)),
                ('day', models.DateField()),
                ('half', models.CharField(max_length=9)),
                ('first_period', models.PositiveSmallIntegerField(default=1)),
                ('periods', models.PositiveSmallIntegerField()),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('activity', models.CharField(blank=True, max_length=10)),
                ('place_text', models.CharField(blank=True, max_length=300)),
                ('room', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='foundation_venues.room')),
                ('topic', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='curriculum_topics.topic')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='delivery_scheduling.timetableversion')),
            ],
            options={
                'ordering': ['day', 'starts_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='EntryClass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='classes', to='delivery_scheduling.entry')),
                ('training_class', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='delivery_courses.trainingclass')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('entry', 'training_class'), name='entry_class_once')],
            },
        ),
        migrations.CreateModel(
            name='EntryLecturer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lecturers', to='delivery_scheduling.entry')),
                ('lecturer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='curriculum_lecturers.lecturer')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('entry', 'lecturer'), name='entry_lecturer_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='timetableversion',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['discarded', 'draft', 'released', 'superseded'])), name='timetable_state'),
        ),
        migrations.AddConstraint(
            model_name='timetableversion',
            constraint=models.UniqueConstraint(fields=('course', 'number'), name='timetable_number'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['version', 'day', 'half'], name='entry_slot'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('version', 'key'), name='entry_key'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('activity', ''), ('topic__isnull', False)), models.Q(('topic__isnull', True), models.Q(('activity', ''), _negated=True)), _connector='OR'), name='entry_topic_or_activity'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='entry_order'),
        ),
    ]
