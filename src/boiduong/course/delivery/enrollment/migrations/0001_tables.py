
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('delivery_courses', '0001_tables'),
        ('foundation_documents', '0001_tables'),
        ("foundation_organizations", "0001_units"),
        ('foundation_people', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField()),
                ('state', models.CharField(default='draft', max_length=8)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calls', to='delivery_courses.course')),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='foundation_documents.document')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='CallQuota',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seats', models.PositiveIntegerField()),
                ('reserves', models.PositiveIntegerField(default=1)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotas', to='delivery_enrollment.call')),
                ('group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='delivery_courses.targetgroup')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='call_quotas', to='foundation_organizations.unit')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Enrollment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit_text', models.CharField(blank=True, max_length=300)),
                ('post_text', models.CharField(blank=True, max_length=300)),
                ('counts_as', models.CharField(default='learner', max_length=8)),
                ('position', models.PositiveIntegerField(default=0)),
                ('state', models.CharField(default='listed', max_length=10)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='enrollments', to='delivery_courses.course')),
                ('group', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='enrollments', to='delivery_courses.group')),
                ('opening', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='foundation_documents.document')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrollments', to='foundation_people.person')),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='enrollments', to='foundation_organizations.unit')),
                ('site', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to='delivery_courses.site')),
                ('training_class', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrollments', to='delivery_courses.trainingclass')),
            ],
            options={
                'ordering': ['training_class', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ClassOfficer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', models.CharField(max_length=15)),
                ('training_class', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='officers', to='delivery_courses.trainingclass')),
                ('enrollment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='delivery_enrollment.enrollment')),
            ],
        ),
        migrations.CreateModel(
            name='EnrollmentEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('act', models.CharField(max_length=10)),
                ('from_state', models.CharField(blank=True, max_length=10)),
                ('to_state', models.CharField(max_length=10)),
                ('by_id', models.BigIntegerField(null=True)),
                ('reason', models.CharField(blank=True, max_length=1000)),
                ('enrollment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='delivery_enrollment.enrollment')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Nomination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('post_text', models.CharField(blank=True, max_length=300)),
                ('reserve_rank', models.PositiveSmallIntegerField(null=True)),
                ('state', models.CharField(default='proposed', max_length=10)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nominations', to='delivery_enrollment.call')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nominations', to='delivery_courses.course')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='delivery_courses.targetgroup')),
                ('holding', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to='foundation_people.postholding')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nominations', to='foundation_people.person')),
                ('quota', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='nominations', to='delivery_enrollment.callquota')),
                ('replaces', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='delivery_enrollment.nomination')),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='nominations', to='foundation_organizations.unit')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(max_length=40)),
                ('level', models.CharField(max_length=6)),
                ('facts', models.JSONField(default=dict)),
                ('lifted_by_id', models.BigIntegerField(null=True)),
                ('lift_reason', models.CharField(blank=True, max_length=1000)),
                ('nomination', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='delivery_enrollment.nomination')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddField(
            model_name='enrollment',
            name='nomination',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='enrollment', to='delivery_enrollment.nomination'),
        ),
        migrations.CreateModel(
            name='NominationEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('act', models.CharField(max_length=10)),
                ('from_state', models.CharField(blank=True, max_length=10)),
                ('to_state', models.CharField(max_length=10)),
                ('by_id', models.BigIntegerField(null=True)),
                ('reason', models.CharField(blank=True, max_length=1000)),
                ('nomination', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='delivery_enrollment.nomination')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Summons',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code_hash', models.CharField(max_length=64, unique=True)),
                ('sent_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_via', models.CharField(blank=True, max_length=10)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation_documents.document')),
                ('enrollment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='summons', to='delivery_enrollment.enrollment')),
            ],
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['closed', 'draft', 'issued'])), name='call_state'),
        ),
        migrations.AddConstraint(
            model_name='callquota',
            constraint=models.UniqueConstraint(condition=models.Q(('group__isnull', False)), fields=('call', 'unit', 'group'), name='call_quota_group'),
        ),
        migrations.AddConstraint(
            model_name='callquota',
            constraint=models.UniqueConstraint(condition=models.Q(('group__isnull', True)), fields=('call', 'unit'), name='call_quota_unit'),
        ),
        migrations.AddConstraint(
            model_name='classofficer',
            constraint=models.UniqueConstraint(fields=('training_class', 'enrollment', 'office'), name='class_officer_once'),
        ),
        migrations.AddIndex(
            model_name='enrollmentevent',
            index=models.Index(fields=['to_state', 'at'], name='enrollment_event_at'),
        ),
        migrations.AddIndex(
            model_name='nomination',
            index=models.Index(fields=['call', 'state'], name='nomination_call'),
        ),
        migrations.AddIndex(
            model_name='nomination',
            index=models.Index(fields=['sent_by', 'state'], name='nomination_unit'),
        ),
        migrations.AddConstraint(
            model_name='nomination',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['accepted', 'lapsed', 'placed', 'proposed', 'refused', 'replaced', 'reserve', 'submitted', 'withdrawn'])), name='nomination_state'),
        ),
        migrations.AddConstraint(
            model_name='nomination',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['proposed', 'submitted', 'accepted', 'reserve', 'placed'])), fields=('course', 'person'), name='nomination_person_live'),
        ),
        migrations.AddIndex(
            model_name='enrollment',
            index=models.Index(fields=['training_class', 'state'], name='enrollment_class'),
        ),
        migrations.AddConstraint(
            model_name='enrollment',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['attending', 'confirmed', 'declined', 'deferred', 'expelled', 'listed', 'summoned', 'withdrawn'])), name='enrollment_state'),
        ),
        migrations.AddConstraint(
            model_name='enrollment',
            constraint=models.UniqueConstraint(fields=('course', 'person'), name='enrollment_person'),
        ),
        migrations.AddIndex(
            model_name='nominationevent',
            index=models.Index(fields=['to_state', 'at'], name='nomination_event_at'),
        ),
    ]
