"""Chỉ ghi thêm — extensions refuse UPDATE, DELETE and TRUNCATE."""

from django.db import migrations

from boiduong.foundation.audit.triggers import append_only


class Migration(migrations.Migration):
    """Triggers on the table of record."""

    dependencies = [("evaluation_assessment", "0003_extensions")]
    operations = [append_only("evaluation_assessment", "Extension")]
