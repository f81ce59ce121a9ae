"""Trang của đơn vị — what came to be filed, and the unit's answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from boiduong.course.recognition.personnel_records import queries, services
from boiduong.course.recognition.personnel_records.views.common import line, user_of
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.rules import Role


@require_GET
def to_file(request: HttpRequest) -> HttpResponse:
    """Kết quả cần lưu hồ sơ — what came to one's unit, each with its people and a button."""
    user = user_of(request)
    if not has_role(user, Role.UNIT_CLERK):
        raise Http404
    waiting, filed = queries.transfers_with_records(user)
    outside = list(queries.outside_to_file(user)[:50])
    context = {
        "outside": [line(record) for record in outside],
        "waiting": waiting,
        "filed": filed,
        **({"synthetic": True} if any(one.transfer.course.synthetic for one in (*waiting, *filed)) else {}),
    }
    return render(request, "personnel_records/to_file.html", context)


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Xác nhận đã lưu hồ sơ."""
    user = user_of(request)
    transfer = get_object_or_404(queries.transfers_for(user), pk=pk)
    services.confirm_filed(transfer, by=user, at=timezone.now())
    messages.success(request, gettext("Noted: the results are in the personnel files."))
    return redirect("personnel_records:to_file")
