
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("delivery_courses", "0002_site_keepers"),
        ("foundation_venues", "0002_beds_and_travel"),
        ("delivery_scheduling", "0002_planning"),
    ]

    operations = [
        migrations.CreateModel(
            name="Lodging",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("beds", models.PositiveIntegerField(null=True)),
                ("course", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="lodging", to="delivery_courses.course")),
                ("venue", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="lodgings", to="foundation_venues.venue")),
            ],
        ),
        migrations.CreateModel(
            name="SiteRoom",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seats", models.PositiveIntegerField()),
                ("place_text", models.CharField(blank=True, max_length=300)),
                ("site", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="place", to="delivery_courses.site")),
            ],
        ),
    ]
