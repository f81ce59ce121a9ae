"""Trang tra cứu — public; a wrong code and an unknown number get the same answer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boiduong.course.recognition.certificates.queries import find_by_number, find_by_uid
from boiduong.course.website.verification import queries
from boiduong.course.website.verification.forms import FileForm, NumberForm
from boiduong.course.website.verification.queries import Answer, answer_for
from boiduong.course.website.verification.views import limits
from boiduong.course.website.verification.views.limits import asked_too_often, unindexed
from boiduong.engines.vietnamese import date_short, weekday


def _page(request: HttpRequest, *, status: int = 200, **context: object) -> HttpResponse:
    """The page of questions, with an answer on top where there is one."""
    now = timezone.localtime()
    answer = context.get("answer")
    said: dict[str, object] = {"number_form": NumberForm(), "file_form": FileForm(), **context}
    said["asked_at"] = f"{now:%H:%M}, {weekday(now.date())} {date_short(now.date())}"
    if isinstance(answer, Answer):
        said |= {"institution_name": answer.issuer, **({"synthetic": True} if answer.synthetic else {})}
    return unindexed(render(request, "verification/look_up.html", said, status=status))


def _too_often(request: HttpRequest) -> HttpResponse:
    return _page(request, status=429, too_often=True, minutes=limits.LIMIT.seconds // 60)


@login_not_required
@require_http_methods(["GET", "POST"])
def look_up(request: HttpRequest) -> HttpResponse:
    """Tra theo số và mã — sent by POST, so that the code stands in no address and no log."""
    if request.method == "GET":
        return _page(request)
    if asked_too_often(request):
        return _too_often(request)
    form = NumberForm(request.POST)
    if not form.is_valid():
        return _page(request, number_form=form)
    found = find_by_number(form.cleaned_data["number"], form.cleaned_data["code"])
    # What was typed stays where it fits nothing: one slip is compared with the paper, not typed anew.
    typed = NumberForm(initial={} if found else form.cleaned_data)
    return _page(request, answer=answer_for(found), way="number", number_form=typed)


@login_not_required
@require_GET
def by_mark(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Tra theo mã QR trên giấy."""
    if asked_too_often(request):
        return _too_often(request)
    found = find_by_uid(uid)
    return _page(request, answer=answer_for(found), way="mark", status=200 if found else 404)


@login_not_required
@require_POST
def compare(request: HttpRequest) -> HttpResponse:
    """So tệp — its bytes with those issued, else what it says with the register; forgotten at once."""
    if asked_too_often(request):
        return _too_often(request)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, file_form=form)
    found = queries.compare(_content(form.cleaned_data["file"]), at=timezone.now())
    signatures = [(one, datetime.fromisoformat(one.at).date() if one.at else None) for one in found.signatures]
    differing = [gettext(word) for word in found.differing]
    return _page(request, answer=found.answer, compared=found, differing=differing, signatures=signatures, way="file")


def _content(file: UploadedFile[bytes]) -> bytes:
    """At most 5 MB, as the form saw to."""
    return b"".join(file.chunks())
