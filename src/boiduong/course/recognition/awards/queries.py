"""Đọc việc xét — the facts of every learner of a class, what they come to, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from boiduong.course.curriculum.programs.models import CompletionItem
from boiduong.course.delivery.courses.models import Course, CourseDocument, TrainingClass
from boiduong.course.delivery.courses.queries import contribute_fact, fact_of
from boiduong.course.delivery.courses.queries.waiting import managed_by
from boiduong.course.delivery.enrollment import queries as enrollment
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.enrollment.rules import SEATED
from boiduong.course.delivery.sessions import queries as sessions
from boiduong.course.delivery.sessions.rules import Attendance
from boiduong.course.evaluation.assessment import queries as assessment
from boiduong.course.evaluation.assessment.models import Submission
from boiduong.course.evaluation.assessment.queries import ItemResult
from boiduong.course.recognition.awards.models import Commendation, JudgingNote, Meeting, RecognitionRow
from boiduong.course.recognition.awards.rules import Facts, ItemFact, Judgement, judge, policy_from
from boiduong.foundation.documents.models import Document
from boiduong.foundation.organizations.rules import law_on
from boiduong.web.prepared import prepared

HAS_RESULT = ("recognized", "exception")


@dataclass(frozen=True)
class Proposal:
    """Đề nghị xét một học viên — the facts, what they come to, and the authority's note where there is one."""

    enrollment: Enrollment
    facts: Facts
    judgement: Judgement
    note: str = ""  # the authority's exception
    breach: str = ""  # which rule of the class was broken

    @property
    def outcome(self) -> str:
        """Kết luận đề nghị — an authority's note turns a refusal into an exception."""
        if self.judgement.outcome == "not_recognized" and self.note:
            return "exception"
        return self.judgement.outcome


def proposed_outcomes(training_class: TrainingClass) -> list[Proposal]:
    """Bảng đề nghị xét — every live learner in the order of the list; as many queries for one as for a thousand."""
    assert training_class.rule_set is not None, "a class past opening has its rules pinned"  # noqa: S101
    policy = policy_from(training_class.rule_set.body)
    learners = list(enrollment.class_list(training_class).select_related(None).select_related("person"))
    attended = sessions.attendance(training_class)
    results = assessment.results(training_class, [learner.pk for learner in learners])
    items = assessment.items_of(training_class)
    exceptions, breaches = _notes(training_class)
    made = []
    for learner in learners:
        facts = _facts(
            attended.get(learner.pk), results.get(learner.pk, []), items, conduct_broken=learner.pk in breaches
        )
        made.append(
            Proposal(
                learner,
                facts,
                judge(facts, policy),
                note=exceptions.get(learner.pk, ""),
                breach=breaches.get(learner.pk, ""),
            )
        )
    return made


def law_of(training_class: TrainingClass) -> str:
    """Căn cứ xét của lớp — the text that held on its first day, as a msgid; empty where none is known here."""
    return law_on("completion", training_class.starts_on or training_class.course.starts_on or timezone.localdate())


def _notes(training_class: TrainingClass) -> tuple[dict[int, str], dict[int, str]]:
    """Exceptions and breaches in force, by enrollment."""
    exceptions: dict[int, str] = {}
    breaches: dict[int, str] = {}
    for learner, kind, note in _noted(training_class.pk):
        if kind == "exception":
            exceptions[learner] = note
        elif kind == "conduct":
            breaches[learner] = note
        else:
            breaches.pop(learner, None)
    return exceptions, breaches


@prepared
def _noted(training_class: int) -> QuerySet[JudgingNote, Any]:
    rows = JudgingNote.objects.filter(enrollment__training_class=training_class).order_by("id")
    return rows.values_list("enrollment_id", "kind", "note")


def _facts(
    attended: Attendance | None,
    results: Iterable[ItemResult],
    items: Iterable[CompletionItem],
    *,
    conduct_broken: bool,
) -> Facts:
    by_item = {result.item_id: result for result in results}
    facts = tuple(_item_fact(item, by_item.get(item.pk)) for item in items)
    if attended is None:
        return Facts(items=facts, conduct_broken=conduct_broken)
    return Facts(
        planned=attended.planned,
        present=attended.present,
        excused=attended.excused,
        unexcused=attended.unexcused,
        made_up=attended.made_up,
        absent_share=Decimal(str(attended.absent_share)),
        items=facts,
        conduct_broken=conduct_broken,
    )


def _item_fact(item: CompletionItem, result: ItemResult | None) -> ItemFact:
    return ItemFact(
        item_id=item.pk,
        title=item.title,
        scale=item.scale,
        value=result.value if result else None,
        scale_max=item.scale_max,
        pass_share=item.pass_share,
        band=(result.band if result else "") or "",
        passed=result.passed if result else None,
        settled=bool(result and result.settled),
        handed_in=bool(result and result.handed_in),
        required=item.required,
        one_of=item.one_of,
        resit=bool(result and result.attempt > 1),
        part=item.part.title if item.part else "",
        part_judged=item.part.judged if item.part else "together",
    )


def outcomes_of(proposals: Iterable[Proposal]) -> dict[int, str]:
    """Kết luận theo học viên — what `decide` takes."""
    return {proposal.enrollment.pk: proposal.outcome for proposal in proposals}


def recognized_rows(course: Course, training_class: TrainingClass | None = None) -> QuerySet[RecognitionRow]:
    """Người được công nhận — recognized or by exception, in the order of the decisions' lists."""
    found = RecognitionRow.objects.filter(training_class__course=course, outcome__in=HAS_RESULT)
    if training_class is not None:
        found = found.filter(training_class=training_class)
    # A decision holds its whole list as facts: read once a row it would be read as often as the list is long.
    rows = found.select_related("enrollment__person", "training_class", "decision").defer("decision__facts")
    return rows.order_by("decision__issued_on", "decision_id", "position")


def recognized_in(course: OuterRef) -> Coalesce:
    """Số người được công nhận của một khóa — inside another query, so that asking for it costs none of its own."""
    found = RecognitionRow.objects.filter(training_class__course=course, outcome__in=HAS_RESULT).order_by()
    counted = found.values(one=Value(1)).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


@contribute_fact("recognized")
def _recognized() -> Coalesce:
    return recognized_in(OuterRef("pk"))


def recognized_count(course: Course) -> int:
    """Số người được công nhận của khóa — of the query that reads all the rail shows."""
    return int(fact_of(course, "recognized"))


def rows_by_learner(training_class: TrainingClass) -> Mapping[int, RecognitionRow]:
    """Kết quả đã quyết định — the last row of each learner of a class."""
    rows = (
        RecognitionRow.objects.filter(training_class=training_class).select_related("decision").defer("decision__facts")
    )
    return {row.enrollment_id: row for row in rows.order_by("id")}


def decided_outcomes(training_class: TrainingClass) -> dict[int, str]:
    """Kết luận đã quyết định — by enrollment id, the last one of each learner."""
    return dict(_decided(training_class.pk))


@prepared
def _decided(training_class: int) -> QuerySet[RecognitionRow, Any]:
    rows = RecognitionRow.objects.filter(training_class=training_class).order_by("id")
    return rows.values_list("enrollment_id", "outcome")


def last_meeting(training_class: TrainingClass) -> Meeting | None:
    """Cuộc họp xét gần nhất."""
    found = Meeting.objects.filter(training_class=training_class).select_related("minutes").defer("minutes__facts")
    return found.order_by("-id").first()


def numbered_decisions(training_class: TrainingClass) -> QuerySet[Document]:
    """Quyết định công nhận đã có số dùng được cho lớp — newest first.

    Written here for another class it names other learners; one from outside may speak of several classes.
    """
    filed = CourseDocument.objects.filter(course=training_class.course_id, role="recognition_decision")
    own = Q(training_class=training_class) | Q(training_class__isnull=True) | Q(document__outside=True)
    found = Document.objects.filter(pk__in=filed.filter(own).values("document_id"), state__in=("numbered", "filed"))
    return found.defer("facts").order_by("-issued_on", "-id")


class Papers(NamedTuple):
    """Văn bản của bước xét — numbers of the minutes, the decisions and the commendations; "" waits for its number."""

    met: bool
    minutes: str | None
    decisions: list[str]
    commendations: list[str]


def papers_of(training_class: TrainingClass) -> Papers:
    """Văn bản xét của một lớp — drafts and numbered ones, oldest first; two queries."""
    held = training_class.pk
    met = _minutes(held)
    numbers: dict[str, list[str]] = {"recognition_decision": [], "commendation_decision": []}
    for _, role, number in _decisions(training_class.course_id, held):
        numbers[role].append(number)
    return Papers(
        met=bool(met),
        minutes=met[0][0] if met else None,
        decisions=numbers["recognition_decision"],
        commendations=numbers["commendation_decision"],
    )


@prepared
def _minutes(training_class: int) -> QuerySet[Meeting, Any]:
    return Meeting.objects.filter(training_class=training_class).order_by("-id").values_list("minutes__number_text")


@prepared
def _decisions(course: int, training_class: int) -> QuerySet[CourseDocument, Any]:
    """Id, role and number of each decision; a recognition may be filed for the whole course."""
    filed = CourseDocument.objects.filter(
        Q(training_class=training_class, role="commendation_decision")
        | Q(Q(training_class=training_class) | Q(training_class__isnull=True), role="recognition_decision"),
        course=course,
    )
    return filed.order_by("document", "role").values_list("document", "role", "document__number_text").distinct()


def commended_in(training_class: TrainingClass) -> dict[int, Document]:
    """Ai đã được khen — by enrollment id, the decision; a discarded or voided one commends nobody."""
    rows = Commendation.objects.filter(enrollment__training_class=training_class)
    rows = rows.exclude(document__state__in=("discarded", "void")).select_related("document").defer("document__facts")
    return {row.enrollment_id: row.document for row in rows}


CLASSES_NAMED = 5


@prepared
def without_result(person: int) -> QuerySet[Enrollment, Any]:
    """Lớp có người chưa có kết quả — of the classes that a person manages: id, slug, label, title, learners.

    Lessons have ended, and something that the program requires is not settled for them; of items of which one is
    enough, none is.
    """
    learner = OuterRef(OuterRef("pk"))
    either = Q(assignment__item__one_of=OuterRef("one_of")) & ~Q(assignment__item__one_of="")
    settled = Submission.objects.filter(
        Q(assignment__item=OuterRef("pk")) | either, enrollment=learner, state="settled"
    ).order_by()
    asked = CompletionItem.objects.filter(version=OuterRef("training_class__version"), required=True).order_by()
    open_items = asked.exclude(part__judged="not").filter(~Exists(settled))
    found = Enrollment.objects.filter(
        Exists(open_items),
        training_class__in=managed_by(person),
        training_class__state="assessing",
        state__in=sorted(SEATED),
    )
    shown = ("training_class", "course__slug", "training_class__label", "course__title")
    grouped: QuerySet[Enrollment, Any] = found.order_by().values(*shown).annotate(n=Count("pk"))
    return grouped.order_by("training_class").values_list(*shown, "n")[:CLASSES_NAMED]
