"""Số góp lên trang khóa — people present, graded, recognized, certified, commended beside what was stated of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.queries import contribute_counts
from boiduong.course.reporting.periodic_reports.queries.commended import commended_in
from boiduong.course.reporting.periodic_reports.queries.counting import (
    certified_in,
    graded_in,
    present_rows,
    recognized_rows,
)


@contribute_counts("present")
def present_of(course: Course, at: datetime) -> Mapping[str, int]:
    """Số người dự học — with one mark of attendance by then."""
    return {"present": present_rows([course.pk], at).count()}


@contribute_counts("graded")
def graded_of(course: Course, at: datetime) -> Mapping[str, int]:
    """Số người có kết quả — every required item settled by then."""
    return {"graded": graded_in(course, at)}


@contribute_counts("recognized")
def recognized_of(course: Course, at: datetime) -> Mapping[str, int]:
    """Số người được công nhận — in a decision recorded by then."""
    return {"recognized": recognized_rows([course.pk], at).count()}


@contribute_counts("certified")
def certified_of(course: Course, at: datetime) -> Mapping[str, int]:
    """Số người được cấp giấy — holders of a paper of the course by then, each once."""
    return {"certified": certified_in(course, at)}


@contribute_counts("awarded")
def commended_of(course: Course, at: datetime) -> Mapping[str, int]:
    """Số người được khen thưởng — nothing while no decision here names anybody: others commend too."""
    found = commended_in(course, at)
    return {"awarded": found} if found else {}
