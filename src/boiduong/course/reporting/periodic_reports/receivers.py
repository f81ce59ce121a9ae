"""Ai đọc được gì của khóa — documents and people know no course: the right is brought to them from here."""

from __future__ import annotations

from django.db.models import Q

from boiduong.course.delivery.courses.models import CourseDocument, StaffDuty
from boiduong.course.delivery.courses.permissions import CLASS_DUTIES, can_read_people, can_see
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role, scopes_of
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.permissions import contribute_listing, contribute_readers
from boiduong.foundation.organizations.queries import among, within
from boiduong.foundation.people.permissions import contribute_people


@contribute_readers
def readers_of_the_course(user: User, document: Document) -> bool:
    """Người được xem khóa và danh sách người của khóa — papers of a course carry lists of people."""
    rows = CourseDocument.objects.filter(document=document).select_related("course__institution")
    return any(can_see(user, row.course) and can_read_people(user, row.course) for row in rows)


@contribute_listing
def papers_of_own_courses(user: User) -> Q:
    """Văn bản của khóa mình phụ trách — whole courses for the office, own courses for a class manager."""
    found = Q(pk__in=[])
    if has_role(user, Role.TRAINING_OFFICER, Role.MANAGING_AUTHORITY):
        scopes = scopes_of(user, Role.TRAINING_OFFICER, Role.MANAGING_AUTHORITY)
        filed = CourseDocument.objects.all()
        if None not in scopes:
            units = frozenset[int]().union(*(within(scope) for scope in scopes if scope is not None))
            filed = filed.filter(course__institution__unit__in=among(units))
        found |= Q(pk__in=filed.values("document"))
    if user.person_id and has_role(user, Role.CLASS_MANAGER):
        own = StaffDuty.objects.filter(person=user.person_id, duty__in=CLASS_DUTIES).values("training_class__course")
        found |= Q(pk__in=CourseDocument.objects.filter(course__in=own).values("document"))
    return found


@contribute_people
def people_of_own_classes(user: User) -> Q:
    """Học viên của lớp mình chủ nhiệm — people know no class either."""
    if not user.person_id or not has_role(user, Role.CLASS_MANAGER):
        return Q(pk__in=[])
    own = StaffDuty.objects.filter(person=user.person_id, duty__in=CLASS_DUTIES).values("training_class")
    return Q(pk__in=Enrollment.objects.filter(training_class__in=own).values("person"))
