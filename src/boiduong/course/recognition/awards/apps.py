"""Xét công nhận — who completes, who does not and why: wiring."""

from boiduong.web import stage


class Config(stage.StageConfig):
    """Xét công nhận — who completes, who does not and why."""

    name = "boiduong.course.recognition.awards"
    label = "recognition_awards"
