import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('curriculum_topics', '0001_tables'),
    ]

    operations = [
        migrations.AddField(
            model_name='topic',
            name='evening',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='topic',
            name='follows',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='followers', to='curriculum_topics.topic'),
        ),
        migrations.AddField(
            model_name='topic',
            name='within',
            field=models.PositiveSmallIntegerField(null=True),
        ),
    ]
