"""Kế thừa chỉ ghi thêm — successions are never changed; a correction is a row that voids another."""

from django.db import migrations

from boiduong.foundation.audit.triggers import append_only


class Migration(migrations.Migration):
    """Triggers on successions."""

    dependencies = [("foundation_organizations", "0001_units")]
    operations = [append_only("foundation_organizations", "Succession")]
