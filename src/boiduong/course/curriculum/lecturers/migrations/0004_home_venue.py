"""Nơi thường dạy — the venue at which a lecturer is at home."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One column."""

    dependencies = [
        ("curriculum_lecturers", "0003_fees"),
        ("foundation_venues", "0002_beds_and_travel"),
    ]
    operations = [
        migrations.AddField(
            model_name="lecturer",
            name="home_venue",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="lecturers_at_home",
                to="foundation_venues.venue",
            ),
        ),
    ]
