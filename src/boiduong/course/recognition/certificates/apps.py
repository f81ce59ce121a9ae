"""Chứng chỉ — credentials and their register: wiring."""

from boiduong.web import stage


class Config(stage.StageConfig):
    """Chứng chỉ — credentials and their register."""

    name = "boiduong.course.recognition.certificates"
    label = "recognition_certificates"
