"""Đọc lịch học — versions, entries as plain values for the rules, clashes, the board and a first placement."""

from boiduong.course.delivery.scheduling.queries.board import Board, board_of
from boiduong.course.delivery.scheduling.queries.facts import (
    GONE,
    ON_THE_LIST,
    RulesMissing,
    clashes,
    entries_and_clashes,
    placed,
    placed_in,
    time_rules,
    world_of,
)
from boiduong.course.delivery.scheduling.queries.holding import Held, held_from
from boiduong.course.delivery.scheduling.queries.proposing import propose_entries
from boiduong.course.delivery.scheduling.queries.rooms import week_of
from boiduong.course.delivery.scheduling.queries.versions import (
    adjustment_number,
    current_version,
    draft_version,
    entries_of,
    entry_label,
)

__all__ = [
    "GONE",
    "ON_THE_LIST",
    "Board",
    "Held",
    "RulesMissing",
    "adjustment_number",
    "board_of",
    "clashes",
    "entries_and_clashes",
    "current_version",
    "draft_version",
    "entries_of",
    "entry_label",
    "held_from",
    "placed",
    "placed_in",
    "propose_entries",
    "time_rules",
    "week_of",
    "world_of",
]
