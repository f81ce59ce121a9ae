"""Trang tình huống đã công bố — without a login, names left out."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from boiduong.course.delivery.situations import queries
from boiduong.course.delivery.situations.models import Situation
from boiduong.course.delivery.situations.rules import FIELDS
from boiduong.web.lists import ListPage


@login_not_required
@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """Tình huống đã công bố — for everybody, without names."""
    rows = queries.published().select_related("course")
    field = request.GET.get("linh_vuc", "")
    used = set(queries.published().order_by().values_list("field", flat=True))
    page: ListPage[Situation] = ListPage(
        rows.filter(field=field) if field in FIELDS else rows, params=request.GET, per_page=20
    )
    context = {
        "page": page,
        "rows": [(one, gettext(FIELDS[one.field])) for one in page.rows],
        "fields": [
            (gettext(label), page.address(linh_vuc=key, trang=None), key == field)
            for key, label in FIELDS.items()
            if key in used
        ],
        "all_fields": page.address(linh_vuc=None, trang=None),
        "any_field": field not in FIELDS,
        "synthetic": any(one.course.synthetic for one in page.rows),
    }
    return render(request, "situations/public.html", context)
