"""Trang hồ sơ của khóa — records with the columns of mẫu 2C, letters to the units, what they have filed."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_POST

from boiduong.course.delivery.courses.permissions import can_read_people
from boiduong.course.delivery.courses.queries import course_for, course_frame
from boiduong.course.recognition.personnel_records import queries, services
from boiduong.course.recognition.personnel_records.models import TrainingRecord
from boiduong.course.recognition.personnel_records.permissions import can_write
from boiduong.course.recognition.personnel_records.views.common import address, crumbs, line, user_of, xlsx_2c
from boiduong.engines import spreadsheets
from boiduong.engines.vietnamese import date_short
from boiduong.web.lists import ListPage, Pill, xlsx_response


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
        context |= {
            "page": page,
            "lines": [line(record) | {"address": address(record.person)} for record in page.rows],
            "units": queries.units_unconfirmed(course),
            "may_write": can_write(user, course),
        }
    return render(request, "personnel_records/step.html", context)


@require_GET
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    """Các đơn vị đã được gửi kết quả — who has filed them, whom to remind."""
    user = user_of(request)
    course = course_for(user, slug)
    if not can_read_people(user, course):
        raise Http404
    page = ListPage(
        queries.sent_units(course),
        params=request.GET,
        pills=[
            Pill("", gettext("All")),
            Pill("cho", gettext("not confirmed"), lambda one: one.filed_at is None),
            Pill("xong", gettext("filed"), lambda one: one.filed_at is not None),
        ],
        search=lambda one: one.unit,
        search_label=gettext("Search by unit"),
    )
    if page.wants_xlsx:
        titles = ("Đơn vị", "Số người", "Số công văn", "Đã lưu hồ sơ ngày")
        rows = [
            (one.unit, one.people, one.number, date_short(one.filed_at) if one.filed_at else "")
            for one in page.filtered
        ]
        sheet = spreadsheets.Sheet("Đã gửi đơn vị", tuple(spreadsheets.Column(title) for title in titles), rows)
        return xlsx_response(f"Đơn vị nhận kết quả {course.title}", sheet)
    context = {"page": page, "course": course, "synthetic": course.synthetic, "crumbs": crumbs(course, inside=True)}
    return render(request, "personnel_records/sent.html", context)


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
