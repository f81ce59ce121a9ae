"""Nghiên cứu thực tế — field study: wiring."""

from boiduong.web import stage


class Config(stage.StageConfig):
    """Nghiên cứu thực tế — field study."""

    name = "boiduong.course.delivery.study_visits"
    label = "delivery_study_visits"
