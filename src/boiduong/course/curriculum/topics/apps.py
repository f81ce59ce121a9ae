"""Chuyên đề — topics and who can teach them: wiring."""

from boiduong.web import stage


class Config(stage.StageConfig):
    """Chuyên đề — topics and who can teach them."""

    name = "boiduong.course.curriculum.topics"
    label = "curriculum_topics"
