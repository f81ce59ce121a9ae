"""Trang của khóa — the assignments of a course, one assignment with its reports, settling and amending."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.permissions import can_manage, can_run_class
from boiduong.course.delivery.courses.queries import course_for, course_frame, papers_in
from boiduong.course.evaluation.assessment import queries, services
from boiduong.course.evaluation.assessment.forms import (
    AgreeForm,
    AmendForm,
    AssignmentForm,
    ExtendForm,
    MarkersForm,
    PaperForm,
)
from boiduong.course.evaluation.assessment.models import Assignment, Submission
from boiduong.course.evaluation.assessment.permissions import (
    can_assign_markers,
    can_extend,
    can_open_file,
    can_set,
    marks_anything,
)
from boiduong.course.evaluation.assessment.views.common import assignment_of, crumbs
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.accounts.queries import user_of
from boiduong.refusals import Refusal


def _run_by(course: Course, user: User) -> list[TrainingClass]:
    prefetch_related_objects([course], "classes")
    classes = [*course.classes.all()]
    for one in classes:
        one.course = course
    return classes if can_manage(user, course) else [one for one in classes if can_run_class(user, one)]


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """Bước bài thu hoạch — assignments with received n of m, and setting one."""
    user, at = user_of(request), timezone.now()
    course = course_for(user, slug)
    classes = _run_by(course, user)
    form = AssignmentForm(request.POST or None, course=course, classes=classes) if classes else None
    if request.method == "POST":
        require(form is not None)
        if form is not None and form.is_valid():
            said = form.cleaned_data
            held, item, question = said["training_class"], said["item"], said["question"]
            try:
                services.set_assignment(held, item, due_at=form.due_at(), question=question, by=user, at=at)
            except Refusal as refusal:
                form.add_refusal(refusal)
            else:
                messages.success(request, gettext("The report is set."))
                return redirect("assessment:step", slug=course.slug)
    run = {one.pk for one in classes}
    papers = list(papers_in(course, "mark_sheet").defer("document__facts")) if classes else []
    with_sheet = {row.training_class_id for row in papers if row.document.state not in ("discarded", "void")}
    boards = [board for board in queries.boards(course) if board.assignment.training_class_id in run]
    set_for = {board.assignment.training_class_id for board in boards if board.settled}
    mine = queries.own_assignments(course, user.person_id)
    context = {
        **course_frame(course, user=user, step="reports", at=at),
        "crumbs": crumbs(course),
        "boards": boards,
        "mine": mine,
        "form": form,
        "papers": papers,
        "sheets": [one for one in classes if one.pk in set_for - with_sheet],
        "sheets_anew": [one for one in classes if one.pk in set_for & with_sheet],
    }
    return render(request, "assessment/step.html", context)


def _page(request: HttpRequest, course: Course, assignment: Assignment, **forms: object) -> HttpResponse:
    user = user_of(request)
    rows = queries.marked(assignment)
    sees_marks = can_assign_markers(user, assignment)
    papers = forms.get("paper") or PaperForm(assignment=assignment)
    assert isinstance(papers, PaperForm)  # noqa: S101 - as its view made it
    counts = {
        "ready": sum(row.complete and not row.far and not row.settled for row in rows),
        "far": [row for row in rows if row.far and not row.settled],
        "settled": sum(row.settled for row in rows),
        "without_markers": sum(not row.duties and not row.settled for row in rows),
    }
    context = {
        **course_frame(course, user=user, step="reports", at=timezone.now()),
        "crumbs": crumbs(course, inner=True),
        "assignment": assignment,
        "training_class": assignment.training_class,
        "rows": rows,
        "listed": _addressed(rows, course, assignment),
        **counts,
        "missing": len(papers.people),
        "sees_marks": sees_marks,
        "may_mark": marks_anything(user, assignment),
        "markers_form": forms.get("markers")
        or (MarkersForm(course=course) if sees_marks and counts["without_markers"] else None),
        "paper_form": papers,
        "extensions": queries.extensions_of(assignment),
        "extend_form": forms.get("extend") or _extend_form(user, assignment, rows),
        "limit": rules.max_difference if (rules := queries.rules_for(assignment.training_class)) else Decimal(0),
    }
    return render(request, "assessment/assignment.html", context)


def _addressed(
    rows: list[queries.Marked], course: Course, assignment: Assignment
) -> list[tuple[queries.Marked, str, str]]:
    """Each report with its page and its file: an address is worked out once, not once a row."""
    first, _, last = reverse("assessment:report", args=[course.slug, assignment.pk, 0]).rpartition("0")
    before, _, after = reverse("assessment:file", args=[0]).rpartition("0")
    return [(row, f"{first}{row.submission.pk}{last}", f"{before}{row.submission.pk}{after}") for row in rows]


@require_safe
def show(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Một đề — reports with their markers; marks are shown to the training officer only."""
    course = course_for(user_of(request), slug)
    assignment = assignment_of(course, pk)
    if not can_set(user_of(request), assignment.training_class):
        raise Http404(pk)
    return _page(request, course, assignment)


@require_POST
def take_papers(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Nhận bài giấy — of the learners ticked."""
    user = user_of(request)
    course = course_for(user, slug)
    assignment = assignment_of(course, pk)
    require(can_set(user, assignment.training_class))
    form = PaperForm(request.POST, assignment=assignment)
    if not form.is_valid():
        return _page(request, course, assignment, paper=form)
    listed = [(one, "", "") for one in form.cleaned_data["learners"]]
    made = services.receive_many(assignment, listed, by=user, at=timezone.now())
    words = ngettext("%(n)d report is received on paper.", "%(n)d reports are received on paper.", len(made))
    messages.success(request, words % {"n": len(made)})
    return redirect("assessment:assignment", slug=slug, pk=pk)


@require_POST
def extend(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Gia hạn nộp bài cho một người."""
    user = user_of(request)
    course = course_for(user, slug)
    assignment = assignment_of(course, pk)
    require(can_extend(user, assignment))
    received = assignment.submissions.all()
    form = ExtendForm(request.POST, assignment=assignment, received=received, prefix="gia-han")
    if form.is_valid():
        learner, reason = form.cleaned_data["learner"], form.cleaned_data["reason"]
        try:
            services.extend(assignment, learner, until=form.until(), reason=reason, by=user, at=timezone.now())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            words = gettext("%(name)s has a later due day. It stands on the learner's own page.")
            messages.success(request, words % {"name": learner.person.full_name})
            return redirect("assessment:assignment", slug=slug, pk=pk)
    return _page(request, course, assignment, extend=form)


def _extend_form(user: User, assignment: Assignment, rows: Sequence[queries.Marked]) -> ExtendForm | None:
    """Where the user may put off the due day, and anybody's report may still come."""
    if not can_extend(user, assignment):
        return None
    form = ExtendForm(assignment=assignment, received=[row.submission for row in rows], prefix="gia-han")
    return form if form.people else None


@require_POST
def markers(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Phân công chấm."""
    user = user_of(request)
    course = course_for(user, slug)
    assignment = assignment_of(course, pk)
    require(can_assign_markers(user, assignment))
    form = MarkersForm(request.POST, course=course)
    if form.is_valid():
        try:
            made = services.assign_markers(assignment, list(form.cleaned_data["markers"]), by=user, at=timezone.now())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            count = len({duty.submission_id for duty in made})
            words = ngettext("%(n)d report has its markers now.", "%(n)d reports have their markers now.", count)
            messages.success(request, words % {"n": count})
            return redirect("assessment:assignment", slug=slug, pk=pk)
    return _page(request, course, assignment, markers=form)


@require_POST
def settle(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Thống nhất điểm — of every report that all have marked and whose marks lie near enough."""
    user = user_of(request)
    assignment = assignment_of(course_for(user, slug), pk)
    require(can_assign_markers(user, assignment))
    ready = [row.submission for row in queries.marked(assignment) if row.complete and not row.far and not row.settled]
    services.settle(assignment, ready, by=user, at=timezone.now())
    words = ngettext("The mark of %(n)d report is settled.", "The marks of %(n)d reports are settled.", len(ready))
    messages.success(request, words % {"n": len(ready)})
    return redirect("assessment:assignment", slug=slug, pk=pk)


def _one(course: Course, user: User, pk: int, report: int) -> tuple[Assignment, queries.Marked]:
    assignment = assignment_of(course, pk)
    require(can_assign_markers(user, assignment))
    found = next(iter(queries.marked(assignment, report=report)), None)
    if found is None:
        raise Http404(report)
    return assignment, found


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, slug: str, pk: int, report: int) -> HttpResponse:
    """Một bài — the marks of each marker; agreeing on one mark, or amending the settled one with a second person."""
    user, at = user_of(request), timezone.now()
    course = course_for(user, slug)
    assignment, row = _one(course, user, pk, report)
    data = request.POST or None
    form: AgreeForm | AmendForm = (
        AmendForm(data, submission=row.submission, user=user) if row.settled else AgreeForm(data, assignment=assignment)
    )
    if request.method == "POST" and form.is_valid():
        try:
            _write(assignment, row.submission, form, user)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The mark is written down."))
            return redirect("assessment:report", slug=slug, pk=pk, report=report)
    context = {
        **course_frame(course, user=user, step="reports", at=at),
        "crumbs": crumbs(course, inner=True),
        "assignment": assignment,
        "row": row,
        "form": form if row.settled or row.complete else None,
        "history": list(row.submission.settlements.order_by("id")),
        "may_open": can_open_file(user, row.submission),
    }
    return render(request, "assessment/report.html", context)


def _write(assignment: Assignment, submission: Submission, form: AgreeForm | AmendForm, user: User) -> None:
    facts, at = form.cleaned_data, timezone.now()
    value, band, reason = facts.get("value"), facts.get("band", ""), facts["reason"]
    if isinstance(form, AmendForm):
        second = facts["second_person"]
        services.amend(submission, value=value, band=band, reason=reason, second_person=second, by=user, at=at)
    else:
        services.settle(assignment, [submission], agreed=value, agreed_band=band, reason=reason, by=user, at=at)


@require_POST
def sheet(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Soạn bảng điểm của một lớp."""
    user = user_of(request)
    course = course_for(user, slug)
    training_class = course.classes.filter(pk=pk).first()
    if training_class is None:
        raise Http404(pk)
    services.draft_mark_sheet(training_class, by=user, at=timezone.now())
    messages.success(request, gettext("The mark sheet is drafted. The records officer gives it a number."))
    return redirect("assessment:step", slug=slug)


@require_safe
def slips(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """In phiếu chấm — one page a report."""
    user = user_of(request)
    assignment = assignment_of(course_for(user, slug), pk)
    content = services.print_marking_slips(assignment, by=user, at=timezone.now())
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="phieu-cham.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
