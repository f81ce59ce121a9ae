"""Nạp danh mục — load the committed data package of administrative units; a second run changes nothing."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import connection

from boiduong.engines.vietnamese import fold
from boiduong.foundation.audit.services import Actor, acting
from boiduong.foundation.organizations.models import LegalAct, Succession, Unit, UnitVersion
from boiduong.foundation.organizations.rules import short_of
from boiduong.refusals import Refusal, gettext_noop

DATA = Path(__file__).resolve().parent.parent / "data" / "units.json.gz"


class BrokenData(Refusal):
    """Danh mục hỏng — the data file cannot be read or has another format."""

    text = gettext_noop("The data file of units cannot be read: %(file)s.")


@dataclass(frozen=True)
class LoadReport:
    """Kết quả nạp — how many rows were new."""

    units: int
    versions: int
    successions: int
    acts: int


def load_units(*, path: Path = DATA, by: Actor | None = None, at: datetime) -> LoadReport:
    """Nạp danh mục đơn vị — places of all snapshots with their links; what is there already stays as it is.

    A unit of the package that has ended meanwhile gets its end. Raises BrokenData.
    """
    body = _read(path)
    with acting(by, "organizations.load_units", at=at) as act:
        acts, new_acts = _acts(body["acts"])
        ids, new_units = _units(body["units"])
        versions = _versions(body["units"], ids, acts)
        links = _successions(body["successions"], ids, acts)
        report = LoadReport(len(new_units), versions, links, new_acts)
        if any((report.units, report.versions, report.successions)):
            act.record_many(Unit, new_units, after=vars(report))
            _count_for_planner()
    return report


def _count_for_planner() -> None:
    """Fifteen thousand rows came at once: the planner of PostgreSQL takes the tables for empty until it is told."""
    if connection.vendor == "postgresql":  # pragma: no cover - the tests on SQLite are those that are counted
        tables = ", ".join(f'"{model._meta.db_table}"' for model in (Unit, UnitVersion, Succession))
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {tables}")


def _read(path: Path) -> dict[str, Any]:
    try:
        body = json.loads(gzip.decompress(path.read_bytes()))
    except (OSError, EOFError, ValueError):
        raise BrokenData(file=path.name) from None
    if not isinstance(body, dict) or body.get("format") != 1:
        raise BrokenData(file=path.name)
    return body


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _acts(rows: dict[str, list[str]]) -> tuple[dict[str, int], int]:
    known = {(a.issuer_text, a.number): a.pk for a in LegalAct.objects.filter(number__in=list(rows))}
    new = [
        LegalAct(kind="Nghị quyết", number=number, issued_on=_day(issued), issuer_text=issuer, title=title)
        for number, issued, issuer, title in rows.values()
        if (issuer, number) not in known
    ]
    known |= {(a.issuer_text, a.number): a.pk for a in LegalAct.objects.bulk_create(new)}
    return {key: known[row[2], row[0]] for key, row in rows.items()}, len(new)


def _units(rows: list[list[Any]]) -> tuple[dict[str, int], list[int]]:
    have = {u.source_key: u for u in Unit.objects.filter(source_key__isnull=False)}
    new, ended = [], []
    for key, code, _, founded, end, stated, _ in rows:
        unit = have.get(key)
        if unit is None:
            new.append(Unit(source_key=key, code=code, founded_on=_day(founded), ended_on=_day(end), end_stated=stated))
        elif end and unit.ended_on is None:
            unit.ended_on, unit.end_stated = _day(end), stated
            ended.append(unit)
    made = Unit.objects.bulk_create(new, batch_size=2000)
    Unit.objects.bulk_update(ended, ["ended_on", "end_stated"], batch_size=500)
    ids = {str(key): unit.pk for key, unit in have.items()} | {str(u.source_key): u.pk for u in made}
    return ids, [u.pk for u in made]


def _versions(rows: list[list[Any]], ids: dict[str, int], acts: dict[str, int]) -> int:
    have = set(UnitVersion.objects.filter(unit__source_key__isnull=False).values_list("unit_id", "starts_on"))
    new = []
    for key, _, level, _, _, _, versions in rows:
        for on, name, kind, parent, lat, lon, act, note in versions:
            day = date.fromisoformat(on)
            if (ids[key], day) in have:
                continue
            new.append(
                UnitVersion(
                    unit_id=ids[key],
                    starts_on=day,
                    name=name,
                    short_name=short_of(name),
                    folded_name=fold(name),
                    kind=kind,
                    level=level,
                    parent_id=ids[parent] if parent else None,
                    lat=lat,
                    lon=lon,
                    act_id=acts.get(act),
                    note=note,
                )
            )
    return len(UnitVersion.objects.bulk_create(new, batch_size=1000))


def _successions(rows: list[list[Any]], ids: dict[str, int], acts: dict[str, int]) -> int:
    have = set(Succession.objects.values_list("predecessor_id", "successor_id", "on"))
    new = [
        Succession(
            predecessor_id=ids[old],
            successor_id=ids[heir],
            on=date.fromisoformat(on),
            share=share,
            kind=kind,
            act_id=acts.get(act),
            source=source,
        )
        for old, heir, on, share, kind, act, source in rows
        if (ids[old], ids[heir], date.fromisoformat(on)) not in have
    ]
    return len(Succession.objects.bulk_create(new, batch_size=2000))
