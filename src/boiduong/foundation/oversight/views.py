"""Trang nhật ký — who did what, searched by act, account and thing; the check of the chain."""

from __future__ import annotations

import json

from django.apps import apps
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_POST

from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.audit import queries
from boiduong.foundation.audit.models import AuditEvent, AuditHead
from boiduong.foundation.audit.services import acting
from boiduong.foundation.oversight.forms import SearchForm
from boiduong.foundation.oversight.labels import ACTS
from boiduong.web.lists import ListPage


def _auditor(request: HttpRequest) -> User:
    """The auditor; everybody else learns nothing of these pages."""
    assert isinstance(request.user, User)  # noqa: S101 - login is required by the middleware
    if not has_role(request.user, Role.AUDITOR):
        raise Http404
    return request.user


def _facts(event: AuditEvent) -> str:
    """What changed, as the log keeps it: states, numbers and digests, never personal values."""
    sides = [json.dumps(side, ensure_ascii=False) for side in (event.before, event.after) if side]
    return " → ".join(sides)


def _act(event: AuditEvent) -> str:
    """The act in words; its code where it has none."""
    return gettext(ACTS[event.act]) if event.act in ACTS else event.act


def _thing(event: AuditEvent) -> str:
    """What it was done to: the model's Vietnamese name, the name of its class in other languages."""
    if not event.object_type:
        return ""
    name = event.object_type.rpartition(".")[2]
    if get_language() == "vi":
        try:
            said = (apps.get_model(event.object_type).__doc__ or "").partition(" — ")
        except LookupError:
            said = ("", "", "")
        name = said[0].replace("[V]", "").strip() if said[1] else name
    return f"{name} {event.object_id}"


@require_GET
def events(request: HttpRequest) -> HttpResponse:
    """Nhật ký — newest first."""
    _auditor(request)
    form = SearchForm(request.GET if any(request.GET.get(key) for key in ("viec", "nguoi", "thu")) else None)
    said = form.cleaned_data if form.is_valid() else {}
    found = queries.find_events(act=said.get("viec", ""), person=said.get("nguoi", ""), thing=said.get("thu", ""))
    page: ListPage[AuditEvent] = ListPage(found, params=request.GET)
    context = {
        "page": page,
        "form": form,
        "rows": [
            (event, _act(event), _thing(event), _facts(event), f"{event.hash[:4]}…{event.hash[-4:]}")
            for event in page.rows
        ],
        "check": queries.last_check(),
        "head": AuditHead.objects.first(),
        "missing": queries.missing_numbers(),
    }
    return render(request, "audit/list.html", context)


@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Kiểm tra chuỗi — every row again from the first; the check itself stands in the log."""
    user = _auditor(request)
    verdict = queries.verify_chain()
    head = AuditHead.objects.first()
    if head is not None:
        with acting(user, "audit.verify", at=timezone.now()) as act:
            act.record(head, after={"rows": verdict.rows, "whole": verdict.whole, "broken_at": verdict.broken_at})
    if verdict.whole:
        messages.success(request, gettext("The chain is whole: %(n)d rows.") % {"n": verdict.rows})
    else:
        facts = {"n": verdict.broken_at, "whole": verdict.rows}
        messages.error(request, gettext("The chain is broken at row %(n)d; %(whole)d rows before it hold.") % facts)
    return redirect("audit:list")
