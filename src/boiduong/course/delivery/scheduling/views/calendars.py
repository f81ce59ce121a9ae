"""Trang đưa lịch vào điện thoại — the address of a calendar feed, how to put it on a telephone, and a new address."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from boiduong.course.delivery.scheduling import services
from boiduong.course.delivery.scheduling.queries.calendars import renewals_of, subject_for
from boiduong.course.delivery.scheduling.queries.feeds import feed_address
from boiduong.engines.typesetting.qr import qr_svg
from boiduong.foundation.accounts.queries import user_of


def calendar_context(request: HttpRequest, kind: str, number: int) -> dict[str, object]:
    """Địa chỉ lịch cho trang — the whole address, the one that telephones open at once, and it as a QR code."""
    address = request.build_absolute_uri(feed_address(kind, number))
    direct = "webcal://" + address.partition("://")[2]
    return {"address": address, "direct": direct, "code": mark_safe(qr_svg(direct))}  # noqa: S308 - drawn here


@require_GET
@never_cache
def calendar(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Đưa lịch vào điện thoại — of a class, lecturer, room or learner; Http404 for what one may not see."""
    subject = subject_for(user_of(request), kind, number)
    context = {
        **calendar_context(request, subject.kind, subject.number),
        "title": gettext("The timetable on a telephone: %(name)s") % {"name": subject.name},
        "subject": subject,
        "word": kind,
        "renewals": renewals_of(subject.kind, number),
    }
    return render(request, "scheduling/calendar.html", context)


@require_POST
def calendar_new(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Đổi địa chỉ — the old one stops at once."""
    user = user_of(request)
    services.renew_calendar(subject_for(user, kind, number), by=user, at=timezone.now())
    messages.success(request, gettext("This is the new address. The old one no longer opens anything."))
    return redirect("scheduling:calendar", kind, number)
