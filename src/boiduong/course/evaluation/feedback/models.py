"""Bảng phiếu đánh giá — anonymous ballots; nothing leads from a ballot to a person."""

from django.db import models

from boiduong.course.evaluation.feedback.rules import POLL
from boiduong.foundation.audit.models import in_states


class Form(models.Model):
    """Mẫu phiếu [V] — indicators and scale of an institution, from a day on."""

    institution = models.ForeignKey(
        "foundation_organizations.Institution", on_delete=models.PROTECT, related_name="feedback_forms"
    )
    starts_on = models.DateField()
    body = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["institution", "starts_on"], name="feedback_form_start")]


class Poll(models.Model):
    """Đợt lấy phiếu — one class, one form, from when to when."""

    training_class = models.ForeignKey("delivery_courses.TrainingClass", on_delete=models.CASCADE, related_name="polls")
    form = models.ForeignKey(Form, on_delete=models.PROTECT)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    state = models.CharField(max_length=6, default="open")

    class Meta:
        ordering = ["id"]
        constraints = [
            in_states(POLL),
            models.UniqueConstraint(fields=["training_class", "form"], name="poll_once"),
            models.CheckConstraint(condition=models.Q(closes_at__gt=models.F("opens_at")), name="poll_order"),
        ]


class Turnout(models.Model):
    """Đã trả phiếu — that somebody voted, never what."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="turnout")
    enrollment = models.ForeignKey("delivery_enrollment.Enrollment", on_delete=models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "enrollment"], name="turnout_once")]


class HeldBallot(models.Model):
    """Phiếu đang giữ — a form handed in while the poll is open; mixed anew with every other one at each coming.

    The order of rows, their keys and the transaction that wrote them say nothing about who came when: see
    `services.vote`.
    """

    id = models.UUIDField(primary_key=True)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="held")
    answers = models.JSONField()
    remark = models.TextField(blank=True)
    valid = models.BooleanField()

    class Meta:
        ordering = ["id"]


class Ballot(models.Model):
    """Phiếu [A] — written when the poll closes: answers under a random key, with that day only; no person."""

    id = models.UUIDField(primary_key=True)
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="ballots")
    day = models.DateField()
    answers = models.JSONField()
    remark = models.TextField(blank=True)
    valid = models.BooleanField()

    class Meta:
        ordering = ["id"]
