"""Ý kiến khi xét — exceptions and breaches of rules, and what a meeting found."""

import django.db.models.deletion
from django.db import migrations, models

from boiduong.foundation.audit.triggers import append_only


class Migration(migrations.Migration):
    """Notes are only added."""

    dependencies = [
        ("recognition_awards", "0002_append_only"),
        ("delivery_enrollment", "0001_tables"),
    ]
    operations = [
        migrations.AddField("meeting", "not_recognized", models.PositiveIntegerField(default=0)),
        migrations.CreateModel(
            name="JudgingNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=15)),
                ("note", models.CharField(max_length=1000)),
                ("at", models.DateTimeField()),
                ("by_id", models.BigIntegerField(null=True)),
                (
                    "enrollment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="judging_notes",
                        to="delivery_enrollment.enrollment",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["exception", "conduct", "conduct_lifted"])),
                        name="judging_note_kind",
                    )
                ],
            },
        ),
        append_only("recognition_awards", "JudgingNote"),
    ]
