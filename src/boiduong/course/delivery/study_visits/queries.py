"""Đọc nghiên cứu thực tế — visits of a course, who goes and what was found."""

from __future__ import annotations

from django.db.models import Count, QuerySet
from django.utils import timezone

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.study_visits.models import Visit, VisitFinding, VisitMember
from boiduong.foundation.organizations.queries import name_on


def visits_of(course: Course) -> QuerySet[Visit]:
    """Các chuyến của khóa — with numbers of members and findings."""
    found = Visit.objects.filter(training_class__course=course)
    return found.select_related("training_class", "topic", "host", "document").annotate(
        members_count=Count("members", distinct=True), findings_count=Count("findings", distinct=True)
    )


def members_of(visit: Visit) -> QuerySet[VisitMember]:
    """Danh sách đoàn — in the order of the class list."""
    found = visit.members.select_related("enrollment__person", "enrollment__group")
    return found.order_by("enrollment__position", "enrollment_id")


def findings_of(visit: Visit) -> QuerySet[VisitFinding]:
    """Phát hiện và kiến nghị."""
    return visit.findings.order_by("id")


def host_name(visit: Visit) -> str:
    """Nơi đón — the host as called when the visit begins, else the place written."""
    if visit.host is not None:
        return name_on(visit.host, visit.starts_on or timezone.localdate())
    return visit.place_text
