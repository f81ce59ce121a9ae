"""Đọc để tra cứu — one paper's answer, a file compared with the register."""

from boiduong.course.website.verification.queries.answers import Answer, answer_for
from boiduong.course.website.verification.queries.comparing import Comparison, compare

__all__ = ["Answer", "Comparison", "answer_for", "compare"]
