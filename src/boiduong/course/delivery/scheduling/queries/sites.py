"""Điểm cầu — how many learn at each site of a remote course, and the seats of the room they sit in."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Q

from boiduong.course.delivery.courses.models import Course, Site, TrainingClass
from boiduong.course.delivery.scheduling.rules import SiteFacts

ON_THE_LIST = ("listed", "summoned", "confirmed", "attending")
REMOTE = ("online", "blended")


def sites_of(course: Course) -> list[Site]:
    """Các điểm cầu — `learners` on the list at each, and the room where it is written; one query."""
    rows = Site.objects.filter(course=course).select_related("place")
    return [*rows.annotate(learners=Count("enrollment", filter=Q(enrollment__state__in=ON_THE_LIST))).order_by("pk")]


def people_at(site: Site) -> int:
    """Số học viên ở điểm cầu — on the list, else the number that the site has told."""
    return getattr(site, "learners", 0) or site.count or 0


def is_remote(course: Course, classes: Iterable[TrainingClass]) -> bool:
    """Có điểm cầu — a course that is taught online, in part or whole."""
    return course.mode in REMOTE or any(one.mode in REMOTE for one in classes)


def site_facts(course: Course, classes: Iterable[TrainingClass]) -> tuple[SiteFacts, ...]:
    """Điểm cầu cho quy tắc — those whose seats are written; a course in one hall is not asked."""
    if not is_remote(course, classes):
        return ()
    rows = Site.objects.filter(course=course, place__isnull=False).select_related("place")
    rows = rows.annotate(learners=Count("enrollment", filter=Q(enrollment__state__in=ON_THE_LIST))).order_by("pk")
    return tuple(SiteFacts(one.name, people_at(one), one.place.seats) for one in rows)
