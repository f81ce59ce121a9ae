"""Trang mời giảng — whom the course may ask, what they answered, their links and their letters."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_POST

from boiduong.course.curriculum.lecturers import services as lecturers
from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.queries import course_frame
from boiduong.course.delivery.scheduling import services
from boiduong.course.delivery.scheduling.models import LecturerRequest
from boiduong.course.delivery.scheduling.queries.teaching import lecturers_wanted
from boiduong.course.delivery.scheduling.rules import REQUEST
from boiduong.course.delivery.scheduling.views.common import arranged_course, number_in
from boiduong.foundation.accounts.queries import user_of
from boiduong.web.registry import StepFacts

LOOKS = {"accepted": "good", "declined": "bad", "sent": "wait", "named": "wait"}


@require_GET
def asking(request: HttpRequest, slug: str) -> HttpResponse:
    """Mời giảng — everybody who may teach in the course."""
    user, at = user_of(request), timezone.now()
    course = arranged_course(request, slug)
    asked = {row.lecturer_id: row for row in LecturerRequest.objects.filter(course=course).select_related("document")}
    rows = [_row(one, titles, asked.get(one.pk)) for one, titles in lecturers_wanted(course)]
    context = {
        **course_frame(course, user=user, step="timetable", at=at),
        "facts": StepFacts(),
        "rows": rows,
        "unasked": sum(row["request"] is None for row in rows),
    }
    return render(request, "scheduling/asking.html", context)


def _row(lecturer: Lecturer, titles: list[str], row: LecturerRequest | None) -> dict[str, Any]:
    live = [one for one in lecturer.links.all() if one.revoked_at is None]
    return {
        "lecturer": lecturer,
        "topics": "; ".join(titles),
        "request": row,
        "state": gettext(REQUEST.states[row.state]) if row else gettext("not asked"),
        "look": LOOKS.get(row.state, "plain") if row else "plain",
        "link": live[0] if live else None,
        "may_send": row is None or REQUEST.allows(row.state, "send"),
    }


@require_POST
def asking_act(request: HttpRequest, slug: str) -> HttpResponse:
    """Gửi lời mời, lập hay thu đường dẫn, ghi câu trả lời, soạn giấy."""
    user, at = user_of(request), timezone.now()
    course = arranged_course(request, slug)
    what = request.POST.get("viec", "")
    if what == "moi_het":
        wanted = [one for one, _ in lecturers_wanted(course)]
        known = set(LecturerRequest.objects.filter(course=course).values_list("lecturer_id", flat=True))
        sent = services.request_lecturers(course, [x for x in wanted if x.pk not in known], by=user, at=at)
        text = ngettext("%(n)d lecturer is asked.", "%(n)d lecturers are asked.", len(sent)) % {"n": len(sent)}
        messages.success(request, text)
        return redirect("scheduling:asking", course.slug)
    lecturer = _lecturer(course, number_in(request.POST.get("ai")) or 0)
    if what == "moi":
        services.request_lecturers(course, [lecturer], by=user, at=at)
    elif what == "duong_dan":
        token = lecturers.make_link(lecturer, by=user, at=at)
        address = request.build_absolute_uri(reverse("scheduling:personal", args=[token]))
        text = gettext("The link of %(who)s, shown this once: %(address)s")
        messages.success(request, text % {"who": lecturer.label, "address": address})
    elif what == "thu":
        lecturers.revoke_links(lecturer, by=user, at=at)
        messages.success(request, gettext("The link of %(who)s opens nothing any more.") % {"who": lecturer.label})
    else:
        _about_request(request, course, lecturer, what)
    return redirect("scheduling:asking", course.slug)


def _about_request(request: HttpRequest, course: Course, lecturer: Lecturer, what: str) -> None:
    """An answer that came by telephone, or a letter to be numbered."""
    user, at = user_of(request), timezone.now()
    row = get_object_or_404(LecturerRequest, course=course, lecturer=lecturer)
    if what in ("accept", "decline", "name"):
        services.answer_request(row, what, text=request.POST.get("loi", ""), by=user, at=at)
        messages.success(request, gettext("The answer is written."))
    elif what in ("invitation", "mission_letter"):
        services.draft_letter(row, what, by=user, at=at)
        messages.success(request, gettext("The paper is drafted. It waits for a number."))
    else:
        raise Http404


def _lecturer(course: Course, number: int) -> Lecturer:
    return get_object_or_404(Lecturer.objects.select_related("person", "institution__unit"), pk=number,
                             institution=course.institution_id)  # fmt: skip
