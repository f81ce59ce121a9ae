"""Quyền với phiếu đánh giá — who opens and closes, who answers, who reads the result."""

from __future__ import annotations

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.permissions import can_approve, can_manage, can_run_class
from boiduong.course.evaluation.feedback.models import Poll
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.rules import Role


def can_open(user: User | None, training_class: TrainingClass) -> bool:
    """Mở, đóng đợt lấy phiếu — the class manager or the training officer."""
    return can_run_class(user, training_class)


def can_read_result(user: User | None, poll: Poll) -> bool:
    """Xem kết quả — the office, the managing authority, the auditor."""
    course = poll.training_class.course
    if can_manage(user, course) or can_approve(user, course):
        return True
    return has_role(user, Role.AUDITOR, over=course.institution.unit_id)
