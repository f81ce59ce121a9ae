"""H4 Học chung — a plenary session is one session in one hall; opening comes first and closing last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from boiduong.engines.timetabling.constraints.h5_order import order_terms, order_violations
from boiduong.engines.timetabling.constraints.rule import Rule, Violation
from boiduong.engines.timetabling.constraints.view import View

if TYPE_CHECKING:
    from boiduong.engines.timetabling.exact.builder import Exact

RULE = Rule(
    id="H4",
    vi="Học chung một buổi, một giảng viên, một hội trường; khai giảng đầu tiên, bế giảng cuối cùng",
    en="Plenary sessions are held together; opening comes first and closing last",
    said_vi="{1} phải sau {0}",
    said_en="{1} must come after {0}",
)


def violations(view: View) -> Iterator[Violation]:
    """Sessions before the opening or after the closing; togetherness holds by the shape of a plenary entry."""
    return order_violations(view, RULE)


def terms(model: Exact) -> None:
    """The order of the ceremonies."""
    order_terms(model, RULE)
