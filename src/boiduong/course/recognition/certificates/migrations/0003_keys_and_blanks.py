"""Khóa công khai, danh sách thu hồi, phôi — keys of issuers, signed lists of revocations, blank stock."""

import django.db.models.deletion
from django.db import migrations, models

from boiduong.foundation.audit.triggers import append_only


class Migration(migrations.Migration):
    """Tables and their triggers."""

    dependencies = [
        ('foundation_organizations', '0002_append_only'),
        ('recognition_certificates', '0002_append_only'),
    ]

    operations = [
        migrations.CreateModel(
            name='Blank',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=15)),
                ('serial', models.CharField(max_length=30)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='BlankRange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=15)),
                ('prefix', models.CharField(blank=True, max_length=12)),
                ('first', models.PositiveIntegerField()),
                ('last', models.PositiveIntegerField()),
                ('width', models.PositiveSmallIntegerField()),
                ('received_on', models.DateField()),
                ('source', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField()),
                ('by_id', models.BigIntegerField(null=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='BlankUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=1)),
                ('act', models.CharField(choices=[('used', 'used'), ('spoilt', 'spoilt'), ('void', 'void')], max_length=6)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField()),
                ('by_id', models.BigIntegerField(null=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='CodeKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('use', models.CharField(choices=[('qr', 'qr'), ('badge', 'badge')], max_length=5)),
                ('number', models.CharField(max_length=16, unique=True)),
                ('jwk', models.JSONField()),
                ('issuer_text', models.CharField(max_length=300)),
                ('since', models.DateField()),
                ('lists', models.BooleanField(default=False)),
                ('test', models.BooleanField(default=False)),
                ('added_at', models.DateTimeField()),
                ('by_id', models.BigIntegerField(null=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='CodeKeyEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('ended', 'ended'), ('withdrawn', 'withdrawn')], max_length=10)),
                ('on', models.DateField()),
                ('reason', models.CharField(blank=True, max_length=1000)),
                ('at', models.DateTimeField()),
                ('by_id', models.BigIntegerField(null=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='IssuerChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_shown', models.CharField(choices=[('full', 'full'), ('initials', 'initials'), ('none', 'none')], max_length=10)),
                ('at', models.DateTimeField()),
                ('by_id', models.BigIntegerField(null=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='RevocationIssue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveIntegerField(unique=True)),
                ('up_to', models.BigIntegerField(default=0)),
                ('papers', models.PositiveIntegerField()),
                ('content', models.BinaryField()),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['sequence'],
            },
        ),
        migrations.AddIndex(
            model_name='credentialevent',
            index=models.Index(fields=['act', 'id'], name='credential_act'),
        ),
        migrations.AddIndex(
            model_name='credentialstate',
            index=models.Index(fields=['state', 'credential'], name='credential_state_of'),
        ),
        migrations.AddField(
            model_name='blank',
            name='issuer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation_organizations.unit'),
        ),
        migrations.AddField(
            model_name='blankrange',
            name='issuer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='blank_ranges', to='foundation_organizations.unit'),
        ),
        migrations.AddField(
            model_name='blank',
            name='range',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='blanks', to='recognition_certificates.blankrange'),
        ),
        migrations.AddField(
            model_name='blankuse',
            name='blank',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='recognition_certificates.blank'),
        ),
        migrations.AddField(
            model_name='blankuse',
            name='credential',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='blank_uses', to='recognition_certificates.credential'),
        ),
        migrations.AddField(
            model_name='codekey',
            name='issuer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='code_keys', to='foundation_organizations.unit'),
        ),
        migrations.AddField(
            model_name='codekeyevent',
            name='key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='recognition_certificates.codekey'),
        ),
        migrations.AddField(
            model_name='issuerchoice',
            name='issuer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issuer_choices', to='foundation_organizations.unit'),
        ),
        migrations.AddField(
            model_name='revocationissue',
            name='key',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lists_signed', to='recognition_certificates.codekey'),
        ),
        migrations.AddConstraint(
            model_name='blankrange',
            constraint=models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='blank_range_order'),
        ),
        migrations.AddConstraint(
            model_name='blank',
            constraint=models.UniqueConstraint(fields=('issuer', 'kind', 'serial'), name='blank_serial'),
        ),
        migrations.AddConstraint(
            model_name='blankuse',
            constraint=models.UniqueConstraint(fields=('blank', 'position'), name='blank_act_position'),
        ),
        migrations.AddConstraint(
            model_name='blankuse',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('act', 'used'), ('credential__isnull', False)), models.Q(('act', 'used'), _negated=True), _connector='OR'), name='blank_used_for'),
        ),
        append_only("recognition_certificates", "IssuerChoice"),
        append_only("recognition_certificates", "CodeKey"),
        append_only("recognition_certificates", "CodeKeyEvent"),
        append_only("recognition_certificates", "RevocationIssue"),
        append_only("recognition_certificates", "BlankRange"),
        append_only("recognition_certificates", "Blank"),
        append_only("recognition_certificates", "BlankUse"),
    ]
