"""Trang chỗ ở và điểm cầu — where the learners of a course sleep, and whether those of each site fit their room."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from boiduong.course.delivery.courses.queries import course_frame
from boiduong.course.delivery.scheduling import services
from boiduong.course.delivery.scheduling.forms import LodgingForm, SitesForm
from boiduong.course.delivery.scheduling.models import Lodging
from boiduong.course.delivery.scheduling.queries.lodging import beds_left, needed_by
from boiduong.course.delivery.scheduling.queries.sites import people_at, sites_of
from boiduong.course.delivery.scheduling.views.common import arranged_course
from boiduong.foundation.accounts.queries import user_of
from boiduong.refusals import Refusal
from boiduong.web.registry import StepFacts


@require_http_methods(["GET", "POST"])
def lodging(request: HttpRequest, slug: str) -> HttpResponse:
    """Nội trú — the dormitory, how many beds, and whether there are as many on these nights."""
    user, at = user_of(request), timezone.now()
    course = arranged_course(request, slug)
    held = Lodging.objects.filter(course=course).select_related("venue").first()
    initial = {"venue": held.venue_id, "beds": held.beds} if held else {}
    form = LodgingForm(request.POST or None, owner=course.institution.unit_id, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_lodging(
                course, venue=form.cleaned_data["venue"], beds=form.cleaned_data["beds"], by=user, at=at
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("Written."))
            return redirect("scheduling:lodging", course.slug)
    needed = needed_by(course, written=held.beds if held else None)
    left = None
    if held and course.starts_on and course.ends_on:
        left = beds_left(held.venue, course.starts_on, course.ends_on, besides=course.pk)
    context = {
        **course_frame(course, user=user, step="timetable", at=at),
        "facts": StepFacts(),
        "form": form,
        "held": held,
        "needed": needed,
        "left": left,
        "short": left is not None and needed > left,
    }
    return render(request, "scheduling/lodging.html", context)


@require_http_methods(["GET", "POST"])
def sites(request: HttpRequest, slug: str) -> HttpResponse:
    """Chỗ ngồi ở điểm cầu — seats of each, and those whose learners do not fit."""
    user, at = user_of(request), timezone.now()
    course = arranged_course(request, slug)
    listed = sites_of(course)
    form = SitesForm(request.POST or None, sites=listed)
    if request.method == "POST" and form.is_valid():
        services.set_site_rooms(course, form.rooms, by=user, at=at)
        messages.success(request, gettext("Written."))
        return redirect("scheduling:sites", course.slug)
    rows = [
        {
            "site": one,
            "people": people,
            "seats": form[f"cho_{one.pk}"],
            "place": form[f"noi_{one.pk}"],
            "short": hasattr(one, "place") and people > one.place.seats,
        }
        for one, people in ((one, people_at(one)) for one in listed)
    ]
    context = {
        **course_frame(course, user=user, step="timetable", at=at),
        "facts": StepFacts(),
        "form": form,
        "rows": rows,
        "short": sum(bool(row["short"]) for row in rows),
    }
    return render(request, "scheduling/sites.html", context)
