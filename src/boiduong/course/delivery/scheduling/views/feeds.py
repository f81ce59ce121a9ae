"""Địa chỉ lịch — iCalendar feeds behind secret addresses, asked by calendars without an account."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from boiduong.course.delivery.scheduling.queries.feeds import KINDS, feed_of, opens


@require_GET
@login_not_required
def feed(request: HttpRequest, kind: str, number: int, secret: str) -> HttpResponse:
    """Lịch iCalendar — Http404 for an address that opens nothing."""
    if kind not in KINDS or not opens(KINDS[kind], number, secret):
        raise Http404
    content = feed_of(KINDS[kind], number, at=timezone.now())
    if content is None:
        raise Http404
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="lich.ics"'
    answer["Cache-Control"] = "private, max-age=900"
    answer["X-Robots-Tag"] = "noindex"
    return answer
