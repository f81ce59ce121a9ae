"""Ai đọc được gì của khóa — documents and people know no course: the right is brought to them from here."""

from __future__ import annotations

from django.db.models import Q

from boiduong.course.delivery.courses.models import CourseDocument, StaffDuty
from boiduong.course.delivery.courses.permissions import CLASS_DUTIES, can_read_people, can_see
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.permissions import contribute_readers
from boiduong.foundation.people.permissions import contribute_people


@contribute_readers
def readers_of_the_course(user: User, document: Document) -> bool:
    """Người được xem khóa và danh sách người của khóa — papers of a course carry lists of people."""
    rows = CourseDocument.objects.filter(document=document).select_related("course__institution")
    return any(can_see(user, row.course) and can_read_people(user, row.course) for row in rows)


@contribute_people
def people_of_own_classes(user: User) -> Q:
    """Học viên của lớp mình chủ nhiệm — people know no class either."""
    if not user.person_id or not has_role(user, Role.CLASS_MANAGER):
        return Q(pk__in=[])
    own = StaffDuty.objects.filter(person=user.person_id, duty__in=CLASS_DUTIES).values("training_class")
    return Q(pk__in=Enrollment.objects.filter(training_class__in=own).values("person"))
