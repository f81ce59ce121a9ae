"""Chỉ ghi thêm — messages and deliveries refuse UPDATE, DELETE and TRUNCATE."""

from django.db import migrations

from boiduong.foundation.audit.triggers import append_only


class Migration(migrations.Migration):
    """Triggers on the tables of record."""

    dependencies = [("foundation_notifications", "0001_tables")]
    operations = [
        append_only("foundation_notifications", "OutboxMessage"),
        append_only("foundation_notifications", "Delivery"),
    ]
