"""Đọc chuyên đề — topics of a version with part and lecturers, in two queries."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet, Sum

from boiduong.course.curriculum.programs.models import ProgramVersion
from boiduong.course.curriculum.topics.models import Topic, TopicLecturer


def topics_of(version: ProgramVersion) -> QuerySet[Topic]:
    """Chuyên đề của một phiên bản — in order, with part, item and lecturers."""
    teaching = TopicLecturer.objects.select_related("lecturer__person").order_by("rank")
    found = Topic.objects.filter(version=version).select_related("part", "item", "follows")
    return found.prefetch_related(Prefetch("lecturers", queryset=teaching)).order_by("position")


def periods_of(version: ProgramVersion) -> int:
    """Tổng số tiết — of the topics that say theirs."""
    total = Topic.objects.filter(version=version).aggregate(total=Sum("periods"))["total"]
    return int(total or 0)
