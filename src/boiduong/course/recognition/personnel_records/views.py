"""Trang hồ sơ — records of a course with the columns of mẫu 2C, one person's transcript, what a unit files."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_POST

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.permissions import can_read_people
from boiduong.course.delivery.courses.queries import course_for, course_frame
from boiduong.course.recognition.personnel_records import queries, services
from boiduong.course.recognition.personnel_records.models import TrainingRecord
from boiduong.course.recognition.personnel_records.permissions import can_write
from boiduong.course.recognition.personnel_records.rules import TRAINING_RECORD, months
from boiduong.engines import spreadsheets
from boiduong.engines.vietnamese import date_short
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.people.models import Person
from boiduong.web.lists import ListPage, Pill, xlsx_response

TAGS = {"confirmed": "wait", "sent": "info", "filed": "good"}
# The columns of table "Đào tạo, bồi dưỡng" of mẫu 2C stand in the middle, between the person and the result.
COLUMNS = (
    "Họ và tên",
    "Ngày sinh",
    "Đơn vị",
    "Tên trường",
    "Chuyên ngành đào tạo, bồi dưỡng",
    "Từ tháng, năm – đến tháng, năm",
    "Hình thức",
    "Văn bằng, chứng chỉ",
    "Số tiết",
    "Kết quả",
)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - login is required by the middleware
    return request.user


def _crumbs(course: Course, *, inside: bool = False) -> list[tuple[str, str]]:
    path = [
        (gettext("Courses"), reverse("courses:list")),
        (course.title, reverse("courses:course", args=[course.slug])),
    ]
    step = (gettext("Personnel files"), reverse("personnel_records:step", args=[course.slug]))
    return [*path, step] if inside else path


def _born(person: Person) -> str:
    return date_short(person.birth_on) if person.birth_on else str(person.birth_year or "")


@cache
def _pattern() -> str:
    """The address of a transcript, worked out once and not once a row."""
    return reverse("personnel_records:transcript", args=[UUID(int=0)])


def _address(person: Person) -> str:
    return _pattern().replace(str(UUID(int=0)), str(person.uid))


def _line(record: TrainingRecord) -> dict[str, object]:
    return {
        "record": record,
        "months": months(record.from_on, record.to_on),
        "word": gettext(TRAINING_RECORD.states[record.state]),
        "tag": TAGS[record.state],
    }


def _xlsx(name: str, records: Iterable[TrainingRecord]) -> HttpResponse:
    """Bảng tính với các cột của mẫu 2C — for the unit's own personnel software."""
    rows = [
        (
            r.person.full_name, _born(r.person), r.unit_text, r.school_text, r.name, months(r.from_on, r.to_on),
            r.form_text, r.paper_text, str(r.periods or ""), r.result_text,
        )
        for r in records
    ]  # fmt: skip
    sheet = spreadsheets.Sheet(
        title="Đào tạo, bồi dưỡng", columns=tuple(spreadsheets.Column(title) for title in COLUMNS), rows=rows
    )
    return xlsx_response(name, sheet)


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
    user = _user(request)
    course = course_for(user, slug)
    context = course_frame(course, user=user, step="records", at=timezone.now())
    context |= {"crumbs": _crumbs(course), "progress": queries.progress(course)}
    if can_read_people(user, course):
        page = ListPage(queries.records_of(course), params=request.GET, pills=_pills(), search="person__folded_name")
        if page.wants_xlsx:
            return _xlsx(f"Kết quả {course.title}", page.filtered)
        context |= {
            "page": page,
            "lines": [_line(record) | {"address": _address(record.person)} for record in page.rows],
            "units": queries.units_unconfirmed(course),
            "may_write": can_write(user, course),
        }
    return render(request, "personnel_records/step.html", context)


@require_GET
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    """Các đơn vị đã được gửi kết quả — who has filed them, whom to remind."""
    user = _user(request)
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
    context = {"page": page, "course": course, "synthetic": course.synthetic, "crumbs": _crumbs(course, inside=True)}
    return render(request, "personnel_records/sent.html", context)


@require_POST
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """Ghi hồ sơ — from every decision of recognition of the course."""
    user, at = _user(request), timezone.now()
    course = course_for(user, slug)
    made = [r for decision in queries.decisions_of(course) for r in services.write_records(decision, by=user, at=at)]
    said = ngettext("%(n)d record is written.", "%(n)d records are written.", len(made)) % {"n": len(made)}
    messages.success(request, said)
    return redirect("personnel_records:step", slug)


@require_POST
def send(request: HttpRequest, slug: str) -> HttpResponse:
    """Gửi kết quả — the letter and the slips wait for their numbers."""
    user = _user(request)
    course = course_for(user, slug)
    sent = services.send_to_units(course, by=user, at=timezone.now())
    said = ngettext(
        "Results go to %(n)d unit. The letter waits for its number.",
        "Results go to %(n)d units. The letter waits for its number.",
        len(sent),
    ) % {"n": len(sent)}
    messages.success(request, said)
    return redirect("personnel_records:step", slug)


@require_GET
def to_file(request: HttpRequest) -> HttpResponse:
    """Kết quả cần lưu hồ sơ — what came to one's unit, each with its people and a button."""
    user = _user(request)
    if not has_role(user, Role.UNIT_CLERK):
        raise Http404
    waiting, filed = queries.transfers_with_records(user)
    context = {
        "waiting": waiting,
        "filed": filed,
        **({"synthetic": True} if any(one.transfer.course.synthetic for one in (*waiting, *filed)) else {}),
    }
    return render(request, "personnel_records/to_file.html", context)


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Xác nhận đã lưu hồ sơ."""
    user = _user(request)
    transfer = get_object_or_404(queries.transfers_for(user), pk=pk)
    services.confirm_filed(transfer, by=user, at=timezone.now())
    messages.success(request, gettext("Noted: the results are in the personnel files."))
    return redirect("personnel_records:to_file")


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Quá trình bồi dưỡng của tôi."""
    person = _user(request).person
    if person is None:
        raise Http404
    return _transcript(request, person)


@require_GET
def transcript(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Quá trình bồi dưỡng của một người — Http404 for whom one may not read."""
    person = get_object_or_404(Person, uid=uid)
    if not queries.can_read_transcript(_user(request), person):
        raise Http404
    return _transcript(request, person)


def _transcript(request: HttpRequest, person: Person) -> HttpResponse:
    records = list(queries.transcript(person))
    for record in records:
        record.person = person
    if request.GET.get("xlsx") == "1":
        return _xlsx(f"Quá trình bồi dưỡng {person.full_name}", records)
    context = {
        "person": person,
        "born": _born(person),
        "lines": [_line(record) for record in records],
        **({"synthetic": True} if person.synthetic else {}),
    }
    return render(request, "personnel_records/transcript.html", context)
