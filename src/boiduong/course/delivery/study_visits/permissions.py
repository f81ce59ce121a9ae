"""Quyền với nghiên cứu thực tế — who runs the class plans it; findings also by those who go."""

from __future__ import annotations

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.permissions import can_run_class
from boiduong.course.delivery.study_visits.models import Visit
from boiduong.foundation.accounts.models import User


def can_plan(user: User | None, training_class: TrainingClass) -> bool:
    """Được lập kế hoạch — class manager of the class, or the training officer."""
    return can_run_class(user, training_class)


def can_report(user: User | None, visit: Visit) -> bool:
    """Được ghi kết quả — who runs the class, or a member of the visit."""
    if can_plan(user, visit.training_class):
        return True
    if user is None or not user.is_authenticated or not user.person_id:
        return False
    return visit.members.filter(enrollment__person_id=user.person_id).exists()
