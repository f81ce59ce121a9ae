"""Máy xếp lịch — asking for a run, stopping it with the best kept, and choosing a way out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from boiduong.course.delivery.scheduling.models import TimetableVersion
from boiduong.course.delivery.scheduling.permissions import can_arrange
from boiduong.course.delivery.scheduling.queries.bridge.ways import Way
from boiduong.course.delivery.scheduling.queries.runs import SOLVE, last_run, run_key
from boiduong.course.delivery.scheduling.services.conceding import conceding
from boiduong.course.delivery.scheduling.services.placing import locked_draft
from boiduong.course.delivery.scheduling.services.refusals import NoRunNow, UnknownRule
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.jobs.models import Job
from boiduong.foundation.jobs.services import enqueue, stop

BUDGETS = (30, 60, 180)


def ask_solve(
    version: TimetableVersion, *, budget_s: int, by: User | None, at: datetime, conceding: Sequence[Way] = ()
) -> Job:
    """Nhờ máy xếp — one run on a draft at a time; `conceding` are ways out that the officer chose.

    Raises NotAllowed, ReleasedIsFixed, UnknownRule for a budget not offered.
    """
    require(can_arrange(by, version.course))
    if budget_s not in BUDGETS:
        raise UnknownRule
    args: dict[str, object] = {
        "version": version.pk,
        "budget": budget_s,
        "by": by.pk if by is not None else None,
        "ways": [asdict(way) for way in conceding],
    }
    with acting(by, "scheduling.ask_solve", at=at) as act:
        locked_draft(version)
        act.record(version, after={"budget": budget_s, "ways": len(conceding)})
    return enqueue(SOLVE, at=at, args=args, key=run_key(SOLVE, version), by_id=by.pk if by is not None else None)


def stop_solve(version: TimetableVersion, *, by: User | None, at: datetime) -> None:
    """Dừng, giữ bản tốt nhất — the worker writes what it has and ends. Raises NotAllowed, NoRunNow."""
    require(can_arrange(by, version.course))
    job = last_run(SOLVE, version)
    if job is None or job.state not in ("queued", "running"):
        raise NoRunNow
    with acting(by, "scheduling.stop_solve", at=at) as act:
        stop(job)
        act.record(version, after={"job": job.pk})


def choose_way(version: TimetableVersion, number: int, *, by: User | None, at: datetime) -> Job:
    """Chọn một cách gỡ — the machine tries again with it, and with those chosen before.

    One that raises the limit of a topic is written into its program, so that board and machine go on saying the same.
    Raises NotAllowed, NoRunNow where there is no such way.
    """
    require(can_arrange(by, version.course))
    job = last_run(SOLVE, version)
    ways = ((job.result or {}).get("why") or {}).get("ways", []) if job is not None else []
    if job is None or not 0 <= number < len(ways):
        raise NoRunNow
    chosen = conceding(version, [Way(**way) for way in job.args.get("ways", [])], Way(**ways[number]), by=by, at=at)
    return ask_solve(version, budget_s=int(job.args["budget"]), by=by, at=at, conceding=chosen)
