"""Tải bảng để nạp phần mềm khác — of one person, of a course, of one's units; Excel or CSV."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from boiduong.course.delivery.courses.permissions import can_read_people
from boiduong.course.delivery.courses.queries import course_for
from boiduong.course.recognition.personnel_records import queries, services
from boiduong.course.recognition.personnel_records.models import TrainingRecord
from boiduong.course.recognition.personnel_records.permissions import can_see_need
from boiduong.course.recognition.personnel_records.rules import NATIONAL_COLUMNS, csv_bytes
from boiduong.engines.spreadsheets import Column, Sheet
from boiduong.engines.vietnamese import fold
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.people.models import Person
from boiduong.web.lists import xlsx_response


@require_POST
def export_person(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Quá trình của một người."""
    person = get_object_or_404(Person, uid=uid)
    if not queries.can_read_transcript(user_of(request), person):
        raise Http404(uid)
    return _table(request, list(queries.rows_of_person(person)), f"Quá trình bồi dưỡng {person.full_name}")


@require_POST
def export_course(request: HttpRequest, slug: str) -> HttpResponse:
    """Kết quả của một khóa."""
    course = course_for(user_of(request), slug)
    if not can_read_people(user_of(request), course):
        raise Http404(slug)
    return _table(request, list(queries.rows_of_course(course)), f"Kết quả {course.title}")


@require_POST
def export_units(request: HttpRequest) -> HttpResponse:
    """Quá trình của mọi người đang công tác trong đơn vị mình."""
    user = user_of(request)
    if not can_see_need(user):
        raise Http404
    return _table(request, list(queries.rows_of_units(user)), "Quá trình bồi dưỡng của đơn vị")


def _table(request: HttpRequest, records: list[TrainingRecord], name: str) -> HttpResponse:
    """The rows as asked for; national ids only when they are asked for, and only where they may be read."""
    ids: dict[int, str] = {}
    if request.POST.get("so_dinh_danh") == "1":
        purpose = gettext("Training records for other software: %(what)s") % {"what": name}
        ids = services.national_ids(records, by=user_of(request), purpose=purpose, at=timezone.now())
    rows = queries.national_rows(records, ids)
    if request.POST.get("dang") == "csv":
        return _csv(name, rows)
    notes = ("Dữ liệu mẫu: người không có thật",) if any(one.person.synthetic for one in records) else ()
    columns = tuple(Column(title, 20) for title in NATIONAL_COLUMNS)
    return xlsx_response(name[:80], Sheet("Đào tạo, bồi dưỡng", columns, rows, notes))


def _csv(name: str, rows: list[tuple[str, ...]]) -> HttpResponse:
    response = HttpResponse(csv_bytes(NATIONAL_COLUMNS, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slugify(fold(name))[:80] or "ho-so"}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response
