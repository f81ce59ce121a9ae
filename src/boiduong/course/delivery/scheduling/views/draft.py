"""Sửa nhanh bản nháp — lock a session, undo the last act; and the board by lecturer."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from boiduong.course.delivery.courses.queries import course_frame
from boiduong.course.delivery.scheduling import queries, services
from boiduong.course.delivery.scheduling.models import Entry
from boiduong.course.delivery.scheduling.queries.by_lecturer import people_board
from boiduong.course.delivery.scheduling.rules import HALVES
from boiduong.course.delivery.scheduling.views.common import arranged_course, board_url, day_in, draft_of, number_in
from boiduong.foundation.accounts.queries import user_of
from boiduong.web.registry import StepFacts


@require_POST
def lock(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Khóa hoặc mở khóa một buổi — a locked one stays where it is, whatever the machine finds."""
    course, user, at = arranged_course(request, slug), user_of(request), timezone.now()
    version = draft_of(course)
    found = get_object_or_404(Entry.objects.select_related("version__course__institution"), pk=pk, version=version)
    with transaction.atomic():
        services.remember(version, gettext("locking a session"), at=at)
        services.set_lock(found, not found.locked, by=user, at=at)
    return redirect(board_url(course, lop=number_in(request.POST.get("lop")), tuan=day_in(request.POST.get("tuan"))))


@require_POST
def undo(request: HttpRequest, slug: str) -> HttpResponse:
    """Hoàn tác việc vừa làm."""
    course = arranged_course(request, slug)
    done = services.undo(draft_of(course), by=user_of(request), at=timezone.now())
    messages.success(request, gettext("Undone: %(what)s.") % {"what": done})
    return redirect(board_url(course, lop=number_in(request.POST.get("lop")), tuan=day_in(request.POST.get("tuan"))))


@require_GET
def by_lecturer(request: HttpRequest, slug: str) -> HttpResponse:
    """Bảng theo người dạy — half-days down, lecturers across; the draft, else what is in force."""
    user, at = user_of(request), timezone.now()
    course = arranged_course(request, slug)
    version = queries.draft_version(course) or queries.current_version(course)
    board = people_board(version, day_in(request.GET.get("tuan"))) if version is not None else None
    context = {
        **course_frame(course, user=user, step="timetable", at=at),
        "facts": StepFacts(),
        "version": version,
        "board": board,
        "editable": version is not None and version.state == "draft",
        "halves": {key: gettext(label) for key, label in HALVES.items()},
        "sunday": board.week + timedelta(days=6) if board is not None and board.week else None,
    }
    return render(request, "scheduling/by_lecturer.html", context)
