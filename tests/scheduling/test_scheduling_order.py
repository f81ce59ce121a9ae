"""The rules of what follows what, and of evenings: clashes, packing, blocks, groups and a first placement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from boiduong.course.delivery.scheduling.queries.bridge.grouping import Group, groups_of, tied
from boiduong.course.delivery.scheduling.rules import (
    EVENING,
    Block,
    Cell,
    ClassFacts,
    Cohort,
    Done,
    Piece,
    Placed,
    Stands,
    Stock,
    TopicFacts,
    TopicWish,
    World,
    find_violations,
    leveled,
    propose,
    standing_blocks,
    wanted_blocks,
)

FRIDAY = date(2025, 8, 22)
HOURS = {"morning": 7, "afternoon": 13, "evening": 18}
HALVES = ("morning", "afternoon")
DAYS = [FRIDAY + timedelta(n) for n in (0, 3, 4)]
CELLS = tuple((day, half) for day in DAYS for half in HALVES)
EVENINGS = tuple((day, EVENING) for day in DAYS)


def stands(topic: int, days: int, half: str, *, number: int = 1, periods: int = 4) -> Placed:
    """A session so many days after the Friday."""
    day = FRIDAY + timedelta(days)
    begin = datetime.combine(day, time(HOURS[half]), tzinfo=UTC)
    label, key = f"CĐ {topic}", f"{topic}.{days}.{half}.{number}"
    return Placed(
        key, day, half, 1, periods, begin, begin + timedelta(hours=3), label, frozenset({number}), topic=topic
    )


def world(**facts: object) -> World:
    """Topic 2 comes after topic 1; two classes from the Friday to the Tuesday after."""
    topics = {1: TopicFacts("CĐ 1"), 2: TopicFacts("CĐ 2", follows=1, **facts), 3: TopicFacts("CĐ 3", evening=True)}
    classes = {n: ClassFacts(f"Lớp {n}", 30, FRIDAY, DAYS[-1]) for n in (1, 2)}
    return World(classes, topics=topics, cells=dict.fromkeys(classes, CELLS))


def broken(found: World, *entries: Placed) -> list[str]:
    return [v.rule for v in find_violations(entries, found) if v.rule not in ("weekend", "other_program")]


@pytest.mark.parametrize(
    ("later", "facts", "rules"),
    [
        pytest.param((0, "afternoon"), {}, [], id="after"),
        pytest.param((-1, "afternoon"), {}, ["follows_early", "outside_dates"], id="before"),
        pytest.param((0, "afternoon"), {"within": 1}, [], id="at-once"),
        pytest.param((3, "morning"), {"within": 2}, [], id="the-weekend-is-no-half-day"),
        pytest.param((3, "afternoon"), {"within": 2}, ["follows_late"], id="too-late"),
        pytest.param((1, "morning"), {"within": 2}, [], id="a-Saturday-on-which-it-stands-counts"),
        pytest.param((3, "afternoon"), {"within": 3, "in_days": True}, [], id="days-in-time"),
        pytest.param((4, "morning"), {"within": 3, "in_days": True}, ["report_late"], id="days-too-late"),
        pytest.param((-1, "morning"), {"in_days": True}, ["outside_dates", "report_early"], id="a-report-before"),
    ],
)
def test_a_topic_stands_after_the_one_it_follows(
    later: tuple[int, str], facts: dict[str, object], rules: list[str]
) -> None:
    assert sorted(broken(world(**facts), stands(1, 0, "morning"), stands(2, *later))) == rules


def test_the_last_half_day_of_the_earlier_topic_counts_and_classes_stand_apart() -> None:
    split = [stands(1, 0, "morning"), stands(1, 3, "afternoon"), stands(2, 3, "morning")]
    assert broken(world(), *split) == ["follows_early"]
    assert broken(world(), stands(1, 3, "morning", number=2), stands(2, 0, "morning")) == []
    found = find_violations([stands(1, 3, "morning"), stands(2, 0, "morning")], world())
    (early,) = [v for v in found if v.rule == "follows_early"]
    assert early.sentence() == "Lớp 1: CĐ 2 on 22/8, in the morning comes before the end of CĐ 1."
    assert early.keys == ("2.0.morning.1", "1.3.morning.1")
    assert [v.level for v in leveled([early], {"H5": "warn"})] == ["warn"] and leveled([early], {"H5": "ignore"}) == []


@pytest.mark.parametrize(
    ("cells", "late"),
    [
        pytest.param(CELLS, False, id="evenings-are-not-counted"),
        pytest.param((*CELLS, *EVENINGS), True, id="evenings-are-counted"),
        pytest.param([*CELLS[:2], *CELLS[3:]], False, id="a-closed-half-day-is-not-counted"),
        pytest.param([*CELLS, (FRIDAY + timedelta(1), "morning")], True, id="a-Saturday-of-the-class"),
        pytest.param((), False, id="of-a-class-without-days-only-the-later-half-day-counts"),
    ],
)
def test_half_days_are_counted_as_the_class_meets(cells: Sequence[Cell], late: bool) -> None:
    base = world(within=2)
    here = World(base.classes, topics=base.topics, cells={1: cells})
    assert ("follows_late" in broken(here, stands(1, 0, "morning"), stands(2, 3, "morning"))) is late


def ceremony(activity: str, days: int, half: str, *, number: int = 1) -> Placed:
    """An opening or a closing so many days after the Friday."""
    return replace(stands(0, days, half, number=number), topic=None, activity=activity, key=f"{activity}.{number}")


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ((ceremony("opening", 0, "morning"), stands(1, 0, "afternoon"), ceremony("closing", 4, "afternoon")), []),
        ((ceremony("opening", 0, "afternoon"), stands(1, 0, "morning")), ["before_opening"]),
        ((ceremony("closing", 3, "morning"), stands(1, 0, "morning"), stands(2, 3, "afternoon")), ["after_closing"]),
        ((ceremony("closing", 3, "morning", number=2), stands(1, 3, "afternoon")), []),
        ((ceremony("closing", 0, "morning"), ceremony("opening", 3, "morning")), ["before_opening"]),
        ((ceremony("meeting", 0, "morning"), ceremony("opening", 3, "morning")), []),
    ],
    ids=["between", "before", "after", "another-class", "closed-before-opened", "a-meeting-may"],
)
def test_topics_stand_between_the_ceremonies(entries: tuple[Placed, ...], expected: list[str]) -> None:
    assert broken(world(), *entries) == expected
    found = [v for v in find_violations(entries, world()) if v.rule in expected]
    assert [v.level for v in leveled(found, {"H4": "warn"})] == ["warn"] * len(expected)


def test_a_lesson_in_the_evening_is_worth_a_look_unless_the_class_learns_beside_its_work() -> None:
    lesson, talk = stands(1, 0, "evening"), stands(3, 3, "evening")
    assert broken(world(), lesson, talk) == ["evening"]
    found = world()
    beside = {n: ClassFacts(f"Lớp {n}", part_time=True) for n in found.classes}
    assert broken(World(beside, topics=found.topics), lesson) == []


def cohort(*topics: TopicWish, cells: tuple[Cell, ...] = CELLS, classes: int = 1) -> Cohort:
    numbers = tuple(range(1, classes + 1))
    return Cohort(numbers, (30,) * classes, (None,) * classes, cells, topics, evenings=EVENINGS)


def test_evenings_take_what_the_days_have_no_room_for() -> None:
    wishes = (TopicWish(1, 4), TopicWish(2, 3, follows=1, evening=True), TopicWish(3, 4), TopicWish(4, 4))
    found = wanted_blocks(cohort(*wishes, cells=CELLS[:3]), Done())
    assert [b.topic for b in found] == [1, 2, 3, 4]
    assert all(len(b.pieces) == 1 for b in found)
    with_talk_done = Done({(1, 2): 3}, {1: 0}, {1: 1})
    assert [b.topic for b in wanted_blocks(cohort(*wishes, cells=CELLS[:3]), with_talk_done)] == [1, 3, 4]


def test_what_follows_shares_its_half_day_only_where_nothing_else_fits() -> None:
    wishes = (TopicWish(1, 2), TopicWish(2, 2), TopicWish(3, 2, follows=1))
    apart = wanted_blocks(cohort(*wishes, cells=CELLS[:2]), Done())
    assert [[p.topic for p in b.pieces] for b in apart] == [[1, 2], [3]]
    tight = wanted_blocks(cohort(*wishes, TopicWish(4, 2), cells=CELLS[:2]), Done())
    assert [[p.topic for p in b.pieces] for b in tight] == [[1, 2], [3, 4]]


def test_a_first_placement_puts_discussions_in_the_evening_of_their_topic() -> None:
    wishes = [
        TopicWish(1, 4),
        TopicWish(2, 3, follows=1, evening=True, lecturers=(7,)),
        TopicWish(3, 4),
        TopicWish(4, evening=True, joint=True),
    ]
    found = propose([cohort(*wishes, classes=2)], Stock(seats={1: 100, 2: 100, 3: 100}))
    placed = {(p.topic, p.classes): (p.day, p.half) for p in found}
    for number in (1, 2):
        assert placed[2, (number,)][1] == EVENING and placed[2, (number,)][0] >= placed[1, (number,)][0]
    assert placed[2, (1,)] != placed[2, (2,)], "one lecturer cannot be in both"
    assert placed[4, (1, 2)][1] == EVENING
    none_left = propose([cohort(TopicWish(2, 8, evening=True), cells=CELLS[:1])], Stock())
    assert len({(p.day, p.half) for p in none_left if p.half == EVENING}) == 2


def test_an_evening_with_none_free_after_its_topic_is_not_placed() -> None:
    late = Cohort((1,), (30,), (None,), CELLS[2:4], (TopicWish(1, 4), TopicWish(2, 3, follows=1, evening=True)),
                  evenings=EVENINGS[:1])  # fmt: skip
    assert [p.topic for p in propose([late], Stock())] == [None, 1]


@pytest.mark.parametrize(("topic", "fixed"), [(2, False), (1, True)])
def test_only_what_may_be_held_in_the_evening_moves_out_of_one(topic: int, fixed: bool) -> None:
    entry = Stands(1, (FRIDAY, EVENING), 1, 3, (1,), topic)
    days = frozenset(HALVES)
    (block,) = standing_blocks(
        [entry], persons={}, halves=days | {EVENING}, movable=days, evening=frozenset({2})
    )  # fmt: skip
    assert block.fixed is fixed


def blocks(topic: int, count: int, *classes: int, order: int = 0) -> list[Block]:
    return [Block(classes, (Piece(4, topic=topic),), order=order) for _ in range(count)]


def test_classes_whose_earlier_topic_differs_have_the_later_one_apart() -> None:
    rows = [*blocks(1, 1, 1), *blocks(1, 2, 2), *blocks(2, 1, 1, order=1), *blocks(2, 1, 2, order=1)]
    found = groups_of(rows, outside=frozenset(), follows={2: 1})
    assert [(g.first.topic, [*g.rows], g.follows) for g in found] == [
        (1, [(1,)], ()),
        (1, [(2,)], ()),
        (2, [(1,)], (0,)),
        (2, [(2,)], (1,)),
    ]
    alike = [*blocks(1, 1, 1), *blocks(1, 1, 2), *blocks(2, 1, 1, order=1), *blocks(2, 1, 2, order=1)]
    assert [(len(g.rows), g.follows) for g in groups_of(alike, outside=frozenset(), follows={2: 1})] == [
        (2, ()),
        (2, (0,)),
    ]


def test_the_limit_counts_from_the_last_of_many_half_days() -> None:
    rows = [*blocks(1, 12, 1), *blocks(2, 1, 1, order=1)]
    found = groups_of(rows, outside=frozenset(), follows={2: 1})
    assert [(g.first.topic, g.length, g.after, g.follows) for g in found] == [
        (1, 10, -1, ()),
        (1, 2, 0, ()),
        (2, 1, -1, (1, 0)),
    ]


def test_half_days_of_several_topics_never_wait_for_one_another() -> None:
    def mixed(a: int, b: int) -> Group:
        return Group({(1,): (Block((1,), (Piece(2, topic=a), Piece(2, 3, topic=b))),)}, plenary=False)

    found = tied([mixed(1, 4), mixed(3, 2)], {2: 1, 4: 3})
    assert [g.follows for g in found] == [(1,), ()]
    assert [g.follows for g in groups_of(found_blocks(), outside=frozenset(), follows={1: 2, 2: 1})] == [(1,), ()]


def found_blocks() -> list[Block]:
    """Two topics that are said to follow one another, as the rules of the program never let them."""
    return [*blocks(1, 1, 1), *blocks(2, 1, 1, order=1)]
