"""Quyền với buổi học — the class manager keeps the roll; the learner sees and asks for himself alone."""

from __future__ import annotations

from boiduong.course.delivery.courses.models import StaffDuty, TrainingClass
from boiduong.course.delivery.courses.permissions import (
    SITE_DUTY,
    can_manage,
    can_read_people,
    can_run_class,
)
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.enrollment.permissions import clerk_units
from boiduong.course.delivery.scheduling.models import EntryLecturer
from boiduong.course.delivery.sessions.models import Leave, MakeUp, Session
from boiduong.foundation.accounts.models import User


def roll_scope(user: User | None, session: Session) -> frozenset[int] | None:
    """Phần điểm danh được giao — None for the whole class, else the ids of the sites kept; empty for nobody's.

    Whoever runs the class marks all of it, and so does a keeper appointed without a site.
    """
    if can_run_class(user, session.training_class):
        return None
    if user is None or not user.is_authenticated or not user.person_id:
        return frozenset()
    keepers = StaffDuty.objects.filter(training_class=session.training_class_id, duty=SITE_DUTY)
    sites = [*keepers.filter(person_id=user.person_id).values_list("site_id", flat=True)]
    return None if None in sites else frozenset(s for s in sites if s is not None)


def keeps_a_site(user: User | None, training_class: TrainingClass) -> bool:
    """Giữ một điểm cầu của lớp — appointed as keeper of one of its sites, or of all of it."""
    if user is None or not user.is_authenticated or not user.person_id:
        return False
    keepers = StaffDuty.objects.filter(training_class=training_class, duty=SITE_DUTY)
    return keepers.filter(person_id=user.person_id).exists()


def can_keep_roll(user: User | None, session: Session) -> bool:
    """Được điểm danh — who runs the class, or a keeper appointed for it or for one of its sites."""
    scope = roll_scope(user, session)
    return scope is None or bool(scope)


def can_close_roll(user: User | None, session: Session) -> bool:
    """Được khóa điểm danh — who marks the whole class; the keeper of a site only hands in the site."""
    return roll_scope(user, session) is None


def can_correct(user: User | None, session: Session) -> bool:
    """Được sửa điểm danh — who runs the class; once the session is confirmed, only the training officer."""
    if session.state == "confirmed":
        return can_manage(user, session.course)
    return can_run_class(user, session.training_class)


def can_see_rolls(user: User | None, training_class: TrainingClass) -> bool:
    """Xem điểm danh của lớp — those who may read the people of the course."""
    return can_read_people(user, training_class.course)


def is_own(user: User | None, enrollment: Enrollment) -> bool:
    """Chính học viên ấy."""
    return user is not None and bool(user.person_id) and user.person_id == enrollment.person_id


def can_see_own(user: User | None, enrollment: Enrollment) -> bool:
    """Xem chuyên cần của một học viên — the learner, or who may read the people of the course."""
    return is_own(user, enrollment) or can_read_people(user, enrollment.course)


def can_ask_leave(user: User | None, enrollment: Enrollment) -> bool:
    """Được xin nghỉ — the learner, the clerk of the sending unit, or who runs the class and types the paper."""
    if is_own(user, enrollment) or sends(user, enrollment):
        return True
    return can_run_class(user, enrollment.training_class)


def sends(user: User | None, enrollment: Enrollment) -> bool:
    """Cán bộ của đơn vị cử — the clerk of the unit that sent the learner."""
    return enrollment.sent_by_id is not None and enrollment.sent_by_id in clerk_units(user)


def can_confirm_unit(user: User | None, leave: Leave) -> bool:
    """Được xác nhận thay đơn vị — its clerk, or the training officer who has the unit's paper."""
    if leave.enrollment.sent_by_id is None:
        return False
    return sends(user, leave.enrollment) or can_manage(user, leave.enrollment.course)


def can_take_make_up(user: User | None, enrollment: Enrollment) -> bool:
    """Được tự nhận buổi học bù — the learner himself; whoever runs the class books it instead."""
    return is_own(user, enrollment)


def can_give_back(user: User | None, make_up: MakeUp) -> bool:
    """Được trả lại buổi học bù — the learner, one that he took himself."""
    return make_up.by_learner and is_own(user, make_up.enrollment)


def can_decide_leave(user: User | None, leave: Leave) -> bool:
    """Được quyết định nghỉ — the class manager at the lowest level, the training officer above it."""
    if leave.level == "class_manager":
        return can_run_class(user, leave.enrollment.training_class)
    return can_manage(user, leave.enrollment.course)


def teaches(user: User | None, session: Session) -> bool:
    """Người dạy buổi ấy — a lecturer named on the entry of the session."""
    if user is None or not user.is_authenticated or not user.person_id:
        return False
    return EntryLecturer.objects.filter(entry=session.entry_id, lecturer__person_id=user.person_id).exists()


def can_sign_as_lecturer(user: User | None, session: Session) -> bool:
    """Ký sổ đầu bài phần giảng viên — the lecturer, or the training officer who enters the signed paper book."""
    return teaches(user, session) or can_manage(user, session.course)
