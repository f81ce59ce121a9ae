
import boiduong.randomness
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('delivery_courses', '0001_tables'),
        ('foundation_documents', '0001_tables'),
        ('foundation_files', '0001_tables'),
        ("foundation_organizations", "0001_units"),
        ('recognition_awards', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Credential',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=boiduong.randomness.new_uid, editable=False, unique=True)),
                ('entry_no', models.PositiveIntegerField()),
                ('number_text', models.CharField(db_index=True, max_length=60)),
                ('check_code', models.CharField(max_length=8)),
                ('facts', models.JSONField()),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('issued_on', models.DateField()),
                ('issued_at', models.DateTimeField()),
                ('pdf', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation_files.storedfile')),
                ('replaces', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='recognition_certificates.credential')),
                ('row', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credentials', to='recognition_awards.recognitionrow')),
            ],
            options={
                'ordering': ['register', 'entry_no'],
            },
        ),
        migrations.CreateModel(
            name='CredentialEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('act', models.CharField(max_length=10)),
                ('ground', models.CharField(blank=True, max_length=40)),
                ('reason', models.CharField(blank=True, max_length=1000)),
                ('to_text', models.CharField(blank=True, max_length=200)),
                ('by_id', models.BigIntegerField(null=True)),
                ('credential', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='recognition_certificates.credential')),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation_documents.document')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='CredentialSpec',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('kind', models.CharField(default='certificate', max_length=15)),
                ('title', models.CharField(max_length=300)),
                ('layout', models.CharField(default='state', max_length=5)),
                ('to', models.CharField(default='all_recognized', max_length=15)),
                ('assumed', models.BooleanField(default=False)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='credential_specs', to='delivery_courses.course')),
                ('issuer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='credential_specs', to='foundation_organizations.unit')),
            ],
            options={
                'ordering': ['course', 'position'],
            },
        ),
        migrations.AddField(
            model_name='credential',
            name='spec',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credentials', to='recognition_certificates.credentialspec'),
        ),
        migrations.CreateModel(
            name='CredentialState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(default='issued', max_length=10)),
                ('credential', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='status', to='recognition_certificates.credential')),
            ],
        ),
        migrations.CreateModel(
            name='Register',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=15)),
                ('period_starts_on', models.DateField()),
                ('last', models.PositiveIntegerField(default=0)),
                ('issuer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registers', to='foundation_organizations.unit')),
            ],
        ),
        migrations.AddField(
            model_name='credential',
            name='register',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credentials', to='recognition_certificates.register'),
        ),
        migrations.AddConstraint(
            model_name='credentialspec',
            constraint=models.UniqueConstraint(fields=('course', 'position'), name='credential_spec_position'),
        ),
        migrations.AddConstraint(
            model_name='credentialstate',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['handed', 'issued', 'replaced', 'revoked'])), name='credential_state'),
        ),
        migrations.AddConstraint(
            model_name='register',
            constraint=models.UniqueConstraint(fields=('issuer', 'kind', 'period_starts_on'), name='register_period'),
        ),
        migrations.AddConstraint(
            model_name='credential',
            constraint=models.UniqueConstraint(fields=('register', 'entry_no'), name='credential_entry'),
        ),
        migrations.AddConstraint(
            model_name='credential',
            constraint=models.UniqueConstraint(condition=models.Q(('replaces__isnull', True)), fields=('spec', 'row'), name='credential_once'),
        ),
    ]
