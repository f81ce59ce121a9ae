"""Giấy in theo yêu cầu — the papers of a course printed, edited in Word or sent to be numbered at one click."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from boiduong.course.delivery.courses import services
from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.queries import course_for
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.documents.queries import paper_bytes
from boiduong.web.answers import paper_response
from boiduong.web.sheets import Sheet, sheet_named


def _sheet(user: User, course: Course, key: str) -> Sheet:
    found = sheet_named(key)
    if found is None or not found.may(user, course):
        raise Http404(key)
    return found


@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Một thứ giấy — as PDF, as Word with `?tep=docx`, or by POST drafted and sent to be numbered."""
    user, at = user_of(request), timezone.now()
    course = course_for(user, slug)
    wanted = _sheet(user, course, key)
    if request.method == "POST":
        document = services.draft_sheet(course, wanted, by=user, at=at)
        messages.success(request, gettext("%(paper)s waits for a number.") % {"paper": document.subject})
        return redirect("courses:papers", slug=course.slug)
    papers = services.printed(course, wanted, at=at)
    word = request.GET.get("tep") == "docx"
    return paper_response(paper_bytes(papers, word=word), name=wanted.title, word=word)
