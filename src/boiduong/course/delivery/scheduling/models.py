"""Bảng lịch học — versions that are copied, never edited after release, and their entries."""

from django.db import models

from boiduong.course.delivery.scheduling.rules import REQUEST, STRENGTHS, TIMETABLE
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
    locked = models.BooleanField(default=False)

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


class RuleStrength(models.Model):
    """Mức của quy tắc — how strongly a rule of the engine holds for a course, where its user said so."""

    course = models.ForeignKey("delivery_courses.Course", on_delete=models.CASCADE, related_name="rule_strengths")
    rule = models.CharField(max_length=3)
    strength = models.CharField(max_length=16)

    class Meta:
        ordering = ["rule"]
        constraints = [
            models.UniqueConstraint(fields=["course", "rule"], name="rule_strength_once"),
            models.CheckConstraint(condition=models.Q(strength__in=list(STRENGTHS)), name="rule_strength_known"),
        ]


class ClassClosure(models.Model):
    """Buổi ngoài lớp — a half-day on which a class does not meet, with the reason (a meeting at the province …)."""

    training_class = models.ForeignKey(
        "delivery_courses.TrainingClass", on_delete=models.CASCADE, related_name="closures"
    )
    day = models.DateField()
    half = models.CharField(max_length=9)
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ["day", "id"]
        constraints = [models.UniqueConstraint(fields=["training_class", "day", "half"], name="class_closure_once")]


class Holiday(models.Model):
    """Ngày nghỉ của trường — days on which nobody is taught: Tết, a public holiday, a week that the school closes.

    `taught` says the contrary: public holidays on which the school teaches.
    """

    institution = models.ForeignKey(
        "foundation_organizations.Institution", on_delete=models.CASCADE, related_name="holidays"
    )
    name = models.CharField(max_length=200)
    first = models.DateField()
    last = models.DateField()
    taught = models.BooleanField(default=False)

    class Meta:
        ordering = ["first", "id"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "first", "last"], name="holiday_once"),
            models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="holiday_order"),
        ]


class Lodging(models.Model):
    """Nội trú của khóa — where its learners sleep; `beds` as the office wrote it, None = counted from the lists."""

    course = models.OneToOneField("delivery_courses.Course", on_delete=models.CASCADE, related_name="lodging")
    venue = models.ForeignKey("foundation_venues.Venue", on_delete=models.PROTECT, related_name="lodgings")
    beds = models.PositiveIntegerField(null=True)


class SiteRoom(models.Model):
    """Phòng của điểm cầu — seats of the room in which the learners of a site sit together."""

    site = models.OneToOneField("delivery_courses.Site", on_delete=models.CASCADE, related_name="place")
    seats = models.PositiveIntegerField()
    place_text = models.CharField(max_length=300, blank=True)


class DraftStep(models.Model):
    """Việc vừa làm trên bản nháp — the sessions as they were before it, so that it can be undone."""

    version = models.ForeignKey(TimetableVersion, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(max_length=200)
    before = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]


class LecturerRequest(models.Model):
    """Lời mời dạy — a lecturer, post or body is asked for a topic of a course; the person may be named later."""

    course = models.ForeignKey("delivery_courses.Course", on_delete=models.CASCADE, related_name="requests")
    lecturer = models.ForeignKey("curriculum_lecturers.Lecturer", on_delete=models.PROTECT, related_name="requests")
    named = models.ForeignKey("curriculum_lecturers.Lecturer", null=True, on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey("curriculum_topics.Topic", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default="draft")
    asked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer_text = models.CharField(max_length=500, blank=True)
    document = models.ForeignKey("foundation_documents.Document", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["course", "id"]
        constraints = [
            in_states(REQUEST),
            models.UniqueConstraint(fields=["course", "lecturer", "topic"], name="lecturer_request_once"),
            models.UniqueConstraint(
                fields=["course", "lecturer"], condition=models.Q(topic__isnull=True), name="lecturer_request_whole"
            ),
        ]


class FeedKey(models.Model):
    """Khóa của lịch iCalendar — the serial that is in the secret address of a feed; a new serial ends the old one."""

    kind = models.CharField(max_length=8)  # class | lecturer | room | learner
    subject_id = models.BigIntegerField()
    serial = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject_id"], name="feed_key_once")]
