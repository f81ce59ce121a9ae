from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("delivery_sessions", "0004_append_only_later")]

    operations = [
        migrations.AddIndex(
            model_name="rollverdict", index=models.Index(fields=["code"], name="roll_verdict_code")
        ),
    ]
