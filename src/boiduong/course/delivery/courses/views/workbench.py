"""Trang khóa — the step now, the classes, the papers, the latest acts, stated numbers and doubts."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boiduong.course.delivery.courses import services
from boiduong.course.delivery.courses.forms import EditCourseForm
from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.permissions import can_approve, can_archive, can_manage
from boiduong.course.delivery.courses.queries import (
    class_rows,
    course_for,
    course_frame,
    happenings,
    paper_count,
    papers_in,
    stated_rows,
)
from boiduong.course.delivery.courses.rules import COURSE, MODE_LABELS, REASONED_ACTS
from boiduong.course.delivery.courses.views.common import crumbs
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.queries import user_of
from boiduong.refusals import Refusal, gettext_noop
from boiduong.web.registry import panels_for

PAPERS_SHOWN = 6
ACT_BUTTONS = {
    "prepare": gettext_noop("Finish the preparation"),
    "start": gettext_noop("Start the course"),
    "close": gettext_noop("Close the course"),
    "archive": gettext_noop("Archive the dossier"),
    "reopen": gettext_noop("Reopen the course"),
    "postpone": gettext_noop("Postpone the course"),
    "resume": gettext_noop("Resume the course"),
    "cancel": gettext_noop("Cancel the course"),
}


def _acts(user: User, course: Course) -> list[dict[str, object]]:
    """The acts that the state takes and the user may do."""
    rights = {"archive": can_archive(user, course)}
    manages, approves = can_manage(user, course), can_approve(user, course)
    for name in ("postpone", "resume", "cancel"):
        rights[name] = manages or approves
    return [
        {"name": name, "label": gettext(label), "reasoned": name in REASONED_ACTS}
        for name, label in ACT_BUTTONS.items()
        if COURSE.allows(course.state, name) and rights.get(name, manages)
    ]


@require_GET
def course_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Trang khóa."""
    user, at = user_of(request), timezone.now()
    course = course_for(user, slug)
    table = class_rows(course)
    notes = list(course.notes.all())
    english = (get_language() or "vi").startswith("en")
    panels = panels_for("course", user=user, at=at, course=course)
    context = {
        **course_frame(course, user=user, step="", at=at),
        "crumbs": crumbs(),
        "classes": table,
        "papers": papers_in(course).order_by("-id")[:PAPERS_SHOWN],
        "paper_count": paper_count(course),
        "events": happenings(course, classes=[row.training_class.pk for row in table.rows]),
        "stated": stated_rows(course, at=at),
        "doubts": [(n, (english and n.text_en) or n.text) for n in notes if n.kind == "doubt"],
        "notes": [(english and n.text_en) or n.text for n in notes if n.kind not in ("doubt", "assumed")],
        "assumed": [(english and n.text_en) or n.text for n in notes if n.kind == "assumed"],
        "acts": _acts(user, course),
        "state_label": COURSE.states[course.state],
        "mode_label": MODE_LABELS.get(course.mode, ""),
        "panels": [mark_safe(render_to_string(p.template, p.context, request)) for p in panels],  # noqa: S308
    }
    return render(request, "courses/course.html", context)


@require_POST
def act(request: HttpRequest, slug: str) -> HttpResponse:
    """Một việc với khóa — prepare, start, close, archive, reopen, postpone, resume, cancel."""
    user, at = user_of(request), timezone.now()
    course = course_for(user, slug)
    name = request.POST.get("viec", "")
    if name == "prepare":
        no_paper = request.POST.get("khong_cap") == "1"
        services.prepare_course(course, without_paper=no_paper, by=user, at=at)
    elif name == "start":
        services.start_course(course, by=user, at=at)
    elif name == "close":
        services.close_course(course, by=user, at=at)
    elif name in COURSE.acts:
        services.change_course(course, name, reason=request.POST.get("ly_do", ""), by=user, at=at)
    else:
        raise Http404
    state = gettext(COURSE.states[course.state])
    messages.success(request, gettext("The course is now: %(state)s.") % {"state": state})
    return redirect("courses:course", slug=course.slug)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Sửa thông tin khóa."""
    user = user_of(request)
    course = course_for(user, slug)
    if not can_manage(user, course):
        raise Http404
    names = ("title", "kind", "field", "mode", "intake_text", "starts_on", "ends_on", "place_text", "avoid_text")
    form = EditCourseForm(request.POST or None, initial={name: getattr(course, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            services.change_details(course, by=user, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("Written."))
            return redirect("courses:course", slug=course.slug)
    context = {
        "form": form,
        "title": gettext("Facts of the course"),
        "submit": gettext("Save"),
        "back_url": crumbs(course)[-1][1],
        "crumbs": crumbs(course),
        "synthetic": course.synthetic,
    }
    return render(request, "web/form_page.html", context)


@require_POST
def note_settled(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Điều chưa rõ nay đã rõ."""
    user = user_of(request)
    course = course_for(user, slug)
    services.settle_note(get_object_or_404(course.notes, pk=pk), by=user, at=timezone.now())
    messages.success(request, gettext("The doubt is settled."))
    return redirect("courses:course", slug=course.slug)
