"""Mức chi tiền giảng — the rate in force, what is due, the tax, the page, and the fee list of a course."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from boiduong.course.curriculum.lecturers.models import FeeLevel, FeeRate, FeeTax, Lecturer
from boiduong.course.curriculum.lecturers.queries import fee_book
from boiduong.course.curriculum.lecturers.rules import (
    EXAMPLE_RATES,
    RateWrong,
    Slot,
    TaxWrong,
    check_rate,
    check_tax,
    fee_for,
    in_force,
    tax_on,
)
from boiduong.course.curriculum.lecturers.services import set_levels, set_rate, set_tax, take_examples
from boiduong.course.delivery.sessions.papers.paying import Taught, fee_list
from boiduong.engines.typesetting import FactList, Table
from boiduong.refusals import NotAllowed
from world import World, build_world

MAY, JUNE, JULY = date(2025, 5, 1), date(2025, 6, 1), date(2025, 7, 1)


@dataclass(frozen=True)
class Row:
    """A rate, a level or a tax, as the rules see them."""

    starts_on: date
    level: str = "3"
    amount_vnd: int | None = 1_000_000
    paid_per: str = "half_day"
    example: bool = False
    percent: int = 10
    threshold_vnd: int = 2_000_000


def test_in_force_takes_the_last_begun_and_of_one_day_the_last_written() -> None:
    early, late, again = Row(MAY), Row(JULY), Row(JULY, amount_vnd=2)
    assert in_force([early, late, again], JUNE) is early
    assert in_force([again, early, late], JULY) is late
    assert in_force([early], date(2025, 4, 30)) is None


@pytest.mark.parametrize(
    ("slots", "levels", "rates", "amount"),
    [
        pytest.param([Slot(JUNE, 4), Slot(JULY, 2)], [Row(MAY)], [Row(MAY)], 2_000_000, id="two half-days"),
        pytest.param([Slot(JUNE, 4)], [Row(MAY)], [Row(MAY, paid_per="period")], 4_000_000, id="per period"),
        pytest.param(
            [Slot(JUNE, 4), Slot(JULY, 4)], [Row(MAY)], [Row(MAY), Row(JULY, amount_vnd=1_500_000)], 2_500_000,
            id="a new rate in the middle",
        ),
        pytest.param([Slot(JUNE, 4)], [], [Row(MAY)], None, id="nobody said the level"),
        pytest.param([Slot(JUNE, 4)], [Row(MAY)], [Row(MAY, level="1")], None, id="no rate of this level"),
        pytest.param([Slot(JUNE, 4)], [Row(MAY)], [Row(JULY)], None, id="the rate begins later"),
        pytest.param([Slot(JULY, 4)], [Row(MAY)], [Row(MAY), Row(JULY, amount_vnd=None)], None, id="ended"),
        pytest.param([], [Row(MAY)], [Row(MAY)], None, id="nothing taught"),
    ],
)  # fmt: skip
def test_fee_for(slots: list[Slot], levels: list[Row], rates: list[Row], amount: int | None) -> None:
    found = fee_for(slots, levels, rates)
    assert (found.amount if found else None) == amount


def test_fee_for_says_that_a_rate_is_an_example() -> None:
    found = fee_for([Slot(JUNE, 4), Slot(JULY, 4)], [Row(MAY)], [Row(MAY), Row(JULY, amount_vnd=5, example=True)])
    assert found is not None
    assert (found.example, found.rates) == (True, (1_000_000, 5))


@pytest.mark.parametrize(
    ("amount", "standing", "rule", "tax"),
    [
        (3_000_001, "visiting", Row(MAY), 300_000),
        (2_000_000, "reporter", Row(MAY), 200_000),
        (1_999_999, "visiting", Row(MAY), 0),
        (9_000_000, "internal", None, 0),
        (9_000_000, "visiting", None, None),
    ],
)
def test_tax_on(amount: int, standing: str, rule: Row | None, tax: int | None) -> None:
    assert tax_on(amount, standing=standing, rule=rule) == tax


@pytest.mark.parametrize(
    ("level", "amount", "paid_per"),
    [("9", 1, "half_day"), ("", 1, "half_day"), ("1", -1, "half_day"), ("1", 10**12, "half_day"), ("1", 1, "day")],
)
def test_check_rate_refuses(level: str, amount: int, paid_per: str) -> None:
    with pytest.raises(RateWrong):
        check_rate(level=level, amount=amount, paid_per=paid_per)


@pytest.mark.parametrize(("percent", "threshold"), [(-1, 0), (101, 0), (10, -1)])
def test_check_tax_refuses(percent: int, threshold: int) -> None:
    with pytest.raises(TaxWrong):
        check_tax(percent=percent, threshold=threshold)


@pytest.fixture
def world(db: None) -> World:
    return build_world()


def _guest(world: World) -> Lecturer:
    return Lecturer.objects.create(
        institution=world.institution, asked_as="post", post_text="Phó Giám đốc Sở", standing="reporter"
    )


def test_services_write_and_only_add(world: World, at: datetime) -> None:
    school, guest = world.institution, _guest(world)
    rate = set_rate(school, level="4", amount=1_300_000, starts_on=MAY, source=" NQ  1 ", by=None, at=at)
    assert rate.source == "NQ 1"
    set_tax(school, percent=10, threshold=2_000_000, starts_on=MAY, source="TT", by=None, at=at)
    assert [
        row.lecturer_id for row in set_levels(school, {guest.pk: "4", 10**9: "4"}, starts_on=MAY, by=None, at=at)
    ] == [guest.pk]
    assert set_levels(school, {}, starts_on=MAY, by=None, at=at) == []
    with pytest.raises(RateWrong):
        set_levels(school, {guest.pk: "x"}, starts_on=MAY, by=None, at=at)
    for model in (FeeRate, FeeTax, FeeLevel):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.update(starts_on=JULY)
    fee, tax = fee_book(school.pk).due(guest, [Slot(JUNE, 4), Slot(JULY, 4)], paid_on=JULY)
    assert fee is not None
    assert (fee.amount, tax) == (2_600_000, 260_000)
    assert fee_book(school.pk, []).due(guest, [Slot(JUNE, 4)], paid_on=JULY) == (None, None)


def test_services_are_for_the_training_officer(world: World, at: datetime) -> None:
    said = {"starts_on": MAY, "at": at}
    for name in ("authority", "records", "clerk", "lecturer", "stranger"):
        user = world.users[name]
        with pytest.raises(NotAllowed):
            set_rate(world.institution, level="1", amount=1, source="x", by=user, **said)  # type: ignore[arg-type]
        with pytest.raises(NotAllowed):
            take_examples(world.institution, by=user, **said)  # type: ignore[arg-type]


def test_fee_list_reckons_or_leaves_blank(world: World, at: datetime) -> None:
    guest = _guest(world)
    taught = Taught(guest, {(JUNE, "morning", 0): 4, (JUNE, "afternoon", 0): 3})

    def cells() -> tuple[tuple[str, ...], str, str]:
        paper = fee_list(world.course, [taught], on=JULY)
        [table] = [block for block in paper.blocks if isinstance(block, Table)]
        [words] = [block for block in paper.blocks if isinstance(block, FactList)]
        return table.rows[0][6:10], words.rows[0][1], str(paper.blocks[-1])

    assert cells()[:2] == (("", "", "", ""), "")
    take_examples(world.institution, starts_on=MAY, by=None, at=at)
    assert cells()[0] == ("", "", "", ""), "a rate is there, but nobody said the level"
    set_levels(world.institution, {guest.pk: "4"}, starts_on=MAY, by=None, at=at)
    row, words, note = cells()
    assert row == ("1.300.000", "2.600.000", "260.000", "2.340.000")
    assert words == "Hai triệu sáu trăm nghìn đồng" and "ví dụ" in note


def test_page_writes_rates_tax_and_levels(world: World, client: Client) -> None:
    guest = _guest(world)
    client.force_login(world.users["officer"])
    address = reverse("lecturers:fees")
    said = {"viec": "muc", "m-level": "4", "m-amount": "1.300.000", "m-paid_per": "half_day", "m-starts_on": "1/5/2025",
            "m-source": "NQ 12"}  # fmt: skip
    assert client.post(address, said).status_code == 302
    wrong = client.post(address, {**said, "m-amount": "một triệu"})
    assert wrong.status_code == 200 and "một triệu" in wrong.content.decode()
    tax = {"viec": "thue", "t-percent": "10", "t-threshold": "2.000.000", "t-starts_on": "1/5/2025", "t-source": "TT"}
    assert client.post(address, tax).status_code == 302
    odd = {f"muc-{guest.pk}": "4", "muc-x": "4", "muc-٣": "4", "muc-99999999999999999": "4"}
    assert client.post(address, {"viec": "muc-nguoi", **odd}).status_code == 302
    assert FeeLevel.objects.get().lecturer == guest
    assert client.post(address, {"viec": "muc-nguoi", f"muc-{guest.pk}": "4"}).status_code == 302
    assert FeeLevel.objects.count() == 1, "the same level is not written again"
    assert client.post(address, {"viec": "vi-du"}).status_code == 302
    assert FeeRate.objects.filter(example=True).count() == len(EXAMPLE_RATES) - 1, "a confirmed rate stays"
    assert FeeTax.objects.count() == 1
    assert client.post(address, {"viec": "gì đó"}).status_code == 200
    body = client.get(address, {"co-so": "x"}).content.decode()
    assert "1.300.000" in body and "NQ 12" in body
    client.force_login(world.users["auditor"])
    assert client.get(address).status_code == 200
    assert client.post(address, said).status_code == 403
    client.force_login(world.users["stranger"])
    assert client.get(address).status_code == 404


def _at(day: date, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day.isoformat()}T{clock}:00+07:00")


@dataclass(frozen=True)
class Held:
    """A session that was held, as the fee list reads it."""

    day: date
    half: str
    begins: str
    ends: str
    periods: int = 2

    @property
    def starts_at(self) -> datetime:
        return _at(self.day, self.begins)

    @property
    def ends_at(self) -> datetime:
        return _at(self.day, self.ends)


EARLY, LATE, WHOLE, NOON = ("07:30", "09:00"), ("09:15", "10:45"), ("07:30", "10:45"), ("13:30", "16:45")


@pytest.mark.parametrize(
    ("asked_as", "held", "half_days", "people"),
    [
        pytest.param("body", [(JUNE, EARLY), (JUNE, LATE)], 1, 1, id="two lessons of one hall"),
        pytest.param("body", [(JUNE, WHOLE), (JUNE, WHOLE)], 2, 2, id="two halls at once"),
        pytest.param("rank", [(JUNE, WHOLE), (JUNE, WHOLE), (JUNE, WHOLE)], 3, 3, id="three halls, a rank"),
        pytest.param("body", [(JUNE, EARLY), (JUNE, WHOLE), (JUNE, LATE)], 2, 2, id="one hall changes, one does not"),
        pytest.param("body", [(JUNE, WHOLE), (JUNE, WHOLE), (JUNE, NOON)], 3, 2, id="one of them in the afternoon too"),
        pytest.param("body", [(JUNE, WHOLE), (JULY, WHOLE)], 2, 1, id="two days"),
        pytest.param("post", [(JUNE, WHOLE), (JUNE, WHOLE)], 1, 1, id="a post is one person"),
        pytest.param("named", [(JUNE, WHOLE), (JUNE, WHOLE)], 1, 1, id="a body whose person is named"),
    ],
)
def test_half_days_of_a_row_that_stands_for_several(
    world: World, asked_as: str, held: list[tuple[date, tuple[str, str]]], half_days: int, people: int
) -> None:
    row = Lecturer(
        institution=world.institution, asked_as="body" if asked_as == "named" else asked_as, post_text="Trưởng phòng",
        body_text="Sở", rank_text="Báo cáo viên", person=world.lecturer.person if asked_as == "named" else None,
    )  # fmt: skip
    taught = Taught(row)
    for day, (begins, ends) in held:
        half = "afternoon" if begins == NOON[0] else "morning"
        taught.add(Held(day, half, begins, ends))  # type: ignore[arg-type]
    assert (len(taught.slots), taught.people, taught.periods) == (half_days, people, 2 * len(held))


def test_the_tax_of_several_people_is_left_to_the_accountant(world: World, at: datetime) -> None:
    body = Lecturer.objects.create(
        institution=world.institution, asked_as="body", body_text="Sở Nội vụ", standing="reporter"
    )
    take_examples(world.institution, starts_on=MAY, by=None, at=at)
    set_levels(world.institution, {body.pk: "4"}, starts_on=MAY, by=None, at=at)
    taught = Taught(body, {(JUNE, "morning", 0): 4, (JUNE, "morning", 1): 4})
    paper = fee_list(world.course, [taught], on=JULY)
    [table] = [block for block in paper.blocks if isinstance(block, Table)]
    assert table.rows[0][4:10] == ("2", "8", "1.300.000", "2.600.000", "", "")
    assert "hội trường nào học cùng lúc" in str(paper.blocks[-1])
