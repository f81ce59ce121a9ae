"""Khen thưởng — who is named in a decision of commendation."""

import django.db.models.deletion
from django.db import migrations, models

from boiduong.foundation.audit.triggers import append_only


class Migration(migrations.Migration):
    """The names in a decision are only added."""

    dependencies = [
        ("recognition_awards", "0003_notes"),
        ("foundation_documents", "0001_tables"),
        ("delivery_enrollment", "0001_tables"),
    ]
    operations = [
        migrations.CreateModel(
            name="Commendation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=100)),
                ("grounds", models.CharField(max_length=300)),
                ("position", models.PositiveIntegerField()),
                ("drafted_at", models.DateTimeField()),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commendations",
                        to="foundation_documents.document",
                    ),
                ),
                (
                    "enrollment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commendations",
                        to="delivery_enrollment.enrollment",
                    ),
                ),
            ],
            options={
                "ordering": ["document", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("document", "enrollment"), name="commendation_once")
                ],
            },
        ),
        append_only("recognition_awards", "Commendation"),
    ]
