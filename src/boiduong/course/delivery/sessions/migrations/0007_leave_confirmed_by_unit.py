from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("delivery_sessions", "0006_make_up_by_learner")]

    operations = [
        migrations.AddField(
            model_name="leave", name="unit_confirmed_at", field=models.DateTimeField(null=True)
        ),
        migrations.AddField(
            model_name="leave", name="unit_confirmed_by_id", field=models.BigIntegerField(null=True)
        ),
        migrations.AddField(
            model_name="leave", name="unit_paper", field=models.CharField(blank=True, max_length=300)
        ),
    ]
