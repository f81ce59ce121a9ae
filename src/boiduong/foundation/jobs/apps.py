"""Việc nền — long work with progress and resume: wiring."""

from boiduong.web import stage


class Config(stage.StageConfig):
    """Việc nền — long work with progress and resume."""

    name = "boiduong.foundation.jobs"
    label = "foundation_jobs"
