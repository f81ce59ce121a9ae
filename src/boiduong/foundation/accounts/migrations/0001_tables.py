
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("foundation_organizations", "0001_units"),
        ('foundation_people', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(max_length=60, unique=True)),
                ('display_name', models.CharField(max_length=150)),
                ('is_active', models.BooleanField(default=True)),
                ('demo', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('person', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='user', to='foundation_people.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RoleGrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('admin', 'admin'), ('training_officer', 'training_officer'), ('class_manager', 'class_manager'), ('managing_authority', 'managing_authority'), ('unit_clerk', 'unit_clerk'), ('lecturer', 'lecturer'), ('learner', 'learner'), ('records_officer', 'records_officer'), ('auditor', 'auditor')], max_length=30)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('scope', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='foundation_organizations.unit')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True), ('scope__isnull', False)), fields=('user', 'role', 'scope'), name='grant_once'), models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True), ('scope__isnull', True)), fields=('user', 'role'), name='grant_once_everywhere')],
            },
        ),
    ]
