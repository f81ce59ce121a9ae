"""Giảng viên — lecturers and reporters, asked for as person, post or body: wiring."""

from boiduong.web import stage


class Config(stage.StageConfig):
    """Giảng viên — lecturers and reporters, asked for as person, post or body."""

    name = "boiduong.course.curriculum.lecturers"
    label = "curriculum_lecturers"
