
import boiduong.foundation.organizations.models
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='LegalAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('number', models.CharField(blank=True, max_length=60)),
                ('issued_on', models.DateField(null=True)),
                ('issuer_text', models.CharField(blank=True, max_length=200)),
                ('title', models.CharField(blank=True, max_length=500)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(models.Q(('number', ''), _negated=True), ('issued_on__isnull', False)), fields=('issuer_text', 'number', 'issued_on'), name='act_numbered'), models.UniqueConstraint(condition=models.Q(models.Q(('number', ''), _negated=True), ('issued_on__isnull', True)), fields=('issuer_text', 'number'), name='act_numbered_undated')],
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source_key', models.CharField(max_length=40, null=True, unique=True)),
                ('code', models.CharField(blank=True, max_length=20)),
                ('founded_on', models.DateField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('end_stated', models.BooleanField(default=True)),
                ('established', models.BooleanField(default=True)),
                ('area', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bodies', to='foundation_organizations.unit')),
            ],
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('share', models.CharField(max_length=10)),
                ('kind', models.CharField(max_length=15)),
                ('source', models.CharField(blank=True, max_length=120)),
                ('stamp', models.CharField(default=boiduong.foundation.organizations.models.new_stamp, editable=False, max_length=16)),
                ('act', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation_organizations.legalact')),
                ('voids', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='voided_by', to='foundation_organizations.succession')),
                ('predecessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='heirs_rows', to='foundation_organizations.unit')),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='origin_rows', to='foundation_organizations.unit')),
            ],
        ),
        migrations.CreateModel(
            name='Institution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True)),
                ('settings', models.JSONField(default=dict)),
                ('unit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='institution', to='foundation_organizations.unit')),
            ],
        ),
        migrations.CreateModel(
            name='UnitVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('name', models.CharField(max_length=200)),
                ('short_name', models.CharField(max_length=200)),
                ('folded_name', models.CharField(db_index=True, max_length=200)),
                ('kind', models.CharField(max_length=20)),
                ('line', models.CharField(blank=True, max_length=10)),
                ('level', models.CharField(max_length=10)),
                ('lat', models.FloatField(null=True)),
                ('lon', models.FloatField(null=True)),
                ('note', models.TextField(blank=True)),
                ('stamp', models.CharField(default=boiduong.foundation.organizations.models.new_stamp, editable=False, max_length=16)),
                ('act', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation_organizations.legalact')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='child_versions', to='foundation_organizations.unit')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='foundation_organizations.unit')),
            ],
            options={
                'ordering': ['unit_id', 'starts_on'],
            },
        ),
        migrations.CreateModel(
            name='RuleSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('body', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('example', models.BooleanField(default=False)),
                ('act', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation_organizations.legalact')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rule_sets', to='foundation_organizations.institution')),
            ],
            options={
                'ordering': ['institution_id', 'starts_on'],
                'constraints': [models.UniqueConstraint(fields=('institution', 'starts_on'), name='rule_set_day')],
            },
        ),
        migrations.AddIndex(
            model_name='unit',
            index=models.Index(fields=['code'], name='unit_code'),
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('code', ''), _negated=True), ('founded_on__isnull', False)), fields=('code', 'founded_on'), name='unit_code_founded'),
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('founded_on__isnull', True), ('ended_on__gte', models.F('founded_on')), _connector='OR'), name='unit_order'),
        ),
        migrations.AddIndex(
            model_name='succession',
            index=models.Index(fields=['predecessor', 'on'], name='succession_predecessor'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.UniqueConstraint(condition=models.Q(('voids__isnull', True)), fields=('predecessor', 'successor', 'on'), name='succession_once'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.CheckConstraint(condition=models.Q(('predecessor', models.F('successor')), _negated=True), name='succession_not_self'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.CheckConstraint(condition=models.Q(('share__in', ['name_only', 'none', 'part', 'whole'])), name='succession_share'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['heir_of_body', 'merge', 'split', 'tier_end', 'transfer'])), name='succession_kind'),
        ),
        migrations.AddIndex(
            model_name='unitversion',
            index=models.Index(fields=['parent', 'starts_on'], name='version_parent'),
        ),
        migrations.AddConstraint(
            model_name='unitversion',
            constraint=models.UniqueConstraint(fields=('unit', 'starts_on'), name='version_day'),
        ),
        migrations.AddConstraint(
            model_name='unitversion',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['city', 'commune', 'department', 'district', 'division', 'enterprise', 'foreign_host', 'front_committee', 'military_unit', 'other', 'party_board', 'party_committee', 'people_committee', 'people_council', 'province', 'provincial_city', 'public_unit', 'school', 'special_zone', 'town', 'township', 'urban_district', 'ward'])), name='version_kind'),
        ),
        migrations.AddConstraint(
            model_name='unitversion',
            constraint=models.CheckConstraint(condition=models.Q(('line__in', ['', 'front', 'military', 'other', 'party', 'state'])), name='version_line'),
        ),
        migrations.AddConstraint(
            model_name='unitversion',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', ['below', 'central', 'commune', 'district', 'province'])), name='version_level'),
        ),
        migrations.AddConstraint(
            model_name='unitversion',
            constraint=models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('unit')), _negated=True), _connector='OR'), name='version_not_own_parent'),
        ),
    ]
