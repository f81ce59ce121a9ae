"""Tệp — stored files, by content: wiring."""

from boiduong.web import stage


class Config(stage.StageConfig):
    """Tệp — stored files, by content."""

    name = "boiduong.foundation.files"
    label = "foundation_files"
