"""Tư liệu báo cáo — everything that the final report of a course tells, gathered once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum
from django.utils import timezone

from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.queries import papers_in
from boiduong.course.delivery.scheduling.models import EntryLecturer
from boiduong.course.delivery.scheduling.queries import current_version
from boiduong.course.delivery.sessions import queries as sessions
from boiduong.course.delivery.sessions.models import Session
from boiduong.course.delivery.sessions.rules import Attendance
from boiduong.course.delivery.situations import queries as situations
from boiduong.course.delivery.situations.models import Situation
from boiduong.course.delivery.study_visits.models import Visit, VisitFinding
from boiduong.course.evaluation.feedback.models import Poll
from boiduong.course.evaluation.feedback.queries import poll_result
from boiduong.course.evaluation.feedback.rules import PollResult
from boiduong.course.recognition.awards.models import RecognitionRow
from boiduong.course.reporting.periodic_reports.models import ReportIssue
from boiduong.course.reporting.periodic_reports.queries.commended import commendations_told
from boiduong.course.reporting.periodic_reports.queries.composition import Composition, composition
from boiduong.course.reporting.periodic_reports.queries.counting import (
    Beside,
    Counts,
    course_counts,
    stated_beside_derived,
)
from boiduong.course.reporting.periodic_reports.rules import ROLE, bands_best_first, share
from boiduong.foundation.documents.models import Document
from boiduong.web.reading import once

# Of situations: what is no situation of the course, and what has its answer (one asked again had one).
LEFT_OUT = ("returned", "merged")
ANSWERED = ("answered", "approved", "published", "followed")


@dataclass(frozen=True)
class Presence:
    """Chuyên cần của một lớp — tiết are summed over its learners; `share` is the part attended, in percent."""

    label: str
    learners: int
    planned: int
    share: float
    excused: int
    unexcused: int
    made_up: int
    over_limit: int


@dataclass(frozen=True)
class Outcomes:
    """Kết quả xét — bands of those recognized, why the others were not, and who was commended by which decision."""

    judged: int
    recognized: int
    exceptions: int
    not_recognized: int
    bands: tuple[tuple[str, int], ...]
    reasons: tuple[tuple[str, int], ...]
    commended: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True)
class Teaching:
    """Giảng dạy — topics and tiết of the programs, sessions held, who taught by standing."""

    topics: int
    periods: int
    by_kind: tuple[tuple[str, int], ...]
    held: int
    held_periods: int
    lecturers: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Fieldwork:
    """Nghiên cứu thực tế — one visit, of which class where there are several, what it proposes and to whom."""

    place: str
    starts_on: date
    ends_on: date
    proposals: tuple[str, ...]
    label: str = ""


@dataclass(frozen=True)
class ReportFacts:
    """Tư liệu của báo cáo tổng kết — as of one moment."""

    counts: Counts
    composition: Composition
    stated: tuple[Beside, ...]
    teaching: Teaching
    presence: tuple[Presence, ...]
    outcomes: Outcomes
    situations: dict[str, int]
    referred_late: int
    polls: tuple[tuple[str, PollResult], ...]
    visits: tuple[Fieldwork, ...]

    @property
    def raised(self) -> int:
        """Số tình huống được nêu — without those sent back or joined to another."""
        return sum(n for state, n in self.situations.items() if state not in LEFT_OUT)

    @property
    def answered(self) -> int:
        """Số tình huống đã được trả lời."""
        return sum(self.situations.get(state, 0) for state in ANSWERED)


def report_facts(course: Course, *, as_of_at: datetime) -> ReportFacts:
    """Tập hợp tư liệu — the counts as of the moment; attendance, results and situations as they stand."""
    counts = course_counts(course, as_of_at=as_of_at)
    day = timezone.localdate(as_of_at)
    return ReportFacts(
        counts=counts,
        composition=composition(course, on=course.starts_on or day),
        stated=tuple(stated_beside_derived(course, counts)),
        teaching=teaching_of(course),
        presence=tuple(presence_of(one) for one in _taught(course)),
        outcomes=outcomes_of(course, as_of_at=as_of_at),
        situations=_situations(course),
        referred_late=situations.overdue(day).filter(course=course).count(),
        polls=tuple((poll.training_class.label, poll_result(poll)) for poll in _polls(course)),
        visits=tuple(_visits(course)),
    )


def _situations(course: Course) -> dict[str, int]:
    """Each situation once: one that was asked again stands as its newer question does, where that is kept."""
    newer = Situation.objects.filter(follows=OuterRef("pk")).exclude(state__in=LEFT_OUT)
    rows = Situation.objects.filter(~Exists(newer), course=course).order_by()
    return dict(rows.values_list("state").annotate(Count("pk")))


def _taught(course: Course) -> QuerySet[TrainingClass]:
    held = Session.objects.filter(course=course, state__in=sessions.HELD).values("training_class")
    return course.classes.filter(pk__in=held).select_related("course__institution", "rule_set").order_by("position")


def presence_of(training_class: TrainingClass) -> Presence:
    """Chuyên cần của lớp — from the roll, in tiết."""
    rows: list[Attendance] = list(sessions.attendance(training_class).values())
    planned = sum(row.planned for row in rows)
    return Presence(
        label=training_class.label,
        learners=len(rows),
        planned=max((row.planned for row in rows), default=0),
        share=share(sum(row.present for row in rows), planned),
        excused=sum(row.excused for row in rows),
        unexcused=sum(row.unexcused for row in rows),
        made_up=sum(row.made_up for row in rows),
        over_limit=sum(row.over_limit for row in rows),
    )


def outcomes_of(course: Course, *, as_of_at: datetime) -> Outcomes:
    """Kết quả xét của khóa — the last row of each learner counts; commendations as of the moment."""
    rows = RecognitionRow.objects.filter(training_class__course=course).order_by("id")
    last = {person: (outcome, band, value, reasons) for person, outcome, band, value, reasons in rows.values_list(
        "enrollment_id", "outcome", "band", "value", "reasons")}  # fmt: skip
    kinds = Counter(outcome for outcome, *_ in last.values())
    passed = [(band, value) for outcome, band, value, _ in last.values() if outcome != "not_recognized"]
    why = Counter(
        str(reason.get("code", ""))
        for outcome, _, _, reasons in last.values()
        for reason in reasons
        if outcome == "not_recognized"
    )
    return Outcomes(
        judged=len(last),
        recognized=kinds["recognized"],
        exceptions=kinds["exception"],
        not_recognized=kinds["not_recognized"],
        bands=bands_best_first(passed),
        reasons=tuple(why.most_common()),
        commended=commendations_told(course, as_of_at),
    )


def teaching_of(course: Course) -> Teaching:
    """Giảng dạy — from the programs of the classes, the sessions closed and the timetable in force."""
    topics = Topic.objects.filter(version__in=course.classes.values("version"))
    kinds = topics.order_by().values_list("kind").annotate(n=Count("pk"))
    held = Session.objects.filter(course=course, state__in=sessions.HELD)
    sums = held.aggregate(n=Count("pk"), periods=Sum("periods"))
    version = current_version(course)
    taught = EntryLecturer.objects.filter(entry__version=version) if version else EntryLecturer.objects.none()
    standing = taught.order_by().values_list("lecturer__standing").annotate(n=Count("lecturer", distinct=True))
    return Teaching(
        topics=sum(n for _, n in kinds),
        periods=topics.aggregate(total=Sum("periods"))["total"] or 0,
        by_kind=tuple(sorted(kinds, key=lambda row: (-row[1], row[0]))),
        held=sums["n"],
        held_periods=sums["periods"] or 0,
        lecturers=tuple(sorted(standing, key=lambda row: (-row[1], row[0]))),
    )


def _polls(course: Course) -> QuerySet[Poll]:
    found = Poll.objects.filter(training_class__course=course)
    return found.select_related("form", "training_class__rule_set", "training_class__course__institution")


def _visits(course: Course) -> list[Fieldwork]:
    visits = Visit.objects.filter(training_class__course=course).select_related("training_class")
    several = len({one.training_class_id for one in visits}) > 1
    said: dict[int, list[str]] = {}
    for row in VisitFinding.objects.filter(visit__in=visits).order_by("id"):
        text = row.recommendation or row.text
        said.setdefault(row.visit_id, []).append(f"{text} ({row.to_text})" if row.to_text else text)
    return [
        Fieldwork(
            one.place_text,
            one.starts_on,
            one.ends_on,
            tuple(said.get(one.pk, ())),
            one.training_class.label if several else "",
        )
        for one in visits
    ]


def frozen_facts(course: Course, *, as_of_at: datetime) -> dict[str, object]:
    """Số liệu đóng băng — the dated counts and what stood beside them: they come out alike whenever they are asked."""
    counts = course_counts(course, as_of_at=as_of_at)
    return {"counts": counts.plain(), "stated": [row.plain() for row in stated_beside_derived(course, counts)]}


class Written(NamedTuple):
    """Báo cáo đã viết — the paper, and whether it is issued."""

    document: Document
    issued: bool


def written_reports(course: Course) -> list[Written]:
    """Các báo cáo của khóa — newest first, without drafts thrown away; one query a page."""
    return once(f"periodic_reports.written:{course.pk}", lambda: _written(course))


def _written(course: Course) -> list[Written]:
    issued = ReportIssue.objects.filter(document=OuterRef("document"))
    rows = papers_in(course, ROLE).exclude(document__state="discarded").annotate(issued=Exists(issued))
    return [Written(row.document, vars(row)["issued"]) for row in rows.order_by("-id")]
