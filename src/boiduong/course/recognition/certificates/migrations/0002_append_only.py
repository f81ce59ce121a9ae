"""Chỉ ghi thêm — acts of record refuse UPDATE, DELETE and TRUNCATE."""

from django.db import migrations

from boiduong.foundation.audit.triggers import append_only


class Migration(migrations.Migration):
    """Triggers on the tables of record."""

    dependencies = [("recognition_certificates", "0001_tables")]
    operations = [
        append_only("recognition_certificates", "Credential"),
        append_only("recognition_certificates", "CredentialEvent"),
    ]
