"""Mức chi tiền giảng — rates, tax and levels, each only added."""

import django.db.models.deletion
from django.db import migrations, models

from boiduong.foundation.audit.triggers import append_only

ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def _institution(name: str) -> tuple[str, models.Field]:
    return (
        "institution",
        models.ForeignKey(
            on_delete=django.db.models.deletion.PROTECT,
            related_name=name,
            to="foundation_organizations.institution",
        ),
    )


class Migration(migrations.Migration):
    """Three tables of record."""

    dependencies = [
        ("curriculum_lecturers", "0002_availability_and_links"),
        ("foundation_organizations", "0001_units"),
    ]
    operations = [
        migrations.CreateModel(
            name="FeeRate",
            fields=[
                ID,
                ("level", models.CharField(max_length=2)),
                ("paid_per", models.CharField(default="half_day", max_length=10)),
                ("amount_vnd", models.PositiveIntegerField(null=True)),
                ("starts_on", models.DateField()),
                ("source", models.CharField(max_length=300)),
                ("example", models.BooleanField(default=False)),
                ("written_at", models.DateTimeField()),
                _institution("fee_rates"),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("paid_per__in", ["half_day", "period"])), name="fee_rate_paid_per"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FeeTax",
            fields=[
                ID,
                ("percent", models.PositiveSmallIntegerField()),
                ("threshold_vnd", models.PositiveIntegerField()),
                ("starts_on", models.DateField()),
                ("source", models.CharField(max_length=300)),
                ("example", models.BooleanField(default=False)),
                ("written_at", models.DateTimeField()),
                _institution("fee_taxes"),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("percent__lte", 100)), name="fee_tax_percent")
                ],
            },
        ),
        migrations.CreateModel(
            name="FeeLevel",
            fields=[
                ID,
                ("level", models.CharField(max_length=2)),
                ("starts_on", models.DateField()),
                ("written_at", models.DateTimeField()),
                (
                    "lecturer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fee_levels",
                        to="curriculum_lecturers.lecturer",
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
        append_only("curriculum_lecturers", "FeeRate"),
        append_only("curriculum_lecturers", "FeeTax"),
        append_only("curriculum_lecturers", "FeeLevel"),
    ]
