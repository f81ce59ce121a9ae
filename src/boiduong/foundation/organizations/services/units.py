"""Ghi đơn vị — legal acts, new units, and new names or places in the tree."""

from __future__ import annotations

from datetime import date, datetime

from boiduong.engines.vietnamese import date_short, fold, nfc
from boiduong.foundation.audit.services import Actor, acting
from boiduong.foundation.organizations.events import unit_changed
from boiduong.foundation.organizations.models import LegalAct, Unit, UnitVersion
from boiduong.foundation.organizations.queries import ancestor_ids, as_of, versions_on
from boiduong.foundation.organizations.rules import short_of
from boiduong.refusals import Refusal, gettext_noop


class NameMissing(Refusal):
    """Thiếu tên — a unit without a name."""

    text = gettext_noop("Write the name of the unit.")


class UnitExists(Refusal):
    """Đơn vị đã có — a live unit of the same name, kind and parent."""

    text = gettext_noop("%(name)s is already there.")


class UnitEnded(Refusal):
    """Đơn vị đã kết thúc — a change on or after the day of its end."""

    text = gettext_noop("%(name)s ended on %(ended)s. Nothing can change from then on.")


class BeforeUnit(Refusal):
    """Trước khi có đơn vị — a change before anything is known of the unit."""

    text = gettext_noop("%(name)s is known from %(first)s on. A change cannot come before.")


class VersionExists(Refusal):
    """Đã có thay đổi ngày ấy — a second version on one day."""

    text = gettext_noop("%(name)s already has a change on %(day)s.")


class OwnAncestor(Refusal):
    """Trực thuộc chính mình — the new parent stands below the unit."""

    text = gettext_noop("%(name)s cannot stand under a unit that stands under it.")


def record_act(
    *,
    kind: str,
    number: str = "",
    issued_on: date | None = None,
    issuer_text: str = "",
    title: str = "",
    by: Actor | None,
    at: datetime,
) -> LegalAct:
    """Ghi văn bản pháp lý — the numbered act of that issuer and day, made where it is not there yet."""
    facts = {"number": nfc(number.strip()), "issued_on": issued_on, "issuer_text": nfc(issuer_text.strip())}
    known = LegalAct.objects.filter(**facts).first() if facts["number"] else None
    if known:
        return known
    with acting(by, "organizations.record_act", at=at) as act:
        made = LegalAct.objects.create(kind=nfc(kind), title=nfc(title), **facts)
        act.record(made, after={"number": made.number, "issued_on": issued_on})
    return made


def add_unit(
    *,
    name: str,
    kind: str,
    level: str,
    starts_on: date,
    line: str = "",
    parent: Unit | None = None,
    area: Unit | None = None,
    short_name: str = "",
    code: str = "",
    founded_on: date | None = None,
    established: bool = True,
    act: LegalAct | None = None,
    by: Actor | None,
    at: datetime,
) -> Unit:
    """Thêm đơn vị — a body (committee, school, department) or place, known from `starts_on`.

    `area` is the place whose body it is; `founded_on` is given where the founding is known; a unit that is only planned
    has `established=False`. Raises NameMissing, UnitExists.
    """
    called = _clean(name)
    same = versions_on(starts_on).filter(name=called, kind=kind, parent=parent, unit__area=area)
    with acting(by, "organizations.add_unit", at=at) as doing:
        if same.exists():
            raise UnitExists(name=called)
        unit = Unit.objects.create(code=code, founded_on=founded_on, established=established, area=area)
        UnitVersion.objects.create(
            unit=unit,
            starts_on=starts_on,
            name=called,
            short_name=nfc(short_name.strip()) or short_of(called),
            folded_name=fold(called),
            kind=kind,
            line=line,
            level=level,
            parent=parent,
            act=act,
        )
        doing.record(unit, after={"kind": kind, "starts_on": starts_on, "parent": parent.pk if parent else None})
    unit_changed.send(Unit, unit=unit, at=at)
    return unit


def rename_unit(
    *,
    unit: Unit,
    starts_on: date,
    name: str = "",
    short_name: str = "",
    kind: str = "",
    parent: Unit | None = None,
    act: LegalAct | None = None,
    reason: str = "",
    by: Actor | None,
    at: datetime,
) -> UnitVersion:
    """Đổi tên, đổi loại, đổi trực thuộc — a new version from `starts_on`; what is not given stays as it was.

    Raises UnitEnded, BeforeUnit, VersionExists, OwnAncestor.
    """
    with acting(by, "organizations.rename_unit", at=at) as doing:
        unit = Unit.objects.select_for_update().get(pk=unit.pk)
        before = _version_to_change(unit, starts_on)
        if parent is not None and unit.pk in ancestor_ids(parent.pk):
            raise OwnAncestor(name=before.name)
        called = _clean(name) if name else before.name
        made = UnitVersion.objects.create(
            unit=unit,
            starts_on=starts_on,
            name=called,
            short_name=nfc(short_name.strip()) or (short_of(called) if name else before.short_name),
            folded_name=fold(called),
            kind=kind or before.kind,
            line=before.line,
            level=before.level,
            parent=parent or before.parent,
            lat=before.lat,
            lon=before.lon,
            act=act,
        )
        doing.record(unit, before=_facts(before), after=_facts(made), reason=reason)
    unit_changed.send(Unit, unit=unit, at=at)
    return made


def _version_to_change(unit: Unit, day: date) -> UnitVersion:
    if unit.ended_on and unit.ended_on <= day:
        raise UnitEnded(name=str(unit), ended=date_short(unit.ended_on))
    before = as_of(unit, day)
    if before is None:
        first = unit.versions.earliest("starts_on")
        raise BeforeUnit(name=str(unit), first=date_short(first.starts_on))
    if before.starts_on == day:
        raise VersionExists(name=before.name, day=date_short(day))
    return before


def _facts(version: UnitVersion) -> dict[str, object]:
    return {"version": version.pk, "kind": version.kind, "parent": version.parent_id, "from": version.starts_on}


def _clean(name: str) -> str:
    called = " ".join(nfc(name).split())
    if not called:
        raise NameMissing
    return called
