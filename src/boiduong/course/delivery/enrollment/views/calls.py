"""Trang chiêu sinh — the step page, the call with its deadline, and the quota table."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boiduong.course.delivery.courses.models import Course, TargetGroup
from boiduong.course.delivery.courses.queries import course_frame
from boiduong.course.delivery.enrollment import services
from boiduong.course.delivery.enrollment.forms import DueForm, EachForm, QuotaRowsForm, UnitReasonForm
from boiduong.course.delivery.enrollment.models import Call
from boiduong.course.delivery.enrollment.permissions import can_call, can_review, clerk_units
from boiduong.course.delivery.enrollment.queries import (
    QuotaLine,
    calls_for,
    lines_by_call,
    live_call,
    nominations_by_state,
    quota_lines,
    sent_counts,
    unsent,
)
from boiduong.course.delivery.enrollment.views.common import (
    address,
    call_of,
    course_of,
    crumbs,
    filled,
    now,
    tell,
    tell_refusal,
)
from boiduong.engines.vietnamese import fold
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.organizations.queries import path_on, versions_on, within
from boiduong.foundation.organizations.rules import COMMUNE_KINDS
from boiduong.refusals import Refusal
from boiduong.web.lists import ListPage, Pill


@require_GET
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """Bước chiêu sinh và cử — the call, the seats of each unit, what came and what waits."""
    course, user, at = course_of(request, slug), user_of(request), now()
    call = live_call(course)
    office = can_review(user, course)
    own = clerk_units(user)
    lines = quota_lines(call, on=timezone.localdate(at), unit_ids=None if office else own) if call else []
    page = _page(request, lines)
    context = {
        **course_frame(course, user=user, step="nominations", at=at),
        "call": call,
        "page": page,
        "totals": _totals(lines),
        "several_groups": len({line.quota.group_id for line in lines}) > 1,
        "counted": sent_counts(course, at) if office else {},
        "at": at,
        "office": office,
        "may_call": can_call(user, course),
        "due_form": DueForm(),
        "reason_form": UnitReasonForm(),
        "unsent": unsent(call) if office else None,
        "submitted": nominations_by_state(course).get("submitted", 0) if office else 0,
    }
    return render(request, "enrollment/nominations.html", context)


def _page(request: HttpRequest, lines: list[QuotaLine]) -> ListPage[QuotaLine]:
    """Fifty units at a time, by how far each has come."""
    return ListPage(
        lines,
        params=request.GET,
        pills=[
            Pill("", gettext("All units")),
            Pill("chua", gettext("Sent nobody yet"), lambda line: line.room.held == 0),
            Pill("con", gettext("Seats left"), lambda line: line.room.left > 0),
            Pill("du", gettext("Complete"), lambda line: line.room.left == 0),
        ],
        search=lambda line: line.unit_name,
        search_label=gettext("Search a unit"),
    )


def _totals(lines: list[QuotaLine]) -> dict[str, int]:
    return {
        "units": len({line.quota.unit_id for line in lines}),
        "seats": sum(line.quota.seats for line in lines),
        "held": sum(line.room.held for line in lines),
        "waiting": sum(line.room.waiting for line in lines),
    }


@require_POST
def call_act(request: HttpRequest, slug: str) -> HttpResponse:
    """Việc của đợt chiêu sinh — start, draft the letter, issue, close, reopen, let lapse."""
    course, user, at = course_of(request, slug), user_of(request), now()
    act = request.POST.get("viec", "")
    try:
        if act == "lap":
            form = filled(DueForm(request.POST))
            services.create_call(course, due_on=form.cleaned_data["due_on"], by=user, at=at)
            return redirect(address("quota", course))
        _do(request, act, call_of(course))
    except Refusal as refusal:
        tell_refusal(request, refusal)
    return redirect(address("nominations", course))


def _do(request: HttpRequest, act: str, call: Call) -> None:
    user, at = user_of(request), now()
    if act == "han":
        form = filled(DueForm(request.POST))
        services.set_due_date(call, due_on=form.cleaned_data["due_on"], by=user, at=at)
        tell(request, gettext("The deadline was changed."))
    elif act == "soan":
        document = services.draft_call(call, by=user, at=at)
        tell(request, gettext("The letter is drafted and waits for its number: %(s)s.") % {"s": document.subject})
    elif act == "ban_hanh":
        services.issue_call(call, by=user, at=at)
        tell(request, gettext("The call is issued. Units may send their lists now."))
    elif act == "dong":
        services.close_call(call, by=user, at=at)
        tell(request, gettext("The call is closed. The list is fixed."))
    elif act == "mo_lai":
        reason = filled(UnitReasonForm(request.POST))
        services.reopen_call(call, reason=reason.cleaned_data["reason"], by=user, at=at)
        tell(request, gettext("The call is open again."))
    elif act == "het_han":
        count = services.lapse_undecided(call, by=user, at=at)
        words = ngettext("%(n)d undecided name lapsed.", "%(n)d undecided names lapsed.", count)
        tell(request, words % {"n": count})


@require_http_methods(["GET", "POST"])
def quota(request: HttpRequest, slug: str) -> HttpResponse:
    """Bảng chỉ tiêu — the same seats for each unit at a stroke, then single rows by hand, fifty a page."""
    course, user, at = course_of(request, slug), user_of(request), now()
    require(can_call(user, course))
    call = call_of(course)
    lines = quota_lines(call, on=timezone.localdate(at))
    groups = TargetGroup.objects.filter(course=course)
    each = EachForm(request.POST if "moi_don_vi" in request.POST else None, groups=groups)
    page = _page(request, lines)
    shown = page.rows
    rows = QuotaRowsForm(request.POST if "bang" in request.POST else None, quotas=[line.quota for line in shown])
    if request.method == "POST":
        form: EachForm | QuotaRowsForm = each if "moi_don_vi" in request.POST else rows
        if form.is_valid():
            try:
                tell(request, _save_each(request, call, each) if form is each else _save_rows(request, call, rows))
                return redirect(request.get_full_path())
            except Refusal as refusal:
                form.add_refusal(refusal)
    fields = [(line, rows[f"seats_{line.quota.pk}"], rows[f"reserves_{line.quota.pk}"]) for line in shown]
    context = {
        "course": course, "synthetic": course.synthetic, "call": call, "each": each, "rows": rows, "fields": fields,
        "page": page, "crumbs": crumbs(course), "totals": _totals(lines), "back": address("nominations", course),
    }  # fmt: skip
    return render(request, "enrollment/quota.html", context)


class UnitNotFound(Refusal):
    """Không có đơn vị tên ấy."""

    text = "%(why)s"


def _save_each(request: HttpRequest, call: Call, form: EachForm) -> str:
    facts = form.cleaned_data
    units = _units_named(call.course, facts["names"] or "")
    rows = [(unit, facts["group"], facts["seats"], facts["reserves"]) for unit in units]
    services.set_quota(call, rows, by=user_of(request), at=now())
    words = ngettext("%(n)d unit has its quota.", "%(n)d units have their quota.", len(rows))
    return words % {"n": len(rows)}


def _save_rows(request: HttpRequest, call: Call, form: QuotaRowsForm) -> str:
    changed = form.facts()
    units = Unit.objects.in_bulk([q.unit_id for q, _, _ in changed])
    groups = TargetGroup.objects.in_bulk({q.group_id for q, _, _ in changed if q.group_id})
    rows = [(units[q.unit_id], groups.get(q.group_id or 0), seats, reserves) for q, seats, reserves in changed]
    with transaction.atomic():
        services.set_quota(call, rows, by=user_of(request), at=now())
    return ngettext("%(n)d row was changed.", "%(n)d rows were changed.", len(rows)) % {"n": len(rows)}


def _units_named(course: Course, names: str) -> list[Unit]:
    """Communes of the province by name, or all of them; a name that fits none or several is refused."""
    on = course.starts_on or timezone.localdate()
    top = _province(course)
    there = versions_on(on).filter(unit_id__in=within(top)).select_related("unit").order_by("name", "id")
    wanted = [line.strip() for line in names.splitlines() if line.strip()]
    if not wanted:
        return [v.unit for v in there.filter(kind__in=sorted(COMMUNE_KINDS))]
    by_name: dict[str, list[Unit]] = {}
    for version in there:
        for key in {fold(version.name), fold(version.short_name)}:
            by_name.setdefault(key, []).append(version.unit)
    found = []
    for name in wanted:
        units = by_name.get(fold(name), [])
        if len(units) != 1:
            words = (
                gettext("No unit is called “%(name)s” here.")
                if not units
                else gettext("Several units are called “%(name)s”. Write the full name.")
            )
            raise UnitNotFound(why=words % {"name": name})
        found.append(units[0])
    return list(dict.fromkeys(found))


def _province(course: Course) -> int:
    """The highest place above the institution: units are looked for below it."""
    path = path_on(course.institution.unit, course.starts_on or timezone.localdate())
    places = [v for v in path if v.level == "province"]
    return (places or path)[0].unit_id if path else course.institution.unit_id


@require_GET
def my_calls(request: HttpRequest) -> HttpResponse:
    """Đợt chiêu sinh của đơn vị tôi — seats left and days to go."""
    user, at = user_of(request), now()
    today = timezone.localdate(at)
    own = clerk_units(user)
    found = list(calls_for(user))
    by_call = lines_by_call(found, on=today, unit_ids=own)
    calls = [
        {"call": c, "lines": by_call[c.pk], "days": (c.due_on - today).days, "totals": _totals(by_call[c.pk])}
        for c in found
    ]
    synthetic = any(call.course.synthetic for call in found)
    return render(request, "enrollment/my_calls.html", {"calls": calls, "synthetic": synthetic})
