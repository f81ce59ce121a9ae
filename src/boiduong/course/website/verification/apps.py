"""Tra cứu — public verification of a paper: wiring."""

from boiduong.web import stage


class Config(stage.StageConfig):
    """Tra cứu — public verification of a paper."""

    name = "boiduong.course.website.verification"
    label = "website_verification"
