"""Đọc mức học hằng năm — who of one's units is under the need of the year, by person and by place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from boiduong.course.recognition.personnel_records.models import TrainingRecord
from boiduong.course.recognition.personnel_records.permissions import READERS, home_units, served_units
from boiduong.course.recognition.personnel_records.queries.declared import posts_read_by
from boiduong.course.recognition.personnel_records.rules import (
    COUNTED_STATES,
    Learned,
    Tally,
    Verdict,
    read_yearly_need,
    tally,
    verdict,
    years_of,
)
from boiduong.engines.vietnamese import fold
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.organizations.models import Institution, Unit
from boiduong.foundation.organizations.queries import names_on, rule_set_on
from boiduong.foundation.people.models import Person, PostHolding


@dataclass(frozen=True)
class Need:
    """Mức học của một năm — `periods` in tiết, from the rule set in force since a day; `example` is not adopted."""

    periods: int
    since: date
    example: bool


@dataclass(frozen=True)
class Serving:
    """Một cơ sở và địa bàn — the units that an institution serves, smaller places first."""

    institution: Institution
    units: frozenset[int]

    def need_on(self, day: date) -> Need | None:
        """Mức đang áp dụng — None before the first rule set."""
        found = rule_set_on(self.institution, day)
        if found is None:
            return None
        return Need(read_yearly_need(found.body["yearly_need"]).periods, found.starts_on, found.example)


def serving() -> list[Serving]:
    """Các cơ sở theo địa bàn — the nearest first; a few queries, however many people are asked for."""
    listed = list(Institution.objects.prefetch_related("rule_sets").order_by("id"))
    areas = served_units(one.unit_id for one in listed)
    return sorted((Serving(one, areas[one.unit_id]) for one in listed), key=lambda one: len(one.units))


def need_of(unit_id: int | None, day: date, known: list[Serving]) -> Need | None:
    """Mức của một đơn vị — of the institution that serves it; the only one there is serves everybody."""
    return needs_of([unit_id], day, known)[unit_id]


def needs_of(unit_ids: Iterable[int | None], day: date, known: list[Serving]) -> dict[int | None, Need | None]:
    """Mức của nhiều đơn vị — the rules of an institution are read once for all its units."""
    levels = [one.need_on(day) for one in known]
    found: dict[int | None, Need | None] = {}
    for unit in unit_ids:
        place = next((n for n, one in enumerate(known) if unit in one.units), 0 if len(known) == 1 else None)
        found[unit] = None if place is None else levels[place]
    return found


@dataclass(frozen=True)
class PersonYear:
    """Một người trong năm — what is counted, against the need of the unit's institution."""

    uid: UUID
    name: str
    post: str
    unit: str
    places: frozenset[int]
    tally: Tally
    verdict: Verdict
    need: Need | None
    synthetic: bool


@dataclass
class PlaceYear:
    """Một xã, phường hoặc cơ quan trong năm — its people by verdict."""

    name: str
    people: int = 0
    verdicts: dict[str, int] = field(default_factory=dict)

    def count(self, key: str) -> int:
        """People with this verdict."""
        return self.verdicts.get(key, 0)


def year_day(year: int, today: date) -> date:
    """Ngày xét của một năm — today, or its last day once it is over."""
    return min(today, date(year, 12, 31))


class _Held(NamedTuple):
    """One post of a person on the day: the columns that the pages of the need show."""

    person: int
    unit: int
    post: str
    uid: UUID
    name: str
    synthetic: bool


_COLUMNS = ("person_id", "unit_id", "post__name", "person__uid", "person__full_name", "person__synthetic")


def people_of_year(user: User, year: int, today: date, *, with_units: bool = True) -> list[PersonYear]:
    """Người của đơn vị mình trong năm — by name; who holds a post on the day counts once, with the first of them.

    The same few queries for one person and for thousands; the names of their units are left out on request.
    """
    day = year_day(year, today)
    mine = posts_read_by(user, day, Role.UNIT_CLERK, *READERS)
    held: dict[int, list[_Held]] = {}
    for row in mine.order_by("person__sort_key", "person_id", "id").values_list(*_COLUMNS):
        post = _Held(*row)
        held.setdefault(post.person, []).append(post)
    learned = _learned(mine.values("person"), year)
    units = {post.unit for rows in held.values() for post in rows}
    names = names_on(units, day) if with_units else {}
    places = dict(Unit.objects.filter(pk__in=units, area__isnull=False).values_list("pk", "area_id"))
    needs = needs_of(units, day, serving())
    nothing = tally([], year)
    tallies = {pk: tally(rows, year) for pk, rows in learned.items()}
    return [_person(rows, tallies.get(pk, nothing), names, places, needs) for pk, rows in held.items()]


def _person(
    rows: list[_Held],
    counted: Tally,
    names: dict[int, str],
    places: Mapping[int, int | None],
    needs: Mapping[int | None, Need | None],
) -> PersonYear:
    first = rows[0]
    need = needs.get(first.unit)
    return PersonYear(
        uid=first.uid,
        name=first.name,
        post=first.post,
        unit=names.get(first.unit, ""),
        places=frozenset(places.get(row.unit) or row.unit for row in rows),
        tally=counted,
        verdict=verdict(counted, need.periods if need else None),
        need=need,
        synthetic=first.synthetic,
    )


def _learned(people: QuerySet[PostHolding, Any], year: int) -> dict[int, list[Learned]]:
    """Rows that bear on a year, by person; one query."""
    bearing = Q(to_on__year=year) | Q(to_on__isnull=True, from_on__year=year)
    bearing |= Q(from_on__year__lte=year, to_on__year__gt=year)
    rows = TrainingRecord.objects.filter(bearing, person__in=people, state__in=COUNTED_STATES).order_by("id")
    found: dict[int, list[Learned]] = {}
    for person, from_on, to_on, periods, state in rows.values_list("person_id", "from_on", "to_on", "periods", "state"):
        found.setdefault(person, []).append(Learned(from_on, to_on, periods, state))
    return found


def places_of_year(people: Iterable[PersonYear], today: date) -> list[PlaceYear]:
    """Theo xã, phường, cơ quan — those with the most people short first; who works in two places stands in both."""
    found: dict[int, PlaceYear] = {}
    listed = list(people)
    names = names_on({place for one in listed for place in one.places}, today)
    for one in listed:
        for place in one.places:
            row = found.setdefault(place, PlaceYear(names.get(place, "")))
            row.people += 1
            row.verdicts[one.verdict.key] = row.count(one.verdict.key) + 1
    return sorted(found.values(), key=lambda row: (-row.count("short"), fold(row.name)))


@dataclass(frozen=True)
class YearLine:
    """Một năm của một người — for the transcript."""

    tally: Tally
    verdict: Verdict
    need: Need | None


def years_of_person(person: Person, records: Iterable[TrainingRecord], today: date) -> list[YearLine]:
    """Số tiết theo năm — each year in which something ended, and this one; by the rules of the unit of today."""
    rows = [Learned(one.from_on, one.to_on, one.periods, one.state) for one in records]
    home = next(iter(home_units(person)), None)
    known = serving()
    lines = []
    for year in sorted({today.year, *years_of(rows)}, reverse=True):
        counted = tally(rows, year)
        need = need_of(home, year_day(year, today), known)
        lines.append(YearLine(counted, verdict(counted, need.periods if need else None), need))
    return lines
