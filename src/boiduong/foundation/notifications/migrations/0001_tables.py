
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='OutboxMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to_kind', models.CharField(max_length=8)),
                ('to_id', models.BigIntegerField()),
                ('topic', models.CharField(max_length=60)),
                ('about_id', models.BigIntegerField(null=True)),
                ('subject', models.CharField(max_length=300)),
                ('body', models.TextField()),
                ('address', models.CharField(blank=True, max_length=300)),
                ('made_at', models.DateTimeField()),
                ('dedup_key', models.CharField(max_length=120, unique=True)),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['to_kind', 'to_id', 'id'], name='outbox_to'), models.Index(fields=['topic', 'about_id'], name='outbox_about')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('how', models.CharField(max_length=10)),
                ('at', models.DateTimeField()),
                ('by_id', models.BigIntegerField(null=True)),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='foundation_notifications.outboxmessage')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('message', 'how'), name='delivery_once')],
            },
        ),
    ]
