"""Đọc khóa — who sees it, its bodies and papers, the frame of its pages, its numbers and its latest acts."""

from boiduong.course.delivery.courses.permissions import contribute_visibility
from boiduong.course.delivery.courses.queries.frame import (
    body_for,
    contribute_applies,
    course_for,
    course_frame,
    course_path,
    paper_count,
    papers_in,
    rail_of,
    visible_courses,
)
from boiduong.course.delivery.courses.queries.lists import (
    CourseRow,
    Happening,
    StatedRow,
    class_rows,
    contribute_class_numbers,
    contribute_counts,
    contribute_learner_counts,
    course_rows,
    happenings,
    name_acts,
    stated_rows,
)

__all__ = [
    "CourseRow",
    "Happening",
    "StatedRow",
    "body_for",
    "class_rows",
    "contribute_applies",
    "contribute_class_numbers",
    "contribute_counts",
    "contribute_learner_counts",
    "contribute_visibility",
    "course_for",
    "course_frame",
    "course_path",
    "course_rows",
    "happenings",
    "name_acts",
    "paper_count",
    "papers_in",
    "rail_of",
    "stated_rows",
    "visible_courses",
]
