"""Trang bản đã ký — a batch of scans, sorted by the codes on its pages; what is left over waits for a person."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.documents import queries, services
from boiduong.foundation.documents.answers import stored_file_response
from boiduong.foundation.documents.forms import AsideForm, BatchForm, SettleForm
from boiduong.foundation.documents.labels import CHECKED, FAULTS
from boiduong.foundation.documents.permissions import can_file_scans
from boiduong.foundation.documents.views.common import crumbs
from boiduong.refusals import Refusal


def _keeper(request: HttpRequest) -> User:
    user = user_of(request)
    if not can_file_scans(user):
        raise Http404
    return user


@require_http_methods(["GET", "POST"])
def batch(request: HttpRequest) -> HttpResponse:
    """Lưu bản đã ký — one or many files; the outcome of each part is told on the same page."""
    user = _keeper(request)
    posted = request.method == "POST"
    form = BatchForm(request.POST, request.FILES) if posted else BatchForm()
    done: list[services.Sorted] = []
    if posted and form.is_valid():
        sent = [(one.name, one.read()) for one in form.cleaned_data["scans"]]
        done = services.file_batch(sent, by=user, at=timezone.now())
        form = BatchForm()
    context = {
        "form": form,
        "done": [(one, gettext(CHECKED.get(one.checked, "")), _why(one)) for one in done],
        "filed": sum(1 for one in done if not one.fault),
        "unfiled": [(one, gettext(FAULTS.get(one.fault, one.fault))) for one in queries.unfiled_scans(user)],
        "crumbs": crumbs(),
    }
    return render(request, "documents/scans.html", context, status=422 if form.is_bound else 200)


def _why(one: services.Sorted) -> str:
    if one.refusal is not None:
        return one.refusal.sentence(gettext)
    return gettext(FAULTS.get(one.fault, "")) if one.fault else ""


@require_GET
def unfiled_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Xem phần đã giữ."""
    found = queries.unfiled_scan_for(_keeper(request), pk)
    return stored_file_response(found.source)


@require_http_methods(["GET", "POST"])
def unfiled(request: HttpRequest, pk: int) -> HttpResponse:
    """Một phần chưa lưu — say which paper it is, by number, after looking at it."""
    user = _keeper(request)
    found = queries.unfiled_scan_for(user, pk)
    first = {"number": found.document.number_text} if found.document else {}
    form = SettleForm(request.POST if request.method == "POST" else None, initial=first, user=user)
    if request.method == "POST" and form.is_valid():
        document = form.cleaned_data["document"]
        try:
            services.settle_scan(found, document, by=user, at=timezone.now())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The signed scan is filed."))
            return redirect("documents:scans")
    context = {
        "scan": found,
        "why": gettext(FAULTS.get(found.fault, found.fault)),
        "form": form,
        "aside_form": AsideForm(prefix="bo"),
        "crumbs": [*crumbs()],
    }
    return render(request, "documents/unfiled.html", context, status=422 if form.is_bound else 200)


@require_POST
def aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Bỏ khỏi danh sách chờ — with the reason; the file stays stored."""
    user = _keeper(request)
    found = queries.unfiled_scan_for(user, pk)
    form = AsideForm(request.POST, prefix="bo")
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    services.set_scan_aside(found, reason=reason, by=user, at=timezone.now())
    messages.success(request, gettext("Taken off the list. The file is kept."))
    return redirect("documents:scans")
