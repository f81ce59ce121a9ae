"""Trang so sánh — what a version changed of the one before, whom it concerns, and who has heard of it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from boiduong.course.delivery.courses.queries import course_frame
from boiduong.course.delivery.scheduling import queries
from boiduong.course.delivery.scheduling.queries.comparing import Names, compared, concerned, names_in
from boiduong.course.delivery.scheduling.rules import HALVES, Difference, Placed
from boiduong.course.delivery.scheduling.services.telling import TOPIC
from boiduong.course.delivery.scheduling.views.common import arranged_course
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.notifications.queries import messages_about
from boiduong.web.registry import StepFacts


@require_GET
def compare(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """So với bản trước — a draft against what is in force, a released one against what it replaced."""
    user, at = user_of(request), timezone.now()
    course = arranged_course(request, slug)
    version = course.timetables.filter(number=number).select_related("base", "document").first()
    if version is None or version.base is None:
        raise Http404
    version.course = course
    found = compared(version.base, version)
    names, people = names_in(found), concerned(found)
    told = [*messages_about(TOPIC, [version.pk])] if version.state != "draft" else []
    context = {
        **course_frame(course, user=user, step="timetable", at=at),
        "facts": StepFacts(),
        "version": version,
        "adjusted": queries.adjustment_number(version),
        "rows": [_row(one, names) for one in found],
        "lecturers": [names.lecturers[n] for n in people.lecturers],
        "learners": len(people.learners),
        "managers": len(people.managers),
        "told": len(told),
        "seen": sum(one.seen for one in told),
        "unnamed": [names.lecturers[n] for n, person in people.lecturers.items() if person is None],
    }
    return render(request, "scheduling/compare.html", context)


def _row(one: Difference, names: Names) -> dict[str, Any]:
    was, now = one.was, one.now
    others = was and now and was.lecturers != now.lecturers
    kind = gettext("added") if was is None else gettext("taken off") if now is None else ""
    return {
        "label": one.one.label,
        "classes": names.classes_of(one),
        "kind": kind,
        "was": _when(was) if was is not None and (now is None or one.moved) else "",
        "now": _when(now) if now is not None else "",
        "moved": one.moved,
        "rooms": (names.room_of(was), names.room_of(now)) if was and now and was.room != now.room else None,
        "people": (names.people_of(was), names.people_of(now)) if was and now and others else None,
    }  # fmt: skip


def _when(one: Placed) -> str:
    starts = timezone.localtime(one.starts_at)
    return f"{gettext(HALVES.get(one.half, one.half)).lower()} {one.day.day}/{one.day.month}, {starts:%-H:%M}"
