"""Bảng buổi học — what really happened: sessions, the ledger of roll marks, leave, make-up, lesson log."""

from django.db import models

from boiduong.course.delivery.sessions.rules import CODES, LEAVE, MAKE_UP, SESSION
from boiduong.foundation.audit.models import in_states
from boiduong.randomness import new_uid


class Session(models.Model):
    """Buổi học của một lớp — hangs on the key of its timetable entry, so a new version finds it again."""

    course = models.ForeignKey("delivery_courses.Course", on_delete=models.CASCADE, related_name="sessions")
    training_class = models.ForeignKey(
        "delivery_courses.TrainingClass", on_delete=models.CASCADE, related_name="sessions"
    )
    key = models.UUIDField()
    entry = models.ForeignKey("delivery_scheduling.Entry", on_delete=models.PROTECT, related_name="sessions")
    day = models.DateField()
    half = models.CharField(max_length=9)
    periods = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    topic = models.ForeignKey("curriculum_topics.Topic", null=True, on_delete=models.PROTECT)
    state = models.CharField(max_length=10, default="planned")
    cancelled_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["day", "starts_at", "training_class"]
        constraints = [
            in_states(SESSION),
            models.UniqueConstraint(fields=["training_class", "key"], name="session_key"),
        ]
        indexes = [
            models.Index(fields=["training_class", "state"], name="session_class"),
            models.Index(fields=["day", "state"], name="session_day"),
        ]


class RollMark(models.Model):
    """Một lượt điểm danh [A] — the verdict of a person in a session is computed from the ledger."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="marks")
    enrollment = models.ForeignKey("delivery_enrollment.Enrollment", on_delete=models.PROTECT, related_name="marks")
    code = models.CharField(max_length=10)
    minutes = models.PositiveSmallIntegerField(null=True)
    source = models.CharField(max_length=10)  # staff | grid | paper | closing | correction
    received_at = models.DateTimeField()
    client_uid = models.UUIDField(unique=True, default=new_uid)
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT)
    reason = models.CharField(max_length=500, blank=True)
    by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=models.Q(code__in=list(CODES)), name="roll_mark_code")]
        indexes = [models.Index(fields=["session", "enrollment", "id"], name="roll_mark_verdict")]


class RollVerdict(models.Model):
    """Kết quả điểm danh [P] — the verdict of one person in one session, rebuildable from the marks."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="verdicts")
    enrollment = models.ForeignKey("delivery_enrollment.Enrollment", on_delete=models.CASCADE, related_name="verdicts")
    code = models.CharField(max_length=10)
    minutes = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "enrollment"], name="roll_verdict_once")]
        indexes = [models.Index(fields=["code"], name="roll_verdict_code")]


class Leave(models.Model):
    """Đơn xin nghỉ — from when to when, why, confirmed by the unit, decided at the level the rule set says."""

    enrollment = models.ForeignKey("delivery_enrollment.Enrollment", on_delete=models.CASCADE, related_name="leaves")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField()
    reason_kind = models.CharField(max_length=20)  # urgent_work | sick | family | other
    reason = models.CharField(max_length=1000)
    level = models.CharField(max_length=20)
    state = models.CharField(max_length=10, default="asked")
    asked_at = models.DateTimeField()
    unit_confirmed_at = models.DateTimeField(null=True)
    unit_confirmed_by_id = models.BigIntegerField(null=True)
    unit_paper = models.CharField(max_length=300, blank=True)  # named when the office writes it down from paper
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    decision_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            in_states(LEAVE),
            models.CheckConstraint(condition=models.Q(to_at__gt=models.F("from_at")), name="leave_order"),
        ]


class MakeUp(models.Model):
    """Học bù — a missed session taken with another class, of the same topic; booked by the office or by the learner."""

    enrollment = models.ForeignKey("delivery_enrollment.Enrollment", on_delete=models.CASCADE, related_name="make_ups")
    missed = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="made_up_by")
    taken = models.ForeignKey(Session, null=True, on_delete=models.PROTECT, related_name="taken_as_make_up")
    how = models.CharField(max_length=300, blank=True)
    by_learner = models.BooleanField(default=False)
    state = models.CharField(max_length=8, default="booked")

    class Meta:
        ordering = ["id"]
        constraints = [
            in_states(MAKE_UP),
            models.UniqueConstraint(
                fields=["enrollment", "missed"],
                condition=models.Q(state__in=["booked", "done"]),
                name="make_up_live",
            ),
        ]


class LessonLog(models.Model):
    """Sổ đầu bài — what was taught, remarks, signed by lecturer and class manager."""

    session = models.OneToOneField(Session, on_delete=models.PROTECT, related_name="log")
    summary = models.CharField(max_length=1000)
    remark = models.CharField(max_length=1000, blank=True)
    signed_by_lecturer_at = models.DateTimeField(null=True)
    signed_by_manager_at = models.DateTimeField(null=True)


class SiteRoll(models.Model):
    """Điểm cầu nộp điểm danh [A] — the keeper of a site has handed in its part of the roll of a session."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="site_rolls")
    site = models.ForeignKey("delivery_courses.Site", on_delete=models.PROTECT, related_name="+")
    present = models.PositiveIntegerField()
    expected = models.PositiveIntegerField()
    handed_in_at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["session", "site"], name="site_roll_once")]


class TopicDone(models.Model):
    """Học xong một chuyên đề tự học [A] — nobody was in a room; a wrong row is taken back by one that voids it."""

    enrollment = models.ForeignKey(
        "delivery_enrollment.Enrollment", on_delete=models.PROTECT, related_name="topics_done"
    )
    topic = models.ForeignKey("curriculum_topics.Topic", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=10)  # platform | office
    evidence = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    voids = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="voided_by")

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["enrollment", "topic"], name="topic_done")]
