
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('curriculum_lecturers', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='PersonalLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(null=True)),
                ('used_at', models.DateTimeField(null=True)),
                ('lecturer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='curriculum_lecturers.lecturer')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Availability',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(max_length=4)),
                ('half', models.CharField(max_length=9)),
                ('day', models.DateField(null=True)),
                ('weekday', models.PositiveSmallIntegerField(null=True)),
                ('starts_on', models.DateField(null=True)),
                ('ends_on', models.DateField(null=True)),
                ('source', models.CharField(default='link', max_length=6)),
                ('said_at', models.DateTimeField()),
                ('lecturer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='availability', to='curriculum_lecturers.lecturer')),
            ],
            options={
                'ordering': ['day', 'weekday', 'half', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('day__isnull', False)), fields=('lecturer', 'day', 'half'), name='availability_once'), models.CheckConstraint(condition=models.Q(models.Q(('day__isnull', False), ('weekday__isnull', True)), models.Q(('day__isnull', True), ('ends_on__isnull', False), ('starts_on__isnull', False), ('weekday__lte', 6)), _connector='OR'), name='availability_single_or_weekly'), models.CheckConstraint(condition=models.Q(('state__in', ['busy', 'wish'])), name='availability_state')],
            },
        ),
    ]
