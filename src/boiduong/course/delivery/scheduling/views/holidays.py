"""Trang ngày nghỉ — the days of a year on which the school is closed."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from boiduong.course.curriculum.lecturers.queries import institutions_kept_by
from boiduong.course.delivery.scheduling import services
from boiduong.course.delivery.scheduling.forms import HolidayForm
from boiduong.course.delivery.scheduling.models import Holiday
from boiduong.course.delivery.scheduling.queries.holidays import holidays_written, lawful_in, taught_on
from boiduong.course.delivery.scheduling.rules import public_holidays
from boiduong.course.delivery.scheduling.rules.public_holidays import lunar_days
from boiduong.course.delivery.scheduling.views.common import number_in
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.organizations.queries import institution_names
from boiduong.refusals import Refusal


@require_http_methods(["GET", "POST"])
def holidays(request: HttpRequest) -> HttpResponse:
    """Ngày nghỉ của trường — written by the training officer; no class is planned and no session placed on them."""
    user, at = user_of(request), timezone.now()
    kept = institutions_kept_by(user)
    if not kept:
        raise Http404
    names = institution_names(kept, timezone.localdate(at))
    asked = number_in(request.GET.get("nam")) or 0
    year = asked if 2000 <= asked <= 2100 else timezone.localdate(at).year
    address = f"{reverse('scheduling:holidays')}?nam={year}"
    if request.POST.get("viec") == "day":
        school = next((one for one in kept if one.pk == number_in(request.POST.get("truong"))), None)
        chosen = next((one for one in public_holidays(year) if one.first.isoformat() == request.POST.get("ngay")), None)
        if school is None or chosen is None:
            raise Http404
        services.teach_on(school, chosen, by=user, at=at)
        messages.success(request, gettext("The school teaches: %(name)s.") % {"name": chosen.name})
        return redirect(address)
    if request.POST.get("viec") == "bo":
        row = get_object_or_404(Holiday, pk=number_in(request.POST.get("so")) or 0, institution__in=kept)
        services.remove_holiday(row, by=user, at=at)
        messages.success(request, gettext("Taken back: %(name)s.") % {"name": row.name})
        return redirect(address)
    form = HolidayForm(request.POST if request.method == "POST" else None, institutions=names)
    if form.is_bound and form.is_valid() and (made := _written(request, form, user)) is not None:
        return redirect(f"{reverse('scheduling:holidays')}?nam={made.first.year}")
    written = holidays_written(kept, year)
    context = {
        "title": gettext("Holidays of the school in %(year)s") % {"year": year},
        "rows": [(one, names[one.institution_id]) for one in written if not one.taught],
        "lawful": [(one, names[one.institution.pk]) for one in lawful_in(kept, written, year)],
        "lunar": year in lunar_days(),
        "several": len(kept) > 1,
        "year": year,
        "before": year - 1,
        "after": year + 1,
        "form": form,
        "crumbs": [(gettext("Timetables and rooms"), reverse("scheduling:list")),
                   (gettext("The whole year"), f"{reverse('scheduling:year')}?nam={year}")],
    }  # fmt: skip
    return render(request, "scheduling/holidays.html", context)


def _written(request: HttpRequest, form: HolidayForm, user: User) -> Holiday | None:
    """Write the days down and say what stands on them; a refusal stays in the form."""
    try:
        made = services.add_holiday(by=user, at=timezone.now(), **form.cleaned_data)
    except Refusal as refusal:
        form.add_refusal(refusal)
        return None
    messages.success(request, gettext("Written."))
    if count := taught_on(made):
        words = ngettext(
            "%(n)d session of a released timetable lies on these days. Move it by an adjusted version.",
            "%(n)d sessions of released timetables lie on these days. Move them by an adjusted version.",
            count,
        )
        messages.warning(request, words % {"n": count})
    return made
