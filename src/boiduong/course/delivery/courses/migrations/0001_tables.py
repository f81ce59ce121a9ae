
import boiduong.randomness
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('annual_plan_plans', '0001_tables'),
        ('curriculum_programs', '0001_tables'),
        ('foundation_documents', '0001_tables'),
        ("foundation_organizations", "0001_units"),
        ('foundation_people', '0001_tables'),
        ('foundation_venues', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=boiduong.randomness.new_uid, editable=False, unique=True)),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('title', models.CharField(max_length=500)),
                ('kind', models.CharField(default='in_service', max_length=12)),
                ('field', models.CharField(blank=True, max_length=25)),
                ('standpoint', models.CharField(default='whole', max_length=5)),
                ('intake_text', models.CharField(blank=True, max_length=100)),
                ('mode', models.CharField(default='full_time', max_length=10)),
                ('starts_on', models.DateField(null=True)),
                ('ends_on', models.DateField(null=True)),
                ('avoid_text', models.CharField(blank=True, max_length=500)),
                ('place_text', models.CharField(blank=True, max_length=300)),
                ('state', models.CharField(default='draft', max_length=10)),
                ('synthetic', models.BooleanField(default=False)),
                ('assumed', models.JSONField(default=dict)),
                ('file_sha256', models.CharField(blank=True, max_length=64)),
                ('created_at', models.DateTimeField()),
                ('default_version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='curriculum_programs.programversion')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='foundation_organizations.institution')),
                ('plan_line', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='annual_plan_plans.planline')),
            ],
            options={
                'ordering': ['-starts_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='CourseBasis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('effect', models.CharField(blank=True, max_length=15)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bases', to='delivery_courses.course')),
                ('legal_act', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='foundation_organizations.legalact')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='CourseNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=10)),
                ('text', models.TextField()),
                ('text_en', models.TextField(blank=True)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='delivery_courses.course')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Site',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300)),
                ('count', models.PositiveIntegerField(null=True)),
                ('chair_text', models.CharField(blank=True, max_length=300)),
                ('ours', models.BooleanField(default=False)),
                ('keeps_roll', models.BooleanField(default=True)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sites', to='delivery_courses.course')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='delivery_courses.site')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='TargetGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=300)),
                ('conditions', models.JSONField(default=dict)),
                ('counts_as', models.CharField(default='learner', max_length=8)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='delivery_courses.course')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='TrainingClass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('label', models.CharField(max_length=120)),
                ('code', models.CharField(blank=True, max_length=40)),
                ('number', models.CharField(blank=True, max_length=40)),
                ('mode', models.CharField(default='full_time', max_length=10)),
                ('capacity', models.PositiveIntegerField(null=True)),
                ('starts_on', models.DateField(null=True)),
                ('ends_on', models.DateField(null=True)),
                ('state', models.CharField(default='forming', max_length=10)),
                ('assumed', models.JSONField(default=dict)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='classes', to='delivery_courses.course')),
                ('home_room', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='foundation_venues.room')),
                ('opening', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation_documents.document')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation_organizations.unit')),
                ('rule_set', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='foundation_organizations.ruleset')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='curriculum_programs.programversion')),
            ],
            options={
                'ordering': ['course', 'position'],
            },
        ),
        migrations.CreateModel(
            name='StatedNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('low', models.PositiveIntegerField()),
                ('high', models.PositiveIntegerField(null=True)),
                ('word', models.CharField(default='exactly', max_length=10)),
                ('on', models.DateField(null=True)),
                ('source_text', models.CharField(blank=True, max_length=300)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stated', to='delivery_courses.course')),
                ('training_class', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='delivery_courses.trainingclass')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='StaffDuty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', models.CharField(default='class_manager', max_length=15)),
                ('starts_on', models.DateField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='staff_duties', to='foundation_people.person')),
                ('training_class', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='staff', to='delivery_courses.trainingclass')),
            ],
            options={
                'ordering': ['training_class', 'duty', '-starts_on'],
            },
        ),
        migrations.CreateModel(
            name='Sitting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('training_class', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sittings', to='delivery_courses.trainingclass')),
            ],
            options={
                'ordering': ['training_class', 'position'],
            },
        ),
        migrations.CreateModel(
            name='Group',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('training_class', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='delivery_courses.trainingclass')),
            ],
            options={
                'ordering': ['training_class', 'number'],
            },
        ),
        migrations.CreateModel(
            name='CourseDuty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', models.CharField(max_length=20)),
                ('for_text', models.CharField(blank=True, max_length=200)),
                ('assumed', models.BooleanField(default=False)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='duties', to='delivery_courses.course')),
                ('part', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='curriculum_programs.programpart')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='foundation_organizations.unit')),
                ('site', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='delivery_courses.site')),
                ('training_class', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='delivery_courses.trainingclass')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='CourseDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=30)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='delivery_courses.course')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='foundation_documents.document')),
                ('training_class', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='delivery_courses.trainingclass')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Ceremony',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=8)),
                ('day', models.DateField(null=True)),
                ('mode', models.CharField(default='in_person', max_length=10)),
                ('chair_text', models.CharField(blank=True, max_length=300)),
                ('acts_text', models.TextField(blank=True)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ceremonies', to='delivery_courses.course')),
                ('training_class', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='delivery_courses.trainingclass')),
            ],
            options={
                'ordering': ['day', 'id'],
            },
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['archived', 'cancelled', 'closed', 'draft', 'postponed', 'ready', 'under_way'])), name='course_state'),
        ),
        migrations.AddConstraint(
            model_name='course',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('starts_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='course_dates'),
        ),
        migrations.AddConstraint(
            model_name='coursebasis',
            constraint=models.UniqueConstraint(fields=('course', 'legal_act'), name='course_basis_once'),
        ),
        migrations.AddConstraint(
            model_name='targetgroup',
            constraint=models.UniqueConstraint(fields=('course', 'label'), name='target_group_label'),
        ),
        migrations.AddConstraint(
            model_name='trainingclass',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['assessing', 'cancelled', 'closed', 'forming', 'opened', 'postponed', 'recognized', 'running'])), name='training_class_state'),
        ),
        migrations.AddConstraint(
            model_name='trainingclass',
            constraint=models.UniqueConstraint(fields=('course', 'label'), name='training_class_label'),
        ),
        migrations.AddConstraint(
            model_name='trainingclass',
            constraint=models.UniqueConstraint(fields=('course', 'position'), name='training_class_position'),
        ),
        migrations.AddConstraint(
            model_name='trainingclass',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['forming', 'postponed', 'cancelled']), ('rule_set__isnull', False), _connector='OR'), name='training_class_rules_pinned'),
        ),
        migrations.AddConstraint(
            model_name='staffduty',
            constraint=models.UniqueConstraint(fields=('training_class', 'person', 'duty', 'starts_on'), name='staff_duty_once'),
        ),
        migrations.AddConstraint(
            model_name='sitting',
            constraint=models.UniqueConstraint(fields=('training_class', 'position'), name='sitting_position'),
        ),
        migrations.AddConstraint(
            model_name='sitting',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='sitting_dates'),
        ),
        migrations.AddConstraint(
            model_name='group',
            constraint=models.UniqueConstraint(fields=('training_class', 'number'), name='group_number'),
        ),
        migrations.AddIndex(
            model_name='courseduty',
            index=models.Index(fields=['unit', 'duty'], name='duty_unit'),
        ),
        migrations.AddConstraint(
            model_name='courseduty',
            constraint=models.UniqueConstraint(condition=models.Q(('part__isnull', True), ('site__isnull', True), ('training_class__isnull', True)), fields=('course', 'unit', 'duty', 'for_text'), name='course_duty_whole'),
        ),
        migrations.AddIndex(
            model_name='coursedocument',
            index=models.Index(fields=['course', 'role'], name='course_document_role'),
        ),
        migrations.AddConstraint(
            model_name='coursedocument',
            constraint=models.UniqueConstraint(fields=('course', 'document'), name='course_document_once'),
        ),
    ]
