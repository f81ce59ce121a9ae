"""Lịch đã xếp — a timetable, what it costs by rule, and the result of a solve."""

from __future__ import annotations

from dataclasses import dataclass, field

from boiduong.engines.timetabling.model.problem import VERSION, Entry

OPTIMAL, FEASIBLE, INFEASIBLE, UNKNOWN = "optimal", "feasible", "infeasible", "unknown"


@dataclass(frozen=True, slots=True)
class Timetable:
    """Thời khóa biểu — every session that has a place, sorted by session key."""

    entries: tuple[Entry, ...]

    def by_session(self) -> dict[str, Entry]:
        """Entries under the key of their session."""
        return {entry.session: entry for entry in self.entries}


def timetable_of(entries: list[Entry] | tuple[Entry, ...]) -> Timetable:
    """Lịch từ các buổi — in the canonical order, so that equal timetables are equal bits."""
    return Timetable(tuple(sorted(entries, key=lambda entry: entry.session)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Tiến độ — one line of the trace: seconds since the start, source, cost and bound by level."""

    seconds: float
    source: str
    cost: dict[str, int]
    bound: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Kết quả — status, timetable, cost and bound by level (0 broken hard rules first), trace and figures.

    `gap` is (cost - bound) / cost of the first level that is not closed.
    """

    status: str
    timetable: Timetable | None
    cost: dict[str, int]
    bound: dict[str, int]
    trace: tuple[Progress, ...] = ()
    seed: int = 0
    version: int = VERSION
    seconds: float = 0.0
    first_seconds: float = 0.0
    peak_mib: float = 0.0
    notes: tuple[str, ...] = field(default=())

    @property
    def gap(self) -> float:
        """Khoảng cách tới cận — of the first level whose cost is above its bound; 0 when all are closed."""
        for level, cost in self.cost.items():
            bound = self.bound.get(level, 0)
            if cost > bound:
                return (cost - bound) / cost
        return 0.0
