"""Kiểm tra số của chương trình và đơn vị — Topics, parts, electives, classes, names and kinds of units."""

from __future__ import annotations

from collections.abc import Iterator

from ..block import Block
from ..findings import Finding
from ..kinds import TopicKind
from ..nodes import Leaf, Mapping, walk
from ..values import Amount, Word
from .common import programs, told_at, topics_under, total

LIMITS = {
    "count": 20_000_000,
    "value": 20_000_000,
    "learners": 1_000_000,
    "seats": 1_000_000,
    "size": 1_000_000,
    "capacity": 1_000_000,
    "expected": 1_000_000,
    "topic_count": 300,
    "discussion_groups": 10_000,
    "at_least": 300,
    "excused": 1_000_000,
    "unexcused": 1_000_000,
    "late": 1_000_000,
    "made_up": 1_000_000,
    "withdrawn": 1_000_000,
    "situations": 100_000,
    "not_recognized": 1_000_000,
    "periods": 20_000,
    "half_days": 5_000,
    "days": 2_000,
    "working_days": 2_000,
    "weeks": 300,
    "months": 72,
    "years": 6,
}
MAX_CLASSES = 500
COUNTED_TOPICS = frozenset({None, TopicKind.LECTURE, TopicKind.REPORT})


def counted_topics(block: Block) -> Amount:
    """Số chuyên đề liệt kê — Lectures, reports and topics of no said kind, as a range when `count` is a range.

    Discussions, field parts and the like are left out: sources do not count them among their topics.
    """
    topics = [topic for topic in topics_under(block) if topic.word("kind") in COUNTED_TOPICS]
    low, high = total([topic.amount("count") or Amount(1) for topic in topics])
    return Amount(int(low), Word.RANGE, int(high))


def check_numbers(course: Block) -> Iterator[Finding]:
    """Kiểm tra các con số — Absurd amounts, reversed ranges, and lists against the counts said of them."""
    yield from _absurd(course)
    for program in programs(course):
        yield from _topics_against_count(program)
        for part in program.each("parts"):
            yield from _topics_against_count(part)
            yield from _electives(part)
        yield from _parts(program)
    yield from _classes(course)
    for units in course.each("units"):
        yield from _names(units)


def _absurd(course: Block) -> Iterator[Finding]:
    for path, node in walk(course.node):
        block = Block(node, path)
        if isinstance(node, Mapping) and not block.has("to") and not block.has("from"):
            continue
        if isinstance(node, Mapping):
            low, high = block.number("from"), block.number("to")
            if low is not None and high is not None and low > high:
                yield told_at(block, "from_over_to", low=str(low), high=str(high))
        elif isinstance(node, Leaf) and isinstance(node.value, int | float):
            keys = [step for step in path if isinstance(step, str)]
            key = keys[-2] if len(keys) > 1 and keys[-1] in (*Word, "from", "to") else keys[-1]
            limit = _limit(key, keys)
            if not isinstance(node.value, bool) and node.value > limit:
                yield told_at(block, "absurd_number", key=key, value=node.written, limit=str(limit))


def _limit(key: str, keys: list[str]) -> int:
    if key == "classes" or (key == "count" and keys[0] == "classes"):
        return MAX_CLASSES
    if key == "count" and "topics" in keys:
        return LIMITS["topic_count"]
    return LIMITS.get(key, 10**12)


def _topics_against_count(block: Block) -> Iterator[Finding]:
    said, listed = block.amount("topic_count"), counted_topics(block)
    if said is None or not topics_under(block):
        return
    low, high = said.bounds()
    if listed.low > high:
        yield told_at(block.at("topic_count"), "more_topics", listed=str(listed.low), said=said.told())
    elif listed.high is not None and listed.high < low:
        yield told_at(block.at("topic_count"), "fewer_topics", listed=str(listed.high), said=said.told())


def _electives(part: Block) -> Iterator[Finding]:
    asked = part.at("choose").number("at_least")
    there = part.at("choose").amount("of") or part.amount("topic_count")
    if there is None and part.each("topics"):
        amounts = [topic.amount("count") or Amount(1) for topic in part.each("topics")]
        there = Amount(0, Word.RANGE, int(total(amounts)[1]))
    if asked is not None and there is not None and asked > there.bounds()[1]:
        most = str(round(there.bounds()[1]))
        yield told_at(part.at("choose").at("at_least"), "too_few_electives", asked=str(asked), there=most)


def _parts(program: Block) -> Iterator[Finding]:
    said = program.amount("topic_count")
    counts = [part.amount("topic_count") for part in program.each("parts")]
    if said is None or not counts or None in counts:
        return
    low, high = total([count for count in counts if count is not None])
    bounds = said.bounds()
    if low > bounds[1] or (high < bounds[0] and not program.each("topics")):
        yield told_at(program.at("topic_count"), "parts_differ", sum=str(round(low)), said=said.told())


def _classes(course: Block) -> Iterator[Finding]:
    classes = course.at("classes")
    said, listed = classes.amount("count"), len(classes.each("list"))
    if said is None or not listed:
        return
    if listed > said.bounds()[1]:
        yield told_at(classes.at("count"), "more_classes", listed=str(listed), said=said.told())
    elif listed < said.bounds()[0]:
        yield told_at(classes.at("count"), "fewer_classes", listed=str(listed), said=said.told())


def _names(units: Block) -> Iterator[Finding]:
    said, names = units.amount("listed") or units.amount("count"), len(units.each("names"))
    if said is not None and names > said.bounds()[1]:
        yield told_at(units.at("names"), "more_names", listed=str(names), said=said.told())
    elif said is not None and 0 < names < said.bounds()[0]:
        yield told_at(units.at("names"), "fewer_names", listed=str(names), said=said.told())
    kinds = units.at("by_kind")
    amounts = [amount for kind in kinds.keys() if (amount := kinds.amount(kind))]  # noqa: SIM118 - keys() is ours
    count = units.amount("count")
    if count is not None and amounts:
        low, high = total(amounts)
        if low > count.bounds()[1] or high < count.bounds()[0]:
            yield told_at(kinds, "kinds_differ", sum=str(round(low)), said=count.told())
