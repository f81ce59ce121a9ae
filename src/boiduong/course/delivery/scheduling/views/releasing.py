"""Phát hành, điều chỉnh, bỏ bản nháp — what a release does and what stands in its way, then one button."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from boiduong.course.delivery.courses.queries import course_for, course_frame
from boiduong.course.delivery.scheduling import queries, services
from boiduong.course.delivery.scheduling.permissions import can_arrange
from boiduong.course.delivery.scheduling.queries.comparing import concerned
from boiduong.course.delivery.scheduling.rules import differences, read_mark, stopping, warnings
from boiduong.course.delivery.scheduling.views.common import board_url, draft_of
from boiduong.course.delivery.scheduling.views.gathering import lines_of
from boiduong.foundation.accounts.queries import user_of
from boiduong.web.registry import StepFacts


@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, slug: str) -> HttpResponse:
    """Phát hành lịch học — what will happen, what still stands in the way, one button."""
    course, user, at = course_for(user_of(request), slug), user_of(request), timezone.now()
    if not can_arrange(user, course):
        raise Http404
    if request.method == "GET":
        prefetch_related_objects([course], "classes", "timetables")
    version = draft_of(course)
    version.course = course
    if request.method == "POST":
        services.release(version, by=user, at=at, read=request.POST.get("da_doc", ""))
        messages.success(request, gettext("The timetable is released. Its paper waits for a number."))
        return redirect(board_url(course))
    base = next((one for one in course.timetables.all() if one.pk == version.base_id), None)
    read = queries.placed_in([version, base])
    entries, found = queries.entries_and_clashes(version, at=at, known=read)
    changes = differences(read[base.pk], entries) if base is not None else []
    same = base is not None and base.state == "released" and not changes and bool(entries)
    context = {
        **course_frame(course, user=user, step="timetable", at=at),
        "facts": StepFacts(),
        "version": version,
        "adjusted": queries.adjustment_number(version),
        "lines": lines_of(found),
        "stops": bool(stopping(found)),
        "same": same,
        "may": bool(entries) and not same and not stopping(found),
        "mend": board_url(course),
        "changes": len(changes),
        "people": concerned(changes) if changes else None,
        "to_read": len(warnings(found)),
        "mark": read_mark(found),
        "entries": len(entries),
        "lessons": sum(len(e.classes) for e in entries if e.topic),
        "first": entries[0].day if entries else None,
        "last": entries[-1].day if entries else None,
    }
    return render(request, "scheduling/release.html", context)


@require_POST
def revise(request: HttpRequest, slug: str) -> HttpResponse:
    """Lập bản điều chỉnh — a draft with a copy of the timetable in force."""
    course = course_for(user_of(request), slug)
    version = queries.current_version(course)
    if version is None:
        raise Http404
    services.revise(version, by=user_of(request), at=timezone.now())
    return redirect(board_url(course))


@require_POST
def discard(request: HttpRequest, slug: str) -> HttpResponse:
    """Bỏ bản nháp."""
    course = course_for(user_of(request), slug)
    services.discard(draft_of(course), by=user_of(request), at=timezone.now())
    messages.success(request, gettext("The draft is discarded."))
    return redirect(board_url(course))
