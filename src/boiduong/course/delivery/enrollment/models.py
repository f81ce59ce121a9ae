"""Bảng chiêu sinh — the call, what units ask (nomination) and the one seat of a person (enrollment)."""

from django.db import models

from boiduong.course.delivery.enrollment.rules import CALL, ENROLLMENT, NOMINATION
from boiduong.foundation.audit.models import in_states

LIVE_NOMINATIONS = ["proposed", "submitted", "accepted", "reserve", "placed"]


class Call(models.Model):
    """Đợt chiêu sinh — the call for nominations with quota per unit and a deadline."""

    course = models.ForeignKey("delivery_courses.Course", on_delete=models.CASCADE, related_name="calls")
    document = models.ForeignKey("foundation_documents.Document", null=True, on_delete=models.PROTECT)
    due_on = models.DateField()
    closed_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, default="draft")

    class Meta:
        ordering = ["id"]
        constraints = [in_states(CALL)]


class CallQuota(models.Model):
    """Chỉ tiêu của đơn vị — seats and reserve places of a unit, as the unit was on the day of the call."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="quotas")
    unit = models.ForeignKey("foundation_organizations.Unit", on_delete=models.PROTECT, related_name="call_quotas")
    group = models.ForeignKey("delivery_courses.TargetGroup", null=True, on_delete=models.PROTECT)
    seats = models.PositiveIntegerField()
    reserves = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "unit", "group"],
                condition=models.Q(group__isnull=False),
                name="call_quota_group",
            ),
            models.UniqueConstraint(
                fields=["call", "unit"], condition=models.Q(group__isnull=True), name="call_quota_unit"
            ),
        ]


class Nomination(models.Model):
    """Người được cử — what a unit asks: a person for a seat; refused, replaced or in reserve as decided."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="nominations")
    course = models.ForeignKey("delivery_courses.Course", on_delete=models.CASCADE, related_name="nominations")
    quota = models.ForeignKey(CallQuota, null=True, on_delete=models.PROTECT, related_name="nominations")
    person = models.ForeignKey("foundation_people.Person", on_delete=models.PROTECT, related_name="nominations")
    group = models.ForeignKey("delivery_courses.TargetGroup", on_delete=models.PROTECT)
    sent_by = models.ForeignKey("foundation_organizations.Unit", on_delete=models.PROTECT, related_name="nominations")
    holding = models.ForeignKey("foundation_people.PostHolding", null=True, on_delete=models.SET_NULL)
    post_text = models.CharField(max_length=300, blank=True)
    reserve_rank = models.PositiveSmallIntegerField(null=True)
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    state = models.CharField(max_length=10, default="proposed")

    class Meta:
        ordering = ["id"]
        constraints = [
            in_states(NOMINATION),
            models.UniqueConstraint(
                fields=["course", "person"],
                condition=models.Q(state__in=LIVE_NOMINATIONS),
                name="nomination_person_live",
            ),
        ]
        indexes = [
            models.Index(fields=["call", "state"], name="nomination_call"),
            models.Index(fields=["sent_by", "state"], name="nomination_unit"),
        ]


class NominationEvent(models.Model):
    """Diễn biến cử [A] — each change of state, with reason and person; dated counts come from here."""

    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    act = models.CharField(max_length=10)
    from_state = models.CharField(max_length=10, blank=True)
    to_state = models.CharField(max_length=10)
    by_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["to_state", "at"], name="nomination_event_at")]


class Finding(models.Model):
    """Điều phát hiện khi xét — a rule, its level and the facts; lifted only with a reason."""

    nomination = models.ForeignKey(Nomination, on_delete=models.CASCADE, related_name="findings")
    rule = models.CharField(max_length=40)
    level = models.CharField(max_length=6)  # block | warn
    facts = models.JSONField(default=dict)
    lifted_by_id = models.BigIntegerField(null=True)
    lift_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["id"]


class Enrollment(models.Model):
    """Học viên — a person's one seat in one course; everything taught or counted points here."""

    course = models.ForeignKey("delivery_courses.Course", on_delete=models.CASCADE, related_name="enrollments")
    person = models.ForeignKey("foundation_people.Person", on_delete=models.PROTECT, related_name="enrollments")
    training_class = models.ForeignKey(
        "delivery_courses.TrainingClass", on_delete=models.PROTECT, related_name="enrollments"
    )
    group = models.ForeignKey(
        "delivery_courses.Group", null=True, on_delete=models.SET_NULL, related_name="enrollments"
    )
    site = models.ForeignKey("delivery_courses.Site", null=True, on_delete=models.SET_NULL)
    nomination = models.OneToOneField(Nomination, null=True, on_delete=models.PROTECT, related_name="enrollment")
    sent_by = models.ForeignKey(
        "foundation_organizations.Unit", null=True, on_delete=models.PROTECT, related_name="enrollments"
    )
    unit_text = models.CharField(max_length=300, blank=True)
    post_text = models.CharField(max_length=300, blank=True)
    counts_as = models.CharField(max_length=8, default="learner")
    opening = models.ForeignKey("foundation_documents.Document", null=True, on_delete=models.PROTECT)
    position = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, default="listed")

    class Meta:
        ordering = ["training_class", "position", "id"]
        constraints = [
            in_states(ENROLLMENT),
            models.UniqueConstraint(fields=["course", "person"], name="enrollment_person"),
        ]
        indexes = [models.Index(fields=["training_class", "state"], name="enrollment_class")]


class EnrollmentEvent(models.Model):
    """Diễn biến học viên [A] — summoned, confirmed, declined, moved, withdrawn, with reason and person."""

    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    act = models.CharField(max_length=10)
    from_state = models.CharField(max_length=10, blank=True)
    to_state = models.CharField(max_length=10)
    by_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["to_state", "at"], name="enrollment_event_at")]


class Summons(models.Model):
    """Giấy triệu tập — the paper of one learner and the answer to it, by a code printed on it."""

    enrollment = models.OneToOneField(Enrollment, on_delete=models.CASCADE, related_name="summons")
    document = models.ForeignKey("foundation_documents.Document", on_delete=models.PROTECT, related_name="+")
    code_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_via = models.CharField(max_length=10, blank=True)  # code | unit | office


class ClassOfficer(models.Model):
    """Ban cán sự lớp — monitor, deputy or group leader, chosen among the learners."""

    training_class = models.ForeignKey(
        "delivery_courses.TrainingClass", on_delete=models.CASCADE, related_name="officers"
    )
    enrollment = models.ForeignKey(Enrollment, on_delete=models.CASCADE)
    office = models.CharField(max_length=15)  # monitor | deputy | group_leader

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["training_class", "enrollment", "office"], name="class_officer_once"),
        ]


class Reminder(models.Model):
    """Nhắc xác nhận [A] — who was asked again to answer the summons, when, how and by whom."""

    enrollment = models.ForeignKey(Enrollment, on_delete=models.PROTECT, related_name="reminders")
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    how = models.CharField(max_length=10)  # phone | letter | unit | other
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["id"]
