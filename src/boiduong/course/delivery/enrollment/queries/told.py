"""Số và việc góp lên trang khóa — learners by course and class, the counts beside stated numbers, names of the acts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Count, QuerySet

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.queries import (
    contribute_class_numbers,
    contribute_counts,
    contribute_learner_counts,
    name_acts,
    topic_count,
)
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.enrollment.queries.counting import counts
from boiduong.course.delivery.enrollment.rules import SEATED
from boiduong.refusals import gettext_noop
from boiduong.web.prepared import prepared

SURE = ("confirmed", "attending")

name_acts(
    {
        "enrollment.draft_opening": gettext_noop("Opening decision drafted"),
        "enrollment.draft_summons": gettext_noop("Summons drafted"),
        "enrollment.divide_groups": gettext_noop("Class divided into groups"),
    }
)


@contribute_learner_counts
def learners_by_course(courses: Collection[int]) -> Mapping[int, int]:
    """Số học viên từng khóa — learners on a list, observers and trainers left out; one query."""
    rows = Enrollment.objects.filter(course__in=courses, counts_as="learner", state__in=SEATED)
    return dict(rows.order_by().values_list("course").annotate(n=Count("pk")))


def _by_class(course: int, states: Collection[str]) -> QuerySet[Enrollment, Any]:
    rows = Enrollment.objects.filter(course=course, counts_as="learner", state__in=states)
    return rows.order_by().values_list("training_class").annotate(n=Count("pk"))


_learners, _sure = prepared(partial(_by_class, states=SEATED)), prepared(partial(_by_class, states=SURE))
contribute_class_numbers(gettext_noop("Learners"), lambda course: dict(_learners(course.pk)))
contribute_class_numbers(gettext_noop("Confirmed"), lambda course: dict(_sure(course.pk)))


@contribute_counts("nominated", "accepted", "opened", "summoned", "confirmed")
def told_of(course: Course, at: datetime) -> Mapping[str, int]:
    """Số đếm chiêu sinh — nominated to confirmed by then."""
    return asdict(counts(course, as_of_at=at))


@contribute_counts("units")
def units_of(course: Course, at: datetime) -> Mapping[str, int]:
    """Số đơn vị — units that have a learner on a list."""
    rows = Enrollment.objects.filter(course=course, counts_as="learner", state__in=SEATED, sent_by__isnull=False)
    return {"units": rows.values("sent_by").distinct().count()}


@contribute_counts("capacity")
def places_of(course: Course, at: datetime) -> Mapping[str, int]:
    """Số chỗ — of all classes, where each says how many it has."""
    places = [*course.classes.exclude(state="cancelled").values_list("capacity", flat=True)]
    return {"capacity": sum(n or 0 for n in places)} if places and None not in places else {}


@contribute_counts("topics")
def topics_of(course: Course, at: datetime) -> Mapping[str, int]:
    """Số chuyên đề — of the program of the course."""
    return {"topics": topic_count(course)} if course.default_version is not None else {}
