"""Văn bản kế hoạch năm — the survey of needs, its summary, and the plan itself."""

from boiduong.course.annual_plan.plans.papers.planning import plan_paper
from boiduong.course.annual_plan.plans.papers.surveying import survey_letter, survey_summary

__all__ = ["plan_paper", "survey_letter", "survey_summary"]
