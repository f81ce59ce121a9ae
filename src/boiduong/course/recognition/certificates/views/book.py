"""Sổ cấp — the register as a book on the screen, as a spreadsheet, as a print, and into the dossier."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from boiduong.course.delivery.courses.models import Course
from boiduong.course.recognition.certificates import queries, services
from boiduong.course.recognition.certificates.models import Register
from boiduong.course.recognition.certificates.papers import BOOK_COLUMNS, book, book_row
from boiduong.course.recognition.certificates.views.common import book_xlsx, course_with_register, crumbs, pills
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.documents.queries import typesetter
from boiduong.foundation.organizations.queries import name_on
from boiduong.web.answers import pdf_response
from boiduong.web.lists import ListPage


def _register(course: Course, pk: int) -> Register:
    found = next((one for one in queries.registers_of(course) if one.pk == pk), None)
    if found is None:
        raise Http404
    return found


@require_GET
def register(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Sổ cấp của khóa — the columns of the printed book; filtered, searched, saved as a spreadsheet."""
    course = course_with_register(request, slug)
    held = _register(course, pk)
    page = ListPage(
        queries.register_rows(held, course), params=request.GET, pills=pills(),
        search="row__enrollment__person__folded_name",
    )  # fmt: skip
    if page.wants_xlsx:
        return book_xlsx(f"Sổ cấp {course.title}", page.filtered)
    columns = [column.title for column in BOOK_COLUMNS[1:]]  # the number says the position already
    context = {
        "course": course,
        "synthetic": course.synthetic,
        "register": held,
        "issuer": name_on(held.issuer, timezone.localdate()),
        "page": page,
        "columns": columns,
        "lines": [(one, list(zip(columns[1:], book_row(one, course=course)[2:], strict=True))) for one in page.rows],
        "crumbs": crumbs(course),
    }
    return render(request, "certificates/register.html", context)


@require_GET
def register_pdf(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Sổ cấp để in — the entries of the course, landscape."""
    course = course_with_register(request, slug)
    held = _register(course, pk)
    rows = queries.register_rows(held, course)
    paper = book(held, rows, on=timezone.localdate(), course=course, synthetic=course.synthetic)
    return pdf_response(typesetter().render(paper), name=f"Sổ cấp {course.title}")


@require_POST
def file_register(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Đưa sổ vào hồ sơ khóa — drafted and sent to be numbered."""
    course = course_with_register(request, slug)
    services.file_register(_register(course, pk), course, by=user_of(request), at=timezone.now())
    messages.success(request, gettext("The register is in the dossier and waits for its number."))
    return redirect("certificates:register", slug, pk)
