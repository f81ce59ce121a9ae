"""Giới hạn — how often one address may ask, and that nothing of it is kept by anybody between."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from boiduong.course.website.verification.rules import Limit

LIMIT = Limit()
HEADERS = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex, nofollow"}


def asked_too_often(request: HttpRequest) -> bool:
    """Đếm một lần hỏi — the address is that of the connection, because a header can be forged."""
    key = f"verification:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, LIMIT.seconds)
    try:
        return cache.incr(key) > LIMIT.questions
    except ValueError:  # the count ran out between the two lines
        return False


def unindexed(response: HttpResponse) -> HttpResponse:
    """Không lưu, không lập chỉ mục."""
    for name, value in HEADERS.items():
        response[name] = value
    return response
