"""Bảng lịch học — versions that are copied, never edited after release, and their entries."""

from django.db import models

from boiduong.course.delivery.scheduling.rules import TIMETABLE
from boiduong.foundation.audit.models import in_states
from boiduong.randomness import new_uid


class TimetableVersion(models.Model):
    """Bản lịch học — draft, then released as "lần n"; a released one is replaced, never changed."""

    course = models.ForeignKey("delivery_courses.Course", on_delete=models.CASCADE, related_name="timetables")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, default="draft")
    base = models.ForeignKey("self", null=True, on_delete=models.PROTECT)
    released_at = models.DateTimeField(null=True)
    document = models.ForeignKey("foundation_documents.Document", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["course", "-number"]
        constraints = [
            in_states(TIMETABLE),
            models.UniqueConstraint(fields=["course", "number"], name="timetable_number"),
        ]


class Entry(models.Model):
    """Buổi trên lịch — a half-day (or part of it): topic or activity, room; `key` lives on over versions."""

    version = models.ForeignKey(TimetableVersion, on_delete=models.CASCADE, related_name="entries")
    key = models.UUIDField(default=new_uid)
    day = models.DateField()
    half = models.CharField(max_length=9)  # morning | afternoon | evening
    first_period = models.PositiveSmallIntegerField(default=1)
    periods = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    topic = models.ForeignKey("curriculum_topics.Topic", null=True, on_delete=models.PROTECT, related_name="entries")
    activity = models.CharField(max_length=10, blank=True)  # opening | closing | self_study | meeting
    room = models.ForeignKey("foundation_venues.Room", null=True, on_delete=models.PROTECT, related_name="entries")
    place_text = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["day", "starts_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="entry_key"),
            models.CheckConstraint(
                condition=models.Q(topic__isnull=False, activity="")
                | (models.Q(topic__isnull=True) & ~models.Q(activity="")),
                name="entry_topic_or_activity",
            ),
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="entry_order"),
        ]
        indexes = [models.Index(fields=["version", "day", "half"], name="entry_slot")]


class EntryClass(models.Model):
    """Lớp của buổi — one entry may be shared by several classes."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="classes")
    training_class = models.ForeignKey(
        "delivery_courses.TrainingClass", on_delete=models.CASCADE, related_name="entries"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "training_class"], name="entry_class_once")]


class EntryLecturer(models.Model):
    """Người dạy buổi đó."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="lecturers")
    lecturer = models.ForeignKey("curriculum_lecturers.Lecturer", on_delete=models.PROTECT, related_name="entries")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "lecturer"], name="entry_lecturer_once")]
