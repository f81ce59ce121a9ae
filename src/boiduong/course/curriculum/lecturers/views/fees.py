"""Trang mức chi tiền giảng — the rates in force with their sources, the tax, and the level of each lecturer."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from boiduong.course.curriculum.lecturers import queries, services
from boiduong.course.curriculum.lecturers.forms import RateForm, TaxForm
from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.curriculum.lecturers.permissions import can_keep
from boiduong.course.curriculum.lecturers.rules import FEE_LEVELS, PAID_PER
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.organizations.models import Institution
from boiduong.foundation.organizations.queries import names_on
from boiduong.refusals import Refusal

CHOICE = "muc-"


def _institution(request: HttpRequest, user: User) -> tuple[Institution, list[Institution]]:
    """The institution asked for among those one reads, else the first."""
    seen = queries.institutions_of(user)
    if not seen:
        raise Http404
    asked = request.GET.get("co-so", "")
    return next((one for one in seen if str(one.pk) == asked), seen[0]), seen


@require_http_methods(["GET", "POST"])
def fees(request: HttpRequest) -> HttpResponse:
    """Mức chi tiền giảng — read by who reads lecturers, written by the training officer."""
    user, today = user_of(request), timezone.localdate()
    here, seen = _institution(request, user)
    keeps = can_keep(user, here)
    require(keeps or request.method == "GET")
    wanted = request.POST.get("viec", "")
    rate = RateForm(request.POST if wanted == "muc" else None, prefix="m", initial={"starts_on": today})
    tax = TaxForm(request.POST if wanted == "thue" else None, prefix="t", initial={"starts_on": today})
    if request.method == "POST" and _written(request, here, rate, tax):
        messages.success(request, gettext("Written."))
        return redirect(f"{reverse('lecturers:fees')}?co-so={here.pk}")
    book = queries.fee_book(here.pk)
    people = Lecturer.objects.filter(institution=here).select_related("person").order_by("standing", "pk")
    names = names_on([one.unit_id for one in seen], today)
    rates = [(level, name, book.rate_on(level, today)) for level, name in FEE_LEVELS.items()]
    context = {
        "here": here,
        "seen": [(one, names.get(one.unit_id, one.code)) for one in seen],
        "keeps": keeps,
        "rates": [(*row, gettext(PAID_PER[row[2].paid_per]) if row[2] else "") for row in rates],
        "tax": book.tax_on(today),
        "ahead": [one for one in book.rates if one.starts_on > today],
        "rate_form": rate,
        "tax_form": tax,
        "people": [(one, book.level_of(one.pk, today)) for one in people],
        "levels": FEE_LEVELS,
        "crumbs": [
            (gettext("Courses"), reverse("courses:list")),
            (gettext("Lecturers"), reverse("lecturers:list")),
        ],
    }
    return render(request, "lecturers/fees.html", context)


def _written(request: HttpRequest, here: Institution, rate: RateForm, tax: TaxForm) -> bool:
    """Write what was sent; a refusal stays in its form, with what was typed."""
    user, at, wanted = user_of(request), timezone.now(), request.POST.get("viec", "")
    today = timezone.localdate(at)
    if wanted == "vi-du":
        services.take_examples(here, starts_on=today.replace(month=1, day=1), by=user, at=at)
        return True
    if wanted == "muc-nguoi":
        said = {
            int(name.removeprefix(CHOICE)): str(value)
            for name, value in request.POST.items()
            if name.startswith(CHOICE) and name.removeprefix(CHOICE).isdecimal() and len(name) < 20 and value
        }
        book = queries.fee_book(here.pk)
        changed = {pk: level for pk, level in said.items() if book.level_of(pk, today) != level}
        # A level said for the first time holds for what was taught before; a new one from this day on.
        first = {pk: level for pk, level in changed.items() if not book.levels.get(pk)}
        later = {pk: level for pk, level in changed.items() if pk not in first}
        services.set_levels(here, first, starts_on=today.replace(year=2000, month=1, day=1), by=user, at=at)
        services.set_levels(here, later, starts_on=today, by=user, at=at)
        return True
    form = rate if wanted == "muc" else tax if wanted == "thue" else None
    if form is None or not form.is_valid():
        return False
    said_form = form.cleaned_data
    common = {key: said_form[key] for key in ("starts_on", "source", "example")}
    try:
        if form is rate:
            amount = None if said_form["amount"] is None else int(said_form["amount"])
            services.set_rate(
                here, level=said_form["level"], amount=amount, paid_per=said_form["paid_per"], by=user, at=at, **common
            )
        else:
            services.set_tax(
                here, percent=said_form["percent"], threshold=int(said_form["threshold"]), by=user, at=at, **common
            )
    except Refusal as refusal:
        form.add_refusal(refusal)
        return False
    return True
