"""Văn bản chiêu sinh — call, extract list, result of the review, opening decision, class staff, summons."""

from boiduong.course.delivery.enrollment.papers.board import boards, nomination_letter, organizing_board
from boiduong.course.delivery.enrollment.papers.letters import (
    call_letter,
    extract_list,
    opening_decision,
    quota_table,
    review_result,
)
from boiduong.course.delivery.enrollment.papers.staffing import manager_decisions, officer_decisions
from boiduong.course.delivery.enrollment.papers.summoning import code_on, summons_papers
from boiduong.course.delivery.enrollment.papers.tables import (
    Line,
    born,
    days_words,
    honorific,
    people_table,
    place_words,
)

__all__ = [
    "Line",
    "born",
    "boards",
    "call_letter",
    "code_on",
    "days_words",
    "extract_list",
    "honorific",
    "manager_decisions",
    "nomination_letter",
    "officer_decisions",
    "opening_decision",
    "organizing_board",
    "people_table",
    "place_words",
    "quota_table",
    "review_result",
    "summons_papers",
]
