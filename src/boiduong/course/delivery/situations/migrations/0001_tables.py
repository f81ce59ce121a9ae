
import boiduong.randomness
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('delivery_courses', '0001_tables'),
        ('delivery_sessions', '0001_tables'),
        ("foundation_organizations", "0001_units"),
        ('foundation_people', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Situation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=boiduong.randomness.new_uid, editable=False, unique=True)),
                ('field', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=300)),
                ('context', models.TextField()),
                ('question', models.TextField()),
                ('raised_at', models.DateTimeField()),
                ('options_text', models.TextField(blank=True)),
                ('lecturer_view', models.TextField(blank=True)),
                ('conclusion', models.TextField(blank=True)),
                ('legal_basis', models.CharField(blank=True, max_length=1000)),
                ('referred_text', models.CharField(blank=True, max_length=300)),
                ('due_on', models.DateField(null=True)),
                ('reach', models.CharField(default='class', max_length=10)),
                ('state', models.CharField(default='raised', max_length=10)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='situations', to='delivery_courses.course')),
                ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='delivery_situations.situation')),
                ('raised_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to='foundation_people.person')),
                ('referred_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation_organizations.unit')),
                ('session', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to='delivery_sessions.session')),
                ('training_class', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='delivery_courses.trainingclass')),
                ('unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='foundation_organizations.unit')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='SituationEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('act', models.CharField(max_length=15)),
                ('to_state', models.CharField(max_length=10)),
                ('by_id', models.BigIntegerField(null=True)),
                ('text', models.TextField(blank=True)),
                ('situation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='delivery_situations.situation')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddIndex(
            model_name='situation',
            index=models.Index(fields=['course', 'state'], name='situation_course'),
        ),
        migrations.AddConstraint(
            model_name='situation',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['answered', 'approved', 'discussed', 'merged', 'published', 'raised', 'referred', 'returned', 'triaged'])), name='situation_state'),
        ),
    ]
