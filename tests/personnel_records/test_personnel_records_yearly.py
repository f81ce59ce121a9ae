"""Số tiết trong năm — the pure rule case by case, who is short in one's units, the same few queries for many."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.recognition.personnel_records import menu
from boiduong.course.recognition.personnel_records.models import TrainingRecord
from boiduong.course.recognition.personnel_records.permissions import may_confirm
from boiduong.course.recognition.personnel_records.queries import (
    can_read_transcript,
    people_of_year,
    places_of_year,
    rows_of_units,
    years_of_person,
)
from boiduong.course.recognition.personnel_records.rules import (
    Learned,
    Tally,
    Verdict,
    read_yearly_need,
    tally,
    verdict,
    year_of,
    years_of,
)
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.organizations.models import Institution, RuleSet, Unit
from boiduong.foundation.organizations.rules import DEFAULT_RULE_SET, BadRuleSet
from boiduong.foundation.people.models import PostHolding
from world import START, World, build_world, make_person, make_unit, make_user

TODAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
JAN, MAY, DEC = date(2026, 1, 12), date(2026, 5, 20), date(2026, 12, 31)


def _row(periods: int | None, *, state: str = "confirmed", start: date | None = MAY, end: date | None = MAY) -> Learned:
    return Learned(start, end, periods, state)


CASES = {
    "nothing learned": ([], Tally(2026), Verdict("short", 40)),
    "exactly forty": ([_row(24), _row(16, state="filed")], Tally(2026, 40), Verdict("enough")),
    "one short": ([_row(39, state="sent")], Tally(2026, 39), Verdict("short", 1)),
    "more than enough": ([_row(240)], Tally(2026, 240), Verdict("enough")),
    "declared only": ([_row(40, state="declared")], Tally(2026), Verdict("short", 40)),
    "confirmation refused": ([_row(40, state="rejected")], Tally(2026), Verdict("short", 40)),
    "periods not known": ([_row(None)], Tally(2026, 0, 1), Verdict("unknown", 40)),
    "known beside unknown": ([_row(30), _row(None)], Tally(2026, 30, 1), Verdict("unknown", 10)),
    "enough beside unknown": ([_row(40), _row(None)], Tally(2026, 40, 1), Verdict("enough")),
    "last day not known": ([_row(40, end=None)], Tally(2026, 0, 1), Verdict("unknown", 40)),
    "no day at all": ([_row(40, start=None, end=None)], Tally(2026), Verdict("short", 40)),
    "ended last year": ([_row(40, start=date(2025, 5, 1), end=date(2025, 5, 9))], Tally(2026), Verdict("short", 40)),
    "began last year": ([_row(40, start=date(2025, 11, 3), end=JAN)], Tally(2026, 40), Verdict("enough")),
    "goes on next year": (
        [_row(40, start=DEC, end=date(2027, 1, 30))],
        Tally(2026, 0, 0, 1),
        Verdict("short", 40),
    ),
    "over three years": (
        [_row(900, start=date(2025, 9, 1), end=date(2027, 6, 30))],
        Tally(2026, 0, 0, 1),
        Verdict("short", 40),
    ),
    "last day of the year": ([_row(40, end=DEC)], Tally(2026, 40), Verdict("enough")),
}


@pytest.mark.parametrize(("rows", "counted", "said"), CASES.values(), ids=CASES.keys())
def test_tally_and_verdict(rows: list[Learned], counted: Tally, said: Verdict) -> None:
    assert tally(rows, 2026) == counted
    assert verdict(counted, 40) == said


def test_without_a_rule_nobody_is_short() -> None:
    assert verdict(Tally(2026), None) == Verdict("none")
    assert verdict(Tally(2026), 0) == Verdict("enough")


def test_years_in_which_something_counts() -> None:
    rows = [_row(1), _row(1, end=None), _row(1, start=None, end=None), _row(1, end=JAN.replace(year=2024)),
            _row(1, state="declared", end=date(2020, 1, 1))]  # fmt: skip
    assert years_of(rows) == [2026, 2024]
    assert [year_of(row) for row in rows[:3]] == [2026, 2026, None]


def test_the_need_is_read_from_the_rule_set() -> None:
    assert read_yearly_need({"periods": 56}).periods == 56
    for body in ({}, {"periods": -1}, {"periods": "40"}, {"periods": 40, "weeks": 1}):
        with pytest.raises(BadRuleSet):
            read_yearly_need(body)


@pytest.fixture
def world(db: None) -> World:
    """Three communes with a person each; 24 and 40 tiết and one class without tiết in 2026."""
    world = build_world(enrolled=True)
    for person, periods in zip(world.people, (24, 40, None), strict=True):
        _learned(person.pk, periods)
    return world


def _learned(person: int, periods: int | None, *, day: date = MAY, state: str = "filed") -> TrainingRecord:
    return TrainingRecord.objects.create(
        person_id=person, school_text="Trường", name="Lớp", form_text="Bồi dưỡng", from_on=day, to_on=day,
        periods=periods, result_text="", paper_text="", state=state,
    )  # fmt: skip


def test_a_school_reads_whom_it_taught_and_nobody_else(world: World) -> None:
    officer, person = world.users["officer"], world.people[0]
    assert len(people_of_year(officer, 2026, TODAY)) == 3
    assert can_read_transcript(officer, person) and may_confirm(officer, person)
    Enrollment.objects.filter(person=person).delete()
    assert len(people_of_year(officer, 2026, TODAY)) == 2
    assert not can_read_transcript(officer, person) and not may_confirm(officer, person)
    assert person.pk not in rows_of_units(officer).values_list("person_id", flat=True)
    assert can_read_transcript(world.users["authority"], person), "the authority reads its own people"
    own = make_person("Giảng viên của trường")
    PostHolding.objects.create(person=own, post=person.holdings.get().post, unit=world.school, starts_on=START)
    assert can_read_transcript(officer, own), "the school's own staff"


def test_each_sees_the_own_units(world: World) -> None:
    expected = {
        "clerk": ["short"], "other_clerk": ["enough"], "officer": ["short", "enough", "unknown"],
        "authority": ["short", "enough", "unknown"], "records": ["short", "enough", "unknown"], "lecturer": [],
    }  # fmt: skip
    found = {name: [one.verdict.key for one in people_of_year(world.users[name], 2026, TODAY)] for name in expected}
    assert found == expected
    assert len(people_of_year(make_user("all", Role.MANAGING_AUTHORITY, None), 2026, TODAY)) == 3
    elsewhere = make_user("elsewhere", Role.TRAINING_OFFICER, make_unit("Trường khác", kind="school", level="province"))
    assert people_of_year(elsewhere, 2026, TODAY) == []


def test_two_posts_are_one_person_in_two_places(world: World) -> None:
    """The committee of a commune is a body of the commune."""
    committee = make_unit("Đảng ủy Xã 1", kind="party_committee", level="commune", parent=world.province, line="party")
    Unit.objects.filter(pk=committee.pk).update(area=world.communes[0])
    for unit in (committee, world.communes[1]):
        PostHolding.objects.create(person=world.people[0], post=world.post, unit=unit, starts_on=START)
    people = people_of_year(world.users["authority"], 2026, TODAY)
    assert len(people) == 3
    rows = {row.name: (row.people, row.count("short")) for row in places_of_year(people, TODAY)}
    assert rows == {"Xã 1": (1, 1), "Xã 2": (2, 1), "Xã 3": (1, 0)}


def test_who_left_before_the_day_is_not_asked(world: World) -> None:
    PostHolding.objects.filter(person=world.people[0]).update(ends_on=date(2026, 6, 30))
    assert people_of_year(world.users["clerk"], 2026, TODAY) == []
    assert len(people_of_year(world.users["clerk"], 2025, TODAY)) == 1


def test_the_nearest_institution_sets_the_need(world: World) -> None:
    """A second school in a commune has its own set; before any set there is no need."""
    school = make_unit("Trung tâm Xã 1", kind="school", level="commune", parent=world.communes[0])
    own = Institution.objects.create(unit=school, code="TT1")
    body = DEFAULT_RULE_SET | {"yearly_need": {"periods": 20}}
    RuleSet.objects.create(institution=own, starts_on=date(2026, 1, 1), body=body, sha256="1" * 64, example=True)
    province = make_unit("Tỉnh khác", kind="province", level="province")
    other = make_unit("Xã khác", kind="commune", level="commune", parent=province)
    PostHolding.objects.create(person=make_person("Lê Văn Xa"), post=world.post, unit=other, starts_on=START)
    people = people_of_year(make_user("all", Role.MANAGING_AUTHORITY, None), 2026, TODAY)
    needs = {one.unit: one.need.periods if one.need else None for one in people}
    assert needs == {"Xã 1": 20, "Xã 2": 40, "Xã 3": 40, "Xã khác": None}
    lines = years_of_person(world.people[0], [_learned(world.people[0].pk, 8, day=date(2025, 3, 3))], TODAY)
    assert [(line.tally.year, line.need.periods if line.need else None) for line in lines] == [(2026, 20), (2025, None)]


def test_the_only_institution_serves_everybody(world: World) -> None:
    """A person of a place that nobody serves, where there is one school."""
    other = make_unit("Xã khác", kind="commune", level="commune")
    person = make_person("Lê Văn Xa")
    PostHolding.objects.create(person=person, post=world.post, unit=other, starts_on=START)
    line = years_of_person(person, [], TODAY)[0]
    assert line.need is not None and line.need.periods == 40


def _url(name: str, **query: str) -> str:
    return reverse(f"personnel_records:{name}", query=query or None)


@pytest.fixture
def november(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day late in 2026."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)


def test_pages_say_who_is_short(client: Client, world: World, november: None) -> None:
    client.force_login(world.users["authority"])
    body = client.get(_url("need")).content.decode()
    assert all(word in body for word in ("chưa đủ", "chưa xác định", "Nguyễn Văn A0", "40 tiết một năm"))
    short = client.get(_url("need", trang_thai="chua-du"))
    assert [row[0].name for row in short.context["rows"]] == ["Nguyễn Văn A0"]
    assert len(client.get(_url("need", tim="xa 2")).context["rows"]) == 1
    assert client.get(_url("need", xlsx="1", trang_thai="chua-du")).content.startswith(b"PK")
    places = client.get(_url("need_places"))
    assert [(row[0].name, row[1], row[2], row[3]) for row in places.context["rows"]] == [
        ("Xã 1", 0, 1, 0), ("Xã 2", 1, 0, 0), ("Xã 3", 0, 0, 1),
    ]  # fmt: skip
    assert client.get(_url("need_places", xlsx="1")).content.startswith(b"PK")
    assert [client.get(_url("need", nam=year)).context["year"] for year in ("2025", "1999", "²025")] == [
        2025,
        2026,
        2026,
    ]
    client.force_login(world.users["lecturer"])
    assert client.get(_url("need")).status_code == client.get(_url("need_places")).status_code == 404
    client.force_login(world.users["learner"])
    assert "Số tiết theo năm" in client.get(_url("mine")).content.decode()


def test_pages_cost_the_same_for_many(client: Client, world: World, november: None) -> None:
    """Under thirty queries for three people in three communes and for thirty in six."""
    client.force_login(world.users["authority"])
    counts = []
    for _ in range(2):
        for name in ("need", "need_places"):
            client.get(_url(name))
            with CaptureQueriesContext(connection) as seen:
                client.get(_url(name))
            counts.append(len(seen))
        more = [make_unit(f"Xã thêm {n}", kind="commune", level="commune", parent=world.province) for n in range(3)]
        for n in range(27):
            person = make_person(f"Trần Văn {chr(65 + n % 26)}")
            PostHolding.objects.create(person=person, post=world.post, unit=more[n % 3], starts_on=START)
            _learned(person.pk, n)
    assert counts[0] == counts[2] < 30 and counts[1] == counts[3] < 30


def test_the_clerk_is_told_late_in_the_year(world: World) -> None:
    clerk = world.users["clerk"]
    with override("en"):
        told = list(menu.under_the_need(clerk, AT))
        assert [(one.title, one.due) for one in told] == [("1 person is under the yearly need", date(2026, 12, 31))]
        assert list(menu.under_the_need(clerk, AT.replace(month=9))) == []
        assert list(menu.under_the_need(world.users["other_clerk"], AT)) == []


def test_the_page_of_a_person_leads_to_the_transcript(world: World) -> None:
    panel = menu.received(world.people[0], world.users["clerk"], AT)
    assert panel is not None and panel.context["records"] == 1
    assert menu.received(world.people[0], world.users["other_clerk"], AT) is None
