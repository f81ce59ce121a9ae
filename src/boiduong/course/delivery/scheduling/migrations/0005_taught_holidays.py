"""Ngày lễ mà trường vẫn dạy — a row that says so instead of closing the school."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies = [("delivery_scheduling", "0004_holidays")]

    operations = [
        migrations.AddField(model_name="holiday", name="taught", field=models.BooleanField(default=False)),
    ]
