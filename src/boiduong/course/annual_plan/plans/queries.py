"""Đọc kế hoạch năm — the plans one may see, their lines with quota, and lines that wait."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum
from django.http import Http404
from django.utils import timezone

from boiduong.course.annual_plan.plans.models import Plan, PlanLine, PlanQuota
from boiduong.course.annual_plan.plans.permissions import can_approve, can_read
from boiduong.foundation.accounts.models import User
from boiduong.foundation.organizations.models import Unit, UnitVersion
from boiduong.foundation.organizations.queries import as_of, find_units


@dataclass(frozen=True)
class PlanTotals:
    """Tổng của kế hoạch — what its live lines plan; None-valued facts count as nothing."""

    lines: int
    classes: int
    learners: int
    submitted: int


def visible_plans(user: User) -> list[Plan]:
    """Các kế hoạch được thấy — newest year first, with how many lines each has."""
    plans = Plan.objects.select_related("document", "authority").annotate(
        line_count=Count("lines", filter=~Q(lines__state="struck")),
        waiting_count=Count("lines", filter=Q(lines__state="submitted")),
        learner_sum=Sum("lines__learners_planned", filter=~Q(lines__state__in=["struck", "cancelled"])),
    )
    return [plan for plan in plans if can_read(user, plan)]


def plan_for(user: User, plan_id: int) -> Plan:
    """Kế hoạch theo số — raises Http404 where there is none or the user may not read it."""
    plan = Plan.objects.select_related("document", "authority").filter(pk=plan_id).first()
    if plan is None or not can_read(user, plan):
        raise Http404(plan_id)
    return plan


def lines_of(plan: Plan) -> QuerySet[PlanLine]:
    """Các dòng — in order, with the leading body and the seats given to units."""
    return plan.lines.select_related("leading", "plan").annotate(
        seats=Sum("quotas__seats"), quota_units=Count("quotas")
    )


def quotas_of(line: PlanLine) -> QuerySet[PlanQuota]:
    """Chỉ tiêu của một dòng — by unit."""
    return line.quotas.select_related("unit").order_by("unit_id")


def totals(plan: Plan) -> PlanTotals:
    """Tổng của kế hoạch."""
    live = plan.lines.exclude(state__in=["struck", "cancelled"])
    found = live.aggregate(
        lines=Count("pk"),
        classes=Sum("classes_planned"),
        learners=Sum("learners_planned"),
        submitted=Count("pk", filter=Q(state="submitted")),
    )
    return PlanTotals(**{name: value or 0 for name, value in found.items()})


def plans_to_approve(user: User) -> list[Plan]:
    """Kế hoạch chờ duyệt — those with submitted lines that this managing authority approves."""
    plans = (
        Plan.objects.filter(lines__state="submitted")
        .select_related("authority")
        .annotate(waiting_count=Count("lines", filter=Q(lines__state="submitted")))
        .order_by("year", "pk")
    )
    return [plan for plan in plans if can_approve(user, plan)]


def units_named(text: str) -> list[UnitVersion]:
    """Đơn vị theo tên đã gõ — as they are called today; the higher level first."""
    return find_units(text, as_of=timezone.localdate(), limit=8)


def unit_words(version: UnitVersion) -> str:
    """Tên để gõ lại được — with the place above it where there is one."""
    above = version.parent
    return f"{version.name}, {above}" if above is not None else version.name


def version_today(unit: Unit | None) -> UnitVersion | None:
    """Đơn vị như hôm nay — for the field that names it."""
    return as_of(unit, timezone.localdate()) if unit is not None else None
