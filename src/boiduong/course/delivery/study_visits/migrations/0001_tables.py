
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('curriculum_topics', '0001_tables'),
        ('delivery_courses', '0001_tables'),
        ('delivery_enrollment', '0001_tables'),
        ('foundation_documents', '0001_tables'),
        ("foundation_organizations", "0001_units"),
    ]

    operations = [
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(default='field_study', max_length=12)),
                ('place_text', models.CharField(max_length=300)),
                ('supervisor_text', models.CharField(blank=True, max_length=300)),
                ('safety_text', models.CharField(blank=True, max_length=1000)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('host_confirmed_at', models.DateTimeField(null=True)),
                ('report_text', models.TextField(blank=True)),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation_documents.document')),
                ('host', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation_organizations.unit')),
                ('topic', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='curriculum_topics.topic')),
                ('training_class', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='delivery_courses.trainingclass')),
            ],
            options={
                'ordering': ['starts_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='VisitFinding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('recommendation', models.TextField(blank=True)),
                ('to_text', models.CharField(blank=True, max_length=300)),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='delivery_study_visits.visit')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='VisitMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role_text', models.CharField(blank=True, max_length=200)),
                ('enrollment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='delivery_enrollment.enrollment')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='delivery_study_visits.visit')),
            ],
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='visit_dates'),
        ),
        migrations.AddConstraint(
            model_name='visitmember',
            constraint=models.UniqueConstraint(fields=('visit', 'enrollment'), name='visit_member_once'),
        ),
    ]
