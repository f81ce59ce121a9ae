"""Chiêu sinh — call, nomination, review, opening and summons: wiring."""

from boiduong.web import stage


class Config(stage.StageConfig):
    """Chiêu sinh — call, nomination, review, opening and summons."""

    name = "boiduong.course.delivery.enrollment"
    label = "delivery_enrollment"
