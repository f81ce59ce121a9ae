"""Quyền xét công nhận — who judges, who records the decision, who writes an exception. Default deny."""

from __future__ import annotations

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.permissions import can_approve, can_manage, can_run_class
from boiduong.foundation.accounts.models import User


def can_judge(user: User | None, training_class: TrainingClass) -> bool:
    """Lập bảng xét, biên bản — the class manager of the class, or the training officer."""
    return can_run_class(user, training_class)


def can_decide(user: User | None, training_class: TrainingClass) -> bool:
    """Ghi quyết định công nhận — the training officer, or the managing authority."""
    return can_manage(user, training_class.course) or can_approve(user, training_class.course)


def can_except(user: User | None, training_class: TrainingClass) -> bool:
    """Công nhận ngoại lệ — the managing authority only, with a written note."""
    return can_approve(user, training_class.course)
