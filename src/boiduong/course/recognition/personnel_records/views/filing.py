"""Trang của đơn vị — what came to be filed, and the unit's answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from boiduong.course.recognition.personnel_records import queries, services
from boiduong.course.recognition.personnel_records.queries import TransferLine
from boiduong.course.recognition.personnel_records.views.common import line
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.accounts.rules import Role
from boiduong.refusals import ReasonNeeded

# The transfer, what is wrong, and the reasons as typed by record.
Answer = tuple[int, str, dict[int, str]]


@require_GET
def to_file(request: HttpRequest) -> HttpResponse:
    """Kết quả cần lưu hồ sơ — what came to one's unit, each with its people and a button."""
    user = user_of(request)
    if not has_role(user, Role.UNIT_CLERK):
        raise Http404
    return _to_file(request, user)


def _to_file(request: HttpRequest, user: User, *, refused: Answer | None = None) -> HttpResponse:
    """The page; after a refusal with what was ticked and written."""
    waiting, filed = queries.transfers_with_records(user)
    outside = list(queries.outside_to_file(user)[:50])
    reasons = queries.reasons_missing([record for one in waiting for record in one.records])
    context = {
        "waiting": [_waiting(one, reasons, refused) for one in waiting],
        "filed": filed,
        "outside": [line(record) for record in outside],
        **({"synthetic": True} if any(one.transfer.course.synthetic for one in (*waiting, *filed)) else {}),
    }
    return render(request, "personnel_records/to_file.html", context, status=409 if refused else 200)


def _waiting(one: TransferLine, reasons: dict[int, str], refused: Answer | None) -> dict[str, object]:
    """One transfer: each record with its tick and the reason, as typed or as told before."""
    typed = refused[2] if refused and refused[0] == one.transfer.pk else None
    rows = []
    for record in one.records:
        told = reasons.get(record.pk, "")
        ticked = record.pk not in typed if typed is not None else not told
        rows.append((record, ticked, typed.get(record.pk, "") if typed is not None else told))
    return {
        "line": one,
        "rows": rows,
        "why": refused[1] if typed is not None and refused else "",
    }


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Xác nhận đã lưu hồ sơ — those ticked; for the others the reason that was written."""
    user = user_of(request)
    transfer = get_object_or_404(queries.transfers_for(user), pk=pk)
    asked = queries.records_sent(transfer).filter(state="sent").values_list("pk", flat=True)
    filed = set(request.POST.getlist("luu"))
    # A page without ticks, as the one-button page of old, files everything.
    missing = (
        {n: request.POST.get(f"ly-do-{n}", "") for n in asked if str(n) not in filed} if "chon" in request.POST else {}
    )
    try:
        services.confirm_filed(transfer, by=user, at=timezone.now(), missing=missing)
    except ReasonNeeded:
        said = gettext("Say for each person not ticked why the slip is not in the file.")
        return _to_file(request, user, refused=(transfer.pk, said, missing))
    if transfer.filed_at is None:
        messages.success(request, gettext("Noted. The school sees what is missing."))
    else:
        messages.success(request, gettext("Noted: the results are in the personnel files."))
    return redirect("personnel_records:to_file")
