"""Trang báo cáo — the final report of a course, and the courses of a year with their derived numbers."""

from __future__ import annotations

from datetime import datetime, time

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.queries import course_for, course_frame, papers_in, visible_courses
from boiduong.course.delivery.courses.rules import STATED_LABELS
from boiduong.course.reporting.periodic_reports import queries, services
from boiduong.course.reporting.periodic_reports.forms import DayForm, ReportForm
from boiduong.course.reporting.periodic_reports.labels import COUNT_LABELS, OUTCOME_LABELS
from boiduong.course.reporting.periodic_reports.permissions import READERS, can_report
from boiduong.course.reporting.periodic_reports.queries import Beside, CourseLine
from boiduong.course.reporting.periodic_reports.rules import ROLE
from boiduong.engines import vietnamese
from boiduong.engines.spreadsheets import Column, Sheet
from boiduong.foundation.accounts.permissions import has_role, require
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.queries import preview
from boiduong.refusals import Refusal
from boiduong.web.answers import pdf_response
from boiduong.web.lists import ListPage, Pill, xlsx_response


def _moment(form: DayForm) -> datetime:
    """The end of the day asked for, in Vietnam; now when none was, or it is still to come."""
    day = form.cleaned_data.get("ngay") if form.is_valid() else None
    now = timezone.now()
    if day is None:
        return now
    return min(now, timezone.make_aware(datetime.combine(day, time.max)))


def _stated(rows: list[Beside]) -> list[dict[str, str]]:
    """What the page says of every stated number."""
    said = []
    for row in rows:
        one = row.stated
        fits = ", ".join(gettext(COUNT_LABELS[kind]) for kind in row.verdict.fits)
        span = vietnamese.number(one.low) + (f"–{vietnamese.number(one.high)}" if one.high is not None else "")
        said.append(
            {
                "kind": gettext(STATED_LABELS.get(one.kind, one.kind)),
                "label": one.training_class.label if one.training_class else "",
                "stated": span,
                "word": one.word,
                "derived": fits or ("" if row.verdict.derived is None else vietnamese.number(row.verdict.derived)),
                "outcome": row.verdict.outcome,
                "words": gettext(OUTCOME_LABELS[row.verdict.outcome]),
                "source": one.source_text,
            }
        )
    return said


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """Bước báo cáo tổng kết — dated counts, stated numbers beside them, and the paper."""
    user, now = user_of(request), timezone.now()
    course = course_for(user, slug)
    if not has_role(user, *READERS):
        raise Http404
    require(request.method == "GET" or can_report(user, course))
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.draft_final_report(course, by=user, at=now, **form.cleaned_data)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The report is written and waits for a number."))
            return redirect("periodic_reports:step", slug)
    day_form = DayForm(request.GET if request.GET.get("ngay") else None)
    at = _moment(day_form)
    counts = queries.course_counts(course, as_of_at=at)
    context = {
        **course_frame(course, user=user, step="final_report", at=now),
        "day_form": day_form,
        "as_of": at,
        "counts": [
            *((gettext(COUNT_LABELS[kind]), n) for kind, n in counts.by_kind().items()),
            (gettext("Commended"), queries.commended_in(course, at)),
        ],
        "stated": _stated(queries.stated_beside_derived(course, counts)),
        "papers": queries.written_reports(course),
        "form": form if can_report(user, course) else None,
    }
    return render(request, "periodic_reports/step.html", context)


def _report(request: HttpRequest, slug: str, pk: int) -> tuple[Course, Document]:
    user = user_of(request)
    course = course_for(user, slug)
    row = papers_in(course, ROLE).filter(document=pk).first()
    if row is None or not has_role(user, *READERS):
        raise Http404
    return course, row.document


@require_POST
def issue(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ban hành báo cáo — its numbers are frozen."""
    course, document = _report(request, slug, pk)
    services.issue_final_report(course, document, by=user_of(request), at=timezone.now())
    messages.success(request, gettext("The report is issued; its numbers stay as they are."))
    return redirect("periodic_reports:step", slug)


@require_GET
def paper(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Bản báo cáo — PDF."""
    course, document = _report(request, slug, pk)
    name = f"bao-cao-tong-ket-{course.slug}"
    return pdf_response(preview(document), name=name, download=request.GET.get("tai") == "1")


def _sheet(lines: list[CourseLine], year: str, at: datetime) -> Sheet:
    titles = ("Course", "From", "To", "Classes", "Turns", "Recognized", "Certified", "Commended", "Final report")
    columns = tuple(Column(gettext(title)) for title in titles)
    rows = [
        (
            line.course.title,
            line.course.starts_on,
            line.course.ends_on,
            line.classes,
            line.turns,
            line.recognized,
            line.certified,
            line.commended,
            gettext("issued") if line.reported else "",
        )
        for line in lines
    ]
    total = queries.totals_of(lines, as_of_at=at)
    day = vietnamese.date_short(timezone.localdate(at))
    notes: tuple[str, ...] = (
        gettext("Courses of %(year)s; numbers as of %(day)s") % {"year": year, "day": day},
        gettext("%(turns)s turns, %(persons)s persons: somebody in two courses is one person.")
        % {"turns": total.turns, "persons": total.persons},
    )
    if any(line.course.synthetic for line in lines):
        notes = (*notes, gettext("Sample data: these people do not exist"))
    return Sheet(gettext("Courses"), columns, rows, notes)


@require_GET
def year(request: HttpRequest) -> HttpResponse:
    """Báo cáo — the courses of a year with derived counts; turns and persons apart."""
    user = user_of(request)
    if not has_role(user, *READERS):
        raise Http404
    at = timezone.now()
    known = queries.years(user)
    asked = request.GET.get("trang_thai", "")
    chosen = int(asked) if asked.isascii() and asked.isdigit() and int(asked) in known else None
    if asked != "tat-ca" and chosen is None and known:
        chosen = known[0]
    lines = queries.course_lines(user, year=chosen, as_of_at=at)
    pills = [Pill[CourseLine](str(one), str(one)) for one in known] + [Pill[CourseLine]("tat-ca", gettext("All years"))]
    if chosen is not None and asked != str(chosen):
        pills.sort(key=lambda pill: pill.key != str(chosen))
    page: ListPage[CourseLine] = ListPage(
        lines,
        params=request.GET,
        pills=pills,
        counts=False,
        search=lambda line: line.course.title,
        search_label=gettext("Search by name of the course"),
    )
    shown = list(page.filtered)
    label = str(chosen or gettext("all years"))
    if page.wants_xlsx:
        return xlsx_response(f"{gettext('Courses')} {label}", _sheet(shown, label, at))
    context = {
        "page": page,
        "rows": page.rows,
        "total": queries.totals_of(shown, as_of_at=at),
        "year": label,
        "as_of": at,
        "synthetic": any(line.course.synthetic for line in shown),
        "has_courses": visible_courses(user).exists() if not shown else True,
        "crumbs": [(gettext("My work"), reverse("home"))],
    }
    return render(request, "periodic_reports/list.html", context)
