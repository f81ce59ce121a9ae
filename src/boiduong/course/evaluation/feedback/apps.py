"""Phiếu đánh giá — evaluation by learners: wiring."""

from boiduong.web import stage


class Config(stage.StageConfig):
    """Phiếu đánh giá — evaluation by learners."""

    name = "boiduong.course.evaluation.feedback"
    label = "evaluation_feedback"
