"""Công bố cho phần mềm — a paper as Open Badge for who holds number and code, keys and states of an issuer for all."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from boiduong.course.recognition.certificates import services
from boiduong.course.recognition.certificates.queries import code_keys, find_by_uid, last_ending
from boiduong.course.website.verification.views.limits import asked_too_often, unindexed
from boiduong.engines.credentials import same_code
from boiduong.engines.credentials.proofs import Form
from boiduong.foundation.organizations.models import Unit
from boiduong.refusals import Refusal

FRESH = timedelta(minutes=10)
MOST_LISTS = 10_000
FORMS: dict[str, Form] = {"jwt": "enveloped", "jwt-cu": "claim"}


def _json(body: object, kind: str) -> HttpResponse:
    """For any page of the web: there is nothing here that is not public."""
    response = HttpResponse(json.dumps(body, ensure_ascii=False), content_type=kind)
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = f"public, max-age={int(FRESH.total_seconds())}"
    return response


@login_not_required
@require_GET
def badge(request: HttpRequest, uid: UUID, code: str) -> HttpResponse:
    """Chứng nhận Open Badges — mark and check code stand on the paper.

    `?dang=jwt` gives it as a token, `?dang=jwt-cu` as one for wallets that know only version 1.1.
    """
    if asked_too_often(request):
        return unindexed(HttpResponse(status=429))
    found = find_by_uid(uid)
    if found is None or not same_code(code, found.check_code):
        raise Http404
    try:
        if request.GET.get("dang") in FORMS:
            form = FORMS[request.GET["dang"]]
            token = services.badge_token(found, at=timezone.now(), form=form)
            return unindexed(HttpResponse(token, "application/vc+jwt"))
        made = services.open_badge(found, at=timezone.now())
    except Refusal as refusal:  # no key here: there is no such thing, which is not the fault of who asks
        raise Http404 from refusal
    return unindexed(HttpResponse(json.dumps(made, ensure_ascii=False, indent=1), "application/vc"))


def _issuer(pk: int) -> Unit:
    """A unit that has keys; other units have no such pages."""
    issuer = get_object_or_404(Unit, pk=pk)
    if not any(code_keys(issuer, use=use).exists() for use in ("qr", "badge")):
        raise Http404
    return issuer


@login_not_required
@require_GET
def did(request: HttpRequest, pk: int) -> HttpResponse:
    """Trang khóa của nơi cấp (did:web)."""
    return _json(services.issuer_document(_issuer(pk)), "application/did+json")


@login_not_required
@require_GET
def keys(request: HttpRequest, pk: int) -> HttpResponse:
    """Khóa của nơi cấp (JWKS)."""
    return _json(services.issuer_keys(_issuer(pk)), "application/jwk-set+json")


@login_not_required
@require_GET
def states(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Danh sách trạng thái W3C — kept for some minutes, and made again after each revocation."""
    issuer = _issuer(pk)
    if number >= MOST_LISTS:
        raise Http404
    kept = f"states:{pk}:{number}:{last_ending()}"
    made = cache.get(kept)
    if made is None:
        try:
            made = services.states_list(issuer, number, at=timezone.now())
        except Refusal as refusal:
            raise Http404 from refusal
        cache.set(kept, made, FRESH.total_seconds())
    return _json(made, "application/vc")
