
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('curriculum_lecturers', '0001_tables'),
        ('curriculum_programs', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=500)),
                ('kind', models.CharField(default='lecture', max_length=15)),
                ('periods', models.PositiveSmallIntegerField(null=True)),
                ('joint', models.BooleanField(default=False)),
                ('required', models.BooleanField(default=True)),
                ('where_text', models.CharField(blank=True, max_length=300)),
                ('supervisor_text', models.CharField(blank=True, max_length=300)),
                ('safety_text', models.CharField(blank=True, max_length=500)),
                ('assumed', models.JSONField(default=dict)),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to='curriculum_programs.completionitem')),
                ('lineage', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='descendants', to='curriculum_topics.topic')),
                ('part', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='topics', to='curriculum_programs.programpart')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topics', to='curriculum_programs.programversion')),
            ],
            options={
                'ordering': ['version', 'position'],
            },
        ),
        migrations.CreateModel(
            name='TopicLecturer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveSmallIntegerField(default=1)),
                ('lecturer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topics', to='curriculum_lecturers.lecturer')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lecturers', to='curriculum_topics.topic')),
            ],
            options={
                'ordering': ['topic', 'rank'],
            },
        ),
        migrations.AddConstraint(
            model_name='topic',
            constraint=models.UniqueConstraint(fields=('version', 'position'), name='topic_position'),
        ),
        migrations.AddConstraint(
            model_name='topiclecturer',
            constraint=models.UniqueConstraint(fields=('topic', 'lecturer'), name='topic_lecturer_once'),
        ),
    ]
