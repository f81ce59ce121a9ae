"""Quyền với bài thu hoạch — who sets, hands in, marks, settles and amends."""

from __future__ import annotations

from django.db.models import QuerySet

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.permissions import can_manage, can_run_class
from boiduong.course.evaluation.assessment.models import Assignment, MarkerDuty, Submission
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role, holders
from boiduong.foundation.accounts.rules import Role

SECONDING = (Role.LECTURER, Role.TRAINING_OFFICER, Role.MANAGING_AUTHORITY)


def can_set(user: User | None, training_class: TrainingClass) -> bool:
    """Giao đề — the class manager or the training officer."""
    return can_run_class(user, training_class)


def can_receive(user: User | None, assignment: Assignment, person_id: int | None = None) -> bool:
    """Nộp, nhận bài — the learner for themselves, the class manager for paper."""
    if user is None or (person_id is not None and user.person_id == person_id):
        return True
    return can_run_class(user, assignment.training_class)


def can_extend(user: User | None, assignment: Assignment) -> bool:
    """Gia hạn cho một người — the training officer."""
    return can_manage(user, assignment.training_class.course)


def can_assign_markers(user: User | None, assignment: Assignment) -> bool:
    """Phân công chấm — the training officer."""
    return can_manage(user, assignment.training_class.course)


def can_score(user: User | None, submission: Submission, marker_id: int) -> bool:
    """Chấm — a marker for themselves; the training officer types in a signed marking sheet."""
    if user is None or user.person_id == marker_id:
        return True
    return can_manage(user, submission.assignment.training_class.course)


def can_amend(user: User | None, submission: Submission) -> bool:
    """Sửa điểm đã thống nhất — the training officer, with reason and a second person."""
    return can_manage(user, submission.assignment.training_class.course)


def can_second(user: User | None, submission: Submission) -> bool:
    """Người thứ hai khi sửa điểm — a lecturer, training officer or managing authority over the institution."""
    if user is None or not user.is_active:
        return False
    over = submission.assignment.training_class.course.institution.unit_id
    return has_role(user, *SECONDING, over=over)


def is_marker(user: User | None, submission: Submission) -> bool:
    """Giám khảo của bài."""
    if user is None or not user.person_id:
        return False
    return submission.markers.filter(marker_id=user.person_id).exists()


def can_open_file(user: User | None, submission: Submission) -> bool:
    """Mở tệp bài nộp — its writer, its markers, the class manager, the training officer; nobody else."""
    if user is None or (user.person_id is not None and user.person_id == submission.enrollment.person_id):
        return True
    return is_marker(user, submission) or can_run_class(user, submission.assignment.training_class)


def second_people(submission: Submission) -> QuerySet[User]:
    """Những người có thể là người thứ hai — users whose role the rule takes, by name."""
    over = submission.assignment.training_class.course.institution.unit_id
    return holders(*SECONDING, over=over)


def marks_anything(user: User, assignment: Assignment) -> bool:
    """Có bài được giao chấm trong đề này."""
    if not user.person_id:
        return False
    return MarkerDuty.objects.filter(submission__assignment=assignment, marker_id=user.person_id).exists()
