"""Bảng của khóa — rows of courses and classes, stated numbers beside derived ones, and what just happened.

Later stages contribute their numbers and the names of their acts; nothing is stored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext

from boiduong.course.delivery.courses.models import (
    Course,
    CourseDocument,
    CourseDuty,
    StaffDuty,
    StatedNumber,
    TrainingClass,
)
from boiduong.course.delivery.courses.rules import (
    COURSE,
    LAST_PHASE,
    STATED_LABELS,
    TRAINING_CLASS,
    compare_stated,
    phase_of,
)
from boiduong.engines.vietnamese import date_short
from boiduong.foundation.accounts.models import User
from boiduong.foundation.audit.models import AuditEvent
from boiduong.refusals import gettext_noop
from boiduong.web.prepared import prepared
from boiduong.web.registry import phase_labels

LearnerCounts = Callable[[Collection[int]], Mapping[int, int]]
ClassNumbers = Callable[[Course], Mapping[int, int]]
Counts = Callable[[Course, datetime], Mapping[str, int]]

_learner_counts: list[LearnerCounts] = []
_class_numbers: dict[str, ClassNumbers] = {}
_counts: dict[Counts, frozenset[str]] = {}
_act_names: dict[str, str] = {
    "courses.create_course": gettext_noop("Course written"),
    "courses.change_details": gettext_noop("Facts of the course changed"),
    "courses.add_class": gettext_noop("Class added"),
    "courses.edit_class": gettext_noop("Facts of the class changed"),
    "courses.prepare_course": gettext_noop("Preparation finished"),
    "courses.start_course": gettext_noop("Course started"),
    "courses.close_course": gettext_noop("Course closed"),
    "courses.archive_course": gettext_noop("Dossier archived"),
    "courses.reopen_course": gettext_noop("Course reopened"),
    "courses.postpone_course": gettext_noop("Course postponed"),
    "courses.resume_course": gettext_noop("Course resumed"),
    "courses.cancel_course": gettext_noop("Course cancelled"),
    "courses.open_class": gettext_noop("Class opened"),
    "courses.begin_class": gettext_noop("Lessons begun"),
    "courses.end_lessons_class": gettext_noop("Lessons ended"),
    "courses.recognize_class": gettext_noop("Results recognized"),
    "courses.close_class": gettext_noop("Class closed"),
    "courses.postpone_class": gettext_noop("Class postponed"),
    "courses.resume_class": gettext_noop("Class resumed"),
    "courses.cancel_class": gettext_noop("Class cancelled"),
    "courses.file_paper": gettext_noop("Paper filed in the dossier"),
    "courses.assign_duty": gettext_noop("Part of the work given"),
    "courses.assign_staff": gettext_noop("Person put in charge"),
}


def contribute_learner_counts(function: LearnerCounts) -> LearnerCounts:
    """Góp số học viên — `function(course ids) -> {course id: learners}`, in one query."""
    if function not in _learner_counts:
        _learner_counts.append(function)
    return function


def contribute_class_numbers(label: str, function: ClassNumbers) -> None:
    """Góp cột vào bảng lớp — `label` is a msgid, `function(course) -> {class id: number}`, in one query."""
    _class_numbers[label] = function


def contribute_counts(*kinds: str) -> Callable[[Counts], Counts]:
    """Góp số tính được — `function(course, at) -> {kind of stated number: count}`, asked where a kind was stated."""

    def keep(function: Counts) -> Counts:
        _counts[function] = frozenset(kinds)
        return function

    return keep


def name_acts(names: Mapping[str, str]) -> None:
    """Đặt tên việc trong nhật ký — act -> msgid; an act without a name is not shown on the course page."""
    _act_names.update(names)


@dataclass(frozen=True)
class CourseRow:
    """Một khóa trong bảng."""

    course: Course
    phase: int
    phase_label: str
    state_label: str
    classes: int
    learners: int | None

    @property
    def over(self) -> bool:
        """Đã xong — past the last phase."""
        return self.phase > LAST_PHASE


def course_rows(courses: Iterable[Course]) -> list[CourseRow]:
    """Các dòng khóa — phase from the states of the classes; two queries for all of them, and one per contribution."""
    listed = list(courses)
    ids = [course.pk for course in listed]
    states: dict[int, list[str]] = defaultdict(list)
    for course_id, state in TrainingClass.objects.filter(course__in=ids).values_list("course_id", "state"):
        states[course_id].append(state)
    learners: dict[int, int] = {}
    for function in _learner_counts:
        learners.update(function(ids))
    labels = [gettext(one) for one in phase_labels()]
    rows = []
    for course in listed:
        phase = phase_of(course.state, states[course.pk])
        label = labels[phase - 1] if phase <= len(labels) else gettext(COURSE.states[course.state])
        rows.append(
            CourseRow(
                course=course, phase=phase, phase_label=label, state_label=COURSE.states[course.state],
                classes=len(states[course.pk]), learners=learners.get(course.pk, 0) if _learner_counts else None,
            )
        )  # fmt: skip
    return rows


@dataclass(frozen=True)
class ClassRow:
    """Một lớp trong bảng — with its manager and the numbers that later stages contribute."""

    training_class: TrainingClass
    manager: str
    state_label: str
    numbers: tuple[int | None, ...] = ()


@dataclass(frozen=True)
class ClassTable:
    """Bảng lớp của khóa."""

    rows: tuple[ClassRow, ...] = ()
    labels: tuple[str, ...] = ()
    sums: tuple[int, ...] = field(default=())


def class_rows(course: Course) -> ClassTable:
    """Bảng lớp — two queries, and one per contributed column."""
    managers: dict[int, str] = dict(_managers(course.pk))
    columns = [function(course) for function in _class_numbers.values()]
    prefetch_related_objects([course], "classes")
    rows = tuple(
        ClassRow(
            training_class=one, manager=managers.get(one.pk, ""), state_label=TRAINING_CLASS.states[one.state],
            numbers=tuple(column.get(one.pk, 0) for column in columns),
        )
        for one in course.classes.all()
    )  # fmt: skip
    ids = {row.training_class.pk for row in rows}
    sums = tuple(sum(number for pk, number in column.items() if pk in ids) for column in columns)
    return ClassTable(rows, tuple(gettext(label) for label in _class_numbers), sums)


@prepared
def _managers(course: int) -> QuerySet[StaffDuty, Any]:
    """Class and name of each manager, the last one after those before."""
    duties = StaffDuty.objects.filter(training_class__course=course, duty="class_manager")
    return duties.order_by("starts_on", "id").values_list("training_class_id", "person__full_name")


@dataclass(frozen=True)
class StatedRow:
    """Số đã nêu bên cạnh số tính được — `verdict` is equal, within, differs or unknown."""

    stated: StatedNumber
    label: str
    derived: int | None
    verdict: str


def _derived(course: Course, wanted: set[str], at: datetime) -> dict[str, int]:
    """Counts of the kinds that somebody stated; the others cost a query for nothing."""
    found: dict[str, int] = {}
    if "classes" in wanted:
        found["classes"] = course.classes.count()
    if "sites" in wanted:
        found["sites"] = course.sites.count()
    for function, kinds in _counts.items():
        if kinds & wanted:
            found.update(function(course, at))
    return found


def stated_rows(course: Course, *, at: datetime) -> list[StatedRow]:
    """Số đã nêu và số tính được — of the whole course; a kind that nobody derives stays unknown."""
    listed = list(StatedNumber.objects.filter(course=course, training_class__isnull=True))
    derived = _derived(course, {one.kind for one in listed}, at)
    rows = []
    for stated in listed:
        count = derived.get(stated.kind)
        verdict = "unknown"
        if count is not None:
            verdict = compare_stated(low=stated.low, high=stated.high, word=stated.word, derived=count)
        rows.append(StatedRow(stated, STATED_LABELS.get(stated.kind, stated.kind), count, verdict))
    return rows


@dataclass(frozen=True)
class Happening:
    """Một việc vừa diễn ra — in the shape that the timeline draws."""

    act: str
    change: str
    who: str
    when: str


def _change(event: AuditEvent) -> str:
    """From state to state in words."""
    states = {**COURSE.states, **TRAINING_CLASS.states}
    before, after = (facts or {} for facts in (event.before, event.after))
    old, new = states.get(before.get("state", "")), states.get(after.get("state", ""))
    if old and new and old != new:
        return gettext("%(old)s to %(new)s") % {"old": gettext(old), "new": gettext(new)}
    return ""


def happenings(course: Course, *, classes: Sequence[int], limit: int = 5) -> list[Happening]:
    """Vừa diễn ra — the latest named acts on the course, its classes, duties and papers: at most four queries."""
    own = Q(object_type=Course._meta.label, object_id=str(course.pk))
    own |= Q(object_type=TrainingClass._meta.label, object_id__in=[str(pk) for pk in classes])
    for model, ids in ((CourseDocument, _papers(course.pk)), (CourseDuty, _duties(course.pk))):
        own |= Q(object_type=model._meta.label, object_id__in=[str(pk) for (pk,) in ids])
    events = list(AuditEvent.objects.filter(own, act__in=list(_act_names)).order_by("-seq")[:limit])
    people = dict(
        User.objects.filter(pk__in={e.actor_id for e in events if e.actor_id}).values_list("pk", "display_name")
    )
    made = []
    for event in events:
        local = timezone.localtime(event.at)
        who = people.get(event.actor_id or 0, event.actor_label) or gettext("The system")
        when = f"{local.hour}:{local.minute:02d}, {date_short(local.date())}"
        made.append(Happening(gettext(_act_names[event.act]), _change(event), who, when))
    return made


@prepared
def _papers(course: int) -> QuerySet[CourseDocument, Any]:
    return CourseDocument.objects.filter(course=course).order_by().values_list("pk")


@prepared
def _duties(course: int) -> QuerySet[CourseDuty, Any]:
    return CourseDuty.objects.filter(course=course).order_by().values_list("pk")
