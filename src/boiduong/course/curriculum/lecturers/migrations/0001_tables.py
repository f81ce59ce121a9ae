
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("foundation_organizations", "0001_units"),
        ('foundation_people', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Lecturer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked_as', models.CharField(max_length=6)),
                ('post_text', models.CharField(blank=True, max_length=300)),
                ('body_text', models.CharField(blank=True, max_length=300)),
                ('rank_text', models.CharField(blank=True, max_length=300)),
                ('standing', models.CharField(default='internal', max_length=10)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lecturers', to='foundation_organizations.institution')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='teaches', to='foundation_people.person')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('asked_as', 'person'), ('person__isnull', False)), models.Q(('asked_as', 'post'), models.Q(('post_text', ''), _negated=True)), models.Q(('asked_as', 'body'), models.Q(('body_text', ''), _negated=True)), models.Q(('asked_as', 'rank'), models.Q(('rank_text', ''), _negated=True)), _connector='OR'), name='lecturer_named')],
            },
        ),
    ]
