"""Lịch học — timetable versions and entries: wiring."""

from boiduong.web import stage


class Config(stage.StageConfig):
    """Lịch học — timetable versions and entries."""

    name = "boiduong.course.delivery.scheduling"
    label = "delivery_scheduling"
