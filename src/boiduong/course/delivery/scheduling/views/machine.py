"""Trang máy xếp giúp — the machine at work on a draft, what it found, and why something cannot be."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.queries import course_frame
from boiduong.course.delivery.scheduling import queries, services
from boiduong.course.delivery.scheduling.models import TimetableVersion
from boiduong.course.delivery.scheduling.queries.bridge.ways import tidy
from boiduong.course.delivery.scheduling.queries.runs import SOLVE, last_run, levels_of, rule_name
from boiduong.course.delivery.scheduling.views.common import (
    arranged_course,
    board_url,
    draft_of,
    in_page_language,
    number_in,
    way_said,
)
from boiduong.foundation.accounts.queries import user_of

LIVE = ("queued", "running")


def run_context(course: Course, version: TimetableVersion | None) -> dict[str, Any]:
    """Lượt chạy cho trang — the job in words: seconds, levels, and what came of it."""
    job = last_run(SOLVE, version) if version is not None else None
    if job is None:
        return {"course": course, "job": None, "live": False}
    budget = int(job.args["budget"])
    # A stopped run writes its best before it ends: until then the page goes on looking.
    ending = job.state == "stopped" and job.result is None and bool(job.checkpoint)
    result = job.result or {}
    why = result.get("why") or {}
    at = int(job.checkpoint.get("at", 0))
    return {
        "course": course,
        "job": job,
        "live": job.state in LIVE or ending,
        "waiting": job.state == "queued",
        "ending": ending,
        "starting": job.state in LIVE and not at,
        "halted": job.state == "stopped" and not job.result and not ending,
        "seconds": min(at, budget),
        "budget": budget,
        "levels": levels_of(job),
        "sessions": job.checkpoint.get("placed", 0),
        "found": bool(job.checkpoint.get("cost")) and not job.checkpoint["cost"].get("hard"),
        "result": result,
        "reasons": [(rule_name(rule), tidy(in_page_language(vi, en))) for rule, vi, en in why.get("facts", [])],
        "ways": [(n, way_said(w)) for n, w in enumerate(why.get("ways", []))],
        "refused": [in_page_language(vi, en) for vi, en in result.get("refused", [])],
        "same": not result.get("placed") and not result.get("moved"),
        "failed": job.state == "failed",
    }


@require_GET
def machine(request: HttpRequest, slug: str) -> HttpResponse:
    """Máy xếp giúp — begin, watch, stop; then what came of it."""
    user, at = user_of(request), timezone.now()
    course = arranged_course(request, slug)
    version = queries.draft_version(course)
    context = {
        **course_frame(course, user=user, step="timetable", at=at),
        **run_context(course, version),
        "version": version,
        "budgets": [(n, gettext("%(n)s seconds") % {"n": n} if n < 60 else gettext("%(n)s minutes") % {"n": n // 60})
                    for n in services.BUDGETS],
        "locked": version.entries.filter(locked=True).count() if version else 0,
        "placed": version.entries.count() if version else 0,
        "undo": version.steps.order_by("-id").first() if version else None,
    }  # fmt: skip
    return render(request, "scheduling/machine.html", context)


@require_GET
def machine_state(request: HttpRequest, slug: str) -> HttpResponse:
    """Tiến độ — only the part of the page that changes, for the page that looks every two seconds."""
    course = arranged_course(request, slug)
    return render(request, "scheduling/machine_state.html", run_context(course, queries.draft_version(course)))


@require_POST
def machine_act(request: HttpRequest, slug: str) -> HttpResponse:
    """Xếp, dừng, chọn cách gỡ, hoàn tác."""
    user, at = user_of(request), timezone.now()
    course = arranged_course(request, slug)
    what = request.POST.get("viec", "")
    if what == "xep":
        version = queries.draft_version(course) or _begun(course, request)
        services.ask_solve(version, budget_s=number_in(request.POST.get("giay")) or 0, by=user, at=at)
    elif what == "dung":
        services.stop_solve(draft_of(course), by=user, at=at)
    elif what == "cach":
        services.choose_way(draft_of(course), number_in(request.POST.get("so")) or 0, by=user, at=at)
    elif what == "hoan_tac":
        undone = services.undo(draft_of(course), by=user, at=at)
        messages.success(request, gettext("Undone: %(what)s.") % {"what": undone})
        return redirect(board_url(course))
    else:
        raise Http404
    return redirect("scheduling:machine", course.slug)


def _begun(course: Course, request: HttpRequest) -> TimetableVersion:
    """A draft to work on: a copy of the released timetable, else an empty one."""
    released, user, at = queries.current_version(course), user_of(request), timezone.now()
    if released is not None:
        return services.revise(released, by=user, at=at)
    return services.new_version(course, by=user, at=at)
