"""Địa điểm — venues and rooms: wiring."""

from boiduong.web import stage


class Config(stage.StageConfig):
    """Địa điểm — venues and rooms."""

    name = "boiduong.foundation.venues"
    label = "foundation_venues"
