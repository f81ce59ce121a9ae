"""Thẻ mẫu của lịch học — looks of a slot, and sentences of violations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django import template
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language, gettext

from boiduong.course.delivery.scheduling.queries import Held
from boiduong.course.delivery.scheduling.queries.board import Slot
from boiduong.course.delivery.scheduling.rules import LEVEL_WORDS, Violation
from boiduong.engines import vietnamese

register = template.Library()


@register.filter
def at(held: Mapping[str, str], key: str) -> str:
    """Tra một từ — by its key; the key itself where there is none."""
    return held.get(key, key)


@register.filter
def half_word(halves: list[tuple[str, str]], key: str) -> str:
    """Tên buổi — in small letters, out of the pairs of a page."""
    return dict(halves).get(key, key).lower()


@register.filter
def said(violation: Violation) -> str:
    """Câu nói rõ điều vi phạm."""
    return violation.sentence(gettext)


@register.filter
def level_words(violation: Violation) -> str:
    """Mức của một xung đột — in words."""
    return gettext(LEVEL_WORDS[violation.level])


@register.filter
def weekday_only(day: date) -> str:
    """Thứ mấy — in the language of the page."""
    return vietnamese.weekday(day) if get_language() == "vi" else str(WEEKDAYS[day.weekday()])


@register.filter
def day_month(day: date) -> str:
    """Ngày trong tháng — 18/8, the year stands above."""
    return f"{day.day}/{day.month}"


@register.filter
def slot_class(slot: Slot, held: Held | None) -> str:
    """Dáng của một buổi — joint, clash, warning, held."""
    looks = " slot-joint" if len(slot.classes) > 1 else ""
    looks += {"block": " slot-clash", "warn": " slot-warn"}.get(slot.level, "")
    if held is not None and held.entry is not None and held.entry.pk == slot.pk:
        looks += " slot-held"
    return looks
