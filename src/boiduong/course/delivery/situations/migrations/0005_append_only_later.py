"""Chỉ ghi thêm — what a body replied refuses UPDATE, DELETE and TRUNCATE."""

from django.db import migrations

from boiduong.foundation.audit.triggers import append_only


class Migration(migrations.Migration):
    """Triggers on the tables of record."""

    dependencies = [("delivery_situations", "0004_body_reply")]
    operations = [
        append_only("delivery_situations", "BodyReply"),
    ]
