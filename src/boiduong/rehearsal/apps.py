"""Chạy thử — wiring: the commands that read a course file."""

from boiduong.web import stage


class Config(stage.StageConfig):
    """Chạy thử — a course file becomes a whole course."""

    name = "boiduong.rehearsal"
    label = "rehearsal"
