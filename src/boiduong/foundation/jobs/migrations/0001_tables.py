
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('args', models.JSONField(default=dict)),
                ('key', models.CharField(blank=True, max_length=120)),
                ('state', models.CharField(default='queued', max_length=10)),
                ('progress', models.FloatField(default=0)),
                ('step', models.CharField(blank=True, max_length=200)),
                ('checkpoint', models.JSONField(default=dict)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('run_after_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField()),
                ('started_at', models.DateTimeField(null=True)),
                ('beat_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('result', models.JSONField(null=True)),
                ('error', models.TextField(blank=True)),
                ('requested_by_id', models.BigIntegerField(null=True)),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['state', 'id'], name='job_queue')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['done', 'failed', 'queued', 'running', 'stopped'])), name='job_state'), models.UniqueConstraint(condition=models.Q(models.Q(('key', ''), _negated=True), ('state__in', ['queued', 'running'])), fields=('key',), name='job_key_live')],
            },
        ),
    ]
