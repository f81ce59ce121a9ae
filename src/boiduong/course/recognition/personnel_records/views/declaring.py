"""Trang khai việc học ở nơi khác — the form, what waits for confirmation, one declaration with its paper."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from boiduong.course.recognition.personnel_records import queries, services
from boiduong.course.recognition.personnel_records.forms import OutsideForm, RejectForm
from boiduong.course.recognition.personnel_records.models import TrainingRecord
from boiduong.course.recognition.personnel_records.permissions import (
    OFFICES,
    can_declare,
    is_own,
    keeps_file,
    may_confirm,
)
from boiduong.course.recognition.personnel_records.rules import block_text
from boiduong.course.recognition.personnel_records.views.common import address, line
from boiduong.engines.vietnamese import birth_short
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role, require
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.files.models import StoredFile
from boiduong.foundation.people.models import Person
from boiduong.refusals import Refusal
from boiduong.web.answers import uploaded_response
from boiduong.web.lists import ListPage


@require_http_methods(["GET", "POST"])
def declare_mine(request: HttpRequest) -> HttpResponse:
    """Khai cho mình."""
    person = user_of(request).person
    if person is None:
        raise Http404
    return _declare(request, person)


@require_http_methods(["GET", "POST"])
def declare(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Khai cho người của đơn vị mình — Http404 for whom one may not."""
    person = get_object_or_404(Person, uid=uid)
    if not can_declare(user_of(request), person):
        raise Http404
    return _declare(request, person)


def _declare(request: HttpRequest, person: Person) -> HttpResponse:
    user = user_of(request)
    form = OutsideForm(request.POST or None, request.FILES or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            services.declare_outside(person, form.facts(), evidence=form.stored, by=user, at=timezone.now())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("Noted. It counts once another person has seen the paper."))
            return redirect("personnel_records:mine" if user.person_id == person.pk else address(person))
    context = {
        "form": form,
        "person": person,
        "own": user.person_id == person.pk,
        "back_url": address(person),
        "crumbs": [(gettext("Training received"), address(person))],
        **({"synthetic": True} if person.synthetic else {}),
    }
    return render(request, "personnel_records/declare.html", context)


def _may_list(user: User) -> bool:
    return has_role(user, Role.UNIT_CLERK, *OFFICES)


@require_GET
def to_confirm(request: HttpRequest) -> HttpResponse:
    """Chờ tôi xác nhận — declared by others, with their papers, the oldest first."""
    user = user_of(request)
    if not _may_list(user):
        raise Http404
    page: ListPage[TrainingRecord] = ListPage(
        queries.to_confirm(user), params=request.GET, search="person__folded_name"
    )
    context = {
        "page": page,
        "lines": [line(record) for record in page.rows],
        **({"synthetic": True} if any(one.person.synthetic for one in page.rows) else {}),
    }
    return render(request, "personnel_records/to_confirm.html", context)


def _record(request: HttpRequest, pk: int) -> TrainingRecord:
    record = queries.declared_for(user_of(request), pk)
    if record is None:
        raise Http404(pk)
    return record


@require_http_methods(["GET", "POST"])
def declaration(request: HttpRequest, pk: int) -> HttpResponse:
    """Một lời khai — what is said beside the picture of the paper; confirm it, or say why not."""
    user, record = user_of(request), _record(request, pk)
    form = RejectForm(request.POST if request.POST.get("viec") == "khong" else None)
    if request.method == "POST" and (form.is_valid() if form.is_bound else True):
        require(may_confirm(user, record.person))
        try:
            said = _decide(record, request.POST.get("viec", ""), form, user)
        except Refusal as refusal:
            messages.error(request, refusal.sentence(gettext))
            return redirect("personnel_records:declaration", pk)
        messages.success(request, said)
        return redirect("personnel_records:to_confirm" if queries.to_confirm(user).exists() else address(record.person))
    return render(request, "personnel_records/declaration.html", _context(record, user, form))


def _context(record: TrainingRecord, user: User, form: RejectForm) -> dict[str, object]:
    person = record.person
    may = may_confirm(user, person)
    return {
        "one": line(record),
        "record": record,
        "person": person,
        "born": birth_short(person.birth_on, person.birth_year),
        "content_block": block_text(record.content_block),
        "may_confirm": may and record.state == "declared" and not is_own(user, record),
        "waits_for_another": may and record.state == "declared" and is_own(user, record),
        "may_file": record.state == "confirmed" and keeps_file(user, person),
        "picture": record.evidence is not None and record.evidence.mime.startswith("image/"),
        "why": queries.rejections([record]).get(record.pk, ""),
        "form": form,
        "transcript_url": address(person),
        "crumbs": [(gettext("Training received"), address(person))],
        **({"synthetic": True} if person.synthetic else {}),
    }


def _decide(record: TrainingRecord, act: str, form: RejectForm, user: User) -> str:
    """Do the act and say what was done; Http404 for an act that is none."""
    at = timezone.now()
    if act == "xac-nhan":
        services.confirm_outside(record, by=user, at=at)
        return gettext("Confirmed and filed.") if record.state == "filed" else gettext("Confirmed.")
    if act == "khong":
        services.reject_outside(record, reason=form.cleaned_data["reason"], by=user, at=at)
        return gettext("Not confirmed. The person reads the reason.")
    if act == "luu":
        services.file_outside(record, by=user, at=at)
        return gettext("Noted: the paper is in the personnel file.")
    raise Http404(act)


@require_GET
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Minh chứng — to those who may read the transcript, in a sandbox."""
    stored = _record(request, pk).evidence
    if stored is None:
        raise Http404(pk)
    return _file(stored, pk)


def _file(stored: StoredFile, pk: int) -> HttpResponse:
    plain = f"minh-chung-{pk}.{stored.name.rpartition('.')[2]}"
    return uploaded_response(stored.read(), mime=stored.mime, name=stored.name, plain=plain)


def declare_address(user: User, person: Person) -> str:
    """Địa chỉ để khai — one's own, or for a person of the unit; empty where one may not."""
    if user.person_id == person.pk:
        return reverse("personnel_records:declare_mine")
    return reverse("personnel_records:declare", args=[person.uid]) if can_declare(user, person) else ""
