"""Chỉ ghi thêm — topics learned alone and rolls handed in by sites refuse UPDATE, DELETE and TRUNCATE."""

from django.db import migrations

from boiduong.foundation.audit.triggers import append_only


class Migration(migrations.Migration):
    """Triggers on the tables of record."""

    dependencies = [("delivery_sessions", "0003_self_paced_and_sites")]
    operations = [
        append_only("delivery_sessions", "TopicDone"),
        append_only("delivery_sessions", "SiteRoll"),
    ]
