"""Tệp kế hoạch năm — versioned JSON of a year and of its plan; every fault of a file named at once."""

from __future__ import annotations

import dataclasses
import json

from boiduong.engines.timetabling.model.reading import BadInput, enveloped, parse, read_record
from boiduong.engines.timetabling.year.model import Year, YearPlan, year_faults

FORMAT, VERSION = "boiduong-year", 1


def year_from_json(text: str | bytes) -> Year:
    """Đọc một năm — a whole year or `BadInput` with all its faults."""
    faults: list[str] = []
    record = enveloped(parse(text), "year", form=FORMAT, reads=(VERSION,))
    year = read_record(Year, record, "year", faults)
    if year is not None:
        faults += year_faults(year)
    if faults or year is None:
        raise BadInput(faults)
    return year


def year_to_json(year: Year) -> str:
    """Ghi một năm — JSON that reads back as the same year."""
    return _dump({"year": dataclasses.asdict(year)})


def plan_to_json(plan: YearPlan) -> str:
    """Ghi kế hoạch — the start of each class and its room in each week, weeks away from the wishes, and the bound."""
    rooms = [{"class": name, "week": week, "room": room} for (name, week), room in sorted(plan.rooms.items())]
    said = {"status": plan.status, "cost": plan.cost, "bound": plan.bound, "starts": plan.starts, "rooms": rooms}
    return _dump({"plan": {**said, "seconds": round(plan.seconds, 3)}})


def _dump(said: dict[str, object]) -> str:
    return json.dumps({"format": FORMAT, "version": VERSION, **said}, ensure_ascii=False, indent=1) + "\n"
