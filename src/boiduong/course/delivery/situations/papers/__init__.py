"""Giấy tờ tình huống — the summary of a course, the form of one situation, the minutes of a group's discussion."""

from boiduong.course.delivery.situations.papers.forms import (
    discussion_minutes,
    minutes_of_groups,
    situation_form,
    situation_forms,
)
from boiduong.course.delivery.situations.papers.summing import FIELD_NAMES, STATE_NAMES, summary

__all__ = [
    "FIELD_NAMES",
    "STATE_NAMES",
    "discussion_minutes",
    "minutes_of_groups",
    "situation_form",
    "situation_forms",
    "summary",
]
