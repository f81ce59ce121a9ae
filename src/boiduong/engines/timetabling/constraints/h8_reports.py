"""H8 Hạn báo cáo — the report on a field day comes after it and within so many days."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from boiduong.engines.timetabling.constraints.h5_order import order_terms, order_violations
from boiduong.engines.timetabling.constraints.rule import Rule, Violation
from boiduong.engines.timetabling.constraints.view import View

if TYPE_CHECKING:
    from boiduong.engines.timetabling.exact.builder import Exact

RULE = Rule(
    id="H8",
    vi="Báo cáo sau chuyến đi thực tế và đúng hạn",
    en="Reports after their field day and in time",
    said_vi="{1} phải sau {0}{2}",
    said_en="{1} must come after {0}{2}",
)


def violations(view: View) -> Iterator[Violation]:
    """Reports too early or too late."""
    return order_violations(view, RULE)


def terms(model: Exact) -> None:
    """The order and the deadline of reports."""
    order_terms(model, RULE)
