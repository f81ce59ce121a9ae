from django.db import migrations, models


class Migration(migrations.Migration):
    """Ngày đóng đợt chiêu sinh — of calls closed before, it is not known here."""

    dependencies = [
        ("delivery_enrollment", "0004_append_only_later"),
    ]

    operations = [
        migrations.AddField(
            model_name="call",
            name="closed_at",
            field=models.DateTimeField(null=True),
        ),
    ]
