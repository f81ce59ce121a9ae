"""Học ở nơi khác, diễn biến, nhắc đơn vị — what is declared with its paper, events of a record, reminders."""

import django.db.models.deletion
from django.db import migrations, models

from boiduong.foundation.audit.triggers import append_only


class Migration(migrations.Migration):
    """Tables, columns and triggers."""

    dependencies = [
        ('delivery_courses', '0001_tables'),
        ('foundation_documents', '0002_append_only'),
        ('foundation_files', '0001_tables'),
        ('foundation_organizations', '0002_append_only'),
        ('foundation_people', '0002_append_only'),
        ('recognition_awards', '0003_notes'),
        ('recognition_personnel_records', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='RecordEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('act', models.CharField(max_length=10)),
                ('reason', models.CharField(blank=True, max_length=1000)),
                ('by_id', models.BigIntegerField(null=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='TransferReminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('how', models.CharField(max_length=10)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('by_id', models.BigIntegerField(null=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='trainingrecord',
            name='training_record_state',
        ),
        migrations.AddField(
            model_name='recordtransfer',
            name='answered_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='trainingrecord',
            name='declared_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='trainingrecord',
            name='declared_by_id',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='trainingrecord',
            name='evidence',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation_files.storedfile'),
        ),
        migrations.AddField(
            model_name='trainingrecord',
            name='paper_key',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='trainingrecord',
            name='paper_number',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='trainingrecord',
            name='paper_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='trainingrecord',
            name='paper_title',
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name='trainingrecord',
            name='slip',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation_documents.document'),
        ),
        migrations.AddField(
            model_name='trainingrecord',
            name='slip_position',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name='trainingrecord',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['confirmed', 'declared', 'filed', 'rejected', 'sent'])), name='training_record_state'),
        ),
        migrations.AddConstraint(
            model_name='trainingrecord',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('paper_key', ''), _negated=True), models.Q(('state', 'rejected'), _negated=True)), fields=('person', 'paper_key'), name='training_record_paper_once'),
        ),
        migrations.AddConstraint(
            model_name='trainingrecord',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('origin', 'declared'), _negated=True), ('evidence__isnull', False), _connector='OR'), name='training_record_evidence'),
        ),
        migrations.AddField(
            model_name='recordevent',
            name='record',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='recognition_personnel_records.trainingrecord'),
        ),
        migrations.AddField(
            model_name='transferreminder',
            name='transfer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='recognition_personnel_records.recordtransfer'),
        ),
        migrations.AddConstraint(
            model_name='recordevent',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['declared', 'confirmed', 'rejected', 'filed', 'missing'])), name='record_event_act'),
        ),
        append_only("recognition_personnel_records", "RecordEvent"),
        append_only("recognition_personnel_records", "TransferReminder"),
    ]
