"""Giấy tờ buổi học — the roll book, the lesson log, the leave form and the list for paying lecturers."""

from boiduong.course.delivery.sessions.papers.books import log_paper, roll_paper
from boiduong.course.delivery.sessions.papers.forms import leave_form, leave_forms
from boiduong.course.delivery.sessions.papers.paying import fee_list, fee_lists

__all__ = ["fee_list", "fee_lists", "leave_form", "leave_forms", "log_paper", "roll_paper"]
