"""Quy tắc chiêu sinh — states, seats, findings, forming and the rows of a list, each as a table."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boiduong.course.delivery.enrollment.rules import (
    CALL,
    ENROLLMENT,
    NOMINATION,
    Candidate,
    ClassRoom,
    CourseFacts,
    GroupRule,
    Member,
    NoClassOpen,
    NotEnoughRoom,
    OtherSeat,
    Post,
    QuotaBelowHeld,
    QuotaFull,
    ReservesFull,
    Room,
    Span,
    UnknownWay,
    balanced,
    divide,
    form,
    in_order,
    judge,
    read_eligibility,
    same_post,
)
from boiduong.course.delivery.enrollment.rules.listing import (
    DOUBTFUL,
    MATCHED,
    NEW,
    WRONG,
    Known,
    ListedRow,
    read_sex,
    read_yes,
    undecided,
)
from boiduong.foundation.organizations.rules import DEFAULT_RULE_SET, BadRuleSet
from boiduong.states import Forbidden, Machine

SECTION = read_eligibility(DEFAULT_RULE_SET["eligibility"])
AUGUST = Span(date(2025, 8, 18), date(2025, 8, 22))


@pytest.mark.parametrize("machine", [CALL, NOMINATION, ENROLLMENT], ids=lambda m: m.name)
def test_every_act_in_every_state_leads_on_or_is_refused(machine: Machine) -> None:
    for state in machine.states:
        for act in machine.acts:
            if machine.allows(state, act):
                assert machine.after(state, act) in machine.states
            else:
                with pytest.raises(Forbidden):
                    machine.after(state, act)


# --- seats


def test_seats_run_out_then_reserves_then_nothing() -> None:
    room = Room("Xã Ea Súp", seats=2, reserves=1)
    room.take_seat()
    room.take_seat()
    with pytest.raises(QuotaFull) as refused:
        room.take_seat()
    assert "Xã Ea Súp" in str(refused.value)
    assert "2 of 2" in str(refused.value)
    assert room.take_reserve() == 1
    with pytest.raises(ReservesFull):
        room.take_reserve()
    assert room.left == 0


def test_a_rank_is_never_given_twice() -> None:
    room = Room("Xã", seats=0, reserves=3, waiting=1, last_rank=4)
    assert room.take_reserve() == 5


@pytest.mark.parametrize(("seats", "fine"), [(3, True), (2, True), (1, False), (0, False)])
def test_quota_is_not_cut_below_what_is_held(seats: int, fine: bool) -> None:
    room = Room("Xã", seats=3, reserves=0, held=2)
    if fine:
        room.check_cut(seats)
    else:
        with pytest.raises(QuotaBelowHeld):
            room.check_cut(seats)


def test_left_is_never_negative() -> None:
    assert Room("Xã", seats=1, reserves=0, held=4).left == 0


# --- eligibility


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"clash": "maybe"}, "eligibility.clash"),
        ({"target_group": "BLOCK"}, "eligibility.target_group"),
        ({"same_topics_within_years": {"level": "often", "years": 3}}, "same_topics_within_years.level"),
        ({"same_topics_within_years": {"level": "warn", "years": -1}}, "same_topics_within_years.years"),
        ({"same_topics_within_years": {"level": "warn"}}, "same_topics_within_years.years"),
        ({"age": "warn"}, "eligibility.age"),
        ({"yearly_need": "block"}, "eligibility.yearly_need"),
        ({"unknown": "warn"}, "eligibility.unknown"),
        ({"clash": 1}, "eligibility.clash"),
    ],
    ids=str,
)
def test_rule_set_with_a_wrong_level_is_refused(change: dict[str, Any], where: str) -> None:
    with pytest.raises(BadRuleSet) as refused:
        read_eligibility({**DEFAULT_RULE_SET["eligibility"], **change})
    assert where in str(refused.value)


@pytest.mark.parametrize(
    ("wanted", "held", "same"),
    [
        ("bí thư Đảng ủy", "Bí thư Đảng ủy", True),
        ("bí thư Đảng ủy", "Bí thư Đảng ủy xã Ea Súp", True),
        ("Bí thư Đảng ủy xã", "Bí thư Đảng ủy", True),
        ("bí thư Đảng ủy", "Phó Bí thư Đảng ủy", False),
        ("chủ tịch", "chủ tịch UBND", True),
        ("chủ tịch", "Phó Chủ tịch", False),
        ("bí thư", "bí thư2", False),
        ("", "Bí thư", False),
        ("Bí thư", "", False),
    ],
)
def test_same_post_reads_as_the_office_does(wanted: str, held: str, same: bool) -> None:
    assert same_post(wanted, held) is same


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        ((1, 5), (5, 9), True),
        ((1, 5), (6, 9), False),
        ((1, 9), (3, 4), True),
        ((3, 4), (1, 9), True),
        ((6, 9), (1, 5), False),
        ((None, 5), (1, 9), False),
        ((1, None), (1, 9), False),
        ((1, 9), (None, 5), False),
        ((1, 9), (2, None), False),
    ],
)
def test_days_overlap_also_when_one_holds_the_other(
    first: tuple[int | None, int | None], second: tuple[int | None, int | None], overlap: bool
) -> None:
    def span(days: tuple[int | None, int | None]) -> Span:
        return Span(*(date(2025, 8, d) if d else None for d in days))

    assert span(first).overlaps(span(second)) is overlap


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (AUGUST, "18–22/8/2025"),
        (Span(date(2025, 8, 18), None), "18/8/2025"),
        (Span(None, date(2025, 8, 18)), "18/8/2025"),
        (Span(None, None), "…"),
        (Span(date(2025, 8, 22), date(2025, 8, 18)), "22/8/2025"),
    ],
)
def test_days_in_words(span: Span, words: str) -> None:
    assert span.words() == words


def candidate(**more: Any) -> Candidate:
    return Candidate(**{"person_id": 1, "unit_id": 7, "unit": "Xã Ea Súp", **more})


def course(**more: Any) -> CourseFacts:
    return CourseFacts(**{"spans": (AUGUST,), "lineage": 5, "on": date(2025, 8, 18), **more})


SECRETARY, DEPUTY = Post("Bí thư Đảng ủy", "held"), Post("Phó Bí thư Đảng ủy", "held")
CHAIR = Post("Chủ tịch HĐND", "held")
PLANNED = Post("Bí thư Đảng ủy", "planned")


@pytest.mark.parametrize(
    ("conditions", "posts", "rules"),
    [
        ({}, (), []),
        ({"category": "đối tượng 4"}, (), []),
        ({"post_held": ["bí thư Đảng ủy"]}, (SECRETARY,), []),
        ({"post_held": "bí thư Đảng ủy"}, (SECRETARY,), []),
        ({"post_held": [{"value": "bí thư Đảng ủy", "assumed": True}]}, (SECRETARY,), []),
        ({"post_held": ["bí thư Đảng ủy"]}, (DEPUTY,), ["target_group"]),
        ({"post_held": ["bí thư Đảng ủy"]}, (), ["target_group"]),
        ({"post_held": ["bí thư Đảng ủy"]}, (PLANNED,), ["target_group"]),
        ({"posts_held_together": ["bí thư Đảng ủy", "chủ tịch HĐND"]}, (SECRETARY, CHAIR), []),
        ({"posts_held_together": ["bí thư Đảng ủy", "chủ tịch HĐND"]}, (SECRETARY,), ["target_group"]),
        ({"post_planned": ["bí thư Đảng ủy"]}, (PLANNED,), []),
        ({"post_planned": ["bí thư Đảng ủy"]}, (DEPUTY,), ["planned_unknown"]),
        ({"post_planned": ["chủ tịch UBND"]}, (PLANNED,), ["target_group"]),
        ({"post_held": ["chủ tịch"], "post_planned": ["bí thư Đảng ủy"]}, (PLANNED,), []),
        ({"post_held": 5}, (), []),
        ({"sex": "female"}, (), ["target_sex"]),
        ({"sex": "male"}, (), []),
    ],
    ids=str,
)
def test_group_by_held_together_and_planned_posts(
    conditions: dict[str, object], posts: tuple[Post, ...], rules: list[str]
) -> None:
    found = judge(
        candidate(posts=posts, sex="male"),
        group=GroupRule.from_conditions("Nhóm", conditions), course=course(), section=SECTION,
    )  # fmt: skip
    assert [f.rule for f in found] == rules


FREE = GroupRule("Nhóm")


@pytest.mark.parametrize(
    ("seat", "spans", "rules"),
    [
        (OtherSeat("K", Span(date(2025, 8, 20), date(2025, 8, 21)), None), (AUGUST,), [("clash", "block")]),
        (OtherSeat("K", Span(date(2025, 8, 1), date(2025, 8, 30)), None), (AUGUST,), [("clash", "block")]),
        (OtherSeat("K", Span(date(2025, 8, 23), date(2025, 8, 24)), None), (AUGUST,), []),
        (OtherSeat("K", Span(date(2025, 8, 20), date(2025, 8, 21)), None, live=False), (AUGUST,), []),
        (
            OtherSeat("K", Span(date(2025, 8, 20), date(2025, 8, 21)), None),
            (AUGUST, Span(date(2025, 9, 1), date(2025, 9, 5))),
            [("clash_some", "warn")],
        ),
        (OtherSeat("K", AUGUST, None), (), []),
    ],
    ids=["inside", "encloses", "the day after", "over", "one of two waves", "no days yet"],
)
def test_clash_blocks_unless_another_class_fits(
    seat: OtherSeat, spans: tuple[Span, ...], rules: list[tuple[str, str]]
) -> None:
    found = judge(candidate(seats=(seat,)), group=FREE, course=course(spans=spans), section=SECTION)
    assert [(f.rule, f.level) for f in found] == rules


@pytest.mark.parametrize(
    ("ended", "lineage", "warned"),
    [
        (date(2022, 8, 19), 5, True),
        (date(2022, 8, 18), 5, False),
        (date(2020, 2, 29), 5, False),
        (date(2024, 1, 1), 6, False),
        (date(2024, 1, 1), None, False),
        (None, 5, True),
    ],
    ids=str,
)
def test_same_program_within_years_warns(ended: date | None, lineage: int | None, warned: bool) -> None:
    seat = OtherSeat("Khóa cũ", Span(ended, ended), lineage, live=False)
    found = judge(candidate(seats=(seat,)), group=FREE, course=course(), section=SECTION)
    assert bool(found) is warned


def test_course_without_a_program_finds_no_repetition() -> None:
    seat = OtherSeat("Khóa cũ", AUGUST, None, live=False)
    assert judge(candidate(seats=(seat,)), group=FREE, course=course(lineage=None), section=SECTION) == []


@pytest.mark.parametrize(
    ("leaders", "sent", "spans", "warned"),
    [
        ({1, 2}, {1, 2}, (AUGUST,), True),
        ({1, 2}, {1, 2, 9}, (AUGUST, AUGUST), True),
        ({1, 2}, {1}, (AUGUST,), False),
        ({1}, {1}, (AUGUST,), False),
        ({2, 3}, {1, 2, 3}, (AUGUST,), False),
        ({1, 2}, {1, 2}, (AUGUST, Span(date(2025, 9, 1), date(2025, 9, 5))), False),
    ],
    ids=["all", "all and one more", "one stays", "only one known", "not a leader", "two waves"],
)
def test_unit_that_sends_all_its_leaders_at_once(
    leaders: set[int], sent: set[int], spans: tuple[Span, ...], warned: bool
) -> None:
    facts = course(leaders={7: leaders}, sent={7: sent}, spans=spans)
    found = judge(candidate(), group=FREE, course=facts, section=SECTION)
    assert [f.rule for f in found] == (["unit_leaders"] if warned else [])


def test_ignored_rules_find_nothing() -> None:
    section = read_eligibility(
        {
            **DEFAULT_RULE_SET["eligibility"], "target_group": "ignore", "clash": "ignore",
            "unit_keeps_one_leader": "ignore", "same_topics_within_years": {"level": "ignore", "years": 3},
        }
    )  # fmt: skip
    seats = (OtherSeat("K", AUGUST, 5),)
    group = GroupRule("Nhóm", post_planned=("bí thư",), sex="female")
    facts = course(leaders={7: {1, 2}}, sent={7: {1, 2}}, spans=(AUGUST, Span(date(2025, 9, 1), date(2025, 9, 2))))
    assert judge(candidate(seats=seats, sex="male"), group=group, course=facts, section=section) == []


def test_gravest_finding_first() -> None:
    seats = (OtherSeat("K", AUGUST, 5),)
    found = judge(candidate(seats=seats), group=FREE, course=course(), section=SECTION)
    assert [f.level for f in found] == ["block", "warn"]


# --- forming


@pytest.mark.parametrize(
    ("total", "rooms", "sizes"),
    [
        (579, [None] * 10, [58] * 9 + [57]),
        (204, [100, 100, 100], [68, 68, 68]),
        (10, [2, None], [2, 8]),
        (10, [2, 3, 9], [2, 3, 5]),
        (0, [5, 5], [0, 0]),
        (5, [0, 5], [0, 5]),
    ],
)
def test_sizes_are_balanced_within_capacity(total: int, rooms: list[int | None], sizes: list[int]) -> None:
    assert balanced(total, rooms) == sizes


def test_more_people_than_room_is_refused() -> None:
    with pytest.raises(NotEnoughRoom):
        balanced(11, [5, 5])


def members(units: int, each: int, *, clusters: int = 0) -> list[Member]:
    return [
        Member(u * 100 + n, u, f"c{u % clusters}" if clusters else "", u, f"{n:02d}")
        for u in range(units)
        for n in range(each)
    ]


def rooms(count: int, room: int | None = None) -> list[ClassRoom]:
    return [ClassRoom(k, room) for k in range(count)]


def test_units_stay_together() -> None:
    made = form(members(102, 2), rooms(3))
    assert sorted(len(v) for v in made.values()) == [68, 68, 68]
    homes: dict[int, set[int]] = {}
    for key, people in made.items():
        for person in people:
            homes.setdefault(person // 100, set()).add(key)
    assert all(len(h) == 1 for h in homes.values())


def test_clusters_stay_together_when_sizes_allow() -> None:
    made = form(members(40, 2, clusters=4), rooms(4))
    for people in made.values():
        assert len({(p // 100) % 4 for p in people}) == 1


def test_apart_gives_people_of_one_unit_different_classes() -> None:
    made = form(members(30, 2), rooms(2), way="apart")
    for people in made.values():
        assert len({p // 100 for p in people}) == len(people)


def test_by_order_keeps_the_list() -> None:
    made = form(members(4, 2), rooms(2), way="order")
    assert made == {0: [0, 1, 100, 101], 1: [200, 201, 300, 301]}


def test_by_units_takes_the_units_named_first() -> None:
    classes = [ClassRoom(1, 3, frozenset({2})), ClassRoom(2, None)]
    made = form(members(3, 2), classes, way="units")
    assert made[1] == [200, 201]
    assert sorted(made[2]) == [0, 1, 100, 101]


def test_by_units_spills_over_when_the_class_is_full() -> None:
    classes = [ClassRoom(1, 1, frozenset({0})), ClassRoom(2, 9, frozenset({1}))]
    made = form(members(2, 2), classes, way="units")
    assert sum(len(v) for v in made.values()) == 4
    assert len(made[1]) == 1


def test_by_mode_goes_where_the_mode_is() -> None:
    people = [Member(1, 1, mode="online"), Member(2, 2, mode="full_time"), Member(3, 3, mode="other")]
    classes = [ClassRoom(1, 5, mode="online"), ClassRoom(2, None, mode="full_time")]
    made = form(people, classes, way="mode")
    assert 1 in made[1]
    assert 2 in made[2]
    assert sorted(made[1] + made[2]) == [1, 2, 3]


def test_forming_refuses_no_class_and_unknown_way() -> None:
    with pytest.raises(NoClassOpen):
        form([], [])
    with pytest.raises(UnknownWay):
        form([], rooms(1), way="magic")


# Other work on the machine must not fail a property.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3)), max_size=80),
    st.lists(st.integers(0, 60), min_size=1, max_size=6),
    st.sampled_from(["together", "order", "apart", "mode", "units"]),
)
def test_everybody_is_placed_once_and_no_class_overfills(
    people: list[tuple[int, int]], capacities: list[int], way: str
) -> None:
    listed = [Member(k, u, f"c{c}" if c else "", u, str(k)) for k, (u, c) in enumerate(people)]
    classes = [ClassRoom(k, room) for k, room in enumerate(capacities)]
    if len(listed) > sum(capacities):
        with pytest.raises(NotEnoughRoom):
            form(listed, classes, way=way)
        return
    made = form(listed, classes, way=way)
    assert sorted(k for keys in made.values() for k in keys) == list(range(len(listed)))
    assert all(len(made[k]) <= room for k, room in enumerate(capacities))


@pytest.mark.parametrize(
    ("total", "sizes"),
    [
        (0, []),
        (1, [1]),
        (9, [9]),
        (15, [15]),
        (20, [20]),
        (21, [11, 10]),
        (29, [15, 14]),
        (45, [15] * 3),
        (97, [17] + [16] * 5),
    ],
)
def test_groups_of_ten_to_twenty(total: int, sizes: list[int]) -> None:
    parts = divide(list(range(total)))
    assert [len(p) for p in parts] == sizes
    assert [k for p in parts for k in p] == list(range(total))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(20, 400))
def test_groups_lie_within_the_sizes_from_twenty_up(total: int) -> None:
    parts = divide(list(range(total)))
    assert all(10 <= len(p) <= 21 for p in parts)


def test_list_order_is_unit_then_given_name() -> None:
    people = [
        Member(1, 2, unit_order=1, name_key="b"),
        Member(2, 1, unit_order=0, name_key="z"),
        Member(3, 2, unit_order=1, name_key="a"),
    ]
    assert [m.key for m in in_order(people)] == [2, 3, 1]


# --- rows of a list


def listed(**more: Any) -> ListedRow:
    facts = {"number": 5, "name": "A", "birth_on": None, "sex": "", "post": "", "group_id": 1, "reserve": False}
    return ListedRow(**{**facts, **more})


OWN, OTHER = Known(1, "A", "", own=True), Known(2, "A", "", own=False)


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        (listed(), NEW),
        (listed(known=(OWN,)), MATCHED),
        (listed(known=(OTHER,)), DOUBTFUL),
        (listed(known=(OWN, OTHER)), DOUBTFUL),
        (listed(known=(OWN,), problems=("sai",)), WRONG),
    ],
)
def test_verdict_of_a_row(row: ListedRow, verdict: str) -> None:
    assert row.verdict == verdict


@pytest.mark.parametrize(("choice", "left"), [("", [5]), ("2", []), ("new", []), ("3", [5]), ("2 ", [5])])
def test_doubtful_rows_wait_for_a_valid_choice(choice: str, left: list[int]) -> None:
    assert undecided([listed(known=(OTHER,)), listed(number=6)], {5: choice}) == left


@pytest.mark.parametrize(
    ("text", "sex"), [("Nữ", "female"), ("nam", "male"), ("Bà", "female"), ("", ""), ("?", ""), ("Ông", "male")]
)
def test_read_sex(text: str, sex: str) -> None:
    assert read_sex(text) == sex


@pytest.mark.parametrize(("text", "yes"), [("x", True), ("X", True), ("Có", True), ("", False), ("không", False)])
def test_read_yes(text: str, yes: bool) -> None:
    assert read_yes(text) is yes
