"""Tin — news items drawn from derived numbers: wiring."""

from boiduong.web import stage


class Config(stage.StageConfig):
    """Tin — news items drawn from derived numbers."""

    name = "boiduong.course.website.news"
    label = "website_news"
