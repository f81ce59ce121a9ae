"""Tự học — topics that learners finish alone, recorded from the platform's list or by the office; nobody is present."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.permissions import can_run_class
from boiduong.course.delivery.courses.rules import TRAINING_CLASS
from boiduong.course.delivery.courses.services import change_class
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.enrollment.services import attend_many
from boiduong.course.delivery.sessions.models import TopicDone
from boiduong.course.delivery.sessions.queries import ON_ROLL
from boiduong.course.delivery.sessions.services.rolling import TAUGHT, NotOnThisRoll
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.refusals import ReasonNeeded, Refusal, gettext_noop

SOURCES = {"platform": gettext_noop("list of the platform"), "office": gettext_noop("the office")}


class NotSelfPaced(Refusal):
    """Lớp có buổi học thì điểm danh từng buổi."""

    text = gettext_noop("%(label)s is taught in sessions: keep the roll of each session.")


class TopicNotHere(Refusal):
    """Chuyên đề không có trong chương trình của lớp."""

    text = gettext_noop("This topic is not on the program of %(label)s.")


class NobodyTicked(Refusal):
    """Chưa chọn ai."""

    text = gettext_noop("Nobody was chosen. Tick the people first.")


class AlreadyTakenBack(Refusal):
    """Đã rút lại."""

    text = gettext_noop("This record is taken back already.")


def record_topics_done(
    training_class: TrainingClass,
    done: Iterable[tuple[int, int]],
    *,
    by: User | None,
    at: datetime,
    source: str = "office",
    evidence: str = "",
) -> int:
    """Ghi nhận hoàn thành tự học — pairs (enrollment id, topic id); what is recorded already is left as it is.

    The first record of a class begins its lessons, and whoever has one is attending. Returns how many were written.
    Raises NotAllowed, NotSelfPaced, Forbidden, NotOnThisRoll, TopicNotHere.
    """
    require(can_run_class(by, training_class))
    if training_class.mode != "self_paced":
        raise NotSelfPaced(label=training_class.label)
    wanted = set(done)
    with acting(by, "sessions.record_topics_done", at=at) as act:
        locked = TrainingClass.objects.select_for_update().get(pk=training_class.pk)
        _check(locked, wanted)
        if locked.state not in TAUGHT:
            TRAINING_CLASS.after(locked.state, "begin")
            change_class(training_class, "begin", by=None, at=at)
        people = {enrollment for enrollment, _ in wanted}
        known = TopicDone.objects.filter(enrollment__training_class=locked, voids=None, voided_by=None)
        new = sorted(wanted - set(known.values_list("enrollment_id", "topic_id")))
        author = by.pk if by else None
        TopicDone.objects.bulk_create(
            [
                TopicDone(
                    enrollment_id=enrollment, topic_id=topic, source=source, evidence=evidence[:300], received_at=at,
                    by_id=author,
                )
                for enrollment, topic in new
            ]
        )  # fmt: skip
        _attend(people, at=at)
        if new:
            act.record_many(Enrollment, sorted({n for n, _ in new}), after={"topics": len(new), "source": source})
    return len(new)


def _check(training_class: TrainingClass, wanted: set[tuple[int, int]]) -> None:
    people = {enrollment for enrollment, _ in wanted}
    here = Enrollment.objects.filter(training_class=training_class, state__in=ON_ROLL).values_list("pk", flat=True)
    if strangers := people - set(here):
        raise NotOnThisRoll(count=len(strangers))
    topics = Topic.objects.filter(version=training_class.version_id).values_list("pk", flat=True)
    if {topic for _, topic in wanted} - set(topics):
        raise TopicNotHere(label=training_class.label)


def _attend(people: set[int], *, at: datetime) -> None:
    """First topic done: the enrollment is attending; the records of the office may come from a list of thousands."""
    new = Enrollment.objects.filter(pk__in=people, state__in=["listed", "summoned", "confirmed"])
    come: Sequence[Enrollment] = [*new.select_related("training_class__course__institution")]
    if come:
        attend_many(come, by=None, at=at)


def take_back_topic_done(row: TopicDone, *, reason: str, by: User | None, at: datetime) -> TopicDone:
    """Rút ghi nhận sai — a row that voids it, with the reason. Raises NotAllowed, ReasonNeeded, AlreadyTakenBack."""
    require(can_run_class(by, row.enrollment.training_class))
    if not reason.strip():
        raise ReasonNeeded
    with acting(by, "sessions.take_back_topic_done", at=at) as act:
        TrainingClass.objects.select_for_update().get(pk=row.enrollment.training_class_id)
        if row.voids_id is not None or TopicDone.objects.filter(voids=row).exists():
            raise AlreadyTakenBack
        made = TopicDone.objects.create(
            enrollment=row.enrollment, topic=row.topic, source="office", evidence=reason.strip()[:300], received_at=at,
            by_id=by.pk if by else None, voids=row,
        )  # fmt: skip
        act.record(made, before={"topic": row.topic_id}, after={"voids": row.pk}, reason=reason)
    return made
