"""Trang lịch học — the board and its acts, the release, and the week of the whole school."""

from boiduong.course.delivery.scheduling.views.asking import asking, asking_act
from boiduong.course.delivery.scheduling.views.calendars import calendar, calendar_new
from boiduong.course.delivery.scheduling.views.compare import compare
from boiduong.course.delivery.scheduling.views.draft import by_lecturer, lock, undo
from boiduong.course.delivery.scheduling.views.feeds import feed
from boiduong.course.delivery.scheduling.views.holidays import holidays
from boiduong.course.delivery.scheduling.views.levels import rules
from boiduong.course.delivery.scheduling.views.lodging import lodging, sites
from boiduong.course.delivery.scheduling.views.machine import machine, machine_act, machine_state
from boiduong.course.delivery.scheduling.views.personal import (
    personal,
    personal_answer,
    personal_calendar,
    personal_days,
)
from boiduong.course.delivery.scheduling.views.releasing import discard, release, revise
from boiduong.course.delivery.scheduling.views.repair import repair, repair_act, repair_state
from boiduong.course.delivery.scheduling.views.step import activity, begin, drop, entry, fill, put, step, week
from boiduong.course.delivery.scheduling.views.urgent import urgent
from boiduong.course.delivery.scheduling.views.year import year

__all__ = [
    "activity",
    "asking",
    "asking_act",
    "begin",
    "by_lecturer",
    "calendar",
    "calendar_new",
    "compare",
    "discard",
    "drop",
    "entry",
    "feed",
    "holidays",
    "fill",
    "lock",
    "lodging",
    "machine",
    "machine_act",
    "machine_state",
    "personal",
    "personal_answer",
    "personal_calendar",
    "personal_days",
    "put",
    "release",
    "repair",
    "repair_act",
    "repair_state",
    "revise",
    "rules",
    "sites",
    "step",
    "undo",
    "urgent",
    "week",
    "year",
]
