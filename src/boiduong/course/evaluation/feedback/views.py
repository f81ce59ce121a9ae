"""Trang phiếu đánh giá — polls of a course, one poll with its result, paper forms, and the form of a learner."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.permissions import can_manage
from boiduong.course.delivery.courses.queries import course_for, course_frame, course_path, papers_in
from boiduong.course.evaluation.feedback import queries, services
from boiduong.course.evaluation.feedback.forms import OpenForm, PaperFormsForm, VoteForm, paper_fields
from boiduong.course.evaluation.feedback.models import Poll
from boiduong.course.evaluation.feedback.permissions import can_open, can_read_result
from boiduong.course.evaluation.feedback.rules import HIGHEST, TooManyBlank, read_form
from boiduong.engines.vietnamese import number
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.accounts.queries import user_of
from boiduong.refusals import Refusal

CHART_WIDTH, LABEL_WIDTH, ROW = 640, 330, 44


def _crumbs(course: Course, *, inner: bool = False) -> list[tuple[str, str]]:
    step = (gettext("Evaluation forms"), reverse("feedback:step", kwargs={"slug": course.slug}))
    return course_path(course, step) if inner else course_path(course)


@dataclass(frozen=True)
class Bar:
    """Một thanh — its place and length in the drawing, the words and the value beside it."""

    label: str
    value: str
    y: int
    text_y: int
    width: float
    value_x: float


def bars_of(rows: list[tuple[str, float | None]]) -> list[Bar]:
    """Các thanh của biểu đồ — from 0 to the highest answer; a mean that is missing has no length."""
    room = CHART_WIDTH - LABEL_WIDTH - 60
    made = []
    for place, (label, value) in enumerate(rows):
        width = round(room * (value or 0) / HIGHEST, 1)
        said = number(value, 2) if value is not None else "…"
        y = place * ROW
        made.append(Bar(label, said, y + 9, y + 28, width, LABEL_WIDTH + width + 8))
    return made


def _classes_to_ask(course: Course, user: User, asked: list[queries.Asked]) -> tuple[list[TrainingClass], bool]:
    """The classes that the user runs and that were not asked, and whether the user runs any."""
    classes = list(course.classes.exclude(state__in=["forming", "postponed", "cancelled"]).order_by("position"))
    for one in classes:
        one.course = course
    run = classes if can_manage(user, course) else [one for one in classes if can_open(user, one)]
    have = {one.poll.training_class_id for one in asked}
    return [one for one in run if one.pk not in have], bool(run)


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """Bước phiếu đánh giá — turnout of each class, opening, the result of the course, the report."""
    user, at = user_of(request), timezone.now()
    course = course_for(user, slug)
    asked = queries.results_of(course)
    to_ask, runs = _classes_to_ask(course, user, asked)
    form = OpenForm(request.POST or None, classes=to_ask) if to_ask else None
    if request.method == "POST":
        require(runs)
        if form is not None and form.is_valid():
            held = form.cleaned_data["training_class"]
            try:
                services.open_poll(held, opens_at=at, closes_at=form.closes_at(), by=user, at=at)
            except Refusal as refusal:
                form.add_refusal(refusal)
            else:
                messages.success(request, gettext("The class can answer now."))
                return redirect("feedback:step", slug=slug)
    reads = bool(asked) and can_read_result(user, asked[0].poll)
    total = queries.total_of(asked) if reads else None
    context = {
        **course_frame(course, user=user, step="feedback", at=at),
        "crumbs": _crumbs(course),
        "asked": asked if runs or reads else [],
        "reads": reads,
        "form": form,
        "total": total,
        "band": gettext(total.band) if total and total.band else "",
        "bars": bars_of(total.criteria()) if total else [],
        "height": ROW * len(total.criteria()) if total else 0,
        "papers": list(papers_in(course, "evaluation_report")) if runs or reads else [],
        "may_report": can_manage(user, course) and asked and all(one.poll.state == "closed" for one in asked),
        "own": queries.open_polls_of(user.person_id, at) if user.person_id else [],
    }
    return render(request, "feedback/step.html", context)


def _poll(course: Course, pk: int) -> Poll:
    rows = Poll.objects.filter(training_class__course=course, pk=pk)
    found = rows.select_related("form", "training_class__course__institution", "training_class__rule_set").first()
    if found is None:
        raise Http404(pk)
    return found


@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Một đợt lấy phiếu — how many came, closing, and the result once closed."""
    user = user_of(request)
    course = course_for(user, slug)
    poll = _poll(course, pk)
    runs, reads = can_open(user, poll.training_class), can_read_result(user, poll)
    if not runs and not reads:
        raise Http404(pk)
    if request.method == "POST":
        services.close_poll(poll, by=user, at=timezone.now())
        messages.success(request, gettext("The evaluation is closed. Nothing more is taken."))
        return redirect("feedback:poll", slug=slug, pk=pk)
    result = queries.poll_result(poll)
    shown = reads and poll.state == "closed" and not result.suppressed
    context = {
        **course_frame(course, user=user, step="feedback", at=timezone.now()),
        "crumbs": _crumbs(course, inner=True),
        "poll": poll,
        "training_class": poll.training_class,
        "result": result,
        "runs": runs,
        "reads": reads,
        "shown": shown,
        "band": gettext(result.band) if result.band else "",
        "bars": bars_of(result.criteria()) if shown else [],
        "height": ROW * len(result.criteria()),
        "smallest": queries.rules_for(poll).suppress_below,
        "remarks": queries.remarks_in(poll) if shown else [],
    }
    return render(request, "feedback/poll.html", context)


@require_http_methods(["GET", "POST"])
def paper_forms(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Nhập phiếu giấy — by the class manager, line by line."""
    user = user_of(request)
    course = course_for(user, slug)
    poll = _poll(course, pk)
    require(can_open(user, poll.training_class))
    body = read_form(poll.form.body)
    form = PaperFormsForm(request.POST or None, body=body)
    if request.method == "POST" and form.is_valid():
        try:
            count = services.receive_paper_forms(poll, form.cleaned_data["lines"], by=user, at=timezone.now())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            words = ngettext("%(n)d paper form is entered.", "%(n)d paper forms are entered.", count)
            messages.success(request, words % {"n": count})
            return redirect("feedback:poll", slug=slug, pk=pk)
    context = {
        **course_frame(course, user=user, step="feedback", at=timezone.now()),
        "crumbs": _crumbs(course, inner=True),
        "poll": poll,
        "form": form,
        "questions": paper_fields(body),
    }
    return render(request, "feedback/paper_forms.html", context)


@require_POST
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """Soạn báo cáo kết quả đánh giá."""
    user = user_of(request)
    services.draft_evaluation_report(course_for(user, slug), by=user, at=timezone.now())
    messages.success(request, gettext("The report is drafted. The records officer gives it a number."))
    return redirect("feedback:step", slug=slug)


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Trả phiếu — the form of a learner; blanks are asked about once, then taken as they are."""
    user, at = user_of(request), timezone.now()
    rows = Poll.objects.select_related("form", "training_class__course__institution", "training_class__rule_set")
    poll = rows.filter(pk=pk).first()
    seat = queries.seat_in(poll, user.person_id) if poll else None
    if poll is None or seat is None:
        raise Http404(pk)
    form = VoteForm(request.POST or None, body=read_form(poll.form.body))
    voted, blanks = queries.has_voted(poll, seat), ""
    if request.method == "POST" and form.is_valid():
        knowingly = request.POST.get("van_gui") == "1"
        try:
            services.vote(
                poll, seat, form.answers(), by=user, at=at, remark=form.cleaned_data["remark"], even_if_blank=knowingly
            )
        except TooManyBlank as refusal:
            form.name_blanks()
            blanks = refusal.sentence(gettext)
        else:
            messages.success(request, gettext("Your form is in. It carries no name."))
            return redirect("feedback:answer", pk=pk)
    context = {
        "poll": poll,
        "synthetic": poll.training_class.course.synthetic,
        "form": form,
        "voted": voted,
        "open": poll.state == "open" and poll.opens_at <= at <= poll.closes_at,
        "blanks": blanks,
    }
    return render(request, "feedback/answer.html", context)
