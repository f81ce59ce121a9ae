"""Đánh giá — reports handed in and marked by two people, evaluation forms without names."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal

from boiduong.course.curriculum.programs.models import CompletionItem
from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.evaluation.assessment import services as assessment
from boiduong.course.evaluation.assessment.models import Submission
from boiduong.course.evaluation.assessment.queries import items_of
from boiduong.course.evaluation.assessment.services import Mark
from boiduong.course.evaluation.feedback import services as feedback
from boiduong.course.evaluation.feedback.rules import read_form
from boiduong.foundation.documents.models import Document
from boiduong.foundation.people.models import Person
from boiduong.rehearsal.clock import moment
from boiduong.rehearsal.life.state import Life

# Half points that most reports get; the mean of both markers stays within the rule set's difference.
USUAL = (6, 6.5, 7, 7, 7.5, 7.5, 8, 8, 8.5, 9)
FAILING = Decimal("4")


def mark_reports(life: Life) -> None:
    """Bài thu hoạch — every required item of every class; alternatives only the first; then the mark sheet."""
    by_class = _by_class(life)
    for clock, classes in life.waves():
        life.number_all(_mark_wave(life, classes, by_class, at=clock.marked), at=clock.marked)


def _mark_wave(
    life: Life, classes: list[TrainingClass], by_class: dict[int, list[Enrollment]], *, at: datetime
) -> list[Document]:
    """The mark sheets of the classes of one wave."""
    sheets = []
    for training_class in classes:
        learners = by_class[training_class.pk]
        chosen: set[str] = set()
        for item in items_of(training_class):
            if item.one_of and item.one_of in chosen:
                continue
            chosen.add(item.one_of)
            _mark_item(life, training_class, item, learners)
        if chosen:
            sheets.append(assessment.draft_mark_sheet(training_class, by=life.actors.officer, at=at))
    return sheets


def _last_day(life: Life, training_class: TrainingClass) -> date:
    """The last day of the class: the waves of a course end one after another."""
    return training_class.ends_on or life.clock.last


def _by_class(life: Life) -> dict[int, list[Enrollment]]:
    """Learners by class, read once."""
    found: dict[int, list[Enrollment]] = defaultdict(list)
    for learner in life.learners():
        found[learner.training_class_id].append(learner)
    return found


def _mark_item(life: Life, training_class: TrainingClass, item: CompletionItem, learners: list[Enrollment]) -> None:
    officer, at = life.actors.officer, life.clock_of(training_class).marked
    due = moment(_last_day(life, training_class) + timedelta(days=1), 17)
    assignment = assessment.set_assignment(
        training_class,
        item,
        due_at=due,
        question=item.title,
        by=officer,
        at=moment(training_class.starts_on or life.clock.first, 9),
    )
    forms = [part.strip() for part in item.forms_text.split(";") if part.strip()] or [item.title]
    listed = [
        (learner, f"{forms[n % len(forms)].capitalize()}: liên hệ thực tế tại đơn vị", forms[n % len(forms)])
        for n, learner in enumerate(learners)
    ]
    handed_in = assessment.receive_many(assignment, listed, by=officer, at=due - timedelta(hours=3))
    if not handed_in:
        return
    assessment.assign_markers(assignment, life.markers, by=officer, at=at - timedelta(days=1))
    rows = list(
        assignment.submissions.select_related("assignment__training_class__course")
        .prefetch_related("markers__marker")
        .order_by("enrollment__position", "id")
    )
    for position in range(item.markers):
        marks = [_mark(life, item, n, row, row.markers.all()[position].marker, position) for n, row in enumerate(rows)]
        assessment.score_many(assignment, marks, by=officer, at=at)
    assessment.settle(assignment, rows, by=officer, at=at + timedelta(hours=5))


def _mark(life: Life, item: CompletionItem, n: int, row: Submission, marker: Person, position: int) -> Mark:
    """The mark of the nth report: from its place in the list, never from an id of the database."""
    failed = row.enrollment_id in life.failed
    if item.scale == "points":
        highest = item.scale_max if item.scale_max is not None else Decimal(10)
        usual = Decimal(str(USUAL[(n * 7 + n // 10) % len(USUAL)]))
        value = FAILING if failed else usual + (Decimal("0.5") if position and usual < 9 else 0)
        return Mark(row, marker, value=(value * highest / 10).quantize(Decimal("0.5") if highest == 10 else Decimal(1)))
    bands = list(item.bands) or ["đạt", "không đạt"]
    return Mark(row, marker, band=bands[-1] if failed else bands[(n * 3) % max(1, len(bands) - 1)])


def collect_forms(life: Life) -> None:
    """Phiếu đánh giá — some vote themselves, the others on paper; one form in twenty is left too blank."""
    officer = life.actors.officer
    by_class = _by_class(life)
    for training_class in life.classes():
        last = _last_day(life, training_class)
        opens, closes = moment(last, 14), moment(last + timedelta(days=3), 17)
        poll = feedback.open_poll(training_class, opens_at=opens, closes_at=closes, by=officer, at=opens)
        codes = [i.code for i in read_form(poll.form.body).indicators]
        learners = by_class[training_class.pk]
        answers = [_answers(codes, n) for n in range(len(learners))]
        for learner, given in list(zip(learners, answers, strict=True))[:5]:
            feedback.vote(poll, learner, given, by=None, at=opens + timedelta(hours=1), even_if_blank=True)
        feedback.receive_paper_forms(
            poll, [(given, "") for given in answers[5:]], by=officer, at=opens + timedelta(hours=2)
        )
        feedback.close_poll(poll, by=officer, at=closes)
    life.number(feedback.draft_evaluation_report(life.course, by=officer, at=life.clock.marked), at=life.clock.marked)


def _answers(codes: list[str], n: int) -> dict[str, object]:
    given: dict[str, object] = {code: 7 + (n * 3 + k) % 4 for k, code in enumerate(codes)}
    if n % 20 == 19:
        for code in codes[: max(1, len(codes) // 3)]:
            given[code] = ""
    return given
