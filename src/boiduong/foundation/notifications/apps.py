"""Thông báo — the outbox: wiring."""

from boiduong.web import stage


class Config(stage.StageConfig):
    """Thông báo — the outbox: what people are told by the application."""

    name = "boiduong.foundation.notifications"
    label = "foundation_notifications"
