"""Trang tự học — a class without sessions: which topics each learner has finished, recorded and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.permissions import can_run_class
from boiduong.course.delivery.courses.queries import course_frame
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.sessions import queries, services
from boiduong.course.delivery.sessions.forms import AloneForm, TakeBackForm
from boiduong.course.delivery.sessions.models import TopicDone
from boiduong.course.delivery.sessions.permissions import can_see_rolls
from boiduong.course.delivery.sessions.views.common import class_of, course_of, must
from boiduong.engines.spreadsheets import Column, Sheet
from boiduong.foundation.accounts.queries import user_of
from boiduong.refusals import Refusal
from boiduong.web.lists import ListPage, Pill, xlsx_response
from boiduong.web.registry import StepFacts


@dataclass(frozen=True)
class AloneRow:
    """Một học viên tự học — how many of the required topics are done."""

    enrollment: Enrollment
    done: tuple[TopicDone, ...]
    required: int
    done_required: int

    @property
    def finished(self) -> bool:
        """Đã học xong mọi chuyên đề bắt buộc."""
        return self.done_required >= self.required


def _rows(held: TrainingClass, topics: Sequence[Topic]) -> list[AloneRow]:
    """Two queries for any number of learners."""
    required = {t.pk for t in topics if t.required}
    done: dict[int, list[TopicDone]] = {}
    live = TopicDone.objects.filter(enrollment__training_class=held, voids=None, voided_by=None)
    for row in live.select_related("topic").order_by("topic__position"):
        done.setdefault(row.enrollment_id, []).append(row)
    people = Enrollment.objects.filter(training_class=held, state__in=queries.ON_ROLL).select_related("person")
    return [
        AloneRow(
            one,
            tuple(done.get(one.pk, ())),
            len(required),
            len(required & {d.topic_id for d in done.get(one.pk, ())}),
        )
        for one in people.order_by("position", "id")
    ]


@require_http_methods(["GET", "POST"])
def alone(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ghi nhận tự học — fifty learners at a time; a topic, or all, for those ticked or for everybody filtered."""
    course, user = course_of(request, slug), user_of(request)
    held = class_of(course, pk)
    must(can_see_rolls(user, held))
    if held.mode != "self_paced":
        raise Http404
    topics = [*Topic.objects.filter(version=held.version_id).defer("assumed").order_by("position")]
    page = ListPage(
        _rows(held, topics),
        params=request.GET,
        pills=[
            Pill("", gettext("All learners")),
            Pill("chua", gettext("Not finished yet"), lambda row: not row.finished),
            Pill("xong", gettext("All topics done"), lambda row: row.finished),
        ],
        search=lambda row: row.enrollment.person.full_name,
    )
    form = AloneForm(request.POST or None, topics=topics)
    if request.method == "POST" and form.is_valid():
        try:
            return _record(request, held, page, form, topics)
        except Refusal as refusal:
            form.add_refusal(refusal)
    if page.wants_xlsx:
        return xlsx_response(f"Tự học {held.label}"[:80], _sheet(held, list(page.filtered)))
    context = {
        **course_frame(course, user=user, step="sessions", at=timezone.now()),
        "facts": StepFacts(),
        "step_title": gettext("Learned alone: %(label)s") % {"label": held.label},
        "held_class": held,
        "page": page,
        "form": form,
        "runs": can_run_class(user, held),
    }
    return render(request, "sessions/alone.html", context)


def _record(
    request: HttpRequest, held: TrainingClass, page: ListPage[AloneRow], form: AloneForm, topics: Sequence[Topic]
) -> HttpResponse:
    facts = form.cleaned_data
    ticked = set(request.POST.getlist("chon"))
    rows = [row for row in page.filtered if "tat_ca" in request.POST or str(row.enrollment.pk) in ticked]
    if not rows:
        raise services.NobodyTicked
    chosen = [t.pk for t in topics] if facts["topic"] == "moi" else [int(facts["topic"])]
    pairs = [(row.enrollment.pk, topic) for row in rows for topic in chosen]
    n = services.record_topics_done(
        held, pairs, source=facts["source"], evidence=facts["evidence"], by=user_of(request), at=timezone.now()
    )
    words = ngettext("%(n)d completion is recorded.", "%(n)d completions are recorded.", n)
    messages.success(request, words % {"n": n})
    return redirect(request.get_full_path())


@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Rút một ghi nhận — with the reason; the first record stays in the book."""
    course, user = course_of(request, slug), user_of(request)
    rows = TopicDone.objects.select_related(
        "topic", "enrollment__person", "enrollment__training_class__course__institution"
    )
    row = get_object_or_404(rows, pk=pk, enrollment__course=course)
    must(can_run_class(user, row.enrollment.training_class))
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.take_back_topic_done(row, reason=form.cleaned_data["reason"], by=user, at=timezone.now())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The record is taken back. Both stay in the book."))
            return redirect("sessions:alone", slug=course.slug, pk=row.enrollment.training_class_id)
    context = {
        "form": form,
        "title": gettext("Take back: %(topic)s, %(name)s")
        % {"topic": row.topic.title, "name": row.enrollment.person.full_name},
        "submit": gettext("Take back"),
        "back_url": reverse("sessions:alone", kwargs={"slug": course.slug, "pk": row.enrollment.training_class_id}),
        "synthetic": course.synthetic,
    }
    return render(request, "web/form_page.html", context)


def _sheet(held: TrainingClass, rows: Sequence[AloneRow]) -> Sheet:
    columns = (
        Column("STT", 6, "int"), Column("Họ và tên", 28), Column("Chức vụ", 34), Column("Đơn vị", 30),
        Column("Đã học", 10, "int"), Column("Phải học", 10, "int"), Column("Chuyên đề đã học", 60),
    )  # fmt: skip
    cells = [
        (
            n, row.enrollment.person.full_name, row.enrollment.post_text, row.enrollment.unit_text, row.done_required,
            row.required, "; ".join(d.topic.title for d in row.done),
        )
        for n, row in enumerate(rows, start=1)
    ]  # fmt: skip
    notes = ("Dữ liệu mẫu: người không có thật",) if held.course.synthetic else ()
    return Sheet("Tự học", columns, cells, notes)
