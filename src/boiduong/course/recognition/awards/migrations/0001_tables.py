
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('delivery_courses', '0001_tables'),
        ('delivery_enrollment', '0001_tables'),
        ('foundation_documents', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_on', models.DateField()),
                ('minutes', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation_documents.document')),
                ('training_class', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meetings', to='delivery_courses.trainingclass')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='RecognitionRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(max_length=15)),
                ('band', models.CharField(blank=True, max_length=60)),
                ('value', models.DecimalField(decimal_places=2, max_digits=6, null=True)),
                ('reasons', models.JSONField(default=list)),
                ('facts', models.JSONField(default=dict)),
                ('note', models.CharField(blank=True, max_length=1000)),
                ('position', models.PositiveIntegerField()),
                ('decided_at', models.DateTimeField()),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recognition_rows', to='foundation_documents.document')),
                ('enrollment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recognition_rows', to='delivery_enrollment.enrollment')),
                ('training_class', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recognition_rows', to='delivery_courses.trainingclass')),
            ],
            options={
                'ordering': ['decision', 'position'],
                'constraints': [models.UniqueConstraint(fields=('decision', 'enrollment'), name='recognition_row_once'), models.UniqueConstraint(condition=models.Q(('outcome__in', ['recognized', 'exception'])), fields=('enrollment',), name='recognized_once'), models.CheckConstraint(condition=models.Q(('outcome__in', ['recognized', 'not_recognized', 'exception'])), name='recognition_outcome')],
            },
        ),
    ]
