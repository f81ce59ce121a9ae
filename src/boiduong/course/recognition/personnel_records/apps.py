"""Hồ sơ cán bộ — training records and their transfer: wiring."""

from boiduong.web import stage


class Config(stage.StageConfig):
    """Hồ sơ cán bộ — training records and their transfer."""

    name = "boiduong.course.recognition.personnel_records"
    label = "recognition_personnel_records"
