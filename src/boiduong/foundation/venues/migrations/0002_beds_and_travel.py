
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("foundation_venues", "0001_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="venue",
            name="beds",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.CreateModel(
            name="TravelTime",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("minutes", models.PositiveSmallIntegerField()),
                ("one", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="foundation_venues.venue")),
                ("other", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="foundation_venues.venue")),
            ],
        ),
        migrations.AddConstraint(
            model_name="traveltime",
            constraint=models.UniqueConstraint(fields=("one", "other"), name="travel_time_pair"),
        ),
        migrations.AddConstraint(
            model_name="traveltime",
            constraint=models.CheckConstraint(condition=models.Q(("one__lt", models.F("other"))), name="travel_time_order"),
        ),
    ]
