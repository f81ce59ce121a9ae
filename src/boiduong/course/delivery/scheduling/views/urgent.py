"""Trang chèn lớp gấp — what is needed, where it fits, and taking one of the places."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from boiduong.course.annual_plan.plans.queries import visible_plans
from boiduong.course.curriculum.lecturers.queries import institutions_kept_by
from boiduong.course.curriculum.programs.queries import visible_versions
from boiduong.course.delivery.scheduling import services
from boiduong.course.delivery.scheduling.forms import UrgentForm
from boiduong.course.delivery.scheduling.queries.inserting import Place, places_for
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.queries import user_of
from boiduong.refusals import Refusal


@require_http_methods(["GET", "POST"])
def urgent(request: HttpRequest) -> HttpResponse:
    """Chèn lớp gấp — the wish is in the address, so that the page may be sent to somebody; a place is taken by POST."""
    user, at = user_of(request), timezone.now()
    institutions = institutions_kept_by(user)
    if not institutions:
        raise Http404
    today = timezone.localdate(at)
    form = UrgentForm(
        (request.POST if request.method == "POST" else request.GET) or None,
        institutions=institutions,
        programs=[*visible_versions(user)],
        plans=visible_plans(user),
        today=today,
    )
    places: list[Place] | None = None
    if form.is_bound and form.is_valid():
        taken = _taken(request, form, user) if request.method == "POST" else None
        if taken is not None:
            return taken
        said = form.cleaned_data
        places = places_for(form.wish, institution=said["institution"], today=today, dormitory=said["dormitory"])
    context = {
        "title": gettext("Insert an urgent class"),
        "form": form,
        "places": places,
        "written": _written(form) if places is not None else [],
        "crumbs": [(gettext("Timetables and rooms"), reverse("scheduling:list")),
                   (gettext("The whole year"), reverse("scheduling:year"))],
    }  # fmt: skip
    return render(request, "scheduling/urgent.html", context)


def _taken(request: HttpRequest, form: UrgentForm, user: User) -> HttpResponse | None:
    """Take the place; a refusal stays in the form, and new places are looked for."""
    said = form.cleaned_data
    try:
        course = services.insert_urgent(
            form.wish, request.POST.get("cho", ""), institution=said["institution"], program=said["program"],
            plan=said["plan"], dormitory=said["dormitory"], label=gettext("Class %(n)s") % {"n": "A"},
            by=user, at=timezone.now(),
        )  # fmt: skip
    except Refusal as refusal:
        form.add_refusal(refusal)
        return None
    messages.success(request, gettext("The course is written, with its class and room. Now invite the units."))
    return redirect("courses:course", course.slug)


def _written(form: UrgentForm) -> list[tuple[str, str]]:
    """What was written, for the form that takes a place."""
    found = []
    for name in form.fields:
        value = form.cleaned_data.get(name)
        if value not in (None, ""):
            text = (
                f"{value.day}/{value.month}/{value.year}"
                if isinstance(value, date)
                else str(getattr(value, "pk", value))
            )
            found.append((name, text))
    return found
