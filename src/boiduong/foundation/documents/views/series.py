"""Trang dãy số — each series of each body: last number, numbers missing, numbers given twice, numbers typed by hand."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from boiduong.engines.spreadsheets import Column, Sheet
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.documents import queries
from boiduong.foundation.documents.permissions import can_see_series
from boiduong.foundation.documents.views.common import crumbs
from boiduong.foundation.organizations.queries import names_on
from boiduong.web.lists import xlsx_response


@require_GET
def series(request: HttpRequest) -> HttpResponse:
    """Dãy số văn bản — `?xlsx=1` gives it as a spreadsheet."""
    user = user_of(request)
    if not can_see_series(user):
        raise Http404
    found = queries.series_of(user)
    names = names_on({one.issuer_id for one in found}, timezone.localdate())
    rows = [(names.get(one.issuer_id, ""), one) for one in found]
    if request.GET.get("xlsx") == "1":
        return xlsx_response(gettext("Number series"), _sheet(rows))
    return render(request, "documents/series.html", {"rows": rows, "crumbs": crumbs()})


def _sheet(rows: list[tuple[str, queries.SeriesRow]]) -> Sheet:
    titles = ("Issuer", "Kind", "Period from", "Last number", "Papers", "Missing", "Given twice", "Typed by hand")
    lines = [
        (
            name,
            one.kind,
            one.starts_on,
            one.last,
            one.count,
            ", ".join(map(str, one.gaps)),
            ", ".join(one.doubles),
            ", ".join(one.typed),
            ", ".join(one.void),
        )
        for name, one in rows
    ]
    return Sheet(gettext("Number series"), tuple(Column(gettext(title), 18) for title in (*titles, "Void")), lines)
