"""Phiếu đang giữ — ballots of an open poll, until it closes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The table of held ballots."""

    dependencies = [("evaluation_feedback", "0002_append_only")]
    operations = [
        migrations.CreateModel(
            name="HeldBallot",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("answers", models.JSONField()),
                ("remark", models.TextField(blank=True)),
                ("valid", models.BooleanField()),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="held",
                        to="evaluation_feedback.poll",
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
    ]
