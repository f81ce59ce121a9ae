"""Kiểm tra theo sau — A topic follows one of its own program, never in a circle; evenings are not for lessons."""

from __future__ import annotations

from collections.abc import Iterator

from ..block import Block
from ..findings import Finding
from ..kinds import EVENING_KINDS, TopicKind
from .common import programs, told_at, topics_under

LESSON = TopicKind.LECTURE.value


def check_following(course: Block) -> Iterator[Finding]:
    """Kiểm tra theo sau — What each topic follows, its limit, and its evenings."""
    everywhere = {topic.word("id") for program in programs(course) for topic in topics_under(program)}
    for program in programs(course):
        topics = topics_under(program)
        follows = {topic.word("id"): topic.word("follows") for topic in topics}
        for topic in topics:
            name, before = topic.word("id"), topic.word("follows")
            if before in everywhere and before not in follows:
                yield told_at(topic.at("follows"), "follows_elsewhere", id=before or "")
            elif name is not None and _comes_back(follows, name):
                yield told_at(topic.at("follows"), "follows_circle", id=name)
            if topic.has("within") and not topic.has("follows"):
                yield told_at(topic.at("within"), "within_alone")
            if topic.flag("evening") and (topic.word("kind") or LESSON) not in EVENING_KINDS:
                yield told_at(topic.at("evening"), "no_evening")


def _comes_back(follows: dict[str | None, str | None], name: str) -> bool:
    """Quay lại chính nó — True when what a topic follows leads back to it."""
    here, steps = follows.get(name), 0
    while here is not None and here != name and steps < len(follows):
        here, steps = follows.get(here), steps + 1
    return here == name
