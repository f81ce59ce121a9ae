"""Ngày nghỉ của trường — days on which nobody is taught."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One table."""

    dependencies = [
        ("delivery_scheduling", "0003_lodging_and_sites"),
        ("foundation_organizations", "0001_units"),
    ]
    operations = [
        migrations.CreateModel(
            name="Holiday",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("first", models.DateField()),
                ("last", models.DateField()),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="holidays",
                        to="foundation_organizations.institution",
                    ),
                ),
            ],
            options={
                "ordering": ["first", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("institution", "first", "last"), name="holiday_once"),
                    models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="holiday_order"),
                ],
            },
        ),
    ]
