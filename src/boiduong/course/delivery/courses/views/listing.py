"""Danh sách khóa — filter by state and year, search without marks, Excel of what is filtered; and a new course."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from boiduong.course.annual_plan.plans.models import PlanLine
from boiduong.course.annual_plan.plans.permissions import can_read
from boiduong.course.curriculum.lecturers.queries import institutions_kept_by, institutions_of
from boiduong.course.curriculum.programs.permissions import READERS as PROGRAM_READERS
from boiduong.course.delivery.courses import services
from boiduong.course.delivery.courses.forms import CourseForm
from boiduong.course.delivery.courses.queries import CourseRow, course_rows, visible_courses
from boiduong.course.delivery.courses.views.common import crumbs
from boiduong.engines.spreadsheets import Column, Sheet
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.queries import user_of
from boiduong.refusals import Refusal
from boiduong.web.lists import ListPage, Pill, xlsx_response

LIVE = ("draft", "ready", "under_way")


def _year_of(row: CourseRow) -> int:
    """The year in which a course begins; while no day is known, the year of its plan or of its writing."""
    course = row.course
    if course.starts_on:
        return course.starts_on.year
    return course.plan_line.plan.year if course.plan_line else course.created_at.year


def _pills() -> list[Pill[CourseRow]]:
    return [
        Pill("dang_lam", gettext("Not finished"), lambda row: row.course.state in LIVE),
        Pill("da_xong", gettext("Finished"), lambda row: row.course.state in ("closed", "archived")),
        Pill("hoan_huy", gettext("Postponed, cancelled"), lambda row: row.course.state in ("postponed", "cancelled")),
        Pill("tat_ca", gettext("All")),
    ]


def _sheet(rows: list[CourseRow]) -> Sheet:
    notes = (gettext("Sample data: these people do not exist"),) if any(r.course.synthetic for r in rows) else ()
    columns = (
        Column(gettext("Course"), 60), Column(gettext("Intake"), 14), Column(gettext("State"), 18),
        Column(gettext("Phase"), 18), Column(gettext("Classes"), 8, "int"), Column(gettext("Learners"), 10, "int"),
        Column(gettext("First day"), 12, "date"), Column(gettext("Last day"), 12, "date"),
    )  # fmt: skip
    values = [
        (r.course.title, r.course.intake_text, gettext(r.state_label), r.phase_label, r.classes, r.learners,
         r.course.starts_on, r.course.ends_on)
        for r in rows
    ]  # fmt: skip
    return Sheet(gettext("Courses"), columns, values, notes=notes)


@require_GET
def course_list(request: HttpRequest) -> HttpResponse:
    """Các khóa bồi dưỡng."""
    user = user_of(request)
    rows = course_rows(visible_courses(user).select_related("plan_line__plan"))
    years = sorted({_year_of(row) for row in rows}, reverse=True)
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and int(asked) in years else None
    kept = [row for row in rows if year is None or _year_of(row) == year]
    page = ListPage(
        kept, params=request.GET, pills=_pills(), search=lambda row: row.course.title,
        search_label=gettext("Search by name of the course"),
    )  # fmt: skip
    if page.wants_xlsx:
        return xlsx_response(gettext("Courses"), _sheet(list(page.filtered)))
    context = {
        "page": page,
        "year": year,
        "year_links": [(one, page.address(nam=str(one), trang=None), one == year) for one in years],
        "every_year_url": page.address(nam=None, trang=None),
        "may_create": bool(institutions_kept_by(user)),
        "reads_programs": has_role(user, *PROGRAM_READERS),
        "reads_lecturers": bool(institutions_of(user)),
        "any_course": bool(rows),
    }
    return render(request, "courses/list.html", context)


def _line(request: HttpRequest, user: User) -> PlanLine | None:
    """The plan line that the address names, where the user may read its plan."""
    asked = request.GET.get("dong", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
        return None
    line = PlanLine.objects.select_related("plan__authority").filter(pk=int(asked)).first()
    return line if line is not None and can_read(user, line.plan) else None


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Lập khóa bồi dưỡng — from a line of the plan where the address names one."""
    user = user_of(request)
    institutions = institutions_kept_by(user)
    if not institutions:
        raise Http404
    line = _line(request, user)
    initial = {"title": line.name, "place_text": line.place_text} if line else {}
    form = CourseForm(request.POST or None, institutions=institutions, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            course = services.create_course(plan_line=line, by=user, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return redirect("courses:course", slug=course.slug)
    context = {
        "form": form,
        "title": gettext("New course"),
        "lead": line.name if line else "",
        "submit": gettext("Write the course"),
        "back_url": reverse("courses:list"),
        "crumbs": crumbs(),
    }
    return render(request, "web/form_page.html", context)
