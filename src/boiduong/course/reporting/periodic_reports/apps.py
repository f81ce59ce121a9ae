"""Báo cáo — the final report of a class: wiring."""

from boiduong.web import stage


class Config(stage.StageConfig):
    """Báo cáo — the final report of a class."""

    name = "boiduong.course.reporting.periodic_reports"
    label = "reporting_periodic_reports"
