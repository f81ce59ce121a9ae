"""Việc của chuyên đề — adding, editing and ordering topics, and who can teach them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import F, Max
from django.utils import timezone

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.curriculum.programs.models import CompletionItem, ProgramPart, ProgramVersion
from boiduong.course.curriculum.programs.permissions import can_write
from boiduong.course.curriculum.programs.services import hold_open, hold_version, one_line, require_open
from boiduong.course.curriculum.topics.models import Topic, TopicLecturer
from boiduong.course.curriculum.topics.papers import program_paper
from boiduong.course.curriculum.topics.rules import (
    BadTopic,
    FollowsElsewhere,
    FollowsInCircle,
    check_time,
    check_topic,
    goes_in_circle,
)
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.documents import services as documents
from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.papers import paper_frame
from boiduong.refusals import Refusal, gettext_noop

FIELDS = (
    "title", "kind", "periods", "part", "joint", "required", "item", "where_text", "supervisor_text", "safety_text",
    "assumed", "follows", "within", "evening",
)  # fmt: skip
# Positions are unique, so rows step aside before they take their new places.
ASIDE = 100_000


class WrongOrder(Refusal):
    """Thứ tự không khớp."""

    text = gettext_noop("The new order does not name every topic of the program once.")


class TopicCarriedOn(Refusal):
    """Chuyên đề đã sang phiên bản khác."""

    text = gettext_noop("“%(title)s” was carried on into another version, so it stays here.")


class NoIssuer(Refusal):
    """Chương trình chưa có nơi ban hành."""

    text = gettext_noop("The program has no issuing body, so its paper has no head. Name the body first.")


def _build(version: ProgramVersion, position: int, facts: Mapping[str, object]) -> Topic:
    topic = Topic(version=version, position=position)
    for name in FIELDS:
        if name in facts:
            setattr(topic, name, facts[name])
    return _checked(topic)


def _checked(topic: Topic) -> Topic:
    topic.title = one_line(topic.title)
    check_topic(title=topic.title, kind=topic.kind, periods=topic.periods)
    for row in (topic.part, topic.item):
        if isinstance(row, ProgramPart | CompletionItem) and row.version_id != topic.version_id:
            raise BadTopic(title=topic.title, value=row.title)
    _check_time(topic)
    return topic


def _check_time(topic: Topic) -> None:
    """What it follows is of the same version and does not come after it."""
    check_time(
        title=topic.title, kind=topic.kind, evening=topic.evening, follows=topic.follows_id, within=topic.within,
        number=topic.pk,
    )  # fmt: skip
    followed = topic.follows
    if followed is None:
        return
    if followed.version_id != topic.version_id:
        raise FollowsElsewhere(title=topic.title)
    if topic.pk is not None:
        known = dict(Topic.objects.filter(version_id=topic.version_id).values_list("pk", "follows"))
        if goes_in_circle({**known, topic.pk: followed.pk}, topic.pk):
            raise FollowsInCircle(title=topic.title, other=followed.title)


def add_topics(
    version: ProgramVersion, listed: Sequence[Mapping[str, object]], *, by: User | None, at: datetime
) -> list[Topic]:
    """Thêm nhiều chuyên đề — a list of facts (`title`, `kind`, `periods`, `part`, … and `lecturers`) in one act.

    Raises NotAllowed, VersionFrozen, TopicNotSaid, BadTopic.
    """
    require_open(version, by=by)
    with acting(by, "topics.add_topics", at=at) as act:
        hold_open(version)
        top = Topic.objects.filter(version=version).aggregate(top=Max("position"))["top"] or 0
        made = [_build(version, n, facts) for n, facts in enumerate(listed, start=top + 1)]
        Topic.objects.bulk_create(made)
        rows = [
            TopicLecturer(topic=topic, lecturer=lecturer, rank=rank)
            for topic, facts in zip(made, listed, strict=True)
            for rank, lecturer in enumerate(_lecturers(facts.get("lecturers")), start=1)
        ]
        TopicLecturer.objects.bulk_create(rows)
        act.record_many(Topic, [t.pk for t in made], after={"version": version.pk})
    return made


def _lecturers(listed: object) -> list[Lecturer]:
    """Each lecturer once, in order."""
    found = listed if isinstance(listed, list | tuple) else ()
    return list(dict.fromkeys(one for one in found if isinstance(one, Lecturer)))


def add_topic(version: ProgramVersion, *, title: str, by: User | None, at: datetime, **facts: object) -> Topic:
    """Thêm một chuyên đề — after the last one; `lecturers` in order of preference."""
    return add_topics(version, [{"title": title, **facts}], by=by, at=at)[0]


def tie_topics(
    version: ProgramVersion, ties: Mapping[int, tuple[int, int | None]], *, by: User | None, at: datetime
) -> None:
    """Nối các chuyên đề — which topic follows which, and within how many half-days, by id, in one act.

    Raises NotAllowed, VersionFrozen, FollowsItself, FollowsInCircle, FollowsElsewhere, BadWithin.
    """
    require_open(version, by=by)
    with acting(by, "topics.tie_topics", at=at) as act:
        hold_open(version)
        topics = {t.pk: t for t in Topic.objects.filter(version=version)}
        if not {*ties, *(followed for followed, _ in ties.values())} <= topics.keys():
            stray = next((topics[pk].title for pk in ties if pk in topics), "")
            raise FollowsElsewhere(title=stray)
        after = {pk: ties[pk][0] if pk in ties else t.follows_id for pk, t in topics.items()}
        for pk, (followed, within) in ties.items():
            topic = topics[pk]
            topic.follows, topic.within = topics[followed], within
            check_time(
                title=topic.title, kind=topic.kind, evening=topic.evening, follows=followed, within=within, number=pk
            )
            if goes_in_circle(after, pk):
                raise FollowsInCircle(title=topic.title, other=topics[followed].title)
        Topic.objects.bulk_update([topics[pk] for pk in ties], ["follows", "within"])
        act.record_many(Topic, [*ties], after={"version": version.pk})


def edit_topic(topic: Topic, *, by: User | None, at: datetime, **facts: object) -> Topic:
    """Sửa chuyên đề — while the version is open; raises NotAllowed, VersionFrozen, TopicNotSaid, BadTopic.

    Raises NoEvening, FollowsItself, FollowsInCircle, FollowsElsewhere, WithinWithoutFollows, BadWithin too.
    """
    require_open(topic.version, by=by)
    for name in FIELDS:
        if name in facts:
            setattr(topic, name, facts[name])
    with acting(by, "topics.edit_topic", at=at) as act:
        hold_open(topic.version)
        # Not its position: somebody may have put the topics in another order since it was read.
        _checked(topic).save(update_fields=["title", *(name for name in FIELDS if name in facts and name != "title")])
        act.record(topic, after={"changed": ", ".join(sorted(facts))})
    return topic


def set_time(
    topic: Topic, *, follows: Topic | None, within: int | None, evening: bool, by: User | None, at: datetime
) -> Topic:
    """Đặt lúc học — what it follows, how soon, and whether in the evening; as who teaches it, also of a fixed version.

    Raises NotAllowed, NoEvening, FollowsItself, FollowsInCircle, FollowsElsewhere, WithinWithoutFollows, BadWithin.
    """
    require(can_write(by, topic.version.program))
    topic.follows, topic.within, topic.evening = follows, within, evening
    with acting(by, "topics.set_time", at=at) as act:
        hold_version(topic.version)
        _check_time(topic)
        topic.save(update_fields=["follows", "within", "evening"])
        act.record(topic, after={"follows": topic.follows_id, "within": within, "evening": evening})
    return topic


def remove_topic(topic: Topic, *, by: User | None, at: datetime) -> None:
    """Bỏ chuyên đề — the others close up, what follows it follows nothing. Raises NotAllowed, VersionFrozen,
    TopicCarriedOn.
    """
    require_open(topic.version, by=by)
    with acting(by, "topics.remove_topic", at=at) as act:
        hold_open(topic.version)
        if topic.descendants.exists():
            raise TopicCarriedOn(title=topic.title)
        act.record(topic, before={"version": topic.version_id})
        version = topic.version
        topic.followers.update(follows=None, within=None)
        topic.delete()
        _number(version, list(Topic.objects.filter(version=version).order_by("position")))


def _number(version: ProgramVersion, topics: list[Topic]) -> None:
    """Positions from 1 in the order given."""
    Topic.objects.filter(version=version).update(position=F("position") + ASIDE)
    for position, topic in enumerate(topics, start=1):
        topic.position = position
    Topic.objects.bulk_update(topics, ["position"])


def reorder_topics(version: ProgramVersion, ids: Sequence[int], *, by: User | None, at: datetime) -> None:
    """Xếp lại chuyên đề — ids in their new order; raises NotAllowed, VersionFrozen, WrongOrder."""
    require_open(version, by=by)
    with acting(by, "topics.reorder_topics", at=at) as act:
        hold_open(version)
        topics = {t.pk: t for t in Topic.objects.filter(version=version)}
        if len(ids) != len(topics) or set(ids) != set(topics):
            raise WrongOrder
        _number(version, [topics[pk] for pk in ids])
        act.record_many(Topic, ids, after={"version": version.pk})


def move_topic(topic: Topic, step: int, *, by: User | None, at: datetime) -> None:
    """Đưa lên, đưa xuống — by one place (-1 or 1); at the end of the list it stays."""
    ids = list(Topic.objects.filter(version_id=topic.version_id).order_by("position").values_list("pk", flat=True))
    here = ids.index(topic.pk)
    there = min(max(here + step, 0), len(ids) - 1)
    ids.insert(there, ids.pop(here))
    reorder_topics(topic.version, ids, by=by, at=at)


def set_lecturers(topic: Topic, lecturers: Sequence[Lecturer], *, by: User | None, at: datetime) -> None:
    """Giao người dạy — in order of preference; who teaches may change after the version is fixed."""
    require(can_write(by, topic.version.program))
    with acting(by, "topics.set_lecturers", at=at) as act:
        TopicLecturer.objects.filter(topic=topic).delete()
        chosen = list(dict.fromkeys(lecturers))
        TopicLecturer.objects.bulk_create(
            TopicLecturer(topic=topic, lecturer=one, rank=rank) for rank, one in enumerate(chosen, start=1)
        )
        act.record_many(TopicLecturer, [one.pk for one in chosen], after={"topic": topic.pk})


def draft_program(version: ProgramVersion, *, by: User | None, at: datetime, synthetic: bool = False) -> Document:
    """Soạn Chương trình bồi dưỡng — the paper, sent to be numbered; one not yet numbered is replaced.

    Raises NotAllowed, NoIssuer.
    """
    require(can_write(by, version.program))
    issuer = version.program.issuer
    if issuer is None:
        raise NoIssuer
    on = timezone.localdate(at)
    frame = paper_frame(issuer, kind="program", on=on)
    with acting(by, "topics.draft_program", at=at) as act:
        hold_version(version)
        old = version.approved_by
        if old is not None and old.state in ("draft", "locked"):
            documents.discard(old, by=by, at=at)
        document = documents.draft(
            kind="program", issuer=issuer, code=frame["code"], subject=version.program.name,
            papers=[program_paper(version, on=on, synthetic=synthetic)], layout=frame["layout"],
            place_text=frame["place"], synthetic=synthetic, by=by, at=at,
        )  # fmt: skip
        documents.lock(document, by=by, at=at)
        version.approved_by = document
        version.save(update_fields=["approved_by"])
        act.record(version, after={"document": document.pk})
    return document
