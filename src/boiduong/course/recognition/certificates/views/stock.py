"""Kho phôi — sheets received, their state one by one, those spoilt or void."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from boiduong.course.recognition.certificates import queries, services
from boiduong.course.recognition.certificates.forms import AsideForm, ReceiveForm
from boiduong.course.recognition.certificates.models import Blank
from boiduong.course.recognition.certificates.permissions import can_keep_stock
from boiduong.course.recognition.certificates.rules import BLANK_ACTS, NUMBER_KINDS
from boiduong.course.recognition.certificates.views.desk import issuer_crumbs, kept_issuer
from boiduong.engines.vietnamese import date_short
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.organizations.queries import name_on
from boiduong.refusals import Refusal
from boiduong.web.lists import ListPage, Pill

TAGS = {"used": "plain", "spoilt": "bad", "void": "bad", "": "good"}


@dataclass(frozen=True)
class BlankLine:
    """Một tờ phôi trên trang — its serial, its state, the paper it became, when and why."""

    serial: str
    word: str
    tag: str
    paper: str
    note: str


def _keeper(request: HttpRequest, pk: int) -> Unit:
    unit = kept_issuer(request, pk)
    if not can_keep_stock(user_of(request), pk):
        raise Http404
    return unit


@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    """Nhập phôi."""
    unit = _keeper(request, pk)
    form = ReceiveForm(request.POST or None, initial={"received_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            services.receive_blanks(unit, **said, by=user_of(request), at=timezone.now())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The blanks are in the stock."))
            return redirect("certificates:blanks", pk, said["kind"])
    context = {
        "form": form,
        "title": gettext("Blanks received"),
        "lead": name_on(unit, timezone.localdate()),
        "submit": gettext("Enter them"),
        "back_url": reverse("certificates:issuer", args=[pk]),
        "crumbs": issuer_crumbs(unit),
    }
    return render(request, "web/form_page.html", context)


@require_http_methods(["GET", "POST"])
def blanks(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Phôi một loại — the balance, each sheet, and the form for one that is spoilt or void."""
    unit = _keeper(request, pk)
    if kind not in NUMBER_KINDS:
        raise Http404
    form = AsideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            services.set_aside(
                unit, kind, said["serial"], said["act"], reason=said["reason"], by=user_of(request), at=timezone.now()
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("Blank %(serial)s is set aside.") % {"serial": said["serial"]})
            return redirect("certificates:blanks", pk, kind)
    page: ListPage[Blank] = ListPage(
        queries.blanks_of(unit, kind), params=request.GET, pills=_pills(), search="serial",
        search_label=gettext("Search by serial"),
    )  # fmt: skip
    context = {
        "form": form,
        "unit": unit,
        "kind": gettext(NUMBER_KINDS[kind]),
        "balance": next((one for one in queries.balances(frozenset([pk])) if one.kind == kind), None),
        "page": page,
        "lines": [_line(one) for one in page.rows],
        "ranges": [one for one in queries.ranges_received(frozenset([pk])) if one.kind == kind],
        "crumbs": issuer_crumbs(unit),
    }
    return render(request, "certificates/blanks.html", context)


def _pills() -> list[Pill[Blank]]:
    return [
        Pill("", gettext("All")),
        Pill("con", gettext("in stock"), Q(act__isnull=True)),
        Pill("da-dung", gettext("used"), Q(act="used")),
        Pill("hong", gettext("spoilt"), Q(act="spoilt")),
        Pill("huy", gettext("void"), Q(act="void")),
    ]


def _line(blank: Blank) -> BlankLine:
    uses = sorted(blank.uses.all(), key=lambda one: one.position)
    last = uses[-1] if uses else None
    act = last.act if last else ""
    paper = next((use.credential.number_text for use in uses if use.credential is not None), "")
    day = date_short(timezone.localtime(last.at).date()) if last else ""
    note = "; ".join(text for text in (day, last.reason if last else "") if text)
    return BlankLine(blank.serial, gettext(BLANK_ACTS[act]) if act else gettext("in stock"), TAGS[act], paper, note)
