from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("delivery_sessions", "0005_verdict_code")]

    operations = [
        migrations.AddField(
            model_name="makeup", name="by_learner", field=models.BooleanField(default=False)
        ),
        migrations.RemoveConstraint(model_name="makeup", name="make_up_state"),
        migrations.AddConstraint(
            model_name="makeup",
            constraint=models.CheckConstraint(
                condition=models.Q(state__in=["booked", "done", "failed", "returned"]), name="make_up_state"
            ),
        ),
    ]
