"""Lớp bao — headers that protect, the language of the page, and refusals turned into pages."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from boiduong.refusals import Refusal
from boiduong.web import reading, typed
from boiduong.web.busy import RegisterBusy, is_busy

log = logging.getLogger(__name__)
GetResponse = Callable[[HttpRequest], HttpResponseBase]

CONTENT_SECURITY_POLICY = "; ".join(
    ["default-src 'none'"]
    + [f"{kind}-src 'self'" for kind in ("style", "img", "font", "script", "connect", "manifest", "worker")]
    + ["form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"]
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    # The phone that scans a card needs its camera; nothing here needs the rest.
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
}


class SecurityHeadersMiddleware:
    """Đầu thư bảo vệ — strict headers on every answer; a view may set one of its own."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Add the headers that the answer does not have."""
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            # Office machines are shared, and so are the proxies before them.
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class LanguageMiddleware:
    """Ngôn ngữ — Vietnamese, unless the person switched to another language on this machine.

    The browser's own list is ignored: office machines often announce English to people who read Vietnamese.
    """

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the language of the cookie."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("Content-Language", language)
        return response


class ReadingMiddleware:
    """Một lần đọc — while a page is read, what its parts ask again and again is asked once."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Keep answers for this request only."""
        reading.begin(reading=request.method in ("GET", "HEAD"))
        try:
            return self.get_response(request)
        finally:
            reading.end()


class RefusalMiddleware:
    """Từ chối thành trang — a Refusal raised by a view is answered with its sentence and the typed text."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Remember the forms of this request only."""
        typed.begin()
        try:
            return self.get_response(request)
        finally:
            typed.end()

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal with its own status, a busy database as one; other exceptions go on."""
        if is_busy(exception):
            log.warning("database is busy (%s) at %s %s", exception, request.method, request.path)
            exception = RegisterBusy()
        if not isinstance(exception, Refusal):
            return None
        sentence = exception.sentence(gettext)
        if not request.accepts("text/html"):
            return JsonResponse({"refusal": type(exception).__name__, "sentence": sentence}, status=exception.status)
        context = {
            "sentence": sentence,
            "source": gettext(exception.source) if exception.source else "",
            "heading": gettext(exception.heading),
            "typed": typed.kept(request),
            "back_url": back_address(request),
        }
        return render(request, "web/refusal.html", context, status=exception.status)


def back_address(request: HttpRequest) -> str:
    """Đường quay lại — the page the person came from when it is ours, else the same address."""
    came_from = request.META.get("HTTP_REFERER", "")
    if came_from and url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure()):
        return str(came_from)
    return request.get_full_path() if request.method == "POST" else ""
