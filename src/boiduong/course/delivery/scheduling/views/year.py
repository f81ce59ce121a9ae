"""Trang cả năm — how full the rooms and lecturers of the school are, month by month."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from boiduong.course.curriculum.lecturers.queries import institutions_kept_by
from boiduong.course.delivery.scheduling.queries.year import school_year
from boiduong.course.delivery.scheduling.views.common import number_in
from boiduong.foundation.accounts.queries import user_of


@require_GET
def year(request: HttpRequest) -> HttpResponse:
    """Cả năm — of the courses one may see."""
    asked = number_in(request.GET.get("nam")) or 0
    chosen = asked if 2000 <= asked <= 2100 else timezone.localdate().year
    table = school_year(user_of(request), chosen)
    words = {
        "rooms": gettext("half-days by month, + those of timetables to come; dark: four fifths or more"),
        "beds": gettext("people on the fullest night of the month"),
        "people": gettext("half-days in use by month; dark: four fifths or more"),
    }
    context = {
        "title": gettext("Rooms, beds and lecturers in %(year)s") % {"year": chosen},
        "year": chosen,
        "before": chosen - 1,
        "after": chosen + 1,
        "groups": [
            (gettext("Rooms"), table.rooms, "phong", words["rooms"]),
            (gettext("Beds"), table.beds, "ngay", words["beds"]),
            (gettext("Lecturers"), table.lecturers, "nguoi", words["people"]),
        ],
        "months": [month.month for month in table.months],
        "today": date(chosen, 1, 1),
        "holidays": table.holidays,
        "inserts": bool(institutions_kept_by(user_of(request))),
        "crumbs": [(gettext("Timetables and rooms"), reverse("scheduling:list"))],
    }
    return render(request, "scheduling/year.html", context)
