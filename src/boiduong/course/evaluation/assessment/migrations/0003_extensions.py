"""Gia hạn — a later due moment for one person."""

from django.db import migrations, models
from django.db.models import deletion


class Migration(migrations.Migration):
    """The table; its triggers follow in a migration of their own."""

    dependencies = [
        ("delivery_enrollment", "0001_tables"),
        ("evaluation_assessment", "0002_append_only"),
    ]
    operations = [
        migrations.CreateModel(
            name="Extension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_at", models.DateTimeField()),
                ("reason", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
                ("by_id", models.BigIntegerField(null=True)),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=deletion.PROTECT, related_name="extensions", to="evaluation_assessment.assignment"
                    ),
                ),
                (
                    "enrollment",
                    models.ForeignKey(
                        on_delete=deletion.PROTECT, related_name="extensions", to="delivery_enrollment.enrollment"
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
    ]
