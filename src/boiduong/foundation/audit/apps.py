"""Nhật ký — who did what and when, in a chain that shows every change: wiring."""

from boiduong.web import stage


class Config(stage.StageConfig):
    """Nhật ký — who did what and when, in a chain that shows every change."""

    name = "boiduong.foundation.audit"
    label = "foundation_audit"
