"""Hỏi lại — a question asked again is a new row that names the first; the first is kept with its answer."""

from django.db import migrations, models
from django.db.models import deletion


class Migration(migrations.Migration):
    """The link to the first question, and the state of one that was asked again."""

    dependencies = [("delivery_situations", "0002_append_only")]
    operations = [
        migrations.AddField(
            model_name="situation",
            name="follows",
            field=models.OneToOneField(
                null=True,
                on_delete=deletion.PROTECT,
                related_name="followed_by",
                to="delivery_situations.situation",
            ),
        ),
        migrations.RemoveConstraint(model_name="situation", name="situation_state"),
        migrations.AddConstraint(
            model_name="situation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "answered", "approved", "discussed", "followed", "merged",
                            "published", "raised", "referred", "returned", "triaged",
                        ],
                    )
                ),
                name="situation_state",
            ),
        ),
    ]
