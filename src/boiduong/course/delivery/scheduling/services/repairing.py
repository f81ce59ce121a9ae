"""Sửa lịch đã phát hành — somebody cancels, the machine proposes, one proposal becomes the adjusted draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from boiduong.course.curriculum.lecturers.models import Availability
from boiduong.course.delivery.scheduling.models import TimetableVersion
from boiduong.course.delivery.scheduling.permissions import can_arrange
from boiduong.course.delivery.scheduling.queries.bridge.ways import Way
from boiduong.course.delivery.scheduling.queries.repairs import LECTURER, ROOM, Offer, changes_in
from boiduong.course.delivery.scheduling.queries.runs import REPAIR, last_run, run_key
from boiduong.course.delivery.scheduling.rules import HALVES, TIMETABLE, Cell
from boiduong.course.delivery.scheduling.services.conceding import conceding
from boiduong.course.delivery.scheduling.services.planning import apply_changes
from boiduong.course.delivery.scheduling.services.refusals import NoRunNow, UnknownRule
from boiduong.course.delivery.scheduling.services.versions import revise
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.jobs.models import Job
from boiduong.foundation.jobs.services import enqueue

LONGER = 60


def ask_repair(
    version: TimetableVersion,
    *,
    kind: str,
    number: int,
    cells: Sequence[Cell],
    by: User | None,
    at: datetime,
    budget_s: int | None = None,
    conceding: Sequence[Way] = (),
) -> Job:
    """Nhờ máy tìm cách sửa — who or which room is away on which half-days of a released timetable.

    `budget_s` are the seconds it may search; without them those of a first search. `conceding` are ways out that the
    officer chose.

    Raises NotAllowed, Forbidden (not released), UnknownRule where nothing is said.
    """
    require(can_arrange(by, version.course))
    TIMETABLE.after(version.state, "revise")
    if kind not in (LECTURER, ROOM) or not cells or any(half not in HALVES for _, half in cells):
        raise UnknownRule
    args: dict[str, object] = {
        "version": version.pk,
        "kind": kind,
        "number": number,
        "cells": [[day.isoformat(), half] for day, half in cells],
        "budget": budget_s,
        "ways": [asdict(way) for way in conceding],
        "by": by.pk if by is not None else None,
    }
    with acting(by, "scheduling.ask_repair", at=at) as act:
        act.record(version, after={"kind": kind, "number": number, "half_days": len(cells)})
    return enqueue(REPAIR, at=at, args=args, key=run_key(REPAIR, version), by_id=by.pk if by is not None else None)


def look_longer(version: TimetableVersion, *, by: User | None, at: datetime) -> Job:
    """Tìm lâu hơn — the last search once more with more time: a course of thirty classes needs it.

    Raises NotAllowed, Forbidden (not released), NoRunNow where nothing was sought.
    """
    require(can_arrange(by, version.course))
    job = _last(version)
    return _again(version, job, _ways_of(job), budget_s=LONGER, by=by, at=at)


def choose_repair_way(version: TimetableVersion, number: int, *, by: User | None, at: datetime) -> Job:
    """Chọn một cách gỡ khi chưa sửa được — sought once more with it, and with those chosen before.

    Raises NotAllowed, Forbidden (not released), NoRunNow where there is no such way or the machine cannot take it.
    """
    require(can_arrange(by, version.course))
    job = _last(version)
    result = job.result or {}
    ways, can = (result.get("why") or {}).get("ways", []), result.get("choosable", [])
    if not 0 <= number < len(ways) or not can[number]:
        raise NoRunNow
    chosen = conceding(version, _ways_of(job), Way(**ways[number]), by=by, at=at)
    return _again(version, job, chosen, budget_s=job.args.get("budget"), by=by, at=at)


def _last(version: TimetableVersion) -> Job:
    job = last_run(REPAIR, version)
    if job is None:
        raise NoRunNow
    return job


def _ways_of(job: Job) -> list[Way]:
    return [Way(**way) for way in job.args.get("ways", [])]


def _again(
    version: TimetableVersion, job: Job, ways: Sequence[Way], *, budget_s: int | None, by: User | None, at: datetime
) -> Job:
    """The same half-days once more."""
    said = job.args
    cells = [(date.fromisoformat(day), str(half)) for day, half in said["cells"]]
    kind, number = str(said["kind"]), int(said["number"])
    return ask_repair(version, kind=kind, number=number, cells=cells, by=by, at=at, budget_s=budget_s, conceding=ways)


def choose_repair(version: TimetableVersion, number: int, *, by: User | None, at: datetime) -> TimetableVersion:
    """Chọn một phương án — a draft that is the released timetable with these sessions moved.

    The half-days on which the lecturer cannot come are kept, so that no later run of the machine forgets them.
    Raises NotAllowed, DraftExists, NoRunNow where there is no such proposal, PlacingBlocked where it breaks a rule that
    blocks in the course: then there is no draft, and the proposals stay.
    """
    require(can_arrange(by, version.course))
    job = last_run(REPAIR, version)
    offers: list[Offer] = (job.result or {}).get("offers", []) if job is not None else []
    if job is None or not 0 <= number < len(offers):
        raise NoRunNow
    with acting(by, "scheduling.choose_repair", at=at) as act:
        draft = revise(version, by=by, at=at)
        changes = changes_in(draft, offers[number])
        apply_changes(draft, changes, by=by, at=at)
        if job.args["kind"] == LECTURER:
            _keep_away(int(job.args["number"]), job.args["cells"], at=at)
        act.record(draft, after={"moved": len(changes)})
    return draft


def _keep_away(lecturer: int, cells: list[Any], *, at: datetime) -> None:
    for day, half in cells:
        Availability.objects.update_or_create(
            lecturer_id=lecturer,
            day=date.fromisoformat(day),
            half=half,
            defaults={"state": "busy", "source": "office", "said_at": at},
        )
