"""Chuyên cần — totals of a person in tiết, and what the rule set says of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import floor
from typing import Any

from boiduong.course.delivery.sessions.rules.verdicts import ATTENDED
from boiduong.foundation.organizations.rules import BadRuleSet, read_section, section_reader
from boiduong.refusals import Label, gettext_noop

LEVELS = ("class_manager", "training_office", "principal_and_unit")
UNIT_LEVEL = LEVELS[-1]
NOT_A_LEVEL = gettext_noop("is not a level that decides leave")
NOTHING_ELSE = gettext_noop("can only be planned_periods")


@dataclass(frozen=True)
class AttendanceRules:
    """Phần "attendance" của bộ quy tắc — shares between 0 and 1, minutes, costs in tiết."""

    max_absent_share: float
    excused_counts_as_absent: bool
    unexcused_weight: float
    late_after_minutes: int
    late_costs_periods: int
    make_up_allowed: bool
    count_over: str
    warn_at_share_of_limit: float
    leave_levels: tuple  # type: ignore[type-arg]


def read_attendance_rules(values: Mapping[str, Any]) -> AttendanceRules:
    """Đọc phần "attendance" — raises BadRuleSet for a key nobody reads or a leave level that does not exist."""
    rules = read_section(AttendanceRules, "attendance", values)
    if rules.count_over != "planned_periods":
        raise BadRuleSet(where="attendance.count_over", why=Label(NOTHING_ELSE))
    for level in rules.leave_levels:
        good = isinstance(level, Mapping) and level.get("by") in LEVELS
        if not good or not isinstance(level.get("up_to_half_days", 1), int | float):
            raise BadRuleSet(where="attendance.leave_levels", why=Label(NOT_A_LEVEL))
    return rules


section_reader("attendance")(read_attendance_rules)


@dataclass(frozen=True)
class RollFact:
    """Một buổi của một người — its tiết and the verdict; code "" while the session is still to come."""

    periods: int
    code: str = ""
    minutes: int | None = None


@dataclass(frozen=True)
class Attendance:
    """Chuyên cần của một người — in tiết; `lost` = tiết cost by coming late or leaving early.

    `absent` is weighted as the rule set says; `absent_share` = absent / planned. `spare` = weighted tiết that may
    still be missed.
    """

    planned: int = 0
    present: int = 0
    excused: int = 0
    unexcused: int = 0
    late_count: int = 0
    made_up: int = 0
    lost: int = 0
    absent: float = 0
    absent_share: float = 0
    over_limit: bool = False
    at_risk: bool = False
    spare: int = 0

    @property
    def can_still_pass(self) -> bool:
        """Còn đủ điều kiện — absent so far is within the limit."""
        return not self.over_limit

    @property
    def missed(self) -> int:
        """Số tiết vắng — with and without leave, unweighted, not made up."""
        return self.excused + self.unexcused


def attendance_of(facts: Iterable[RollFact], rules: AttendanceRules, *, period_minutes: int) -> Attendance:
    """Tính chuyên cần — over the planned tiết of the person's sessions, those to come included.

    Late by no more than the minutes of the rule set costs nothing; later, or without minutes, costs its tiết, and as
    many as the minutes fill. A session made up counts as attended, once.
    """
    count = {"present": 0, "excused": 0, "unexcused": 0, "made_up": 0}
    planned = late_count = lost = 0
    for fact in facts:
        planned += fact.periods
        cost = _late_cost(fact, rules, period_minutes) if fact.code in ATTENDED else 0
        lost += cost
        late_count += cost > 0
        kind = "present" if fact.code in ATTENDED else fact.code
        if kind in count:
            count[kind] += fact.periods - cost
    excused = count["excused"] if rules.excused_counts_as_absent else 0
    absent = excused + count["unexcused"] * rules.unexcused_weight + lost
    limit = planned * rules.max_absent_share
    return Attendance(
        **count,
        planned=planned,
        late_count=late_count,
        lost=lost,
        absent=absent,
        absent_share=absent / planned if planned else 0.0,
        over_limit=absent > limit + 1e-9,
        at_risk=absent > 0 and absent + 1e-9 >= limit * rules.warn_at_share_of_limit,
        spare=max(0, floor(limit - absent + 1e-9)),
    )


def _late_cost(fact: RollFact, rules: AttendanceRules, period_minutes: int) -> int:
    """Tiết that coming late or leaving early costs, at most those of the session."""
    if fact.code == "present":
        return 0
    if fact.minutes is None:
        return min(fact.periods, rules.late_costs_periods)
    if fact.minutes <= rules.late_after_minutes:
        return 0
    return min(fact.periods, max(rules.late_costs_periods, fact.minutes // period_minutes))


def level_for(half_days: int, rules: AttendanceRules) -> str:
    """Cấp quyết định nghỉ — the first level of the rule set that reaches so many half-days; the last one for more."""
    for level in rules.leave_levels:
        if half_days <= level.get("up_to_half_days", half_days):
            return str(level["by"])
    return LEVELS[-1]


def waits_for_unit(level: str, *, sent: bool, confirmed: bool) -> bool:
    """Còn chờ đơn vị xác nhận — leave of the highest level, of somebody whom a unit sent that has not confirmed it."""
    return level == UNIT_LEVEL and sent and not confirmed
