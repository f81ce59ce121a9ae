"""Bảng tình huống — questions from practice, what was said and what they were answered."""

from django.db import models

from boiduong.course.delivery.situations.rules import SITUATION
from boiduong.foundation.audit.models import in_states
from boiduong.randomness import new_uid


class Situation(models.Model):
    """Tình huống — raised by a person or anonymously, kept after the class; `reach` says who may read it."""

    uid = models.UUIDField(unique=True, default=new_uid, editable=False)
    course = models.ForeignKey("delivery_courses.Course", on_delete=models.CASCADE, related_name="situations")
    training_class = models.ForeignKey("delivery_courses.TrainingClass", null=True, on_delete=models.CASCADE)
    raised_by = models.ForeignKey("foundation_people.Person", null=True, on_delete=models.SET_NULL)
    unit = models.ForeignKey("foundation_organizations.Unit", null=True, on_delete=models.SET_NULL, related_name="+")
    field = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    context = models.TextField()
    question = models.TextField()
    raised_at = models.DateTimeField()
    session = models.ForeignKey("delivery_sessions.Session", null=True, on_delete=models.SET_NULL)
    options_text = models.TextField(blank=True)
    lecturer_view = models.TextField(blank=True)
    conclusion = models.TextField(blank=True)
    legal_basis = models.CharField(max_length=1000, blank=True)
    referred_to = models.ForeignKey(
        "foundation_organizations.Unit", null=True, on_delete=models.PROTECT, related_name="+"
    )
    referred_text = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT)
    # Asked again, because the answer of that one did not suffice; once only, the next time the new one is asked again.
    follows = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="followed_by")
    reach = models.CharField(max_length=10, default="class")  # class | school | province | public
    state = models.CharField(max_length=10, default="raised")

    class Meta:
        ordering = ["id"]
        constraints = [in_states(SITUATION)]
        indexes = [models.Index(fields=["course", "state"], name="situation_course")]


class SituationEvent(models.Model):
    """Diễn biến tình huống [A]."""

    situation = models.ForeignKey(Situation, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    act = models.CharField(max_length=15)
    to_state = models.CharField(max_length=10)
    by_id = models.BigIntegerField(null=True)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]


class BodyReply(models.Model):
    """Trả lời của cơ quan được hỏi [A] — written by its clerk here; the office takes it over or asks on."""

    situation = models.ForeignKey(Situation, on_delete=models.PROTECT, related_name="replies")
    unit = models.ForeignKey("foundation_organizations.Unit", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    text = models.TextField()
    legal_basis = models.CharField(max_length=1000)
    file = models.ForeignKey("foundation_files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
