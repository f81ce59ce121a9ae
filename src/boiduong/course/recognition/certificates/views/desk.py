"""Nơi cấp — its keys, how the public page shows names, its registers as whole books."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boiduong.course.recognition.certificates import queries, services
from boiduong.course.recognition.certificates.forms import EnterKeyForm, KeyEndForm, NameShownForm
from boiduong.course.recognition.certificates.models import CodeKey, Register
from boiduong.course.recognition.certificates.papers import book
from boiduong.course.recognition.certificates.permissions import can_keep_keys, can_keep_stock
from boiduong.course.recognition.certificates.rules import KEY_USES, NUMBER_KINDS
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.documents.queries import typesetter
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.organizations.queries import name_on
from boiduong.refusals import Refusal
from boiduong.web.answers import pdf_response


@dataclass(frozen=True)
class KeyLine:
    """Một khóa trên trang — what it is for, its days, its state in words."""

    row: CodeKey
    use: str
    until: object
    word: str
    tag: str


@require_GET
def issuers(request: HttpRequest) -> HttpResponse:
    """Các nơi cấp — of the records officer, or all for the administrator."""
    user = user_of(request)
    admin = has_role(user, Role.ADMIN)
    if not admin and not has_role(user, Role.RECORDS_OFFICER):
        raise Http404
    lines = queries.issuers(None if admin else queries.issuers_in_scope(user), on=timezone.localdate())
    return render(request, "certificates/issuers.html", {"lines": lines})


def kept_issuer(request: HttpRequest, pk: int) -> Unit:
    """Nơi cấp mà người này giữ khóa hoặc giữ phôi — raises Http404."""
    user, unit = user_of(request), get_object_or_404(Unit, pk=pk)
    if not can_keep_keys(user, pk) and not can_keep_stock(user, pk):
        raise Http404
    return unit


def issuer_crumbs(unit: Unit, *, inside: bool = True) -> list[tuple[str, str]]:
    """Đường dẫn — issuers, and this one."""
    path = [(gettext("Issuers of papers"), reverse("certificates:issuers"))]
    inner = (name_on(unit, timezone.localdate()), reverse("certificates:issuer", args=[unit.pk]))
    return [*path, inner] if inside else path


@require_GET
def issuer(request: HttpRequest, pk: int) -> HttpResponse:
    """Một nơi cấp."""
    unit, user, today = kept_issuer(request, pk), user_of(request), timezone.localdate()
    rows = [row for use in KEY_USES for row in queries.code_keys(unit, use=use)]
    last = queries.last_list()
    kinds = {key: gettext(word) for key, word in NUMBER_KINDS.items()}
    context = {
        "unit": unit,
        "name": name_on(unit, today),
        "signing": _signing(unit),
        "keys": [_line(row) for row in rows],
        "last_list": last,
        "list_behind": last is not None and last.up_to < queries.last_ending(),
        "name_form": NameShownForm(initial={"name_shown": queries.name_shown(unit.pk)}),
        "balances": [(one, kinds[one.kind]) for one in queries.balances(frozenset([unit.pk]))],
        "registers": [(one, kinds[one.kind]) for one in queries.registers_kept(unit)],
        "may_keys": can_keep_keys(user, unit.pk),
        "may_stock": can_keep_stock(user, unit.pk),
        "crumbs": issuer_crumbs(unit, inside=False),
    }
    return render(request, "certificates/issuer.html", context)


def _signing(unit: Unit) -> dict[str, object]:
    """What is to be said of the key that signs PDFs: none, ready, or the sentence of the refusal."""
    try:
        opening = services.signing_key(unit, on=timezone.localdate(), at=timezone.now())
    except Refusal as refusal:
        return {"state": "bad", "sentence": refusal.sentence(gettext)}
    if opening is None:
        return {"state": "none"}
    return {"state": "good", "facts": opening().facts, "stamped": bool(opening.timestamps)}


def _line(row: CodeKey) -> KeyLine:
    entry, use = queries.entry_of(row), gettext(KEY_USES[row.use])
    if entry.withdrawn:
        return KeyLine(row, use, entry.until, gettext("withdrawn"), "bad")
    if entry.until is not None and entry.until < timezone.localdate():
        return KeyLine(row, use, entry.until, gettext("not used any more"), "plain")
    if row.test:
        return KeyLine(row, use, entry.until, gettext("test key without value"), "wait")
    return KeyLine(row, use, entry.until, gettext("in use"), "good")


@require_POST
def name_shown(request: HttpRequest, pk: int) -> HttpResponse:
    """Chọn cách hiện tên."""
    unit = kept_issuer(request, pk)
    form = NameShownForm(request.POST)
    if form.is_valid():
        services.choose_name_shown(unit, form.cleaned_data["name_shown"], by=user_of(request), at=timezone.now())
        messages.success(request, gettext("The public page shows names so from now on."))
    else:
        messages.error(request, gettext("Choose one of the three ways."))
    return redirect("certificates:issuer", pk)


@require_http_methods(["GET", "POST"])
def enter_key(request: HttpRequest, pk: int) -> HttpResponse:
    """Ghi khóa vào sổ khóa."""
    unit, user = kept_issuer(request, pk), user_of(request)
    if not can_keep_keys(user, pk):
        raise Http404
    form = EnterKeyForm(request.POST or None, initial={"use": "qr", "since": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = services.enter_key(
                unit, said["use"], since=said["since"], lists=said["lists"], by=user, at=timezone.now()
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The key %(number)s is in the book.") % {"number": made.number})
            return redirect("certificates:issuer", pk)
    lead = gettext("Only its public part is entered. Papers of days before may not bear it.")
    return _form(request, unit, form, gettext("Put a key into the book"), gettext("Put it into the book"), lead)


@require_http_methods(["GET", "POST"])
def key_end(request: HttpRequest, pk: int, number: str) -> HttpResponse:
    """Thôi dùng hoặc loại một khóa."""
    unit, user = kept_issuer(request, pk), user_of(request)
    key = get_object_or_404(CodeKey, issuer=unit, number=number)
    if not can_keep_keys(user, pk):
        raise Http404
    form = KeyEndForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        said, at = form.cleaned_data, timezone.now()
        try:
            if said["act"] == "ended":
                services.end_key(key, on=said["on"], by=user, at=at)
            else:
                services.withdraw_key(key, reason=said["reason"], by=user, at=at)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("It is written down; the key stays in the book."))
            return redirect("certificates:issuer", pk)
    title = gettext("Key %(number)s") % {"number": number}
    return _form(request, unit, form, title, gettext("Write it down"), key.issuer_text)


def _form(request: HttpRequest, unit: Unit, form: object, title: str, submit: str, lead: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "lead": lead,
        "submit": submit,
        "back_url": reverse("certificates:issuer", args=[unit.pk]),
        "crumbs": issuer_crumbs(unit),
    }
    return render(request, "web/form_page.html", context)


@require_GET
def whole_book(request: HttpRequest, pk: int, register: int) -> HttpResponse:
    """In cả sổ — every entry of a register, whatever the course."""
    unit = kept_issuer(request, pk)
    held = get_object_or_404(Register.objects.select_related("issuer"), pk=register, issuer=unit)
    rows = queries.register_rows(held)
    paper = book(held, rows, on=timezone.localdate(), course=None, synthetic=queries.only_trials(held))
    return pdf_response(typesetter().render(paper), name=f"{paper.title} {paper.subject}".capitalize())
