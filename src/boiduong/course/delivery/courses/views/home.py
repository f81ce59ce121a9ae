"""Trang nhà — what waits for the person, by role; the panels of later stages, and the own courses."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET

from boiduong.course.delivery.courses.queries import course_rows, visible_courses
from boiduong.course.delivery.courses.queries.waiting import quiet_for
from boiduong.engines.vietnamese import date_short
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.queries import roles_of, user_of
from boiduong.foundation.accounts.rules import ROLE_LABELS, Role
from boiduong.web.registry import Waiting, panels_for, waiting_for

SHOWN = 7
COURSES_SHOWN = 8
# Roles whose day is a course: their own courses stand on the home page.
COURSE_ROLES = {
    Role.TRAINING_OFFICER, Role.CLASS_MANAGER, Role.MANAGING_AUTHORITY, Role.RECORDS_OFFICER, Role.AUDITOR,
}  # fmt: skip


def _called(user: User) -> str:
    """Cách gọi — Chị or Anh with the given name where the sex is known, else the whole name."""
    name = user.display_name
    if user.person is None or not user.person.sex:
        return name
    given = user.person.full_name.split()[-1]
    title = gettext("Ms") if user.person.sex == "female" else gettext("Mr")
    return f"{title} {given}"


def _title(name: str, count: int) -> str:
    if not count:
        return gettext("%(name)s: nothing is waiting") % {"name": name}
    words = ngettext("%(name)s has %(count)d thing to do", "%(name)s has %(count)d things to do", count)
    return words % {"name": name, "count": count}


def _panels(request: HttpRequest, user: User, roles: list[Role]) -> list[tuple[str, list[SafeString]]]:
    """The panels of each role, drawn; a role without panels is left out."""
    at, found = timezone.now(), []
    for role in roles:
        drawn = [
            mark_safe(render_to_string(panel.template, panel.context, request))  # noqa: S308 - our own templates
            for panel in panels_for(f"home:{role.value}", user=user, at=at)
        ]
        if drawn:
            found.append((gettext(ROLE_LABELS[role]), drawn))
    return found


def _urgent_words(first: Waiting) -> str:
    return gettext("Most urgent") if first.urgent or first.due else gettext("First of all")


def _lead(first: Waiting) -> str:
    """What it is about, and by when."""
    if first.due is None:
        return first.detail
    due = gettext("due %(day)s") % {"day": date_short(first.due)}
    return f"{first.detail} · {due}" if first.detail else due


def _note(count: int) -> str:
    words = ngettext("%(n)d thing, nearest deadline first", "%(n)d things, nearest deadline first", count)
    return words % {"n": count}


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Việc của tôi — the most urgent act, the worklist, the panels of the roles, the own courses."""
    user = user_of(request)
    roles = roles_of(user)
    at = timezone.now()
    waiting = waiting_for([role.value for role in roles], user=user, at=at, quiet=quiet_for(user, at))
    shown_all = request.GET.get("tat_ca") == "1"
    first, rest = (waiting[0], waiting[1:]) if waiting else (None, [])
    courses = []
    if COURSE_ROLES.intersection(roles):
        own = visible_courses(user).exclude(state__in=("archived", "cancelled"))
        courses = course_rows(own[: COURSES_SHOWN + 1])
    context = {
        "title": _title(_called(user), len(waiting)),
        "today": timezone.localdate(),
        "first": first,
        "first_words": _urgent_words(first) if first else "",
        "first_lead": _lead(first) if first else "",
        "waiting": rest if shown_all else rest[:SHOWN],
        "waiting_note": _note(len(rest)),
        "more_url": "" if shown_all or len(rest) <= SHOWN else "?tat_ca=1",
        "panels": _panels(request, user, roles),
        "several_roles": len(roles) > 1,
        "courses": courses[:COURSES_SHOWN],
        "more_courses": len(courses) > COURSES_SHOWN,
        "shows_courses": bool(COURSE_ROLES.intersection(roles)),
        "no_role": not roles,
    }
    return render(request, "courses/home.html", context)
