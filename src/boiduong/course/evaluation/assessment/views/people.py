"""Trang của giám khảo và học viên — the marking table, handing in, the file of a report."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from boiduong.course.evaluation.assessment import queries, services
from boiduong.course.evaluation.assessment.forms import HandInForm
from boiduong.course.evaluation.assessment.models import Assignment, MarkerDuty, Score, Submission
from boiduong.course.evaluation.assessment.permissions import can_open_file
from boiduong.course.evaluation.assessment.rules import check_band, check_value, known_bands
from boiduong.course.evaluation.assessment.services import Mark
from boiduong.engines.vietnamese import number
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.files.rules import DOCX, MEGABYTE, PDF
from boiduong.foundation.files.services import store_upload
from boiduong.foundation.people.models import Person
from boiduong.refusals import Refusal
from boiduong.web.answers import uploaded_response
from boiduong.web.forms import read_decimal

LIMIT = 20 * MEGABYTE


@dataclass
class Line:
    """Một dòng của bảng chấm — a report, what this marker wrote before, what stands in the fields now."""

    duty: MarkerDuty
    value: str
    comment: str
    why: str = ""


@require_http_methods(["GET", "POST"])
def marking(request: HttpRequest, pk: int) -> HttpResponse:
    """Bảng chấm của tôi — one line a report; the other marker's mark is not shown before both are settled."""
    user = user_of(request)
    rows = Assignment.objects.select_related("item", "training_class__course__institution", "training_class__rule_set")
    assignment = rows.filter(pk=pk, submissions__markers__marker_id=user.person_id or 0).distinct().first()
    if assignment is None or user.person is None:
        raise Http404(pk)
    lines = _lines(assignment, user.person)
    if request.method == "POST":
        marks = _read(request, assignment, user.person, lines)
        if not any(line.why for line in lines):
            try:
                services.score_many(assignment, marks, by=user, at=timezone.now())
            except Refusal as refusal:
                messages.error(request, refusal.sentence(gettext))
            else:
                words = ngettext("%(n)d mark is written down.", "%(n)d marks are written down.", len(marks))
                said = words % {"n": len(marks)} if marks else gettext("No mark was changed.")
                messages.success(request, said)
                return redirect("assessment:marking", pk=pk)
    scale = queries.scale_of(assignment.item)
    context = {
        "assignment": assignment,
        "synthetic": assignment.training_class.course.synthetic,
        "lines": lines,
        "waiting": sum(not line.value for line in lines if line.duty.submission.state == "submitted"),
        "wrong": sum(bool(line.why) for line in lines),
        "points": scale.kind == "points",
        "highest": scale.highest,
        "step": scale.step,
        "bands": known_bands(scale) if scale.kind != "points" else (),
    }
    return render(request, "assessment/marking.html", context)


def _lines(assignment: Assignment, marker: Person) -> list[Line]:
    duties = MarkerDuty.objects.filter(submission__assignment=assignment, marker=marker)
    rows = duties.select_related("submission__enrollment__person", "submission__file")
    own = Score.objects.filter(submission__assignment=assignment, marker=marker).order_by("id")
    last = {score.submission_id: score for score in own}
    return [
        Line(duty, _said(last.get(duty.submission_id)), said.comment if (said := last.get(duty.submission_id)) else "")
        for duty in rows.order_by("submission__enrollment__position", "submission__attempt", "pk")
    ]


def _said(score: Score | None) -> str:
    if score is None:
        return ""
    return number(score.value) if score.value is not None else score.band


def _read(request: HttpRequest, assignment: Assignment, marker: Person, lines: list[Line]) -> list[Mark]:
    """Marks of the lines that changed; a wrong one is said at its line."""
    scale = queries.scale_of(assignment.item)
    marks = []
    for line in lines:
        row = line.duty.submission
        if row.state != "submitted":
            continue
        said = request.POST.get(f"diem-{row.pk}", line.value).strip()[:60]
        comment = request.POST.get(f"nhan-xet-{row.pk}", line.comment).strip()[:1000]
        if not said or (said, comment) == (line.value, line.comment):
            continue
        line.value, line.comment = said, comment
        try:
            if scale.kind == "points":
                value = check_value(read_decimal(said), scale)
                marks.append(Mark(row, marker, value, comment=comment))
            else:
                marks.append(Mark(row, marker, band=check_band(said, scale), comment=comment))
        except ValidationError as error:
            line.why = " ".join(error.messages)
        except Refusal as refusal:
            line.why = refusal.sentence(gettext)
    return marks


@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """Bài của tôi — what is due, handing in, the receipt, and the own mark once it is settled."""
    user, at = user_of(request), timezone.now()
    reports = queries.own_reports(user.person_id, at) if user.person_id else []
    wanted = request.POST.get("de", "")
    chosen = next((one for one in reports if str(one.assignment.pk) == wanted), None)
    form = HandInForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        if chosen is None:
            raise Http404(wanted)
        if form.is_valid() and _handed_in(chosen, form, request):
            messages.success(request, gettext("Your report is in. This page is the receipt."))
            return redirect("assessment:mine")
    context = {
        "reports": [(one, form if one is chosen else _blank(one)) for one in reports],
        "synthetic": any(one.assignment.training_class.course.synthetic for one in reports),
    }
    return render(request, "assessment/mine.html", context)


def _blank(one: queries.OwnReport) -> HandInForm:
    """A form of one's own; whoever exchanges the file finds the title there."""
    again = one.last is not None and one.last.state != "settled"
    title = one.last.title if again and one.last is not None else ""
    return HandInForm(auto_id=f"{one.assignment.pk}_%s", initial={"title": title})


def _handed_in(chosen: queries.OwnReport, form: HandInForm, request: HttpRequest) -> bool:
    """Whether the report was taken; a file that is not says so at its own field."""
    at, sent, title = timezone.now(), form.cleaned_data["file"], form.cleaned_data["title"]
    # One byte more than the limit is enough to know that it is passed.
    content = sent.read(LIMIT + 1)
    try:
        file = store_upload(content, name=sent.name, kinds=(PDF, DOCX), limit=LIMIT, at=at, size=sent.size)
    except Refusal as refusal:
        form.add_error("file", refusal.sentence(gettext))
        return False
    try:
        services.receive(chosen.assignment, chosen.enrollment, file=file, title=title, by=user_of(request), at=at)
    except Refusal as refusal:
        form.add_refusal(refusal)
        return False
    return True


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """Tệp bài nộp — to its writer, its markers and the office; always as an attachment."""
    rows = Submission.objects.select_related("file", "enrollment", "assignment__training_class__course__institution")
    found = rows.filter(pk=pk, file__isnull=False).first()
    if found is None or found.file is None or not can_open_file(user_of(request), found):
        raise Http404(pk)
    name = found.file.name
    plain = f"bai-{found.pk}.{name.rpartition('.')[2]}"
    return uploaded_response(found.file.read(), mime=found.file.mime, name=name, plain=plain, inline=False)
