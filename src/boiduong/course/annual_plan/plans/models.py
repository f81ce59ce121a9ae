"""Bảng kế hoạch năm — plans, their lines, quota and legal bases."""

from django.db import models

from boiduong.course.annual_plan.plans.rules import PLAN_LINE
from boiduong.foundation.audit.models import in_states


class Plan(models.Model):
    """Kế hoạch đào tạo, bồi dưỡng năm — the yearly plan of an authority."""

    authority = models.ForeignKey("foundation_organizations.Unit", on_delete=models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=500)
    document = models.ForeignKey("foundation_documents.Document", null=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["-year", "id"]
        constraints = [models.UniqueConstraint(fields=["authority", "year", "title"], name="plan_once")]


class PlanBasis(models.Model):
    """Căn cứ của kế hoạch — a legal act that the plan carries out."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="bases")
    legal_act = models.ForeignKey("foundation_organizations.LegalAct", on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "legal_act"], name="plan_basis_once")]


class PlanLine(models.Model):
    """Dòng kế hoạch — one course of the year: for whom, how many, how long, when, led by whom."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=500)
    target_text = models.CharField(max_length=500, blank=True)
    classes_planned = models.PositiveIntegerField(null=True)
    learners_planned = models.PositiveIntegerField(null=True)
    days = models.PositiveIntegerField(null=True)
    periods = models.PositiveIntegerField(null=True)
    quarter = models.PositiveSmallIntegerField(null=True)
    place_text = models.CharField(max_length=300, blank=True)
    leading = models.ForeignKey("foundation_organizations.Unit", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default="draft")
    assumed = models.JSONField(default=dict)

    class Meta:
        ordering = ["plan", "position"]
        constraints = [
            in_states(PLAN_LINE),
            models.UniqueConstraint(fields=["plan", "position"], name="plan_line_position"),
        ]


class PlanQuota(models.Model):
    """Chỉ tiêu theo kế hoạch — seats of a unit in a plan line."""

    line = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="quotas")
    unit = models.ForeignKey("foundation_organizations.Unit", on_delete=models.PROTECT, related_name="+")
    seats = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "unit"], name="plan_quota_once"),
            models.CheckConstraint(condition=models.Q(seats__gt=0), name="plan_quota_seats"),
        ]
