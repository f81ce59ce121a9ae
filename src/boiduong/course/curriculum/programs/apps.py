"""Chương trình — versions, parts and completion items: wiring."""

from boiduong.web import stage


class Config(stage.StageConfig):
    """Chương trình — versions, parts and completion items."""

    name = "boiduong.course.curriculum.programs"
    label = "curriculum_programs"
