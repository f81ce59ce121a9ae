"""Trang lịch học — the board and its acts, the release, and the week of the whole school."""

from boiduong.course.delivery.scheduling.views.levels import rules
from boiduong.course.delivery.scheduling.views.machine import machine, machine_act, machine_state
from boiduong.course.delivery.scheduling.views.repair import repair, repair_act, repair_state
from boiduong.course.delivery.scheduling.views.step import (
    activity,
    begin,
    discard,
    drop,
    entry,
    fill,
    put,
    release,
    revise,
    step,
    week,
)

__all__ = [
    "activity",
    "begin",
    "discard",
    "drop",
    "entry",
    "fill",
    "machine",
    "machine_act",
    "machine_state",
    "put",
    "release",
    "repair",
    "repair_act",
    "repair_state",
    "revise",
    "rules",
    "step",
    "week",
]
