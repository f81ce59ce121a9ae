"""Trang tổ chức — the list of units as of a day, and one unit with its history and its heirs."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from boiduong.foundation.organizations.forms import DayForm
from boiduong.foundation.organizations.models import Unit, UnitVersion
from boiduong.foundation.organizations.queries import (
    children_on,
    earliest_on,
    life_of,
    names_on,
    path_on,
    versions_on,
)
from boiduong.foundation.organizations.rules import COMMUNE_KINDS, DISTRICT_KINDS, KIND_LABELS, PROVINCE_KINDS
from boiduong.web.lists import ListPage, Pill


def _kinds() -> dict[str, str]:
    return {kind: gettext(label) for kind, label in KIND_LABELS.items()}


@require_safe
def unit_list(request: HttpRequest) -> HttpResponse:
    """Danh sách đơn vị — filtered by level, searched without marks, as of a day."""
    form = DayForm.asked(request.GET)
    day = form.day()
    page: ListPage[UnitVersion] = ListPage(
        versions_on(day).select_related("unit").order_by("folded_name"),
        params=request.GET,
        search="folded_name",
        search_label=gettext("Search by name of the unit"),
        pills=[
            Pill("tinh", gettext("Provinces"), Q(kind__in=list(PROVINCE_KINDS))),
            Pill("huyen", gettext("Districts (until 2025)"), Q(kind__in=list(DISTRICT_KINDS))),
            Pill("xa", gettext("Communes"), Q(kind__in=list(COMMUNE_KINDS))),
            Pill("co-quan", gettext("Bodies"), ~Q(line="")),
            Pill("tat-ca", gettext("All")),
        ],
    )
    rows = page.rows
    kinds, above = _kinds(), names_on([row.parent_id for row in rows], day)
    facts = [(row, kinds[row.kind], above.get(row.parent_id or 0, "")) for row in rows]
    return render(
        request,
        "organizations/unit_list.html",
        {"page": page, "rows": facts, "form": form, "day": day, "earliest": earliest_on()},
    )


@require_safe
def unit_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Một đơn vị — as of a day: where it stands, how it was called, what it came from and what it is now."""
    unit = get_object_or_404(Unit, pk=pk)
    form = DayForm.asked(request.GET)
    day = form.day()
    life = life_of(unit, day)
    path = path_on(unit, life.shown_on)
    crumbs = [(gettext("Units"), reverse("organizations:list"))]
    crumbs += [(v.name, reverse("organizations:unit", args=[v.unit_id])) for v in path[:-1]]
    children: ListPage[UnitVersion] = ListPage(children_on(unit, life.shown_on), params=request.GET)
    facts = {"unit": unit, "life": life, "form": form, "day": day, "crumbs": crumbs, "children": children}
    kind = _kinds()[life.version.kind] if life.version else ""
    return render(request, "organizations/unit_show.html", {**facts, "kind": kind})
