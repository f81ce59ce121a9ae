"""Việc nền của lịch học — the machine places a draft, or seeks how a released timetable is repaired."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext, override

from boiduong.course.delivery.scheduling import services
from boiduong.course.delivery.scheduling.models import TimetableVersion
from boiduong.course.delivery.scheduling.queries.allowing import allowed, allowed_each
from boiduong.course.delivery.scheduling.queries.bridge import Bridge, bridge_of, changes_of
from boiduong.course.delivery.scheduling.queries.bridge.ways import Way, Why, conceded, why_of
from boiduong.course.delivery.scheduling.queries.repairs import Offer, changes_in, disruptions_of, offer_of, relaxed
from boiduong.course.delivery.scheduling.queries.runs import REPAIR, SOLVE
from boiduong.course.delivery.scheduling.rules import Violation
from boiduong.engines.timetabling import Disruption, Result, Timetable, disrupted, explain, repair, solve
from boiduong.engines.timetabling import Progress as Line
from boiduong.foundation.accounts.models import User
from boiduong.foundation.jobs.models import Job
from boiduong.foundation.jobs.services import Progress, Stopped, job_kind

EVERY_S = 1.0
EXPLAIN_S = 8.0
REPAIR_S, PROPOSALS = 15.0, 3


class Reporter:
    """Người báo tiến độ — writes the best so far at most once a second, and hears the wish to stop."""

    def __init__(self, progress: Progress, budget_s: float) -> None:
        """Of one run with so many seconds."""
        self.progress, self.budget_s = progress, budget_s
        self.begun = self.last = time.monotonic()
        self.stopped = False
        self.state: dict[str, object] = {}

    def told(self, line: Line, best: Timetable) -> None:
        """Nghe bộ xếp lịch — a better timetable, or a better bound."""
        self.state = {
            "cost": line.cost,
            "bound": line.bound,
            "source": line.source,
            "placed": len(best.entries),
        }
        self._mark(force="at" not in self.progress.job.checkpoint)

    def asked(self) -> bool:
        """Có dừng không — asked between the steps of the search."""
        if not self.stopped:
            self._mark()
        return self.stopped

    def _mark(self, *, force: bool = False) -> None:
        now = time.monotonic()
        if not force and now - self.last < EVERY_S:
            return
        self.last = now
        try:
            self.progress.mark((now - self.begun) / self.budget_s, checkpoint={**self.state, "at": now - self.begun})
        except Stopped:
            self.stopped = True


@job_kind(SOLVE)
def solve_draft(job: Job, progress: Progress) -> dict[str, object]:
    """Xếp một bản nháp — what is found is written, a run stopped by somebody writes its best; else it explains."""
    version = TimetableVersion.objects.select_related("course__institution").get(pk=job.args["version"])
    by = User.objects.filter(pk=job.args["by"]).first() if job.args["by"] is not None else None
    # From here on a wish to stop is heard by the search; one that came before it ends the run with nothing written.
    progress.mark(0, checkpoint={"at": 0})
    bridge = bridge_of(version, at=timezone.now())
    if bridge is None or not bridge.blocks:
        return {"status": "nothing"}
    budget_s = float(job.args["budget"])
    reporter = Reporter(progress, budget_s)
    ways = [Way(**way) for way in job.args["ways"]]
    bridge.problem = conceded(bridge.problem, ways)
    before = _mark_of(version)
    found = solve(
        bridge.problem,
        budget_s=budget_s,
        start=bridge.timetable if bridge.whole else None,
        on_progress=reporter.told,
        should_stop=reporter.asked,
    )
    said = _written(version, bridge, found, before, by)
    said |= {"seconds": round(found.seconds, 1), "gap": round(found.gap, 3), "ways": [w.vi for w in ways]}
    checkpoint = {**job.checkpoint, "cost": found.cost, "bound": found.bound}
    Job.objects.filter(pk=job.pk).update(checkpoint=checkpoint, result=said)
    return said


def _written(
    version: TimetableVersion, bridge: Bridge, found: Result, before: list[Any], by: User | None
) -> dict[str, Any]:
    """Write what was found, unless it breaks what must hold or somebody has changed the draft meanwhile."""
    if found.timetable is None or found.cost["hard"]:
        why = why_of(bridge, explain(bridge.problem, budget_s=EXPLAIN_S, known=found.status == "infeasible"))
        return {"status": "impossible" if why.facts else "unknown", "why": why.as_json()}
    version.refresh_from_db(fields=["state"])
    if version.state != "draft" or _mark_of(version) != before:
        return {"status": "overtaken"}
    may = allowed(version, changes_of(bridge, found.timetable))
    changes, at = may.changes, timezone.now()
    if len(changes):
        services.remember(version, "Máy xếp lịch", at=at)
        services.apply_changes(version, changes, by=by, at=at)
    moved, placed = len({m.entry for m in changes.moves}), len(changes.placements)
    return {"status": found.status, "moved": moved, "placed": placed, "refused": [_both(v) for v in may.refused]}


def _both(one: Violation) -> list[str]:
    """The sentence in Vietnamese and in English: nobody knows yet who reads it."""
    said = []
    for language in ("vi", "en"):
        with override(language):
            said.append(one.sentence(gettext))
    return said


def _mark_of(version: TimetableVersion) -> list[Any]:
    """What stands on the draft, to see whether somebody changed it meanwhile."""
    rows = version.entries.order_by("pk").values_list("pk", "day", "half", "first_period", "room", "locked")
    return [*rows]


@job_kind(REPAIR)
def repair_released(job: Job, progress: Progress) -> dict[str, object]:
    """Tìm cách sửa một lịch đã phát hành — up to three proposals, the fewest moved sessions first; else why not."""
    version = TimetableVersion.objects.select_related("course__institution").get(pk=job.args["version"])
    bridge = bridge_of(version, at=timezone.now(), wanted=False)
    if bridge is None:
        return {"status": "nothing"}
    cells = [(date.fromisoformat(day), half) for day, half in job.args["cells"]]
    hit = disruptions_of(bridge, job.args["kind"], job.args["number"], cells)
    progress.mark(0.1)
    ways = [Way(**way) for way in job.args.get("ways", [])]
    bridge.problem = relaxed(bridge)
    if ways:  # they were found with what falls out left out already
        bridge.problem = conceded(disrupted(bridge.problem, hit), ways)
    budget_s = float(job.args.get("budget") or REPAIR_S)
    found = repair(bridge.problem, bridge.timetable, hit, PROPOSALS, budget_s=budget_s)
    said: dict[str, object] = {"status": found.status, "hit": len(found.hit), "seconds": round(found.seconds, 1)}
    if found.explanation is not None:
        why = why_of(bridge, found.explanation)
        return said | {"why": why.as_json(), "offers": [], "choosable": _choosable(bridge, why, hit)}
    offers = _different(offer_of(bridge, one) for one in found.proposals if one.moved)
    for offer, may in zip(offers, allowed_each(version, [changes_in(version, one) for one in offers]), strict=True):
        offer["refused"] = [_both(one) for one in may.refused]
    return said | {"offers": offers, "fewest": found.fewest}


def _different(offers: Iterable[Offer]) -> list[Offer]:
    """Each proposal once: the engine tells apart the people whom a body sends, of whom we know only the body."""
    found: list[Offer] = []
    for offer in offers:
        if all(offer["moved"] != other["moved"] for other in found):
            found.append(offer)
    return found


def _choosable(bridge: Bridge, why: Why, hit: list[Disruption]) -> list[bool]:
    """Which ways out the machine can take: whoever has just cancelled is not asked again for what fell out."""
    away = {(one.kind, one.subject) for one in hit}
    kinds = {"busy": "lecturer", "room": "room"}
    problem = disrupted(bridge.problem, hit)
    return [
        (kinds.get(way.kind, ""), way.subject) not in away and conceded(problem, [way]) != problem for way in why.ways
    ]
