"""Quyền với tình huống — who raises, sorts, discusses, answers and publishes."""

from __future__ import annotations

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.permissions import can_approve, can_manage, is_class_manager
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.enrollment.permissions import clerk_units as units_of_clerk
from boiduong.course.delivery.enrollment.rules import SEATED
from boiduong.course.delivery.situations.models import Situation
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.rules import Role


def is_learner(user: User | None, course: Course) -> bool:
    """Học viên của khóa — a person with a live seat in it."""
    if user is None or not user.person_id:
        return False
    return Enrollment.objects.filter(course=course, person_id=user.person_id, state__in=SEATED).exists()


def clerk_units(user: User | None, course: Course) -> set[int]:
    """Đơn vị cử người do tôi phụ trách — units that sent learners to the course and lie in the clerk's scope."""
    mine = units_of_clerk(user)
    if not mine:
        return set()
    sent = Enrollment.objects.filter(course=course, sent_by__in=mine)
    return {unit for unit in sent.values_list("sent_by_id", flat=True).distinct() if unit is not None}


def can_raise(user: User | None, course: Course) -> bool:
    """Nêu tình huống — a learner of the course, a clerk of a sending unit, or the office for them."""
    return user is None or can_manage(user, course) or is_learner(user, course) or bool(clerk_units(user, course))


def can_raise_for(user: User | None, course: Course, *, person_id: int | None, unit_id: int | None) -> bool:
    """Nêu dưới tên ai — the office for anybody; others for themselves, their unit, or without a name."""
    if user is None or can_manage(user, course):
        return True
    if person_id is not None and person_id != user.person_id:
        return False
    if unit_id is None or unit_id in clerk_units(user, course):
        return True
    if user.person_id is None:
        return False
    return Enrollment.objects.filter(course=course, person_id=user.person_id, sent_by_id=unit_id).exists()


def can_sort(user: User | None, course: Course) -> bool:
    """Phân loại, chuyển, duyệt — the training officer."""
    return can_manage(user, course)


def can_ask_again(user: User | None, situation: Situation) -> bool:
    """Hỏi lại — whoever raised it, the clerk of the unit that raised it, or the training officer for them."""
    if user is None or can_manage(user, situation.course):
        return True
    if situation.raised_by_id is not None and situation.raised_by_id == user.person_id:
        return True
    return situation.unit_id is not None and situation.unit_id in clerk_units(user, situation.course)


def can_reply(user: User | None, situation: Situation) -> bool:
    """Trả lời thay cơ quan được hỏi — the clerk of the body to which the question was sent."""
    return situation.referred_to_id is not None and situation.referred_to_id in units_of_clerk(user)


def can_teach(user: User | None, course: Course) -> bool:
    """Giảng viên của cơ sở — a lecturer of the institution that runs the course."""
    return has_role(user, Role.LECTURER, over=course.institution.unit_id)


def can_discuss(user: User | None, situation: Situation) -> bool:
    """Ghi thảo luận, trả lời — lecturers of the institution, the class manager, the training officer."""
    course = situation.course
    if can_manage(user, course) or can_teach(user, course):
        return True
    return situation.training_class is not None and is_class_manager(user, situation.training_class)


def can_publish(user: User | None, course: Course) -> bool:
    """Công bố ngoài lớp — the training officer or the managing authority."""
    return can_manage(user, course) or can_approve(user, course)


def can_see_raiser(user: User | None, course: Course) -> bool:
    """Xem ai đã nêu — those who run the course; the class reads the question, not the name."""
    return can_manage(user, course) or any(is_class_manager(user, one) for one in course.classes.all())
