"""Khóa, lớp — courses, classes, duties and bases: wiring."""

from boiduong.web import stage


class Config(stage.StageConfig):
    """Khóa, lớp — courses, classes, duties and bases."""

    name = "boiduong.course.delivery.courses"
    label = "delivery_courses"
