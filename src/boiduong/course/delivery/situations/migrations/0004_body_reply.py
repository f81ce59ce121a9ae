import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("delivery_situations", "0003_asked_again"),
        ("foundation_files", "0001_tables"),
        ("foundation_organizations", "0001_units"),
    ]

    operations = [
        migrations.CreateModel(
            name="BodyReply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("by_id", models.BigIntegerField(null=True)),
                ("text", models.TextField()),
                ("legal_basis", models.CharField(max_length=1000)),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation_files.storedfile",
                    ),
                ),
                (
                    "situation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="delivery_situations.situation",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="foundation_organizations.unit",
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
    ]
