
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('delivery_courses', '0001_tables'),
        ('foundation_documents', '0001_tables'),
        ("foundation_organizations", "0001_units"),
        ('foundation_people', '0001_tables'),
        ('recognition_awards', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='RecordTransfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sent_at', models.DateTimeField()),
                ('filed_at', models.DateTimeField(null=True)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='record_transfers', to='delivery_courses.course')),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation_documents.document')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='record_transfers', to='foundation_organizations.unit')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('course', 'unit'), name='record_transfer_once')],
            },
        ),
        migrations.CreateModel(
            name='TrainingRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin', models.CharField(default='ours', max_length=8)),
                ('school_text', models.CharField(max_length=300)),
                ('name', models.CharField(max_length=500)),
                ('content_block', models.CharField(blank=True, max_length=25)),
                ('from_on', models.DateField(null=True)),
                ('to_on', models.DateField(null=True)),
                ('form_text', models.CharField(max_length=100)),
                ('periods', models.PositiveIntegerField(null=True)),
                ('result_text', models.CharField(max_length=200)),
                ('paper_text', models.CharField(max_length=1000)),
                ('unit_text', models.CharField(blank=True, max_length=300)),
                ('state', models.CharField(default='confirmed', max_length=10)),
                ('course', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='delivery_courses.course')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='training_records', to='foundation_people.person')),
                ('row', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, to='recognition_awards.recognitionrow')),
                ('unit_then', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation_organizations.unit')),
            ],
            options={
                'ordering': ['person', '-to_on', 'id'],
                'indexes': [models.Index(fields=['unit_then', 'state'], name='training_record_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['confirmed', 'filed', 'sent'])), name='training_record_state')],
            },
        ),
    ]
