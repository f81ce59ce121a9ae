"""Đếm đơn vị cấp xã — how many communes a territory had on a day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from boiduong.engines.vietnamese import date_short, fold
from boiduong.foundation.organizations.models import UnitVersion
from boiduong.foundation.organizations.queries.days import earliest_on, find_units, versions_on
from boiduong.foundation.organizations.rules import COMMUNE_KINDS, DISTRICT_KINDS, PROVINCE_KINDS
from boiduong.refusals import Refusal, gettext_noop


class UnknownUnit(Refusal):
    """Không có đơn vị này — no unit of that name on that day."""

    text = gettext_noop("There is no unit “%(name)s” on %(day)s in the list of units.")


class AmbiguousUnit(Refusal):
    """Nhiều đơn vị cùng tên — the name fits several territories of the same level."""

    text = gettext_noop("“%(name)s” may be: %(candidates)s. Write the full name, with the province after a comma.")


class BeforeEarliest(Refusal):
    """Chưa xác định — the day lies before the earliest list of units, or no list is loaded."""

    text = gettext_noop("Not established: the list of units begins on %(earliest)s, %(day)s lies before it.")


class NothingLoaded(Refusal):
    """Chưa nạp danh mục — the list of units is empty."""

    text = gettext_noop("The list of units is empty. Run: boiduong units load")


class NotATerritory(Refusal):
    """Không có đơn vị cấp xã bên dưới — the unit is a commune itself."""

    text = gettext_noop("%(name)s is itself a unit of the commune level on %(day)s.")


@dataclass(frozen=True)
class CommuneCount:
    """Số đơn vị cấp xã — of a territory on a day, by kind."""

    territory: UnitVersion
    day: date
    by_kind: dict[str, int]

    @property
    def total(self) -> int:
        """Tổng số."""
        return sum(self.by_kind.values())


def territory(name: str, day: date) -> UnitVersion:
    """Tìm tỉnh, thành phố, huyện — the one province or district of that exact name; a province goes before a district.

    Raises NothingLoaded, BeforeEarliest, UnknownUnit, AmbiguousUnit or NotATerritory.
    """
    first = earliest_on()
    if first is None:
        raise NothingLoaded
    if day < first:
        raise BeforeEarliest(earliest=date_short(first), day=date_short(day))
    wanted = fold(name.partition(",")[0])
    places = {**PROVINCE_KINDS, **DISTRICT_KINDS, **COMMUNE_KINDS}
    found = [
        version
        for version in find_units(name, as_of=day, limit=500)
        if version.kind in places and wanted in (fold(version.short_name), version.folded_name)
    ]
    if not found:
        raise UnknownUnit(name=name.strip(), day=date_short(day))
    best = [version for version in found if version.level == found[0].level]
    if len(best) > 1:
        raise AmbiguousUnit(name=name.strip(), candidates="; ".join(_with_parent(v, day) for v in best))
    if best[0].kind in COMMUNE_KINDS:
        raise NotATerritory(name=_with_parent(best[0], day), day=date_short(day))
    return best[0]


def _with_parent(version: UnitVersion, day: date) -> str:
    above = versions_on(day).filter(unit=version.parent_id).first()
    return f"{version.name} ({above.name})" if above else version.name


def count_communes(name: str, as_of: date) -> CommuneCount:
    """Đếm đơn vị cấp xã — communes, wards, townships and special zones of a province or district on a day.

    Raises what `territory` raises.
    """
    home = territory(name, as_of)
    there = versions_on(as_of)
    inside = there.filter(parent=home.unit_id).values("unit")
    rows = there.filter(Q(parent=home.unit_id) | Q(parent__in=inside), kind__in=sorted(COMMUNE_KINDS))
    return CommuneCount(home, as_of, dict(Counter(rows.values_list("kind", flat=True))))
