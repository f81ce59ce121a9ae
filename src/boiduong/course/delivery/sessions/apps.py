"""Buổi học — roll call, leave, make-up and lesson log: wiring."""

from boiduong.web import stage


class Config(stage.StageConfig):
    """Buổi học — roll call, leave, make-up and lesson log."""

    name = "boiduong.course.delivery.sessions"
    label = "delivery_sessions"
