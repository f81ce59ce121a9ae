"""Một đời đơn vị — everything that the page of a unit shows, as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from boiduong.foundation.organizations.models import Institution, LegalAct, Unit, UnitVersion
from boiduong.foundation.organizations.queries.among import among
from boiduong.foundation.organizations.queries.days import as_of
from boiduong.foundation.organizations.queries.tree import graph, heirs_of
from boiduong.foundation.organizations.rules import Edge, One


@dataclass(frozen=True)
class Link:
    """Mối kế thừa để xem — the other unit, its name, the day, the share and the act."""

    unit: int
    name: str
    on: date
    share: str
    act: LegalAct | None


@dataclass(frozen=True)
class UnitLife:
    """Đời của đơn vị — `shown_on` is the day asked for, or the nearest one on which something is established."""

    shown_on: date
    version: UnitVersion | None
    established: bool
    versions: list[UnitVersion]
    before: list[Link]
    after: list[Link]
    now: list[tuple[int, str]]
    gap: bool


def names_on(ids: Iterable[int | None], day: date) -> dict[int, str]:
    """Tên của nhiều đơn vị — by id, the last name at or before `day`, else the first: one query."""
    names: dict[int, str] = {}
    wanted = among({pk for pk in ids if pk})
    rows = UnitVersion.objects.filter(unit__in=wanted).order_by("unit_id", "starts_on")
    for unit, starts_on, name in rows.values_list("unit_id", "starts_on", "name"):
        if unit not in names or starts_on <= day:
            names[unit] = name
    return names


def institution_names(institutions: Iterable[Institution], day: date) -> dict[int, str]:
    """Tên của các cơ sở vào một ngày — by the id of the institution, in the order given: one query."""
    listed = [*institutions]
    names = names_on((one.unit_id for one in listed), day)
    return {one.pk: names.get(one.unit_id, one.code) for one in listed}


def life_of(unit: Unit, day: date) -> UnitLife:
    """Đời của một đơn vị — seen on `day`; a day outside what is established shows the nearest one."""
    versions = list(unit.versions.select_related("act").order_by("starts_on"))
    version = as_of(unit, day)
    shown = version
    if shown is None and versions:
        shown = versions[-1] if versions[0].starts_on <= day else versions[0]
    net = graph()
    before, after = net.arriving.get(unit.pk, ()), net.leaving.get(unit.pk, ())
    answer = heirs_of(unit, day)
    units = (answer.unit,) if isinstance(answer, One) else answer.units
    names = names_on([*units, *(e.predecessor for e in before), *(e.successor for e in after)], day)
    acts = LegalAct.objects.in_bulk([e.act for e in (*before, *after) if e.act])
    return UnitLife(
        shown_on=day if version else shown.starts_on if shown else day,
        version=shown,
        established=version is not None,
        versions=versions,
        before=_links(before, names, acts, back=True),
        after=_links(after, names, acts, back=False),
        now=sorted(((u, names.get(u, "")) for u in units if u != unit.pk), key=lambda row: row[1]),
        gap=not isinstance(answer, One) and bool(answer.not_established),
    )


def _links(edges: Iterable[Edge], names: dict[int, str], acts: dict[int, LegalAct], *, back: bool) -> list[Link]:
    links = []
    for edge in edges:
        other = edge.predecessor if back else edge.successor
        links.append(Link(other, names.get(other, ""), edge.on, edge.share, acts.get(edge.act or 0)))
    return sorted(links, key=lambda link: (link.on, link.name))
