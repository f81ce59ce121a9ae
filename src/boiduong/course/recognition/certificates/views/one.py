"""Một chứng chỉ — what it says, its bytes, what happened to it; revoking and replacing; one's own papers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from boiduong.course.delivery.courses.models import Course
from boiduong.course.recognition.certificates import queries, services
from boiduong.course.recognition.certificates.forms import ChangeBlankForm, ConfirmForm, ReplaceForm, RevokeForm
from boiduong.course.recognition.certificates.models import Credential
from boiduong.course.recognition.certificates.papers import sheet
from boiduong.course.recognition.certificates.permissions import (
    can_issue,
    can_keep_stock,
    can_read,
    can_read_register,
    can_revoke,
)
from boiduong.course.recognition.certificates.rules import CREDENTIAL, GROUNDS, VERIFY_PATH
from boiduong.course.recognition.certificates.views.common import credential_of, crumbs, line
from boiduong.engines.vietnamese import date_short
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.audit.services import acting
from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.queries import typesetter
from boiduong.foundation.documents.services import record_outside
from boiduong.refusals import Refusal
from boiduong.web.answers import pdf_response


def readable(request: HttpRequest, slug: str, uid: UUID) -> tuple[Course, Credential]:
    """Tờ giấy người này được xem — for the register's readers, and whom it names; raises Http404.

    The person named may look at it even where the course itself is not shown any more.
    """
    course = Course.objects.select_related("institution").filter(slug=slug).first()
    if course is None:
        raise Http404
    found = credential_of(course, uid)
    if not can_read(user_of(request), found):
        raise Http404
    return course, found


def _events(found: Credential) -> list[dict[str, str]]:
    """What happened to it, for the timeline."""
    words = {
        "issued": gettext("Issued"),
        "handed": gettext("Handed over"),
        "revoked": gettext("Revoked"),
        "replaced": gettext("Replaced"),
        "taken_back": gettext("Corrected: not handed over"),
    }
    made = []
    for event in queries.events_of(found):
        ground = gettext(GROUNDS[event.ground]) if event.ground in GROUNDS else ""
        paper = _named(event.document) if event.document else ""
        made.append(
            {
                "act": words[event.act],
                "change": "; ".join(text for text in (event.to_text, ground, paper) if text),
                "reason": event.reason,
                "when": date_short(timezone.localtime(event.at).date()),
            }
        )
    return made


def _named(document: Document) -> str:
    """A decision by its number and day."""
    if document.issued_on is None:
        return document.number_text
    said = {"number": document.number_text, "day": date_short(document.issued_on)}
    return gettext("decision %(number)s of %(day)s") % said


@require_GET
def credential(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    """Một chứng chỉ."""
    user = user_of(request)
    course, found = readable(request, slug, uid)
    shown = line(found)
    inside = can_read_register(user, course)
    context = {
        "course": course,
        "synthetic": course.synthetic,
        "line": shown,
        "credential": found,
        "facts": found.facts,
        "events": _events(found) if inside else [],
        "newer": getattr(found, "replaced_by", None),
        "older": found.replaces,
        "may_revoke": can_revoke(user, found) and CREDENTIAL.allows(found.status.state, "revoke"),
        "may_hand": inside and found.status.state == "issued" and can_issue(user, found.spec),
        "may_take_back": found.status.state == "handed" and can_issue(user, found.spec),
        "serial": queries.serials_now([found]).get(found.pk, ""),
        "may_confirm": can_revoke(user, found)
        and found.spec.kind != "completion"
        and CREDENTIAL.allows(found.status.state, "revoke"),
        "may_change_blank": found.status.state == "issued" and can_keep_stock(user, found.register.issuer_id),
        "badge": f"{VERIFY_PATH}{found.uid}/{found.check_code}/open-badge.json",
        "crumbs": crumbs(course) if inside else [(gettext("My papers"), reverse("certificates:mine"))],
    }
    return render(request, "certificates/credential.html", context)


@require_GET
def credential_pdf(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    """Tờ giấy như đã cấp — the very bytes."""
    _, found = readable(request, slug, uid)
    return pdf_response(
        found.pdf.read(title=found.number_text), name=found.number_text.replace("/", "-"), download=True
    )


def _keeper(request: HttpRequest, slug: str, uid: UUID) -> tuple[Course, Credential]:
    course, found = readable(request, slug, uid)
    if not can_revoke(user_of(request), found):
        raise Http404
    return course, found


@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    """Thu hồi — the register number is typed once more; it reaches everybody who looks the paper up."""
    user, at = user_of(request), timezone.now()
    course, found = _keeper(request, slug, uid)
    form = RevokeForm(request.POST or None, credential=found, grounds=services.grounds_for(found))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            with acting(user, "certificates.revoke_by_decision", at=at):
                paper = record_outside(
                    kind="outside", issuer=found.register.issuer, number=said["number"], issued_on=said["issued_on"],
                    subject=f"Thu hồi {found.spec.title} số {found.number_text}"[:500], by=user, at=at,
                    synthetic=course.synthetic,
                )  # fmt: skip
                services.revoke(found, ground=said["ground"], reason=said["reason"], document=paper, by=user, at=at)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("Paper %(number)s is revoked.") % {"number": found.number_text})
            return redirect("certificates:credential", slug, uid)
    return act_page(
        request, course, found, form, gettext("Revoke paper %(number)s"), gettext("Revoke this paper"), danger=True
    )


@dataclass(frozen=True)
class _Anew:
    """Cấp tờ mới từ tờ cũ — the form, the act, and the words of the page in the language of the reader."""

    form: type[ReplaceForm] | type[ConfirmForm]
    act: Callable[..., Credential]
    title: str
    submit: str
    done: str
    notice: str
    corrects: bool = False


def _issue_anew(request: HttpRequest, slug: str, uid: UUID, new: _Anew) -> HttpResponse:
    """A paper that follows from another one: why and on which day; then one stands on the page of the new one."""
    course, found = _keeper(request, slug, uid)
    form = new.form(request.POST or None, initial={"issued_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = new.act(
                found, reason=said["reason"], issued_on=said["issued_on"], by=user_of(request), at=timezone.now()
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, new.done % {"number": made.number_text})
            return redirect("certificates:credential", slug, made.uid)
    changes = _changes(found) if new.corrects else None
    return act_page(request, course, found, form, new.title, new.submit, notice=new.notice, changes=changes)


def _changes(found: Credential) -> list[tuple[str, str, str]]:
    """What was put right since the paper was issued, in words."""
    words = {
        "name": gettext("Full name"),
        "birth": gettext("Birth date"),
        "post": gettext("Post"),
        "unit": gettext("Unit"),
        "course": gettext("Course"),
    }
    return [(words[key], was, now) for key, was, now in queries.corrected(found)]


@require_http_methods(["GET", "POST"])
def replace(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    """Cấp thay vì sai sót của nơi cấp — a new number; the old one is shown as replaced."""
    new = _Anew(
        ReplaceForm, services.replace_for_mistake, title=gettext("Replace paper %(number)s"),
        submit=gettext("Issue the new paper"), done=gettext("Paper %(number)s takes its place."), corrects=True,
        notice=gettext("The new paper takes the facts as they are now and the next register number; this one stays in "
                       "the register as replaced."),
    )  # fmt: skip
    return _issue_anew(request, slug, uid, new)


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    """Giấy xác nhận hoàn thành — for a paper that was lost; issued once, of equal value."""
    new = _Anew(
        ConfirmForm, services.confirm_completion, title=gettext("Confirm paper %(number)s"),
        submit=gettext("Issue the confirmation"), done=gettext("Paper %(number)s confirms it."),
        notice=gettext("The confirmation is of equal value and gets a number of its own. It is issued once."),
    )  # fmt: skip
    return _issue_anew(request, slug, uid, new)


@require_http_methods(["GET", "POST"])
def change_blank(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    """Đổi phôi hỏng khi in — the paper takes the next blank."""
    course, found = readable(request, slug, uid)
    user = user_of(request)
    if not can_keep_stock(user, found.register.issuer_id):
        raise Http404
    form = ChangeBlankForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            serial = services.change_blank(found, reason=form.cleaned_data["reason"], by=user, at=timezone.now())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The paper takes blank %(serial)s.") % {"serial": serial})
            return redirect("certificates:credential", slug, uid)
    notice = gettext("The spoilt sheet stays in the book of blanks with your reason. Number and content do not change.")
    title = gettext("Another blank for %(number)s")
    return act_page(request, course, found, form, title, gettext("Take the next"), notice=notice)


@require_GET
def blank_print(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    """Bản in trên phôi — the same words with the serial of the sheet that it is printed on; not signed."""
    _, found = readable(request, slug, uid)
    if not can_keep_stock(user_of(request), found.register.issuer_id):
        raise Http404
    serial = queries.serials_now([found]).get(found.pk, "")
    content = typesetter().render_certificate(sheet({**found.facts, "serial": serial}))
    return pdf_response(content, name=f"{found.number_text.replace('/', '-')} {serial}".strip())


def act_page(
    request: HttpRequest,
    course: Course,
    found: Credential,
    form: object,
    title: str,
    submit: str,
    *,
    danger: bool = False,
    notice: str = "",
    changes: list[tuple[str, str, str]] | None = None,
) -> HttpResponse:
    """Trang một việc với tờ giấy — what happens, the form, one button."""
    context = {
        "form": form,
        "title": title % {"number": found.number_text},
        "lead": found.facts["name"],
        "submit": submit,
        "danger": danger,
        "notice": notice,
        "changes": changes,
        "synthetic": course.synthetic,
        "confirm_url": reverse("certificates:confirm", args=[course.slug, found.uid]),
        "back_url": reverse("certificates:credential", args=[course.slug, found.uid]),
        "crumbs": crumbs(course),
    }
    return render(request, "certificates/act.html", context)


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Giấy của tôi — every credential of the person signed in."""
    user = user_of(request)
    lines = [line(one) for one in queries.credentials_of_person(user.person)] if user.person else []
    synthetic = any(one.credential.facts["synthetic"] for one in lines)
    return render(request, "certificates/mine.html", {"lines": lines, **({"synthetic": True} if synthetic else {})})
