"""Văn bản báo cáo — the final report of a course."""

from boiduong.course.reporting.periodic_reports.papers.final_report import final_report

__all__ = ["final_report"]
