
import boiduong.randomness
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("foundation_organizations", "0001_units"),
    ]

    operations = [
        migrations.CreateModel(
            name='PostKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=80, unique=True)),
                ('name', models.CharField(max_length=250)),
                ('folded_name', models.CharField(db_index=True, max_length=250)),
            ],
        ),
        migrations.CreateModel(
            name='SecretRead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('person_uid', models.UUIDField()),
                ('by_id', models.BigIntegerField()),
                ('purpose', models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=boiduong.randomness.new_uid, editable=False, unique=True)),
                ('full_name', models.CharField(max_length=150)),
                ('sort_key', models.CharField(db_index=True, max_length=400)),
                ('folded_name', models.CharField(db_index=True, max_length=150)),
                ('birth_on', models.DateField(null=True)),
                ('birth_year', models.PositiveSmallIntegerField(null=True)),
                ('sex', models.CharField(blank=True, max_length=6)),
                ('synthetic', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['sort_key', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('sex__in', ['', 'female', 'male'])), name='person_sex')],
            },
        ),
        migrations.CreateModel(
            name='PersonSecret',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('national_id', models.CharField(blank=True, max_length=12)),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('ethnicity', models.CharField(blank=True, max_length=40)),
                ('party_official_on', models.DateField(null=True)),
                ('theory_level', models.CharField(blank=True, max_length=40)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='secret', to='foundation_people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('national_id', ''), _negated=True), fields=('national_id',), name='secret_national_id')],
            },
        ),
        migrations.CreateModel(
            name='PostHolding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(default='held', max_length=10)),
                ('term', models.CharField(blank=True, max_length=9)),
                ('starts_on', models.DateField(null=True)),
                ('ends_on', models.DateField(null=True)),
                ('source', models.CharField(blank=True, max_length=40)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='holdings', to='foundation_people.person')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to='foundation_organizations.unit')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='foundation_people.postkind')),
            ],
            options={
                'indexes': [models.Index(fields=['unit', 'status', 'ends_on'], name='holding_unit')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('starts_on__isnull', False)), fields=('person', 'post', 'unit', 'status', 'starts_on'), name='holding_dated'), models.UniqueConstraint(condition=models.Q(('starts_on__isnull', True)), fields=('person', 'post', 'unit', 'status'), name='holding_undated'), models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('starts_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='holding_order'), models.CheckConstraint(condition=models.Q(('status__in', ['held', 'planned', 'mandate'])), name='holding_status')],
            },
        ),
    ]
