"""Hai người sửa một chương trình — who fixes a version and who changes it wait for each other, in real transactions."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from django.db import connections, transaction

from boiduong.course.curriculum.programs import services as programs
from boiduong.course.curriculum.programs.models import ProgramVersion
from boiduong.course.curriculum.programs.services import VersionFrozen
from boiduong.course.curriculum.topics import services as topics
from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.curriculum.topics.rules import NoTopics
from boiduong.foundation.audit.queries import verify_chain
from boiduong.refusals import Refusal
from world import build_world

pytestmark = pytest.mark.usefixtures("own_database")
Act = Callable[[], object]
PATIENCE_S = 0.5


def written(at: datetime) -> ProgramVersion:
    """A version that is still open, with one part and one topic."""
    world = build_world()
    version = programs.create_program(name="Chương trình mới", issuer=world.school, by=None, at=at)
    topics.add_topic(version, title="Một", by=None, at=at)
    return version


def answer(act: Act) -> str:
    """What came of an act in a thread with its own connection: done, or the name of the refusal."""
    try:
        act()
    except Refusal as refusal:
        return type(refusal).__name__
    finally:
        connections.close_all()
    return "done"


def during(first: Act, second: Act) -> tuple[str, str]:
    """The second act begins when the first has written and is not yet kept; whoever has to wait does."""
    wrote, over = threading.Event(), threading.Event()

    def early() -> None:
        with transaction.atomic():
            first()
            wrote.set()
            over.wait(PATIENCE_S)

    def late() -> None:
        wrote.wait(60)
        try:
            second()
        finally:
            over.set()

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.submit(answer, early), pool.submit(answer, late)
        return one.result(), other.result()


CHANGES: dict[str, Callable[[ProgramVersion, Topic, datetime], object]] = {
    "add_topic": lambda v, t, at: topics.add_topic(v, title="Hai", by=None, at=at),
    "edit_topic": lambda v, t, at: topics.edit_topic(t, title="Khác", by=None, at=at),
    "remove_topic": lambda v, t, at: topics.remove_topic(t, by=None, at=at),
    "reorder_topics": lambda v, t, at: topics.reorder_topics(v, [t.pk], by=None, at=at),
    "tie_topics": lambda v, t, at: topics.tie_topics(v, {}, by=None, at=at),
    "add_part": lambda v, t, at: programs.add_part(v, title="Phần", by=None, at=at),
    "add_item": lambda v, t, at: programs.add_item(v, title="Bài thu hoạch", by=None, at=at),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_nothing_is_changed_in_a_version_that_is_being_fixed(
    change: Callable[[ProgramVersion, Topic, datetime], object], at: datetime
) -> None:
    version = written(at)
    mine = ProgramVersion.objects.select_related("program").get(pk=version.pk)
    topic = Topic.objects.select_related("version__program").get(version=version)
    came = during(lambda: programs.freeze_version(version, by=None, at=at), lambda: change(mine, topic, at))
    assert came == ("done", VersionFrozen.__name__)
    assert [*Topic.objects.filter(version=version).values_list("title", "position")] == [("Một", 1)]
    assert not version.parts.exists() and not version.items.exists()
    assert verify_chain().whole


def test_a_version_is_not_fixed_while_its_only_topic_is_removed(at: datetime) -> None:
    version = written(at)
    topic = Topic.objects.get(version=version)
    came = during(
        lambda: topics.remove_topic(topic, by=None, at=at), lambda: programs.freeze_version(version, by=None, at=at)
    )
    assert came == ("done", NoTopics.__name__)
    assert ProgramVersion.objects.get(pk=version.pk).frozen_at is None


def test_two_topics_added_at_once_stand_one_after_the_other(at: datetime) -> None:
    version = written(at)
    mine = ProgramVersion.objects.select_related("program").get(pk=version.pk)
    came = during(
        lambda: topics.add_topic(version, title="Hai", by=None, at=at),
        lambda: topics.add_topic(mine, title="Ba", by=None, at=at),
    )
    assert came == ("done", "done")
    assert [*Topic.objects.filter(version=version).values_list("title", "position")] == [
        ("Một", 1), ("Hai", 2), ("Ba", 3),
    ]  # fmt: skip


def test_two_topics_do_not_come_to_follow_each_other(at: datetime) -> None:
    """Each of two officers says that one follows the other: the second is refused."""
    version = written(at)
    topics.add_topic(version, title="Hai", by=None, at=at)
    one, two = Topic.objects.filter(version=version).select_related("version__program")
    came = during(
        lambda: topics.set_time(one, follows=two, within=None, evening=False, by=None, at=at),
        lambda: topics.set_time(two, follows=one, within=None, evening=False, by=None, at=at),
    )
    assert came == ("done", "FollowsInCircle")


def test_a_version_fixed_twice_at_once_keeps_its_first_moment(at: datetime) -> None:
    version = written(at)
    mine = ProgramVersion.objects.select_related("program").get(pk=version.pk)
    later = at.replace(year=at.year + 1)
    came = during(
        lambda: programs.freeze_version(version, by=None, at=at),
        lambda: programs.freeze_version(mine, by=None, at=later),
    )
    assert came == ("done", "done")
    assert ProgramVersion.objects.get(pk=version.pk).frozen_at == at
