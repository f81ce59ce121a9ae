"""Theo ngày — which units there were on a day, how they were called, and which rules held."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.utils.translation import gettext

from boiduong.engines.vietnamese import fold
from boiduong.foundation.organizations.models import Institution, RuleSet, Unit, UnitVersion
from boiduong.foundation.organizations.queries.tree import heirs_of
from boiduong.foundation.organizations.rules import LEVELS, One
from boiduong.web.prepared import prepared


def versions_on(day: date) -> QuerySet[UnitVersion]:
    """Các đơn vị trong một ngày — one version per unit alive on `day`: the last that had begun."""
    later = UnitVersion.objects.filter(unit=OuterRef("unit"), starts_on__gt=OuterRef("starts_on"), starts_on__lte=day)
    return UnitVersion.objects.filter(
        ~Exists(later), Q(unit__ended_on__isnull=True) | Q(unit__ended_on__gt=day), starts_on__lte=day
    )


def as_of(unit: Unit, day: date) -> UnitVersion | None:
    """Đơn vị ngày ấy — its version on `day`; None when it had ended or nothing is established that early.

    The unit above comes with it: who asks for one mostly climbs on.
    """
    if unit.ended_on and unit.ended_on <= day:
        return None
    return unit.versions.select_related("parent").filter(starts_on__lte=day).order_by("-starts_on").first()


def name_on(unit: Unit, day: date) -> str:
    """Tên ngày ấy — as called on `day`; outside what is established, the nearest name it had."""
    last = unit.versions.filter(starts_on__lte=day).order_by("-starts_on").first()
    version = last or unit.versions.order_by("starts_on").first()
    return version.name if version else unit.code


def name_with_heir(unit: Unit, day: date, today: date) -> str:
    """Tên cũ (nay là tên mới) — the name of the day, and what the unit is today where that is another name.

    Several heirs or a gap are said as such; nothing is guessed.
    """
    then = name_on(unit, day)
    answer = heirs_of(unit, today)
    if isinstance(answer, One):
        now = name_on(unit if answer.unit == unit.pk else Unit.objects.get(pk=answer.unit), today)
        return then if now == then else gettext("%(then)s (now %(now)s)") % {"then": then, "now": now}
    names = [name_on(one, today) for one in Unit.objects.filter(pk__in=answer.units)]
    if answer.not_established:
        names.append(gettext("the rest not established") if names else gettext("not established"))
    return gettext("%(then)s (now %(now)s)") % {"then": then, "now": "; ".join(names)}


def path_on(unit: Unit, day: date) -> list[UnitVersion]:
    """Đường dẫn — the units above `unit` on `day`, highest first, itself last."""
    path: list[UnitVersion] = []
    here: int | None = unit.pk
    while here is not None and here not in {v.unit_id for v in path}:
        found = _living(here, day) or _newest(here)
        if not found:
            break
        values = [field.to_python(value) for field, value in zip(VERSION_FIELDS, found[0], strict=True)]
        version = UnitVersion.from_db(None, VERSION_COLUMNS, values)
        path.insert(0, version)
        here = version.parent_id
    return path


VERSION_FIELDS = UnitVersion._meta.concrete_fields
VERSION_COLUMNS = [field.attname for field in VERSION_FIELDS]


@prepared
def _living(unit: int, day: date) -> QuerySet[UnitVersion, Any]:
    """The version of a unit on a day before its end: every paper asks for the path of its issuer several times."""
    rows = UnitVersion.objects.filter(unit=unit, starts_on__lte=day)
    rows = rows.filter(Q(unit__ended_on__isnull=True) | Q(unit__ended_on__gt=day))
    return rows.order_by("-starts_on").values_list(*VERSION_COLUMNS)[:1]


@prepared
def _newest(unit: int) -> QuerySet[UnitVersion, Any]:
    """The last version of a unit."""
    return UnitVersion.objects.filter(unit=unit).order_by("-starts_on").values_list(*VERSION_COLUMNS)[:1]


def children_on(unit: Unit | None, day: date) -> QuerySet[UnitVersion]:
    """Đơn vị trực thuộc ngày ấy — versions of the units directly below; None gives the highest ones."""
    return versions_on(day).filter(parent=unit).select_related("unit").order_by("name")


def earliest_on() -> date | None:
    """Ngày sớm nhất có dữ liệu — the day before which nothing is established; None before the data is loaded."""
    rows = UnitVersion.objects.filter(unit__source_key__isnull=False)
    first: date | None = rows.aggregate(first=Min("starts_on"))["first"]
    return first


def find_units(
    text: str, *, as_of: date, parent: Unit | None = None, level: str = "", limit: int = 20
) -> list[UnitVersion]:
    """Tìm đơn vị — by any part of the name, without marks; the exact name and the higher level first.

    "Châu Thành, An Giang" looks for Châu Thành in what lies below An Giang.
    """
    # A NUL ends a text inside SQLite and is refused by PostgreSQL.
    name, _, inside = (part.strip() for part in text.replace("\0", "").partition(","))
    wanted = fold(name)
    if not wanted:
        return []
    rows = versions_on(as_of).filter(folded_name__contains=wanted).select_related("unit", "parent")
    if parent is not None:
        rows = rows.filter(parent=parent)
    if level:
        rows = rows.filter(level=level)
    if inside:
        above = versions_on(as_of).filter(folded_name__contains=fold(inside))
        children = versions_on(as_of).filter(parent__in=above.values("unit"))
        rows = rows.filter(Q(parent__in=above.values("unit")) | Q(parent__in=children.values("unit")))
    order = list(LEVELS)

    def rank(version: UnitVersion) -> tuple[bool, bool, int, str, int]:
        short, full = fold(version.short_name), version.folded_name
        exact = wanted in (short, full)
        return (not exact, not short.startswith(wanted), order.index(version.level), full, version.pk)

    return sorted(rows[:2000], key=rank)[:limit]


def rule_set_on(institution: Institution, day: date) -> RuleSet | None:
    """Bộ quy tắc ngày ấy — the institution's set in force on `day`, or None; no question where they are prefetched."""
    sets = [one for one in institution.rule_sets.all() if one.starts_on <= day]
    return max(sets, key=lambda one: one.starts_on, default=None)
