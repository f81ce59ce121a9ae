"""Số đếm có ngày — nine counts of a course at a moment, each from events and papers, never from a stored counter."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value

from boiduong.course.curriculum.programs.models import CompletionItem
from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.delivery.courses.models import Course, StatedNumber, TrainingClass
from boiduong.course.delivery.enrollment import queries as enrollment
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.enrollment.rules import GONE
from boiduong.course.delivery.sessions.models import RollMark
from boiduong.course.delivery.sessions.queries import alone_since
from boiduong.course.delivery.sessions.rules import ATTENDED
from boiduong.course.evaluation.assessment.models import Settlement
from boiduong.course.recognition.awards.models import RecognitionRow
from boiduong.course.recognition.awards.queries import HAS_RESULT
from boiduong.course.recognition.certificates.models import Credential, CredentialEvent
from boiduong.course.reporting.periodic_reports.queries.commended import commended_by_class, commended_in
from boiduong.course.reporting.periodic_reports.rules import COUNT_KINDS, Verdict, is_settled, judge_stated
from boiduong.web.prepared import counted, prepared

# Kinds of people that can also be counted for one class alone.
BY_CLASS = ("present", "graded", "recognized", "certified")


@dataclass(frozen=True)
class Counts:
    """Số liệu của khóa — learners only; observers and trainers are counted nowhere here."""

    nominated: int
    accepted: int
    summoned: int
    confirmed: int
    opened: int
    present: int
    graded: int
    recognized: int
    certified: int
    as_of_at: datetime | None = None

    def by_kind(self) -> dict[str, int]:
        """Theo loại — the nine numbers by their names, in order."""
        return {kind: getattr(self, kind) for kind in COUNT_KINDS}

    def plain(self) -> dict[str, object]:
        """Để đóng băng — plain values for the facts of an issued paper."""
        said = asdict(self)
        said["as_of_at"] = self.as_of_at.isoformat() if self.as_of_at else None
        return said


def course_counts(course: Course, *, as_of_at: datetime) -> Counts:
    """Chín số đếm của khóa đến một thời điểm — ten queries for a course of any size.

    *present*: at least one mark of attendance received by then that no later mark corrected; *graded*: every required
    item settled by then, or, where a program has none, recognized; *recognized*: in a decision recorded by then;
    *certified*: holds a paper of the course, neither revoked nor waiting for its replacement; each holder once.
    """
    first = enrollment.counts(course, as_of_at=as_of_at)
    recognized = _recognized(course.pk, as_of_at)
    return Counts(
        nominated=first.nominated,
        accepted=first.accepted,
        summoned=first.summoned,
        confirmed=first.confirmed,
        opened=first.opened,
        present=_present.number(course.pk, as_of_at),
        graded=len(_graded(course, as_of_at, recognized)),
        recognized=len(recognized),
        certified=certified_in(course, as_of_at),
        as_of_at=as_of_at,
    )


def present_rows(courses: Iterable[int], at: datetime) -> QuerySet[Enrollment]:
    """Lượt học viên — enrollments of learners with a mark of attendance, or a topic learned alone, known by then."""
    corrected = Exists(RollMark.objects.filter(corrects=OuterRef("pk"), received_at__lte=at))
    marks = RollMark.objects.filter(enrollment=OuterRef("pk"), code__in=ATTENDED, received_at__lte=at)
    alone = alone_since(at).filter(enrollment=OuterRef("pk"))
    came = Exists(marks.filter(~corrected)) | Exists(alone)
    return Enrollment.objects.filter(came, course__in=[*courses], counts_as="learner")


def recognized_rows(courses: Iterable[int], at: datetime) -> QuerySet[RecognitionRow]:
    """Dòng công nhận — recognized or by exception, by then, in a decision that still holds."""
    return RecognitionRow.objects.filter(
        training_class__course__in=[*courses],
        outcome__in=HAS_RESULT,
        decided_at__lte=at,
        decision__state__in=enrollment.ISSUED,
        enrollment__counts_as="learner",
    )


def certified_rows(courses: Iterable[int], at: datetime) -> QuerySet[Credential]:
    """Giấy còn giá trị — of every kind that the course gives, by then: some classes have a paper of their own."""
    spent = CredentialEvent.objects.filter(credential=OuterRef("pk"), act__in=("revoked", "replaced"), at__lte=at)
    return Credential.objects.filter(~Exists(spent), spec__course__in=[*courses], issued_at__lte=at)


def certified_in(course: Course, at: datetime) -> int:
    """Số người được cấp giấy — each holder once."""
    return _certified.number(course.pk, at)


@prepared
def _present(course: int, at: datetime) -> QuerySet[Enrollment, Any]:
    return counted(present_rows([course], at))


@prepared
def _certified(course: int, at: datetime) -> QuerySet[Credential, Any]:
    rows = certified_rows([course], at).order_by().values(one=Value(1))
    return rows.annotate(n=Count("row__enrollment", distinct=True)).values_list("n")


def graded_in(course: Course, at: datetime) -> int:
    """Số người có kết quả mọi nội dung — as `course_counts` counts them."""
    return len(_graded(course, at, _recognized(course.pk, at)))


def _recognized(course: int, at: datetime) -> dict[int, int]:
    """Enrollment id → program version of its class."""
    return dict(_recognized_of(course, at))


@prepared
def _recognized_of(course: int, at: datetime) -> QuerySet[RecognitionRow, Any]:
    rows = recognized_rows([course], at).order_by("enrollment_id")
    return rows.values_list("enrollment_id", "training_class__version_id")


@prepared
def _required(course: int) -> QuerySet[CompletionItem, Any]:
    """What the programs of a course require."""
    judged = Q(part__isnull=True) | ~Q(part__judged="not")
    versions = TrainingClass.objects.filter(course=course).order_by().values("version")
    items = CompletionItem.objects.filter(judged, version__in=versions, required=True)
    return items.order_by("id").values_list("version_id", "pk", "one_of")


@prepared
def _settled(course: int, at: datetime) -> QuerySet[Settlement, Any]:
    """What learners have settled by then."""
    learner = "submission__enrollment"
    rows = Settlement.objects.filter(
        **{f"{learner}__course": course, f"{learner}__counts_as": "learner"}, at__lte=at
    ).values_list(f"{learner}_id", f"{learner}__training_class__version_id", "submission__assignment__item_id")
    return rows.order_by().distinct()


def _graded(course: Course, at: datetime, recognized: dict[int, int]) -> set[int]:
    """Enrollment ids with every required item settled; recognized ones where nothing is to be handed in."""
    required: dict[int, list[tuple[int, str]]] = {}
    for version, item, one_of in _required(course.pk):
        required.setdefault(version, []).append((item, one_of))
    settled: dict[tuple[int, int], set[int]] = {}
    for person, version, item in _settled(course.pk, at):
        settled.setdefault((person, version), set()).add(item)
    graded = {
        person for (person, version), done in settled.items() if is_settled(required.get(version, []), frozenset(done))
    }
    return graded | {person for person, version in recognized.items() if version not in required}


@dataclass(frozen=True)
class Beside:
    """Số đã nêu cạnh số tính được — the number as typed, and what it comes to."""

    stated: StatedNumber
    verdict: Verdict

    def plain(self) -> dict[str, object]:
        """Để đóng băng — plain values."""
        return {
            "kind": self.stated.kind,
            "low": self.stated.low,
            "high": self.stated.high,
            "word": self.stated.word,
            "source": self.stated.source_text,
            **asdict(self.verdict),
        }


def stated_beside_derived(course: Course, counts: Counts) -> list[Beside]:
    """So mọi số đã nêu của khóa — with the derived count of its kind at the moment of `counts`.

    A number said of one class is compared with that class; kinds that nothing here counts come back as "unknown".
    """
    stated = list(course.stated.select_related("training_class"))
    asked = {row.kind for row in stated}
    whole = {**counts.by_kind(), **_things(course, asked), **_commended(course, counts, asked)}
    by_class = _of_classes(course, counts) if any(row.training_class_id for row in stated) else {}
    return [
        Beside(
            row,
            judge_stated(
                kind=row.kind,
                low=row.low,
                high=row.high,
                word=row.word,
                derived=by_class.get(row.training_class_id, {}) if row.training_class_id else whole,
            ),
        )
        for row in stated
    ]


def _commended(course: Course, counts: Counts, asked: set[str]) -> dict[str, int]:
    """People commended, where that was stated; nothing while no decision here names anybody: others commend too."""
    assert counts.as_of_at is not None, "counts are compared as of a moment"  # noqa: S101
    found = commended_in(course, counts.as_of_at) if "awarded" in asked else 0
    return {"awarded": found} if found else {}


def _things(course: Course, kinds: set[str]) -> dict[str, int]:
    """Classes, sites, topics and sending units: one query for each that was stated."""
    seated = Enrollment.objects.filter(course=course, counts_as="learner").exclude(state__in=GONE)
    ways: dict[str, Callable[[], int]] = {
        "classes": lambda: course.classes.exclude(state="cancelled").count(),
        "sites": lambda: sum(count or 1 for count in course.sites.values_list("count", flat=True)),
        "topics": lambda: Topic.objects.filter(version__in=course.classes.values("version")).count(),
        "units": lambda: seated.filter(sent_by__isnull=False).values("sent_by").distinct().count(),
    }
    return {kind: count() for kind, count in ways.items() if kind in kinds}


def _of_classes(course: Course, counts: Counts) -> dict[int, dict[str, int]]:
    """Counts of each class, of the kinds that can be told apart by class."""
    assert counts.as_of_at is not None, "counts are compared as of a moment"  # noqa: S101
    at, one = counts.as_of_at, [course.pk]
    recognized = _recognized(course.pk, at)
    people = dict(Enrollment.objects.filter(course=course).values_list("pk", "training_class_id"))
    graded: dict[int, int] = {}
    for person in _graded(course, at, recognized):
        graded[people[person]] = graded.get(people[person], 0) + 1
    per: dict[str, dict[int, int]] = {
        "present": dict(present_rows(one, at).order_by().values_list("training_class").annotate(n=Count("pk"))),
        "graded": graded,
        "recognized": dict(
            recognized_rows(one, at).order_by().values_list("training_class").annotate(n=Count("enrollment"))
        ),
        "certified": dict(
            certified_rows(one, at)
            .order_by()
            .values_list("row__training_class")
            .annotate(n=Count("row__enrollment", distinct=True))
        ),
    }
    # Where no paper here names anybody there is nothing to compare: the paper may be outside.
    told = {"opened": enrollment.opened_by_class(course, at), "awarded": commended_by_class(course, at)}
    return {
        pk: {kind: per[kind].get(pk, 0) for kind in BY_CLASS}
        | {kind: found[pk] for kind, found in told.items() if pk in found}
        for pk in set(people.values())
    }
