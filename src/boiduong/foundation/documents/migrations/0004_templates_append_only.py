"""Chỉ ghi thêm — versions of wording and their use are never changed."""

from django.db import migrations

from boiduong.foundation.audit.triggers import append_only


class Migration(migrations.Migration):
    """Triggers on the two tables of templates."""

    dependencies = [("foundation_documents", "0003_templates_and_scans")]
    operations = [
        append_only("foundation_documents", "WordTemplate"),
        append_only("foundation_documents", "WordTemplateUse"),
    ]
