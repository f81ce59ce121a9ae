"""Giờ học — half-days and periods as the rule set gives them, and the one test of overlap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from boiduong.foundation.organizations.rules import BadRuleSet, read_section, section_reader
from boiduong.refusals import Label, Refusal, gettext_noop

HALVES: dict[str, str] = {
    "morning": gettext_noop("Morning"),
    "afternoon": gettext_noop("Afternoon"),
    "evening": gettext_noop("Evening"),
}
NOT_A_TIME = gettext_noop("is not a time such as 07:30")


class HalfUnknown(Refusal):
    """Chưa có giờ của buổi — the rule set in force says nothing about when this half-day begins."""

    text = gettext_noop("The rule set gives no starting time for this half-day: %(half)s. Add it there first.")


@dataclass(frozen=True)
class TimeRules:
    """Phần "time" của bộ quy tắc — lengths in minutes and periods (tiết); starts as "HH:MM"."""

    period_minutes: int
    periods_per_half_day: int
    periods_per_week: int
    half_day_starts: Mapping[str, str]
    sitting_max_days: int

    def start_of(self, half: str) -> time:
        """Giờ vào buổi — raises HalfUnknown."""
        if half not in self.half_day_starts:
            raise HalfUnknown(half=Label(HALVES.get(half, half)))
        return time.fromisoformat(self.half_day_starts[half])

    @property
    def half_day_minutes(self) -> int:
        """Độ dài một buổi — in minutes."""
        return self.period_minutes * self.periods_per_half_day

    @property
    def noon_minutes(self) -> int:
        """Nghỉ trưa — minutes from the end of the morning to the beginning of the afternoon, 0 where one is unknown.

        Who teaches in the morning at one place reaches another for the afternoon in this time, or not at all.
        """
        if not {"morning", "afternoon"} <= {*self.half_day_starts}:
            return 0
        morning, afternoon = (self.start_of(half) for half in ("morning", "afternoon"))
        between = 60 * (afternoon.hour - morning.hour) + afternoon.minute - morning.minute
        return max(0, between - self.half_day_minutes)


def read_time_rules(values: Mapping[str, Any]) -> TimeRules:
    """Đọc phần "time" — raises BadRuleSet for a key nobody reads or a start that is no time of day."""
    rules = read_section(TimeRules, "time", values)
    for half, start in rules.half_day_starts.items():
        try:
            time.fromisoformat(start)
        except (TypeError, ValueError):
            raise BadRuleSet(where=f"time.half_day_starts.{half}", why=Label(NOT_A_TIME)) from None
    return rules


def overlaps(a_from: datetime, a_to: datetime, b_from: datetime, b_to: datetime) -> bool:
    """Trùng giờ — half-open intervals: what ends at 9:00 does not meet what begins at 9:00."""
    return a_from < b_to and b_from < a_to


def span(
    rules: TimeRules, *, day: date, half: str, first_period: int, periods: int, zone: tzinfo
) -> tuple[datetime, datetime]:
    """Từ giờ đến giờ — of `periods` tiết that begin with tiết `first_period` (1 = the first of the half-day).

    Raises HalfUnknown.
    """
    begin = datetime.combine(day, rules.start_of(half), tzinfo=zone)
    start = begin + timedelta(minutes=rules.period_minutes * (first_period - 1))
    return start, start + timedelta(minutes=rules.period_minutes * periods)


section_reader("time")(read_time_rules)
