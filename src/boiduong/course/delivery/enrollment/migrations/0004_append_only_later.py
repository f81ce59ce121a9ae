"""Chỉ ghi thêm — reminders refuse UPDATE, DELETE and TRUNCATE."""

from django.db import migrations

from boiduong.foundation.audit.triggers import append_only


class Migration(migrations.Migration):
    """Triggers on the table of record."""

    dependencies = [("delivery_enrollment", "0003_reminders")]
    operations = [append_only("delivery_enrollment", "Reminder")]
