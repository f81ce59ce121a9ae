"""Đọc khóa — the courses one may see, their bodies, papers and the frame of their pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, prefetch_related_objects
from django.db.models.expressions import Combinable
from django.http import Http404
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from boiduong.course.delivery.courses.models import Course, CourseDocument, CourseDuty, TrainingClass
from boiduong.course.delivery.courses.permissions import can_manage, can_read_people, contribute_visibility, visible_q
from boiduong.course.delivery.courses.queries.printing import offers_for
from boiduong.course.delivery.courses.rules import COURSE
from boiduong.foundation.accounts.models import User
from boiduong.foundation.organizations.models import Unit
from boiduong.web.prepared import counted, prepared
from boiduong.web.reading import once
from boiduong.web.registry import RailPhase, RailStep, StepFacts, does_next, long_done, rail

# The order in which a class lives; the windows of the steps in config/stages.py count by it.
CLASS_RANKS = ("forming", "opened", "running", "assessing", "recognized", "closed")

__all__ = [
    "CLASS_RANKS",
    "body_for",
    "contribute_applies",
    "contribute_fact",
    "contribute_visibility",
    "course_for",
    "course_frame",
    "course_path",
    "paper_count",
    "fact_of",
    "papers_in",
    "rail_of",
    "visible_courses",
]


Condition = Callable[[], Combinable]
_contributed: dict[str, Condition] = {}


def contribute_fact(name: str) -> Callable[[Condition], Condition]:
    """Góp một điều biết về khóa — a number, a text or a condition as an expression on the course, for `fact_of`.

    The rail of every page asks for it: a query of its own would be one more on each of them.
    """

    def keep(condition: Condition) -> Condition:
        _contributed[name] = condition
        return condition

    return keep


def contribute_applies(step: str) -> Callable[[Condition], Condition]:
    """Góp điều kiện của một bước — whether a course has the step at all, as a condition on the course.

    The rail asks it, so that a step that never applied does not show as done once its time is over.
    """
    return contribute_fact(step)


def visible_courses(user: User | None) -> QuerySet[Course]:
    """Các khóa được thấy — newest first, with their institution, and the program with its issuer."""
    found = Course.objects.filter(visible_q(user))
    return found.select_related("institution", "plan_line", "default_version__program__issuer")


def course_for(user: User | None, slug: str) -> Course:
    """Khóa theo địa chỉ — raises Http404 where there is none or the user may not see it."""
    course = visible_courses(user).filter(slug=slug).first()
    if course is None:
        raise Http404(slug)
    return course


def body_for(course: Course, duty: str, training_class: TrainingClass | None = None) -> Unit:
    """Cơ quan làm một phần việc — for the class where said, else for the course, else the institution itself."""
    rows = CourseDuty.objects.filter(course=course, duty=duty, part__isnull=True, site__isnull=True)
    if training_class is None:
        rows = rows.filter(training_class__isnull=True)
    else:
        rows = rows.filter(Q(training_class=training_class) | Q(training_class__isnull=True))
    found = sorted(rows.select_related("unit"), key=lambda r: (r.training_class_id is None, bool(r.for_text), r.pk))
    return found[0].unit if found else course.institution.unit


def papers_in(course: Course, role: str | None = None) -> QuerySet[CourseDocument]:
    """Văn bản của khóa — in the order filed, without their frozen facts; of one role where given."""
    found = CourseDocument.objects.filter(course=course).select_related("document", "training_class")
    found = found.defer("document__facts")
    return found.filter(role=role) if role is not None else found


def paper_count(course: Course) -> int:
    """Số văn bản của khóa — all that were filed."""
    return _filed.number(course.pk)


def topic_count(course: Course) -> int:
    """Số chuyên đề — of the program of the course; none while it has no program."""
    version = course.default_version
    return 0 if version is None else once(f"courses.topics:{version.pk}", version.topics.count)


@prepared
def _filed(course: int) -> QuerySet[CourseDocument, Any]:
    return counted(CourseDocument.objects.filter(course=course))


def _address(name: str, *, kwargs: dict[str, str]) -> str:
    """The address of a step; empty while its stage brings no pages."""
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return ""


def rail_of(course: Course, *, user: User | None, at: datetime, here: str = "") -> list[RailPhase]:
    """Đường ray của khóa — sixteen steps in five phases; the one shown `here` always tells all it knows.

    The classes are read once for all steps: each asks `course.classes.all()` and chooses among them by itself.
    """
    prefetch_related_objects([course], "classes")
    ranks = _ranks(course)
    never = frozenset(step for step in long_done(ranks) & _contributed.keys() if not fact_of(course, step))
    return rail(course, user=user, at=at, reverse=_address, translate=gettext, here=here, ranks=ranks, never=never)


def fact_of(course: Course, name: str) -> Any:
    """Một điều biết về khóa — what was contributed under `name`; one query a page for everything that was."""
    known = once(f"courses.facts:{course.pk}", lambda: dict(zip(_contributed, _facts(course.pk)[0], strict=True)))
    return known[name]


@prepared
def _facts(course: int) -> QuerySet[Course, Any]:
    """Everything contributed, of a course; all contributions are there before the first page is asked."""
    return Course.objects.filter(pk=course).order_by().values_list(*(ask() for ask in _contributed.values()))


def _ranks(course: Course) -> tuple[int, int]:
    """How far the classes are, last and foremost; every step is asked where nobody sits in a class room."""
    live = [one for one in course.classes.all() if one.state not in ("cancelled", "postponed")]
    rows = [(one.state, one.mode) for one in live]
    if all(mode == "self_paced" for _, mode in rows):
        return (0, 99)
    ranks = [CLASS_RANKS.index(state) for state, _ in rows]
    return min(ranks), max(ranks)


def course_path(course: Course, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """Đường dẫn đến khóa — the list of courses, the course, and what lies below it as (words, address)."""
    here = (course.title, reverse("courses:course", kwargs={"slug": course.slug}))
    return [(gettext("Courses"), reverse("courses:list")), here, *more]


def lives_ahead(course: Course) -> bool:
    """Lớp đã chạy trước khóa — a class is open while nobody said that the course is prepared, or begun."""
    still = ("forming", "cancelled", "postponed")
    return course.state in ("draft", "ready") and any(one.state not in still for one in course.classes.all())


def _facts_for(user: User | None, course: Course, shown: RailStep) -> StepFacts:
    """What comes next as this person sees it: who does it, who reads the whole course, and everybody else."""
    facts = shown.facts
    if not facts.title or does_next(shown.key, user=user, course=course):
        return facts
    return facts.looked_at() if can_read_people(user, course) else StepFacts(state=facts.state, note=facts.note)


def course_frame(course: Course, *, user: User | None, step: str, at: datetime) -> dict[str, object]:
    """Khung trang của khóa — context for a template that extends `courses/course_base.html`.

    `step` is the key of a step in config/stages.py, or "" for a page of the course that is no step.
    """
    phases = rail_of(course, user=user, at=at, here=step)
    steps: list[RailStep] = [one for phase in phases for one in phase.steps]
    here = next((one for one in steps if one.key == step), None)
    now = next((one for one in steps if one.facts.state == "now"), None)
    shown = here or now
    manages = can_manage(user, course)
    return {
        "course": course,
        "synthetic": course.synthetic,
        "crumbs": course_path(course),
        "rail": phases,
        "here": here.key if here else "",
        "step_label": shown.label if shown else "",
        "facts": _facts_for(user, course, shown) if shown else StepFacts(state="off"),
        "can_manage": manages,
        "opens_papers": can_read_people(user, course),
        "behind": gettext(COURSE.states[course.state]) if manages and lives_ahead(course) else "",
        "step_offers": offers_for(user, course, step) if step else [],
    }
