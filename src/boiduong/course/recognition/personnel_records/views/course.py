"""Trang hồ sơ của khóa — records with the columns of mẫu 2C, letters to the units, what they have filed."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.permissions import can_read_people
from boiduong.course.delivery.courses.queries import course_for, course_frame
from boiduong.course.recognition.personnel_records import queries, services
from boiduong.course.recognition.personnel_records.forms import RemindForm
from boiduong.course.recognition.personnel_records.models import TrainingRecord
from boiduong.course.recognition.personnel_records.permissions import can_see_need, can_write
from boiduong.course.recognition.personnel_records.queries import SentUnit
from boiduong.course.recognition.personnel_records.rules import REMINDER_WAYS, TRANSFER_STATES
from boiduong.course.recognition.personnel_records.views.common import address, crumbs, line, xlsx_2c
from boiduong.engines import spreadsheets
from boiduong.engines.vietnamese import date_short
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.accounts.queries import user_of
from boiduong.refusals import Refusal
from boiduong.web.lists import ListPage, Pill, xlsx_response

UNIT_TAGS = {"waiting": "wait", "silent": "bad", "partly": "wait", "filed": "good"}


def _pills() -> list[Pill[TrainingRecord]]:
    return [
        Pill("", gettext("All")),
        Pill("chua-gui", gettext("not sent"), Q(state="confirmed")),
        Pill("da-gui", gettext("sent to the unit"), Q(state="sent")),
        Pill("da-luu", gettext("filed"), Q(state="filed")),
    ]


@require_GET
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """Bước hồ sơ cán bộ — rows written, letters sent, what units have confirmed."""
    user = user_of(request)
    course = course_for(user, slug)
    context = course_frame(course, user=user, step="records", at=timezone.now())
    context |= {"crumbs": crumbs(course), "progress": queries.progress(course)}
    if can_read_people(user, course):
        page = ListPage(queries.records_of(course), params=request.GET, pills=_pills(), search="person__folded_name")
        if page.wants_xlsx:
            return xlsx_2c(f"Kết quả {course.title}", page.filtered)
        opens = can_see_need(user)  # others of the course read the list, not the transcripts of its people
        context |= {
            "page": page,
            "lines": [line(record) | {"address": address(record.person) if opens else ""} for record in page.rows],
            "units": queries.units_unconfirmed(course),
            "may_write": can_write(user, course),
            "may_read_ids": services.may_read_ids(user),
        }
    return render(request, "personnel_records/step.html", context)


def _units_page(request: HttpRequest, course: Course) -> ListPage[SentUnit]:
    def state(key: str) -> Callable[[SentUnit], bool]:
        return lambda one: one.state == key

    return ListPage(
        queries.sent_units(course, timezone.now()),
        params=request.GET,
        pills=[
            Pill("", gettext("All")),
            Pill("cho", gettext("not all filed"), lambda one: one.filed_at is None),
            Pill("im", gettext("silent"), state("silent")),
            Pill("thieu", gettext("filed in part"), state("partly")),
            Pill("xong", gettext("filed"), state("filed")),
        ],
        search=lambda one: one.unit,
        search_label=gettext("Search by unit"),
    )


@require_http_methods(["GET", "POST"])
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    """Các đơn vị đã được gửi kết quả — who has filed them, what is missing; those ticked are noted as reminded."""
    user = user_of(request)
    course = course_for(user, slug)
    if not can_read_people(user, course):
        raise Http404
    page = _units_page(request, course)
    if request.method == "POST":
        return _remind(request, course, page)
    if page.wants_xlsx:
        return xlsx_response(f"Đơn vị nhận kết quả {course.title}", _units_sheet(page))
    context = {
        "page": page,
        "rows": [(one, gettext(TRANSFER_STATES[one.state]), UNIT_TAGS[one.state]) for one in page.rows],
        "form": RemindForm() if can_write(user, course) else None,
        "ways": {key: gettext(label) for key, label in REMINDER_WAYS.items()},
        "here": request.get_full_path(),
        "course": course,
        "synthetic": course.synthetic,
        "crumbs": crumbs(course, inside=True),
    }
    return render(request, "personnel_records/sent.html", context)


def _remind(request: HttpRequest, course: Course, page: ListPage[SentUnit]) -> HttpResponse:
    """Note those ticked, or everybody filtered, as reminded; only units of this course."""
    require(can_write(user_of(request), course))
    chosen = {one.pk for one in page.filtered}
    if "tat_ca" not in request.POST:
        chosen &= {int(pk) for pk in request.POST.getlist("chon") if pk.isascii() and pk.isdigit() and len(pk) < 18}
    form = RemindForm(request.POST)
    try:
        how = form.cleaned_data["how"] if form.is_valid() else ""
        made = services.remind_units(
            list(queries.transfers_of(course).filter(pk__in=chosen)),
            how=how, note=form.cleaned_data.get("note", ""), by=user_of(request), at=timezone.now(),
        )  # fmt: skip
    except Refusal as refusal:
        messages.error(request, refusal.sentence(gettext))
    else:
        words = ngettext("%(n)d unit is noted as reminded.", "%(n)d units are noted as reminded.", len(made))
        messages.success(request, words % {"n": len(made)})
    return redirect(request.get_full_path())


def _units_sheet(page: ListPage[SentUnit]) -> spreadsheets.Sheet:
    titles = (
        "Đơn vị",
        "Số người",
        "Đã lưu",
        "Số công văn",
        "Gửi ngày",
        "Đã lưu hồ sơ ngày",
        "Báo thiếu",
        "Số lần nhắc",
    )
    rows = [
        (
            one.unit, one.people, one.filed, one.number, date_short(timezone.localtime(one.sent_at)),
            date_short(timezone.localtime(one.filed_at)) if one.filed_at else "",
            "; ".join(f"{name}: {why}" for name, why in one.missing), len(one.reminders),
        )
        for one in page.filtered
    ]  # fmt: skip
    return spreadsheets.Sheet("Đã gửi đơn vị", tuple(spreadsheets.Column(title) for title in titles), rows)


@require_POST
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """Ghi hồ sơ — from every decision of recognition of the course."""
    user, at = user_of(request), timezone.now()
    course = course_for(user, slug)
    made = [r for decision in queries.decisions_of(course) for r in services.write_records(decision, by=user, at=at)]
    said = ngettext("%(n)d record is written.", "%(n)d records are written.", len(made)) % {"n": len(made)}
    messages.success(request, said)
    return redirect("personnel_records:step", slug)


@require_POST
def send(request: HttpRequest, slug: str) -> HttpResponse:
    """Gửi kết quả — the letter and the slips wait for their numbers."""
    user = user_of(request)
    course = course_for(user, slug)
    sent = services.send_to_units(course, by=user, at=timezone.now())
    said = ngettext(
        "Results go to %(n)d unit. The letter waits for its number.",
        "Results go to %(n)d units. The letter waits for its number.",
        len(sent),
    ) % {"n": len(sent)}
    messages.success(request, said)
    return redirect("personnel_records:step", slug)
