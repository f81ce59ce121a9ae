"""Quyền với khóa — who sees a course, runs its classes, manages it and approves it. Default deny."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from boiduong.course.delivery.courses.models import Course, CourseDuty, StaffDuty, TrainingClass
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.queries import scopes_of
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.organizations.models import Institution
from boiduong.foundation.organizations.queries import among, within
from boiduong.web.reading import once, told

WHOLE_COURSE = (Role.TRAINING_OFFICER, Role.MANAGING_AUTHORITY, Role.RECORDS_OFFICER, Role.AUDITOR)
CLASS_DUTIES = ("class_manager", "deputy")
SITE_DUTY = "site_keeper"
FEW = 300  # courses that a condition still names one by one
DECIDING = ("plan", "call", "decide_opening")

_visibility: list[Callable[[User], Q]] = []


def contribute_visibility(function: Callable[[User], Q]) -> Callable[[User], Q]:
    """Thêm người được thấy — a later stage says which courses its people see: `function(user) -> Q` on Course."""
    if function not in _visibility:
        _visibility.append(function)
    return function


def _units_of(user: User) -> frozenset[int] | None:
    """Unit ids over which the user holds a role that sees whole courses; None stands for everything."""
    scopes = scopes_of(user, *WHOLE_COURSE)
    if None in scopes:
        return None
    return frozenset().union(*(within(scope) for scope in scopes if scope is not None))


def look_once(user: User) -> tuple[int, ...] | None:
    """Xem một lần — a page that asks for the user's courses again and again finds out beforehand which they are.

    One query; while the page is read, `visible_q` names those courses. None, and nothing changes, for a user who sees
    every course, or very many.
    """
    wide = visible_q(user)
    if not wide:
        return None
    found = Course.objects.filter(wide).order_by().values_list("pk", flat=True)
    seen = once(_seen(user), lambda: tuple(found[: FEW + 1]))
    return seen if len(seen) <= FEW else None


def _seen(user: User) -> str:
    return f"courses.visible:{user.pk}"


def visible_q(user: User | None) -> Q:
    """Điều kiện được thấy — the filter on Course for a user; None is the system and sees all.

    Whole courses: those of an institution in the user's scope, or in which a body of that scope has a duty. A class
    manager sees the courses of own classes, the keeper of a site those of the site. Later stages add units, lecturers
    and learners.
    """
    if user is None:
        return Q()
    known = told(_seen(user))
    if isinstance(known, tuple) and len(known) <= FEW:
        return Q(pk__in=known)
    if not getattr(user, "is_authenticated", False):
        return Q(pk__in=[])
    units = _units_of(user)
    if units is None:
        return Q()
    seen = Q(pk__in=[])
    if units:
        institutions = Institution.objects.filter(unit_id__in=among(units)).values("pk")
        seen |= Q(institution__in=institutions)
        seen |= Q(pk__in=CourseDuty.objects.filter(unit_id__in=among(units)).values("course_id"))
    if user.person_id:
        duties = [*CLASS_DUTIES, SITE_DUTY] if has_role(user, Role.CLASS_MANAGER) else [SITE_DUTY]
        own = StaffDuty.objects.filter(person_id=user.person_id, duty__in=duties)
        seen |= Q(pk__in=own.values("training_class__course_id"))
    for function in _visibility:
        seen |= function(user)
    return seen


def can_see(user: User | None, course: Course) -> bool:
    """Được thấy khóa — by role and unit, by class, or as a later stage says."""
    return Course.objects.filter(visible_q(user), pk=course.pk).exists()


def can_create(user: User | None, institution: Institution) -> bool:
    """Được lập khóa — the training officer over the institution."""
    return has_role(user, Role.TRAINING_OFFICER, over=institution.unit_id)


def can_manage(user: User | None, course: Course) -> bool:
    """Cán bộ đào tạo của khóa — the training officer over its institution."""
    return can_create(user, course.institution)


def can_approve(user: User | None, course: Course) -> bool:
    """Cơ quan quản lý — the managing authority over the institution, or over a body that plans, calls or opens."""
    if has_role(user, Role.MANAGING_AUTHORITY, over=course.institution.unit_id):
        return True
    if not has_role(user, Role.MANAGING_AUTHORITY):
        return False
    bodies = CourseDuty.objects.filter(course=course, duty__in=DECIDING).values_list("unit_id", flat=True)
    return any(has_role(user, Role.MANAGING_AUTHORITY, over=unit) for unit in bodies)


def can_archive(user: User | None, course: Course) -> bool:
    """Lưu trữ — the records officer over the institution."""
    return has_role(user, Role.RECORDS_OFFICER, over=course.institution.unit_id)


def is_class_manager(user: User | None, training_class: TrainingClass) -> bool:
    """Chủ nhiệm lớp — the person whose appointment to this class as manager or deputy is the latest of its kind."""
    if user is None or not user.person_id:
        return False
    if not has_role(user, Role.CLASS_MANAGER):
        return False
    return (training_class.pk, user.person_id) in _managers(training_class.course_id)


def can_run_class(user: User | None, training_class: TrainingClass) -> bool:
    """Phụ trách lớp — the class manager of this class, or the training officer."""
    return can_manage(user, training_class.course) or is_class_manager(user, training_class)


def can_run_some(user: User | None, course: Course) -> bool:
    """Phụ trách một lớp của khóa — the training officer, or the manager of one of its classes."""
    return can_manage(user, course) or _manages_one(user, course)


def _manages_one(user: User | None, course: Course) -> bool:
    """Whether `is_class_manager` would say yes of any class of the course."""
    if user is None or not user.person_id or not has_role(user, Role.CLASS_MANAGER):
        return False
    return any(person == user.person_id for _, person in _managers(course.pk))


def _managers(course: int) -> frozenset[tuple[int, int]]:
    """Each class of the course with whoever manages it or is the deputy now; one query, once a request."""
    return once(f"courses.managers:{course}", lambda: _managers_now(course))


def _managers_now(course: int) -> frozenset[tuple[int, int]]:
    latest: dict[tuple[int, str], int] = {}
    rows = StaffDuty.objects.filter(training_class__course=course, duty__in=CLASS_DUTIES).order_by("starts_on", "id")
    for training_class, duty, person in rows.values_list("training_class_id", "duty", "person_id"):
        latest[training_class, duty] = person
    return frozenset((training_class, person) for (training_class, _), person in latest.items())


def can_read_people(user: User | None, course: Course) -> bool:
    """Xem danh sách người — roles over the institution, and class managers of the course; not other units."""
    if has_role(user, *WHOLE_COURSE, over=course.institution.unit_id) or can_approve(user, course):
        return True
    return _manages_one(user, course)
