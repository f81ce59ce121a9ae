"""Văn bản đánh giá — the form that is handed out, the sheet on what came of a course, the report of results."""

from boiduong.course.evaluation.feedback.papers.forms import blank_forms, effect_forms
from boiduong.course.evaluation.feedback.papers.reporting import band_name, evaluation_report

__all__ = ["band_name", "blank_forms", "effect_forms", "evaluation_report"]
