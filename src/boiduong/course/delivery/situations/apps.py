"""Tình huống — questions from practice and their answers: wiring."""

from boiduong.web import stage


class Config(stage.StageConfig):
    """Tình huống — questions from practice and their answers."""

    name = "boiduong.course.delivery.situations"
    label = "delivery_situations"
