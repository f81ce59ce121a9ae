"""Giám sát — the pages of those who check the log: wiring."""

from boiduong.web import stage


class Config(stage.StageConfig):
    """Giám sát — the pages of those who check the log."""

    name = "boiduong.foundation.oversight"
    label = "foundation_oversight"
