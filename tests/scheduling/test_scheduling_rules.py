"""Half-days, overlap, clashes and the first placement, as tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boiduong.course.delivery.scheduling.rules import (
    Block,
    ClassFacts,
    Cohort,
    Done,
    HalfUnknown,
    LecturerFacts,
    Piece,
    Placed,
    Placement,
    RoomFacts,
    Stock,
    TopicFacts,
    TopicWish,
    World,
    find_violations,
    overlaps,
    past_changes,
    propose,
    read_time_rules,
    span,
    wanted_blocks,
)
from boiduong.foundation.organizations.rules import DEFAULT_RULE_SET, BadRuleSet

RULES = read_time_rules(DEFAULT_RULE_SET["time"])
MONDAY = date(2025, 8, 18)
EIGHT = datetime(2025, 8, 18, 8, 0, tzinfo=UTC)
A, B = 1, 2


@pytest.mark.parametrize(
    ("first", "second", "met"),
    [
        ((0, 2), (2, 4), False),
        ((0, 2), (1, 4), True),
        ((0, 9), (3, 4), True),
        ((2, 4), (0, 2), False),
        ((0, 1), (5, 6), False),
    ],
    ids=["end meets begin", "partly", "inside", "begin meets end", "apart"],
)
def test_overlap_is_half_open(first: tuple[int, int], second: tuple[int, int], met: bool) -> None:
    hours = [EIGHT + timedelta(hours=h) for h in (*first, *second)]
    assert overlaps(*hours) is met


def test_span_counts_periods_from_the_start_of_the_half_day() -> None:
    start, end = span(RULES, day=MONDAY, half="afternoon", first_period=3, periods=2, zone=UTC)
    assert (start.hour, start.minute, end.hour, end.minute) == (15, 0, 16, 30)
    with pytest.raises(HalfUnknown) as refusal:
        span(RULES, day=MONDAY, half="evening", first_period=1, periods=1, zone=UTC)
    assert "Evening" in str(refusal.value)


@pytest.mark.parametrize("start", ["sáng sớm", "25:00", 7])
def test_a_start_that_is_no_time_is_refused(start: object) -> None:
    with pytest.raises(BadRuleSet):
        read_time_rules({**DEFAULT_RULE_SET["time"], "half_day_starts": {"morning": start}})


def entry(
    key: str, hour: int = 0, *, hours: int = 3, day: date = MONDAY, half: str = "morning", **more: object
) -> Placed:
    start = datetime.combine(day, EIGHT.timetz()) + timedelta(hours=hour)
    facts = {"classes": frozenset({A}), "first_period": 1, "periods": 4, "label": f"Bài {key}", **more}
    return Placed(key=key, day=day, half=half, starts_at=start, ends_at=start + timedelta(hours=hours), **facts)  # type: ignore[arg-type]


WORLD = World(
    classes={
        A: ClassFacts("Lớp A", 60, MONDAY, MONDAY + timedelta(days=11), topics=frozenset({7})),
        B: ClassFacts("Lớp B", 50, MONDAY, MONDAY + timedelta(days=11)),
    },
    rooms={1: RoomFacts("P101", 100)},
    lecturers={
        1: LecturerFacts("Thầy A", person=11),
        2: LecturerFacts("Thầy A (thỉnh giảng)", person=11),
        3: LecturerFacts("Sở Nội vụ", one_person=False),
        4: LecturerFacts("Cô B", person=12, learns_in=frozenset({A})),
    },
    topics={7: TopicFacts("Chuyên đề 1", 8), 8: TopicFacts("Tự chọn")},
)
BOTH = frozenset({A, B})
B_ONLY = frozenset({B})
one = frozenset({1})


@pytest.mark.parametrize(
    ("entries", "rules"),
    [
        pytest.param([entry("a"), entry("b", 3)], set(), id="one after the other"),
        pytest.param([entry("a"), entry("b", 2)], {("class_twice", "block_at_release")}, id="class in two places"),
        pytest.param([entry("a"), entry("b", 2, classes=B_ONLY)], set(), id="two classes at once"),
        pytest.param(
            [entry("a", lecturers=one), entry("b", lecturers=one, classes=B_ONLY)],
            {("lecturer_twice", "block_at_release")},
            id="lecturer in two places",
        ),
        pytest.param([entry("a", lecturers=one, classes=BOTH)], set(), id="joint session of two classes is one"),
        pytest.param(
            [entry("a", lecturers=one), entry("b", lecturers=frozenset({2}), classes=B_ONLY)],
            {("lecturer_twice", "block_at_release")},
            id="the same person under two entries of the register",
        ),
        pytest.param(
            [entry("a", lecturers=frozenset({3})), entry("b", lecturers=frozenset({3}), classes=B_ONLY)],
            {("body_twice", "warn")},
            id="a body may send two people",
        ),
        pytest.param(
            [entry("a", lecturers=frozenset({99})), entry("b", lecturers=frozenset({99}), classes=B_ONLY)],
            set(),
            id="a rank is many people",
        ),
        pytest.param(
            [entry("a"), entry("b", lecturers=frozenset({4}), classes=B_ONLY)],
            {("teaches_and_learns", "warn")},
            id="a lecturer who learns at that time",
        ),
        pytest.param(
            [entry("a", room=1), entry("b", room=1, classes=B_ONLY)],
            {("room_twice", "block_at_release")},
            id="room used twice",
        ),
        pytest.param(
            [entry("a", room=1, classes=BOTH)], {("room_small", "block_at_release")}, id="110 people, 100 seats"
        ),
        pytest.param([entry("a", room=1)], set(), id="60 people, 100 seats"),
        pytest.param(
            [entry("a", room=1), entry("x", room=1, classes=frozenset({77}), foreign=True)],
            {("room_twice", "block_at_release")},
            id="room taken by another course",
        ),
        pytest.param(
            [entry("x", room=1, foreign=True), entry("y", room=1, foreign=True)], set(), id="others' own clashes"
        ),
        pytest.param(
            [entry("a", day=MONDAY - timedelta(days=3))], {("outside_dates", "block_at_release")}, id="before the class"
        ),
        pytest.param(
            [entry("a", day=MONDAY + timedelta(days=14))], {("outside_dates", "block_at_release")}, id="after the class"
        ),
        pytest.param([entry("a", day=MONDAY + timedelta(days=5))], {("weekend", "warn")}, id="Saturday"),
        pytest.param([entry("a", first_period=2)], {("too_long", "warn")}, id="five periods"),
        pytest.param([entry("a", topic=7, periods=4)], {("topic_short", "warn")}, id="4 of 8 periods"),
        pytest.param(
            [entry("a", topic=7), entry("b", 4, topic=7), entry("c", 8, topic=7)],
            {("topic_over", "warn")},
            id="12 of 8 periods",
        ),
        pytest.param([entry("a", topic=8)], {("other_program", "block_at_release")}, id="topic of another program"),
    ],
)
def test_violations(entries: list[Placed], rules: set[tuple[str, str]]) -> None:
    world = (
        WORLD
        if any(e.topic for e in entries)
        else replace(WORLD, classes={**WORLD.classes, A: replace(WORLD.classes[A], topics=frozenset())})
    )
    found = find_violations(entries, world)
    own = {(v.rule, v.level) for v in found if v.facts.get("placed") != 0}
    assert own == rules
    for violation in found:
        said = violation.sentence()
        assert "%(" not in said and said.endswith(".")
        assert set(violation.keys) <= {e.key for e in entries}


def test_blocks_come_first() -> None:
    found = find_violations([entry("a", first_period=3), entry("b")], WORLD)
    assert [v.level for v in found] == sorted((v.level for v in found), key=lambda level: level == "warn")


def test_sittings_electives_and_weekends() -> None:
    sat = MONDAY + timedelta(days=5)
    held = ClassFacts("Lớp A", 10, sittings=((MONDAY, MONDAY), (sat, sat)), weekends=True, electives=frozenset({8}))
    world = replace(WORLD, classes={A: held})
    found = find_violations([entry("a", topic=8), entry("b", day=sat), entry("c", day=sat - timedelta(days=2))], world)
    assert [v.rule for v in found] == ["outside_sitting"]


def test_nothing_past_moves() -> None:
    past, future = entry("a"), entry("b", 4)
    now = EIGHT + timedelta(hours=1)
    assert past_changes([past, future], [past], at=now) == []
    assert [v.rule for v in past_changes([past, future], [future], at=now)] == ["past_moved"]
    moved = replace(past, starts_at=past.starts_at + timedelta(hours=1))
    assert past_changes([past], [moved], at=now)[0].keys == ("a",)
    assert past_changes([past], [replace(past, label="Tên mới", room=1)], at=now) == []
    assert past_changes([past], [replace(past, classes=BOTH)], at=now)


CELLS = tuple((MONDAY + timedelta(days=d), h) for d in range(5) for h in ("morning", "afternoon"))


def cohort(*topics: TopicWish, classes: int = 1, cells: tuple[tuple[date, str], ...] = CELLS, **more: object) -> Cohort:
    numbers = tuple(range(1, classes + 1))
    facts = {"sizes": (50,) * classes, "home_rooms": (None,) * classes, **more}
    return Cohort(classes=numbers, cells=cells, topics=topics, **facts)  # type: ignore[arg-type]


def shape(placements: list[Placement]) -> list[tuple[object, ...]]:
    return [(CELLS.index((p.day, p.half)), p.topic or p.activity, p.first_period, p.periods) for p in placements]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param(
            cohort(TopicWish(7, 8), TopicWish(8, 4)),
            [(0, "opening", 1, 2), (1, 7, 1, 4), (2, 7, 1, 4), (3, 8, 1, 4), (9, "closing", 1, 2)],
            id="each topic begins a half-day",
        ),
        pytest.param(
            cohort(TopicWish(7, 6), TopicWish(8, 2), cells=CELLS[:2]),
            [(0, 7, 1, 4), (1, 7, 1, 2), (1, 8, 3, 2)],
            id="tight: no period is left empty",
        ),
        pytest.param(
            cohort(TopicWish(7, 4), TopicWish(8, 2), cells=CELLS[:2]),
            [(0, 7, 1, 4), (1, 8, 1, 2)],
            id="no room for ceremonies",
        ),
        pytest.param(
            cohort(TopicWish(7, 4), cells=CELLS[:2]),
            [(0, "opening", 1, 2), (1, 7, 1, 4)],
            id="opening before closing",
        ),
        pytest.param(
            cohort(TopicWish(7), TopicWish(8), TopicWish(9, 4), cells=CELLS[:6]),
            [(0, "opening", 1, 2), (1, 7, 1, 4), (2, 7, 1, 4), (3, 8, 1, 4), (4, 9, 1, 4), (5, "closing", 1, 2)],
            id="topics without periods share what is left",
        ),
        pytest.param(
            cohort(TopicWish(7, 4), TopicWish(8, 4), TopicWish(9, 4), cells=CELLS[:2]),
            [(0, 7, 1, 4), (1, 8, 1, 4)],
            id="what does not fit stays unplaced",
        ),
        pytest.param(
            cohort(TopicWish(7, 2, joint=True), TopicWish(8, 2), TopicWish(9, 2), cells=CELLS[:2]),
            [(0, 7, 1, 2), (1, 8, 1, 2), (1, 9, 3, 2)],
            id="joint and separate lessons share no half-day",
        ),
        pytest.param(cohort(cells=CELLS[:1]), [(0, "opening", 1, 2)], id="no topics"),
    ],
)
def test_proposal(asked: Cohort, expected: list[tuple[object, ...]]) -> None:
    assert shape(propose([asked], Stock())) == expected


@pytest.mark.parametrize(
    ("placed", "expected"),
    [
        pytest.param({}, [[(8, 4)], [(7, 4)]], id="as much as there is room for"),
        pytest.param({(1, 7): 2}, [[(8, 4)]], id="what stands of it is all of it"),
        pytest.param({(1, 8): 1}, [[(8, 3)], [(7, 4)]], id="the rest of a topic with periods"),
        pytest.param({(1, 7): 4, (1, 8): 9}, [], id="nothing is missing"),
    ],
)
def test_blocks_still_wanted_of_a_topic_without_periods(
    placed: dict[tuple[int, int], int], expected: list[list[tuple[int, int]]]
) -> None:
    asked = cohort(TopicWish(8, 4), TopicWish(7), cells=CELLS[:3])
    found = wanted_blocks(asked, Done(periods=placed, half_days={1: 0}))
    taught = [[(p.topic, p.periods) for p in b.pieces if p.topic is not None] for b in found]
    assert [row for row in taught if row] == expected


def test_parallel_classes_take_turns_with_one_lecturer_each() -> None:
    wishes = [TopicWish(n, 4, lecturers=(n,)) for n in (7, 8, 9)]
    found = [p for p in propose([cohort(*wishes, classes=3)], Stock()) if p.topic]
    assert len(found) == 9 and all(p.lecturers == (p.topic,) for p in found)
    taught = [(p.day, p.half, p.lecturers) for p in found]
    assert len(taught) == len(set(taught))


def test_a_missing_lecturer_leaves_the_place_open() -> None:
    found = propose([cohort(TopicWish(7, 4, lecturers=(1,)), classes=2, cells=CELLS[:1])], Stock())
    assert [p.lecturers for p in found] == [(1,), ()]


def test_a_rank_teaches_everywhere_at_once() -> None:
    found = propose([cohort(TopicWish(7, 4, lecturers=(1,)), classes=2, cells=CELLS[:1])], Stock(shared=one))
    assert [p.lecturers for p in found] == [(1,), (1,)]


def test_a_topic_that_follows_waits_for_its_beginning_and_keeps_its_lecturer() -> None:
    wishes = [TopicWish(7, 8, lecturers=(1, 2)), TopicWish(8, 4, lecturers=(2,))]
    found = [p for p in propose([cohort(*wishes, classes=2, cells=CELLS[:3])], Stock()) if p.topic == 7]
    for number in (1, 2):
        own = [p for p in found if p.classes == (number,)]
        assert len(own) == 2 and own[0].day <= own[1].day


def test_joint_topics_fill_one_hall_with_all_classes() -> None:
    stock = Stock(seats={1: 60, 2: 120, 3: 300})
    found = propose([cohort(TopicWish(7, 4, joint=True, lecturers=(1,)), classes=2, cells=CELLS[:1])], stock)
    assert found == [Placement(*CELLS[0], 4, topic=7, classes=(1, 2), lecturers=(1,), room=2)]


def test_rooms_and_people_taken_elsewhere_are_left_alone() -> None:
    stock = Stock(seats={1: 60}, busy={("room", 1, CELLS[0]), ("lecturer", 1, CELLS[0])})
    wish = TopicWish(7, 8, lecturers=(1,), place_text="Nhà văn hóa")
    found = propose([cohort(wish, cells=CELLS[:2], home_rooms=(1,))], stock)
    assert [(p.room, p.lecturers, p.place_text) for p in found] == [(None, (), "Nhà văn hóa"), (1, (1,), "")]


def test_field_days_need_no_room() -> None:
    wishes = (TopicWish(7, 4, kind="field_study", place_text="Xã A"), TopicWish(8, 4, kind="range", joint=True))
    found = propose([cohort(*wishes, cells=CELLS[:2])], Stock(seats={1: 500}))
    assert [(p.room, p.place_text) for p in found] == [(None, "Xã A"), (None, "")]


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine draws slowly; the rules are quick
@given(
    periods=st.lists(st.none() | st.integers(1, 12), max_size=12),
    joint=st.lists(st.booleans(), min_size=12, max_size=12),
    classes=st.integers(1, 5),
    cells=st.integers(0, 10),
)
def test_a_proposal_never_clashes(periods: list[int | None], joint: list[bool], classes: int, cells: int) -> None:
    wishes = [
        TopicWish(n, p, joint=j, lecturers=(n, n + 1)) for n, (p, j) in enumerate(zip(periods, joint, strict=False), 1)
    ]
    placements = propose([cohort(*wishes, classes=classes, cells=CELLS[:cells])], Stock(seats={1: 50, 2: 60, 3: 400}))
    placed = []
    for n, p in enumerate(placements):
        start, end = span(RULES, day=p.day, half=p.half, first_period=p.first_period, periods=p.periods, zone=UTC)
        placed.append(
            Placed(
                str(n), p.day, p.half, p.first_period, p.periods, start, end, str(p.topic), frozenset(p.classes),
                frozenset(p.lecturers), p.room, p.topic,
            )
        )  # fmt: skip
    world = World(
        classes={n: ClassFacts(str(n), 50, electives=frozenset(range(20))) for n in range(1, classes + 1)},
        rooms={n: RoomFacts(str(n), s) for n, s in ((1, 50), (2, 60), (3, 400))},
        lecturers={n: LecturerFacts(str(n), person=n) for n in range(20)},
        topics={n: TopicFacts(str(n)) for n in range(20)},
    )
    assert [v.sentence() for v in find_violations(placed, world)] == []


def test_done_counts_half_days_of_what_stands_and_periods_of_all() -> None:
    cell = (date(2026, 3, 2), "morning")
    stands = Block((1, 2), (Piece(4, topic=7), Piece(1, activity="opening")), cell)
    again = Block((1,), (Piece(2, topic=7),), cell)
    waits = Block((2,), (Piece(3, topic=7),))
    assert Done.of([stands, again, waits]) == Done({(1, 7): 6, (2, 7): 7}, {1: 1, 2: 1})
