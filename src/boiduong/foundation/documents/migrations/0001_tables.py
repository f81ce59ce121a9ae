
import boiduong.randomness
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('foundation_files', '0001_tables'),
        ("foundation_organizations", "0001_units"),
    ]

    operations = [
        migrations.CreateModel(
            name='NumberSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30)),
                ('basis', models.CharField(default='year', max_length=5)),
                ('period_starts_on', models.DateField()),
                ('last', models.PositiveIntegerField(default=0)),
                ('issuer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='foundation_organizations.unit')),
            ],
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=boiduong.randomness.new_uid, editable=False, unique=True)),
                ('kind', models.CharField(max_length=30)),
                ('layout', models.CharField(default='state', max_length=5)),
                ('code', models.CharField(blank=True, max_length=40)),
                ('number', models.PositiveIntegerField(null=True)),
                ('number_text', models.CharField(blank=True, max_length=60)),
                ('issued_on', models.DateField(null=True)),
                ('place_text', models.CharField(blank=True, max_length=100)),
                ('subject', models.CharField(max_length=500)),
                ('signer_name', models.CharField(blank=True, max_length=150)),
                ('signer_post', models.CharField(blank=True, max_length=200)),
                ('state', models.CharField(default='draft', max_length=10)),
                ('facts', models.JSONField(default=dict)),
                ('synthetic', models.BooleanField(default=False)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('outside', models.BooleanField(default=False)),
                ('drafted_at', models.DateTimeField()),
                ('drafted_by_id', models.BigIntegerField(null=True)),
                ('issuer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='foundation_organizations.unit')),
                ('pdf', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation_files.storedfile')),
                ('replaces', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='foundation_documents.document')),
                ('scan', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation_files.storedfile')),
                ('series', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='foundation_documents.numberseries')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='CommitteeTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='foundation_organizations.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'starts_on'), name='term_start')],
            },
        ),
        migrations.CreateModel(
            name='AnnexRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.BigIntegerField()),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='annex_rows', to='foundation_documents.document')),
            ],
            options={
                'ordering': ['document', 'position'],
                'indexes': [models.Index(fields=['subject_type', 'subject_id'], name='annex_subject')],
                'constraints': [models.UniqueConstraint(fields=('document', 'position'), name='annex_position')],
            },
        ),
        migrations.AddConstraint(
            model_name='numberseries',
            constraint=models.UniqueConstraint(fields=('issuer', 'kind', 'period_starts_on'), name='series_period'),
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['state', 'issuer'], name='document_waiting'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['discarded', 'draft', 'filed', 'locked', 'numbered', 'void'])), name='document_state'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(fields=('series', 'number'), name='document_number'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'locked', 'discarded']), models.Q(('number_text', ''), _negated=True), _connector='OR'), name='document_numbered'),
        ),
    ]
