"""Trang tra cứu — public; a wrong code and an unknown number get the same answer."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boiduong.course.recognition.certificates.queries import find_by_bytes, find_by_number, find_by_uid
from boiduong.course.website.verification.forms import FileForm, NumberForm
from boiduong.course.website.verification.queries import Answer, answer_for
from boiduong.course.website.verification.rules import Limit
from boiduong.engines.vietnamese import date_short, weekday

LIMIT = Limit()
HEADERS = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex, nofollow"}


def _asked_too_often(request: HttpRequest) -> bool:
    """Count this question; the address is that of the connection, because a header can be forged."""
    key = f"verification:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, LIMIT.seconds)
    try:
        return cache.incr(key) > LIMIT.questions
    except ValueError:  # the count ran out between the two lines
        return False


def _page(request: HttpRequest, *, status: int = 200, **context: object) -> HttpResponse:
    """The page of questions, with an answer on top where there is one."""
    now = timezone.localtime()
    answer = context.get("answer")
    said: dict[str, object] = {"number_form": NumberForm(), "file_form": FileForm(), **context}
    said["asked_at"] = f"{now:%H:%M}, {weekday(now.date())} {date_short(now.date())}"
    if isinstance(answer, Answer):
        said |= {"institution_name": answer.issuer, **({"synthetic": True} if answer.synthetic else {})}
    response = render(request, "verification/look_up.html", said, status=status)
    for name, value in HEADERS.items():
        response[name] = value
    return response


def _too_often(request: HttpRequest) -> HttpResponse:
    return _page(request, status=429, too_often=True, minutes=LIMIT.seconds // 60)


@login_not_required
@require_http_methods(["GET", "POST"])
def look_up(request: HttpRequest) -> HttpResponse:
    """Tra theo số và mã — sent by POST, so that the code stands in no address and no log."""
    if request.method == "GET":
        return _page(request)
    if _asked_too_often(request):
        return _too_often(request)
    form = NumberForm(request.POST)
    if not form.is_valid():
        return _page(request, number_form=form)
    found = find_by_number(form.cleaned_data["number"], form.cleaned_data["code"])
    return _page(request, answer=answer_for(found), way="number")


@login_not_required
@require_GET
def by_mark(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Tra theo mã QR trên giấy."""
    if _asked_too_often(request):
        return _too_often(request)
    found = find_by_uid(uid)
    return _page(request, answer=answer_for(found), way="mark", status=200 if found else 404)


@login_not_required
@require_POST
def compare(request: HttpRequest) -> HttpResponse:
    """So tệp — by the hash of its bytes, read in pieces and forgotten."""
    if _asked_too_often(request):
        return _too_often(request)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, file_form=form)
    found = find_by_bytes(_hash(form.cleaned_data["file"]))
    return _page(request, answer=answer_for(found), way="file")


def _hash(file: UploadedFile[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    return digest.hexdigest()
