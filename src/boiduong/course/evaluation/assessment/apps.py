"""Bài thu hoạch — submission, marking and results: wiring."""

from boiduong.web import stage


class Config(stage.StageConfig):
    """Bài thu hoạch — submission, marking and results."""

    name = "boiduong.course.evaluation.assessment"
    label = "evaluation_assessment"
