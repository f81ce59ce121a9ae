"""Câu lý do — reasons as they are written in minutes and decisions."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES = {
    "absent_too_much": "Vắng {absent} % số tiết, mức tối đa là {limit} %",
    "item_below": "{item}: {value}/{scale} điểm, dưới mức đạt {needed} điểm",
    "item_missing": "{item}: chưa nộp",
    "item_unsettled": "{item}: chưa thống nhất điểm",
    "item_not_passed": "{item}: không đạt",
    "one_of_missing": "Chưa đạt nội dung nào trong: {items}",
    "conduct": "Vi phạm nội quy, quy chế lớp học",
}


def reason_in_vietnamese(code: str, facts: Mapping[str, str]) -> str:
    """Câu lý do bằng tiếng Việt — for official papers, which are Vietnamese whatever the language of the page."""
    return SENTENCES.get(code, code).format_map(facts)
