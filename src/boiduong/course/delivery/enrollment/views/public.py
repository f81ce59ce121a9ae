"""Trang xác nhận công khai — the code on the paper opens who, when, where, and two answers; nothing else."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from boiduong.course.delivery.enrollment import services
from boiduong.course.delivery.enrollment.forms import CodeForm, UnitReasonForm
from boiduong.course.delivery.enrollment.queries import summons_by
from boiduong.course.delivery.enrollment.views.common import now
from boiduong.course.delivery.enrollment.views.showing import answers_closed, shown_learner
from boiduong.refusals import Refusal, gettext_noop

# A unit behind one address confirms a few dozen people; a guesser needs billions of tries.
TRIES, WINDOW_SECONDS = 60, 600


class TooManyTries(Refusal):
    """Thử quá nhiều lần."""

    text = gettext_noop("Too many tries from this address. Wait ten minutes, then type the code again.")


def _too_many(request: HttpRequest) -> bool:
    """Count wrong codes by address; what a proxy claims is not believed."""
    return int(cache.get(_key(request), 0)) >= TRIES


def _key(request: HttpRequest) -> str:
    return f"enrollment.confirm:{request.META.get('REMOTE_ADDR', '')}"


def _count(request: HttpRequest) -> None:
    if not cache.add(_key(request), 1, WINDOW_SECONDS):
        try:
            cache.incr(_key(request))
        except ValueError:
            cache.set(_key(request), 1, WINDOW_SECONDS)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest) -> HttpResponse:
    """Nhập mã — for those who type it from the paper."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = "".join(c for c in form.cleaned_data["code"].upper() if c.isascii() and c.isalnum())
        if not _too_many(request) and summons_by(services.hash_code(code)) is not None:
            return redirect("enrollment:confirm", code=code)
        refused = TooManyTries() if _too_many(request) else services.CodeUnknown()
        _count(request)
        form.add_error("code", refused.sentence(gettext))
    return render(request, "enrollment/code.html", {"form": form})


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Xác nhận tham dự — confirm, or decline with a reason."""
    if _too_many(request):
        return _refused(request, TooManyTries(), 429)
    summons = summons_by(services.hash_code(code))
    if summons is None:
        _count(request)
        return _refused(request, services.CodeUnknown(), 404)
    form = UnitReasonForm(request.POST if request.POST.get("tra_loi") == "khong" else None)
    refused = ""
    if request.method == "POST":
        yes = request.POST.get("tra_loi") == "co"
        if yes or form.is_valid():
            try:
                services.answer_summons(code, yes, reason="" if yes else form.cleaned_data["reason"], at=now())
                return redirect("enrollment:confirm", code=code)
            except Refusal as refusal:
                refused = refusal.sentence(gettext)
    seat = summons.enrollment
    context = {
        "seat": seat, "course": seat.course, "training_class": seat.training_class, "form": form,
        "synthetic": seat.course.synthetic, "shown": shown_learner(seat), "refused": refused,
        "too_late": answers_closed(seat.training_class),
    }  # fmt: skip
    return render(request, "enrollment/confirm.html", context, status=409 if refused else 200)


def _refused(request: HttpRequest, refusal: Refusal, status: int) -> HttpResponse:
    form = CodeForm()
    context = {"form": form, "refused": refusal.sentence(gettext)}
    return render(request, "enrollment/code.html", context, status=status)
