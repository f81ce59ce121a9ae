"""Trang hồ sơ trọn bộ — asking for it, its progress, and the two files."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from boiduong.course.delivery.courses import services
from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.permissions import can_read_people
from boiduong.course.delivery.courses.queries import course_for, course_frame
from boiduong.course.delivery.courses.queries.dossier import dossier_count, dossier_file, last_dossier
from boiduong.course.delivery.courses.views.common import crumbs
from boiduong.foundation.accounts.queries import user_of

ENDINGS = ("pdf", "zip")


def _course(request: HttpRequest, slug: str) -> Course:
    user = user_of(request)
    course = course_for(user, slug)
    if not can_read_people(user, course):
        raise Http404
    return course


@require_http_methods(["GET", "POST"])
def dossier(request: HttpRequest, slug: str) -> HttpResponse:
    """Hồ sơ trọn bộ — POST puts the work in the queue, GET tells how far it is."""
    course, user, at = _course(request, slug), user_of(request), timezone.now()
    if request.method == "POST":
        services.ask_dossier(course, by=user, at=at)
        return redirect("courses:dossier", slug=course.slug)
    job = last_dossier(course)
    context = {
        **course_frame(course, user=user, step="", at=at),
        "crumbs": crumbs(course),
        "job": job,
        "running": job is not None and job.state in ("queued", "running"),
        "failed": job is not None and job.state in ("failed", "stopped"),
        "done": round((job.progress if job else 0) * 100),
        "total": 100,
        "files": [(ending, dossier_file(course, ending)) for ending in ENDINGS],
        "missing": (job.result or {}).get("missing", []) if job else [],
        "count": dossier_count(course),
    }
    return render(request, "courses/dossier.html", context)


@require_GET
def dossier_download(request: HttpRequest, slug: str, ending: str) -> HttpResponseBase:
    """Tải hồ sơ — sent in blocks; nobody between keeps it."""
    course = _course(request, slug)
    stored = dossier_file(course, ending) if ending in ENDINGS else None
    if stored is None:
        raise Http404
    response = FileResponse(
        stored.opened(), as_attachment=True, filename=f"ho-so-{course.slug}.{ending}", content_type=stored.mime
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
