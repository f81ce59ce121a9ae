"""Trang giấy tờ — what waits for a number, the list, one paper with its state, bytes, scan and log."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boiduong.engines.spreadsheets import Column, Sheet
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.audit.queries import events_of
from boiduong.foundation.documents import queries, services
from boiduong.foundation.documents.forms import DiscardForm, NumberForm, ScanForm, SignerForm, VoidForm
from boiduong.foundation.documents.labels import ACT_LABELS
from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.permissions import (
    can_discard,
    can_file_scans,
    can_list,
    can_number,
    can_see_series,
    can_write_wording,
)
from boiduong.foundation.documents.rules import DOCUMENT, KINDS, SIGNED_AS, long_name
from boiduong.foundation.documents.views.common import kind_name
from boiduong.foundation.organizations.queries import names_on
from boiduong.refusals import Refusal
from boiduong.web.lists import ListPage, Pill, xlsx_response
from boiduong.web.templatetags.boiduong import vn_datetime

WAITING_SHOWN = 20


def _lines(rows: Sequence[Document]) -> list[dict[str, object]]:
    names = names_on((row.issuer_id for row in rows), timezone.localdate())
    return [
        {
            "document": row,
            "kind": kind_name(row),
            "issuer": names.get(row.issuer_id, ""),
            "state": gettext(DOCUMENT.states[row.state]),
        }
        for row in rows
    ]


def _words(row: Document) -> str:
    return f"{row.number_text} {row.subject} {kind_name(row)} {row.issued_on.year if row.issued_on else ''}"


def _sheet(rows: list[Document]) -> Sheet:
    titles = ("Number", "Date", "Kind", "Subject", "Issuer", "State", "SHA-256")
    lines = [
        (
            row.number_text,
            row.issued_on,
            line["kind"],
            row.subject,
            line["issuer"],
            line["state"],
            row.sha256,
        )
        for row, line in zip(rows, _lines(rows), strict=True)
    ]
    notes = (gettext("Sample data: these people do not exist"),) if any(row.synthetic for row in rows) else ()
    return Sheet(gettext("Papers"), tuple(Column(gettext(title)) for title in titles), lines, notes)  # type: ignore[arg-type]


@require_GET
def document_list(request: HttpRequest) -> HttpResponse:
    """Giấy tờ — waiting for a number on top, number gaps, then every paper by state, kind and year."""
    user = user_of(request)
    if not can_list(user):
        raise Http404
    found = queries.listed_documents(user)
    kind, year = request.GET.get("loai", ""), request.GET.get("nam", "")
    if kind in KINDS:
        found = found.filter(kind=kind)
    if year.isascii() and year.isdigit() and len(year) == 4:
        found = found.filter(issued_on__year=int(year))
    page: ListPage[Document] = ListPage(
        list(found),
        params=request.GET,
        search=_words,
        search_label=gettext("Search by number, subject, kind or year"),
        pills=[
            Pill("co-so", gettext("With a number"), lambda row: row.state in ("numbered", "filed")),
            Pill("cho-so", gettext("Waiting for a number"), lambda row: row.state == "locked"),
            Pill("chua-luu", gettext("Without a signed scan"), lambda row: row.state == "numbered"),
            Pill("du-thao", gettext("Drafts"), lambda row: row.state == "draft"),
            Pill("huy", gettext("Void"), lambda row: row.state == "void"),
        ],
    )
    if page.wants_xlsx:
        return xlsx_response(gettext("Papers"), _sheet(list(page.filtered)))
    waiting = list(queries.waiting_for_number(user)[: WAITING_SHOWN + 1])
    gaps = [one for one in queries.series_of(user) if one.gaps or one.doubles] if can_see_series(user) else []
    names = names_on({one.issuer_id for one in gaps}, timezone.localdate())
    rows = page.rows
    context = {
        "page": page,
        "rows": _lines(rows),
        "waiting": _lines(waiting[:WAITING_SHOWN]),
        "more_waiting": len(waiting) > WAITING_SHOWN,
        "gaps": [(names.get(one.issuer_id, ""), one) for one in gaps],
        "kinds": sorted(((key, long_name(key)) for key in KINDS), key=lambda pair: pair[1]),
        "kind": kind,
        "keeps": can_file_scans(user),
        "words": can_write_wording(user),
        "unfiled": queries.unfiled_scans(user).count() if can_file_scans(user) else 0,
        "synthetic": any(row.synthetic for row in rows),
    }
    return render(request, "documents/list.html", context)


def _events(document: Document) -> list[SimpleNamespace]:
    """The log of the paper in words; the marks are shortened."""
    made = []
    for event in events_of(document)[:100]:
        before, after = event.before or {}, event.after or {}
        said = [str(facts.get("state", "")) for facts in (before, after)]
        states = [gettext(DOCUMENT.states[state]) for state in said if state in DOCUMENT.states]
        made.append(
            SimpleNamespace(
                act=gettext(ACT_LABELS.get(event.act, event.act)),
                change=" → ".join(dict.fromkeys(states)),
                who=event.actor_label or gettext("the system"),
                when=vn_datetime(event.at),
                digest=f"{event.hash[:4]}…{event.hash[-4:]}",
            )
        )
    return made


@require_GET
def document_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Một văn bản — facts, state, preview, the form for the number, the scan and the log."""
    user = user_of(request)
    document = queries.document_for(user, pk)
    return _page(request, user, document)


def _page(
    request: HttpRequest,
    user: User,
    document: Document,
    *,
    number_form: NumberForm | None = None,
    void_form: VoidForm | None = None,
    scan_form: ScanForm | None = None,
    signer_form: SignerForm | None = None,
    discard_form: DiscardForm | None = None,
) -> HttpResponse:
    today = timezone.localdate()
    may = can_number(user, document)
    waits = may and document.state == "locked"
    goes = document.state in ("draft", "locked") and can_discard(user, document)
    rests = queries.resting_on(document) if goes else []
    holds = may and document.state in ("numbered", "filed")
    context = {
        "document": document,
        "kind": kind_name(document),
        "issuer": names_on([document.issuer_id], today).get(document.issuer_id, ""),
        "state": gettext(DOCUMENT.states[document.state]),
        "has_pdf": document.pdf_id or document.facts.get("papers"),
        "has_word": bool(document.facts.get("papers")),
        "next_number": queries.likely_number(document, today) if waits else "",
        "term_missing": waits and queries.term_missing(document, today),
        "number_form": (number_form or NumberForm(initial={"issued_on": today})) if waits else None,
        "void_form": (void_form or VoidForm(prefix="huy")) if holds else None,
        "scan_form": (scan_form or ScanForm()) if holds else None,
        "signer_form": (signer_form or SignerForm(initial=_signer(document), prefix="ky")) if waits else None,
        "discard_form": (discard_form or DiscardForm(prefix="bo")) if goes and not rests else None,
        "rests": rests,
        "signed_as": gettext(SIGNED_AS[document.signed_as]) if document.signed_as in SIGNED_AS else "",
        "template": document.template,
        "events": _events(document),
        "synthetic": document.synthetic,
        "crumbs": [(gettext("Papers"), reverse("documents:list"))] if can_list(user) else [],
    }
    sent = (number_form, void_form, scan_form, signer_form, discard_form)
    wrong = any(form is not None and form.is_bound for form in sent)
    return render(request, "documents/document.html", context, status=200 if not wrong else 422)


def _signer(document: Document) -> dict[str, str]:
    return {"how": document.signed_as, "post": document.signer_post, "name": document.signer_name}


@require_POST
def signer(request: HttpRequest, pk: int) -> HttpResponse:
    """Chọn người ký — the head, a deputy, on order, by mandate or acting."""
    user = user_of(request)
    document = queries.document_for(user, pk)
    require(can_number(user, document))
    form = SignerForm(request.POST, prefix="ky")
    if form.is_valid():
        try:
            services.choose_signer(document, by=user, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("Who signs is written on the paper."))
            return redirect("documents:document", pk)
    return _page(request, user, document, signer_form=form)


@require_http_methods(["POST"])
def number(request: HttpRequest, pk: int) -> HttpResponse:
    """Cho số và ban hành — the bytes are frozen with number and date."""
    user = user_of(request)
    document = queries.document_for(user, pk)
    require(can_number(user, document))
    form = NumberForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            services.give_number(
                document, issued_on=said["issued_on"], outside=said["outside"], by=user, at=timezone.now()
            )
        except services.NumberTaken as refusal:
            form.add_refusal(refusal)
        else:
            text = gettext("The paper has the number %(number)s.") % {"number": document.number_text}
            messages.success(request, text)
            return redirect("documents:document", pk)
    return _page(request, user, document, number_form=form)


@require_POST
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Hủy văn bản đã có số."""
    user = user_of(request)
    document = queries.document_for(user, pk)
    require(can_number(user, document))
    form = VoidForm(request.POST, prefix="huy")
    if not form.is_valid():
        return _page(request, user, document, void_form=form)
    services.void(document, reason=form.cleaned_data["reason"], by=user, at=timezone.now())
    messages.success(request, gettext("The paper is void. Its number stays in the book."))
    return redirect("documents:document", pk)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Bỏ bản thảo chưa có số."""
    user = user_of(request)
    document = queries.document_for(user, pk)
    require(can_discard(user, document))
    form = DiscardForm(request.POST, prefix="bo")
    if not form.is_valid():
        return _page(request, user, document, discard_form=form)
    services.take_back(document, reason=form.cleaned_data["reason"], by=user, at=timezone.now())
    messages.success(request, gettext("The draft is discarded. It waits for no number any more."))
    return redirect("documents:document", pk)


@require_POST
def scan(request: HttpRequest, pk: int) -> HttpResponse:
    """Lưu bản đã ký."""
    user = user_of(request)
    document = queries.document_for(user, pk)
    require(can_number(user, document))
    form = ScanForm(request.POST, request.FILES)
    if form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            services.file_scan(document, content=sent.read(), name=sent.name, by=user, at=timezone.now())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The signed scan is filed."))
            return redirect("documents:document", pk)
    return _page(request, user, document, scan_form=form)
