"""Trang cơ sở, quy chế, nhiệm kỳ — what holds today, since when, and what held before."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from boiduong.engines.vietnamese import number
from boiduong.foundation.accounts.models import User
from boiduong.foundation.institutions import queries, services
from boiduong.foundation.institutions.forms import InstitutionForm, RuleSetForm, TermForm
from boiduong.foundation.institutions.permissions import can_add_institution, can_keep_terms, can_lay_down, can_read
from boiduong.foundation.institutions.rules import GROUPS, Item, shown, write_bands
from boiduong.foundation.organizations.models import Institution
from boiduong.foundation.organizations.queries import name_on, names_on
from boiduong.foundation.organizations.rules import DEFAULT_RULE_SET
from boiduong.refusals import Refusal

# Longer than any row number of a database.
LONGEST_ID = 18


def _reader(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - login is required by the middleware
    if not can_read(request.user):
        raise Http404
    return request.user


def _crumbs(institution: Institution | None = None) -> list[tuple[str, str]]:
    path = [(gettext("Institutions"), reverse("institutions:list"))]
    if institution is not None:
        name = name_on(institution.unit, timezone.localdate())
        path.append((name, reverse("institutions:institution", args=[institution.pk])))
    return path


def _words(item: Item, body: Mapping[str, Any]) -> str:
    """A value as a sentence says it."""
    value = shown(item, body)
    if item.kind == "yes":
        return gettext("yes") if value else gettext("no")
    if item.kind == "several":
        return "; ".join(gettext(item.choices[one]) for one in value or () if one in item.choices)
    if item.kind == "choice":
        return gettext(item.choices.get(value, str(value)))
    if item.kind == "hour":
        return value or gettext("not used")
    words = number(value) if isinstance(value, int | float | Decimal) else ""
    return f"{words} %" if words and item.kind == "share" else words


def _groups(body: Mapping[str, Any]) -> list[tuple[str, list[tuple[str, str]]]]:
    shown_ones = [
        (gettext(label), [(gettext(item.label), _words(item, body)) for item in items]) for label, items in GROUPS
    ]
    bands = [
        (name.strip(), mean.strip()) for name, _, mean in (b.rpartition(":") for b in write_bands(body).splitlines())
    ]
    return [*shown_ones, (gettext("Grade bands, mean from"), bands)]


@require_safe
def institution_list(request: HttpRequest) -> HttpResponse:
    """Các cơ sở đào tạo."""
    user = _reader(request)
    context = {"places": queries.places(timezone.localdate()), "may_add": can_add_institution(user)}
    return render(request, "institutions/list.html", context)


@require_http_methods(["GET", "POST"])
def institution_new(request: HttpRequest) -> HttpResponse:
    """Thêm cơ sở."""
    user = _reader(request)
    if not can_add_institution(user):
        raise Http404
    form = InstitutionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = services.add_institution(unit=said["unit"].unit, code=said["code"], by=user, at=timezone.now())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The institution is added. Lay down its rules next."))
            return redirect("institutions:institution", made.pk)
    context = {
        "form": form,
        "title": gettext("Add an institution"),
        "submit": gettext("Add the institution"),
        "back_url": reverse("institutions:list"),
        "crumbs": _crumbs(),
    }
    return render(request, "web/form_page.html", context)


@require_safe
def institution_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Một cơ sở — the rules in force, and all that were laid down."""
    user = _reader(request)
    institution = get_object_or_404(Institution.objects.select_related("unit"), pk=pk)
    sets = list(institution.rule_sets.order_by("-starts_on"))
    asked = next((one for one in sets if str(one.pk) == request.GET.get("bo")), None)
    today = timezone.localdate()
    current = queries.in_force(sets, today)
    chosen = asked or current or (sets[0] if sets else None)
    context = {
        "institution": institution,
        "title": name_on(institution.unit, today),
        "sets": sets,
        "current": current,
        "chosen": chosen,
        "groups": _groups(chosen.body) if chosen is not None else [],
        "may_lay_down": can_lay_down(user, institution),
        "crumbs": _crumbs(),
    }
    return render(request, "institutions/institution.html", context)


@require_http_methods(["GET", "POST"])
def rules_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Ghi quy chế mới — filled with the values of the last one."""
    user = _reader(request)
    institution = get_object_or_404(Institution.objects.select_related("unit"), pk=pk)
    if not can_lay_down(user, institution):
        raise Http404
    last = institution.rule_sets.order_by("-starts_on").first()
    form = RuleSetForm(request.POST or None, body=last.body if last is not None else DEFAULT_RULE_SET)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            services.lay_down(
                institution, starts_on=said["starts_on"], values=form.values(), bands=said["bands"],
                by=user, at=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The rules are laid down."))
            return redirect("institutions:institution", pk)
    context = {
        "form": form,
        "title": gettext("New rules"),
        "lead": gettext("Rules in force are never changed: new ones follow them from a day on."),
        "submit": gettext("Lay down the rules"),
        "back_url": reverse("institutions:institution", args=[pk]),
        "crumbs": _crumbs(institution),
    }
    return render(request, "web/form_page.html", context)


def _asked_unit(request: HttpRequest) -> dict[str, str]:
    """`?noi=` — the committee that a page about numbers names."""
    asked = request.GET.get("noi", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < LONGEST_ID else 0
    return {"unit": names_on([number], timezone.localdate()).get(number, "")} if number else {}


@require_http_methods(["GET", "POST"])
def term_list(request: HttpRequest) -> HttpResponse:
    """Nhiệm kỳ cấp ủy — by which numbers of Party papers begin anew."""
    user = _reader(request)
    may_add = can_keep_terms(user)
    form = TermForm(request.POST or None, initial=_asked_unit(request)) if may_add else None
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid():
            said = form.cleaned_data
            try:
                services.begin_term(said["unit"].unit, starts_on=said["starts_on"], by=user, at=timezone.now())
            except Refusal as refusal:
                form.add_refusal(refusal)
            else:
                messages.success(request, gettext("The term is written down."))
                return redirect("institutions:terms")
    context = {"terms": queries.terms(timezone.localdate()), "form": form, "crumbs": _crumbs()}
    return render(request, "institutions/terms.html", context)
