"""Kiểm tra không cần mạng — a page that, once opened, checks QR codes with no network; its key book and its list."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_GET

from boiduong.course.recognition.certificates.queries import key_book
from boiduong.course.recognition.certificates.services import current_list

SCRIPTS = ("verification/offline-page.js", "credentials/offline-check.js")


@login_not_required
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Trang kiểm tra — the same for everybody, so that a phone may keep it."""
    return render(request, "verification/offline.html", {"checker": static(SCRIPTS[1])})


@login_not_required
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """Người giữ trang — keeps page, scripts, styles, key book and list on the phone; another text when they change."""
    body = render_to_string("verification/worker.js", {"scripts": [static(one) for one in SCRIPTS], "mark": _mark()})
    response = HttpResponse(body, content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = "/"
    response["Cache-Control"] = "no-cache"
    return response


def _mark() -> str:
    """Changes with the scripts, so that phones fetch the new ones."""
    digest = hashlib.sha256()
    for name in SCRIPTS:
        path = finders.find(name)
        digest.update(open(path, "rb").read() if isinstance(path, str) else static(name).encode())  # noqa: PTH123, SIM115
    return digest.hexdigest()[:12]


@login_not_required
@require_GET
def book(request: HttpRequest) -> HttpResponse:
    """Sổ khóa — the public keys that QR codes are checked with."""
    response = HttpResponse(key_book(trials=settings.DEMO).to_json(), content_type="application/json")
    response["Cache-Control"] = "no-cache"
    return response


@login_not_required
@require_GET
def revocations(request: HttpRequest) -> HttpResponse:
    """Danh sách thu hồi đã ký — signed again first where it is a day old or knows too little."""
    found = current_list(at=timezone.now())
    if found is None:
        raise Http404
    response = HttpResponse(bytes(found.content), content_type="application/cose")
    response["Cache-Control"] = "no-cache"
    return response
