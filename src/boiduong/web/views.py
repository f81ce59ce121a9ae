"""Trang chung — the component sheet, the switch of language, and the pages for what went wrong."""

from __future__ import annotations

import logging
import secrets

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language as django_set_language

from boiduong.web import samples, typed
from boiduong.web.middleware import back_address

log = logging.getLogger(__name__)


@login_not_required
@require_GET
def style(request: HttpRequest) -> HttpResponse:
    """Bộ mẫu giao diện — every component on one page, with invented content."""
    return render(request, "web/style.html", samples.sheet())


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Đổi ngôn ngữ — keep the choice in a cookie and return to the same address."""
    return django_set_language(request)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Yêu cầu hỏng — what arrived could not be read."""
    return _problem(request, "web/400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Không được giao — the account has no right to this page."""
    return _problem(request, "web/403.html", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Trang đã cũ — the form is older than the session, or another site sent it; nothing was written."""
    return _problem(request, "web/403_csrf.html", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Không có trang này — or the account is not shown it; the answer does not tell which."""
    return _problem(request, "web/404.html", 404)


def failure(request: HttpRequest) -> HttpResponse:
    """Máy hỏng — the typed text again, and a code that leads the administrator to the line in the log."""
    code = secrets.token_hex(2).upper()
    log.error("failure %s at %s %s", code, request.method, request.path)
    return _problem(request, "web/500.html", 500, code=code)


def _problem(request: HttpRequest, template: str, status: int, **more: str) -> HttpResponse:
    context = {"typed": typed.kept(request), "back_url": back_address(request), **more}
    try:
        return render(request, template, context, status=status)
    except Exception:
        # The shell itself may be what is broken (no database, say): the bare page still holds the typed text.
        log.exception("the page for status %s was drawn without its shell", status)
        return HttpResponse(render_to_string(template, context), status=status)
