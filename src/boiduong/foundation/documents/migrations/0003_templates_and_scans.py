"""Mẫu lời văn, bản quét chưa lưu, người ký thay — tables."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Templates with their uses, scans without a paper, the capacity in which a paper is signed."""

    dependencies = [
        ('foundation_documents', '0002_append_only'),
        ('foundation_files', '0001_tables'),
        ('foundation_organizations', '0002_append_only'),
    ]

    operations = [
        migrations.AddField(
            model_name='document',
            name='signed_as',
            field=models.CharField(blank=True, max_length=3),
        ),
        migrations.CreateModel(
            name='WordTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30)),
                ('version', models.PositiveSmallIntegerField()),
                ('tags', models.JSONField(default=list)),
                ('uploaded_at', models.DateTimeField()),
                ('uploaded_by_id', models.BigIntegerField(null=True)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='word_templates', to='foundation_organizations.institution')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation_files.storedfile')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.AddField(
            model_name='document',
            name='template',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='foundation_documents.wordtemplate'),
        ),
        migrations.CreateModel(
            name='WordTemplateUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30)),
                ('at', models.DateTimeField()),
                ('by_id', models.BigIntegerField(null=True)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation_organizations.institution')),
                ('template', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='foundation_documents.wordtemplate')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='UnfiledScan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('pages', models.CharField(blank=True, max_length=60)),
                ('fault', models.CharField(max_length=20)),
                ('sent_at', models.DateTimeField()),
                ('sent_by_id', models.BigIntegerField(null=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('settled_by_id', models.BigIntegerField(null=True)),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation_documents.document')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation_files.storedfile')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['settled_at', 'sent_by_id'], name='unfiled_scan_open')],
            },
        ),
        migrations.AddConstraint(
            model_name='wordtemplate',
            constraint=models.UniqueConstraint(fields=('institution', 'kind', 'version'), name='word_template_version'),
        ),
        migrations.AddIndex(
            model_name='wordtemplateuse',
            index=models.Index(fields=['institution', 'kind', 'id'], name='word_template_in_use'),
        ),
    ]
