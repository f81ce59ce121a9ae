"""Quy tắc — one file a rule: H1 to H8 must hold, S1 to S11 cost; the same id everywhere."""

from __future__ import annotations

from boiduong.engines.timetabling.constraints import (
    h1_every_half_day,
    h2_lecturers,
    h3_rooms,
    h4_together,
    h5_order,
    h6_field_days,
    h7_closed,
    h8_reports,
    s1_announced,
    s2_parts,
    s3_fair_load,
    s4_lecturer_days,
    s5_evenings,
    s6_home_room,
    s7_idle,
    s8_heavy_days,
    s9_wishes,
    s10_one_lecturer,
    s11_in_step,
)
from boiduong.engines.timetabling.constraints.rule import Checks, Rule, Violation
from boiduong.engines.timetabling.constraints.view import Placed, View

HARD = (h1_every_half_day, h2_lecturers, h3_rooms, h4_together, h5_order, h6_field_days, h7_closed, h8_reports)
POSTED = (h1_every_half_day, h2_lecturers, h3_rooms, h4_together, h5_order, h6_field_days, h8_reports)
SOFT = (
    s1_announced,
    s2_parts,
    s3_fair_load,
    s4_lecturer_days,
    s5_evenings,
    s6_home_room,
    s7_idle,
    s8_heavy_days,
    s9_wishes,
    s10_one_lecturer,
    s11_in_step,
)
ALL: tuple[Checks, ...] = (*HARD, *SOFT)
RULES: dict[str, Rule] = {item.RULE.id: item.RULE for item in ALL}

__all__ = ["ALL", "HARD", "POSTED", "RULES", "SOFT", "Checks", "Placed", "Rule", "View", "Violation"]
