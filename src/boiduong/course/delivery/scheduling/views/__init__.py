"""Trang lịch học — the board and its acts, the release, and the week of the whole school."""

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
    "put",
    "release",
    "revise",
    "step",
    "week",
]
