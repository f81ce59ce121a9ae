"""Nghe chương trình — a version is fixed only with topics, and a new version takes its topics along."""

from __future__ import annotations

from django.db.models import Count
from django.dispatch import receiver

from boiduong.course.curriculum.programs.events import version_derived, version_freezing
from boiduong.course.curriculum.programs.models import CompletionItem, ProgramPart, ProgramVersion
from boiduong.course.curriculum.topics.models import Topic, TopicLecturer
from boiduong.course.curriculum.topics.rules import check_offer


@receiver(version_freezing)
def check_before_freezing(version: ProgramVersion, **_: object) -> None:
    """Trước khi chốt — raises NoTopics, ElectivesFewerThanAsked."""
    parts = version.parts.annotate(offered=Count("topics"))
    check_offer(
        topics=version.topics.count(),
        parts={part.title: (part.choose_at_least, part.offered) for part in parts},
    )


@receiver(version_derived)
def copy_topics(
    source: ProgramVersion,
    version: ProgramVersion,
    keep: list[int] | None,
    parts: dict[int, ProgramPart],
    items: dict[int, CompletionItem],
    **_: object,
) -> None:
    """Mang chuyên đề sang phiên bản mới — with lineage and lecturers, in the old order."""
    olds = [t for t in source.topics.order_by("position") if keep is None or t.pk in keep]
    news = [
        Topic(
            version=version, position=n, title=old.title, kind=old.kind, periods=old.periods, joint=old.joint,
            part=parts[old.part_id] if old.part_id else None, item=items[old.item_id] if old.item_id else None,
            required=old.required, lineage_id=old.lineage_id or old.pk, where_text=old.where_text,
            supervisor_text=old.supervisor_text, safety_text=old.safety_text, assumed=old.assumed,
            evening=old.evening,
        )
        for n, old in enumerate(olds, start=1)
    ]  # fmt: skip
    Topic.objects.bulk_create(news)
    new_of = {old.pk: new for old, new in zip(olds, news, strict=True)}
    for old, new in zip(olds, news, strict=True):  # what follows a topic that was left out follows nothing
        if old.follows_id in new_of:
            new.follows, new.within = new_of[old.follows_id], old.within
    Topic.objects.bulk_update([new for new in news if new.follows_id], ["follows", "within"])
    taught = TopicLecturer.objects.filter(topic__in=new_of)
    TopicLecturer.objects.bulk_create(
        TopicLecturer(topic=new_of[row.topic_id], lecturer_id=row.lecturer_id, rank=row.rank) for row in taught
    )
