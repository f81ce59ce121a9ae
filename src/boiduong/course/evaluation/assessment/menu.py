"""Bước bài thu hoạch và việc chờ — what the rail and the home pages say of reports and marking."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Count, Exists, F, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from boiduong.course.curriculum.programs.models import CompletionItem
from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.permissions import can_read_people, can_run_some
from boiduong.course.delivery.courses.queries import contribute_applies, fact_of, visible_courses
from boiduong.course.delivery.enrollment.rules import SEATED
from boiduong.course.evaluation.assessment import queries
from boiduong.course.evaluation.assessment.models import Submission
from boiduong.course.evaluation.assessment.papers import report_covers
from boiduong.foundation.accounts.models import User
from boiduong.refusals import gettext_noop
from boiduong.web.registry import Action, Need, StepFacts, Waiting, step, waiting
from boiduong.web.sheets import Sheet, offer
from boiduong.web.words import in_sentence


@contribute_applies("reports")
def asks_for_reports() -> Exists:
    """Khóa có bài phải nộp — asked for by the program of one of its classes."""
    versions = TrainingClass.objects.filter(course=OuterRef(OuterRef("pk"))).order_by().values("version")
    return Exists(CompletionItem.objects.filter(version__in=versions).order_by())


@step("reports", acts=can_run_some)
def reports_step(course: Course, user: User | None, at: datetime) -> StepFacts:
    """Bài thu hoạch — off where no program asks for one; done when every received report is settled."""
    if not fact_of(course, "reports"):
        return StepFacts(state="off")
    boards = queries.boards(course)
    address = reverse("assessment:step", kwargs={"slug": course.slug})
    if not boards:
        return StepFacts(
            note=gettext("not set"),
            title=gettext("Set the report of each class"),
            lead=gettext("With its due day. Learners see it on their own page."),
            main=Action(gettext("Set a report"), address),
        )
    received, settled = sum(b.received for b in boards), sum(b.settled for b in boards)
    missing, bare = sum(b.missing for b in boards), sum(b.without_markers for b in boards)
    note = gettext("%(n)d received, %(settled)d settled") % {"n": received, "settled": settled}
    last_due = max(board.assignment.due_at for board in boards)
    if received and settled == received and (not missing or (last_due < at and not queries.awaited(boards, at))):
        return StepFacts(state="done", note=note)
    needs = []
    if missing:
        words = ngettext("%(n)d report has not come in", "%(n)d reports have not come in", missing) % {"n": missing}
        needs.append(Need(words, level="clock"))
    if bare:
        words = ngettext("%(n)d report has no markers", "%(n)d reports have no markers", bare) % {"n": bare}
        needs.append(Need(words, action=Action(gettext("Name the markers"), address)))
    return StepFacts(
        note=note,
        title=gettext("Receive, mark and settle the reports"),
        lead=gettext("Two people mark each report; marks that lie too far apart are agreed on."),
        main=Action(gettext("See the reports"), address),
        needs=tuple(needs),
    )


def _has_unsettled(today: date, at: datetime) -> Exists:
    found = Submission.objects.filter(assignment__training_class__course=OuterRef("pk"), state="submitted")
    return Exists(found)


@waiting("training_officer", may=_has_unsettled)
def officer_waiting(user: User, at: datetime) -> Iterator[Waiting]:
    """Bài chờ thống nhất điểm — a line for each assignment whose markers have all marked."""
    scored = Count("scores__marker", distinct=True)
    rows = (
        Submission.objects.filter(state="submitted", assignment__training_class__course__in=visible_courses(user))
        .annotate(given=Count("markers", distinct=True), scored=scored)
        .filter(given__gt=0, scored__gte=F("given"))
        .values_list(
            "assignment",
            "assignment__training_class__label",
            "assignment__training_class__course__slug",
            "assignment__training_class__course__title",
        )
        .order_by("assignment")
    )
    found: dict[tuple[int, str, str, str], int] = {}
    for row in rows:
        found[row] = found.get(row, 0) + 1
    for (pk, label, slug, title), count in found.items():
        words = ngettext("%(n)d report of %(label)s to settle", "%(n)d reports of %(label)s to settle", count)
        address = reverse("assessment:assignment", kwargs={"slug": slug, "pk": pk})
        yield Waiting(
            words % {"n": count, "label": in_sentence(label)}, title, Action(gettext("Settle the marks"), address)
        )


@waiting("lecturer", "class_manager", "training_officer", "managing_authority")
def lecturer_waiting(user: User, at: datetime) -> Iterator[Waiting]:
    """Bài tôi phải chấm — one line an assignment; whoever works here may be named a marker."""
    if user.person is None:
        return
    found: dict[int, int] = {}
    about = {}
    for duty in queries.to_mark(user.person).select_related("submission__assignment__training_class"):
        one = duty.submission.assignment
        about[one.pk] = one
        found[one.pk] = found.get(one.pk, 0) + 1
    for pk, count in found.items():
        words = ngettext("%(n)d report to mark", "%(n)d reports to mark", count) % {"n": count}
        detail = f"{about[pk].item.title}, {about[pk].training_class.label}"
        yield Waiting(words, detail, Action(gettext("Mark the papers"), reverse("assessment:marking", args=[pk])))


@waiting("learner")
def learner_waiting(user: User, at: datetime) -> Iterator[Waiting]:
    """Bài phải nộp."""
    if user.person_id is None:
        return
    for one in queries.own_reports(user.person_id, at):
        if one.may_send and (one.last is None or one.last.state == "settled"):
            due = timezone.localdate(one.due)
            title = gettext("Hand in: %(title)s") % {"title": one.assignment.item.title}
            action = Action(gettext("Hand in the report"), reverse("assessment:mine"))
            yield Waiting(title, one.assignment.training_class.label, action, due, urgent=(one.due - at).days < 1)


def _no_learner(course: Course) -> str:
    """A cover bears a name."""
    listed = course.enrollments.filter(state__in=SEATED).exclude(training_class__state="cancelled").exists()
    return "" if listed else gettext_noop("No learner stands on the list of a class yet.")


offer(
    Sheet(
        "bia-thu-hoach",
        "Bìa bài thu hoạch",
        gettext_noop("One cover a learner, with post, unit, group and class"),
        report_covers,
        can_read_people,
        order=80,
        step="reports",
        waits=_no_learner,
    )
)
