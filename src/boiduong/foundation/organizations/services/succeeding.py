"""Ghi kế thừa — mergers, splits, transfers and ends of units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from boiduong.engines.vietnamese import date_short
from boiduong.foundation.audit.services import Actor, acting
from boiduong.foundation.organizations.events import unit_changed
from boiduong.foundation.organizations.models import LegalAct, Succession, Unit, UnitVersion, new_stamp
from boiduong.foundation.organizations.queries import graph, name_on
from boiduong.foundation.organizations.rules import Edge, refuse_cycle
from boiduong.refusals import ReasonNeeded, Refusal, gettext_noop


class UnitAlreadyEnded(Refusal):
    """Đơn vị đã kết thúc — it cannot end again, nor take anything over afterwards."""

    text = gettext_noop("%(name)s already ended on %(ended)s.")


class NobodyHere(Refusal):
    """Thiếu đơn vị — a succession without a unit that ends or gives."""

    text = gettext_noop("Choose the unit that ends or gives up a part.")


class NothingKnownThen(Refusal):
    """Chưa có đơn vị — the unit is known only from a later day on."""

    text = gettext_noop("%(name)s is known from %(first)s on; the change is dated before.")


class AlreadyReplaced(Refusal):
    """Đã thay — a link was corrected before; correct the newer row."""

    text = gettext_noop("This link was already corrected. Correct the newer one.")


def record_succession(
    *,
    predecessors: Sequence[Unit],
    successors: Sequence[Unit],
    on: date,
    kind: str = "merge",
    shares: Mapping[tuple[int, int], str] | None = None,
    ends: bool = True,
    act: LegalAct | None = None,
    source: str = "",
    by: Actor | None,
    at: datetime,
) -> list[Succession]:
    """Ghi kế thừa — every predecessor passes to every successor on `on`; the predecessors end on that day.

    With one successor the share is "whole", with several "part", unless `shares` says otherwise by (predecessor id,
    successor id). `ends=False`: the unit goes on and only gave up a part. Without successors the units end without an
    heir. Raises NobodyHere, UnitAlreadyEnded, NothingKnownThen, CycleInSuccession.
    """
    if not predecessors or (not ends and not successors):
        raise NobodyHere
    usual = "whole" if ends and len(successors) == 1 else "part"
    with acting(by, "organizations.record_succession", at=at) as doing:
        ids = sorted({u.pk for u in (*predecessors, *successors)})
        units = {u.pk: u for u in Unit.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
        for one in predecessors:
            _still_there(units[one.pk], on, ending=ends)
        for one in successors:
            _still_there(units[one.pk], on, ending=False)
        edges = [
            Edge(p.pk, s.pk, on, (shares or {}).get((p.pk, s.pk), usual), kind, act.pk if act else None)
            for p in predecessors
            for s in successors
        ]
        refuse_cycle(graph().edges, edges, {pk: name_on(u, on) for pk, u in units.items()})
        made = [_write(edge, source) for edge in edges]
        for one in predecessors:
            unit = units[one.pk]
            before = {"ended_on": unit.ended_on}
            if ends:
                unit.ended_on, unit.end_stated = on, True
                unit.save(update_fields=["ended_on", "end_stated"])
            to = ",".join(str(s.pk) for s in successors)
            doing.record(unit, before=before, after={"ended_on": unit.ended_on, "on": on, "to": to})
        _touch_tree()
    for unit in units.values():
        unit_changed.send(Unit, unit=unit, at=at)
    for one in predecessors:
        one.refresh_from_db()
    return made


def void_succession(
    *, succession: Succession, share: str = "none", reason: str, by: Actor | None, at: datetime
) -> Succession:
    """Sửa một mối kế thừa — a new row replaces the old one; share "none" withdraws it.

    Raises ReasonNeeded, AlreadyReplaced.
    """
    if not reason.strip():
        raise ReasonNeeded
    with acting(by, "organizations.void_succession", at=at) as doing:
        if Succession.objects.filter(voids=succession).exists():
            raise AlreadyReplaced
        made = Succession.objects.create(
            predecessor=succession.predecessor,
            successor=succession.successor,
            on=succession.on,
            share=share,
            kind=succession.kind,
            act=succession.act,
            source=succession.source,
            voids=succession,
        )
        doing.record(succession, before={"share": succession.share}, after={"share": share}, reason=reason)
    unit_changed.send(Unit, unit=succession.predecessor, at=at)
    return made


def _still_there(unit: Unit, day: date, *, ending: bool) -> None:
    """An ended unit may end again on the same day only (two acts of one day), and takes nothing over."""
    if unit.ended_on and not (ending and unit.ended_on == day):
        raise UnitAlreadyEnded(name=name_on(unit, unit.ended_on), ended=date_short(unit.ended_on))
    first = unit.versions.order_by("starts_on").first()
    if first is None or first.starts_on > day:
        known = date_short(first.starts_on) if first else "…"
        raise NothingKnownThen(name=first.name if first else unit.code, first=known)


def _write(edge: Edge, source: str) -> Succession:
    return Succession.objects.create(
        predecessor_id=edge.predecessor,
        successor_id=edge.successor,
        on=edge.on,
        share=edge.share,
        kind=edge.kind,
        act_id=edge.act,
        source=source,
    )


def _touch_tree() -> None:
    """An end without an heir writes no row that caches look at: give the last version a new stamp."""
    last = UnitVersion.objects.order_by("-id").values_list("id", flat=True)[:1]
    UnitVersion.objects.filter(pk__in=list(last)).update(stamp=new_stamp())
