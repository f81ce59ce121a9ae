"""Giữ sổ — revoking, replacing for the issuer's own mistake, printing the book."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.services import draft_paper
from boiduong.course.recognition.awards.queries import recognized_rows
from boiduong.course.recognition.certificates.events import credential_replaced, credential_revoked
from boiduong.course.recognition.certificates.models import (
    Credential,
    Register,
)
from boiduong.course.recognition.certificates.papers import book
from boiduong.course.recognition.certificates.permissions import can_keep_register, can_revoke
from boiduong.course.recognition.certificates.queries import register_rows
from boiduong.course.recognition.certificates.rules import CREDENTIAL, GROUNDS
from boiduong.course.recognition.certificates.services.handing import states_locked, write_events
from boiduong.course.recognition.certificates.services.issuing import locked_register, write
from boiduong.course.recognition.certificates.services.printing import Press, Workshop, facts_to_come, press_for
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.documents.models import Document
from boiduong.refusals import Label, ReasonNeeded, Refusal, gettext_noop

ARTICLE_8 = gettext_noop("Circular 03/2023/TT-BNV, Article 8")


class GroundNeeded(Refusal):
    """Thiếu căn cứ thu hồi."""

    text = gettext_noop("Choose one of the grounds on which a paper may be revoked.")
    source = ARTICLE_8


class RevocationNotNumbered(Refusal):
    """Quyết định thu hồi chưa có số."""

    text = gettext_noop("A paper is revoked by a numbered decision. Record the decision and its number first.")


class OnlyOnce(Refusal):
    """Chỉ cấp một lần."""

    text = gettext_noop(
        "Paper %(number)s is “%(state)s”. A paper is issued once; "
        "only a valid one with a mistake of the issuer is replaced."
    )
    source = gettext_noop("Circular 03/2023/TT-BNV")


class NothingCorrected(Refusal):
    """Chưa sửa gì — the new paper would say what the old one says."""

    text = gettext_noop(
        "Nothing that paper %(number)s says was put right, and a paper is issued once: another takes its place only "
        "for a mistake of the issuer. Correct the name, birth date, post or unit first. For a paper that was lost or "
        "damaged, issue a confirmation."
    )
    source = gettext_noop("Circular 03/2023/TT-BNV")


# What differs from paper to paper although nothing was put right.
OF_EACH_PAPER = frozenset({"number", "verify", "signer", "issued_on"})


def grounds_for(credential: Credential) -> tuple[str, ...]:
    """Căn cứ thu hồi được dùng — those of the rule set that the class was judged by."""
    rule_set = credential.row.training_class.rule_set
    listed = rule_set.body.get("certificate", {}).get("revocation_grounds") if rule_set else None
    return tuple(ground for ground in (listed or GROUNDS) if ground in GROUNDS)


def revoke(
    credential: Credential,
    *,
    ground: str,
    reason: str,
    document: Document | None,
    by: User | None,
    at: datetime,
) -> Credential:
    """Thu hồi — on a listed ground, with a reason and a numbered decision of the issuer or of its successor.

    Thông tư 03/2023/TT-BNV, Điều 8. Raises NotAllowed, GroundNeeded, ReasonNeeded, RevocationNotNumbered, Forbidden.
    """
    require(can_revoke(by, credential))
    if ground not in grounds_for(credential):
        raise GroundNeeded
    if not reason.strip():
        raise ReasonNeeded
    if document is None or document.state not in ("numbered", "filed"):
        raise RevocationNotNumbered
    with acting(by, "certificates.revoke", at=at) as act:
        row = states_locked([credential])[credential.pk]
        before, row.state = row.state, CREDENTIAL.after(row.state, "revoke")
        row.save(update_fields=["state"])
        write_events([row], "revoked", ground=ground, reason=reason.strip(), document=document, by=by, at=at)
        act.record(
            credential,
            before={"state": before},
            after={"state": row.state, "ground": ground, "decision": document.number_text},
            reason=reason,
        )
        for other in _confirming(credential):
            revoke(other, ground=ground, reason=reason, document=document, by=by, at=at)
        credential_revoked.send(sender=None, credential=credential, by=by, at=at)
    credential.status = row
    return credential


def _confirming(credential: Credential) -> list[Credential]:
    """Papers that confirm this one, lost before: they fall with it."""
    others = Credential.objects.filter(row=credential.row_id, spec__kind="completion").exclude(pk=credential.pk)
    live = others.filter(status__state__in=("issued", "handed")).select_related("spec__course", "register")
    return [one for one in live if one.facts.get("confirms") == str(credential.uid)]


def replace_for_mistake(
    credential: Credential,
    *,
    reason: str,
    issued_on: date,
    by: User | None,
    at: datetime,
    document: Document | None = None,
    signer: str = "",
) -> Credential:
    """Cấp thay vì sai sót của nơi cấp — a new entry with the facts as they are now corrected; the old one stays.

    Raises NotAllowed, ReasonNeeded, OnlyOnce, NothingCorrected, IssuerNotCompetent.
    """
    require(can_revoke(by, credential))
    if not reason.strip():
        raise ReasonNeeded
    press = press_for(credential.spec, issued_on=issued_on, signer=signer, at=at)
    with Workshop(press) as workshop, acting(by, "certificates.replace", at=at) as act:
        register = locked_register(press)
        row = states_locked([credential])[credential.pk]
        if not CREDENTIAL.allows(row.state, "replace"):
            raise OnlyOnce(number=credential.number_text, state=Label(CREDENTIAL.states[row.state]))
        # Read again: the object in hand may hold the very mistake that is being corrected.
        fresh = recognized_rows(credential.spec.course).get(pk=credential.row_id)
        if not _puts_right(press, credential, facts_to_come(press, fresh), at=at):
            raise NothingCorrected(number=credential.number_text)
        made = write(workshop, register, [fresh], by=by, at=at, replaces=credential)[0]
        before, row.state = row.state, CREDENTIAL.after(row.state, "replace")
        row.save(update_fields=["state"])
        write_events([row], "replaced", ground="issuer_error", reason=reason.strip(), document=document, by=by, at=at)
        act.record(
            credential, before={"state": before}, after={"state": row.state, "by": made.number_text}, reason=reason
        )
        credential_replaced.send(sender=None, credential=credential, by=by, at=at)
    credential.status = row
    return made


def _puts_right(press: Press, credential: Credential, facts: Mapping[str, object], *, at: datetime) -> bool:
    """Whether the new paper says anything else: a fact, a signer that is named, or a day that was chosen.

    A paper replaced today has the day of today on it: that alone puts nothing right.
    """
    said = credential.facts
    if any(facts[key] != said.get(key) for key in facts if key not in OF_EACH_PAPER):
        return True
    if press.signer and press.signer != said.get("signer"):
        return True
    return press.issued_on not in (credential.issued_on, timezone.localdate(at))


def file_register(register: Register, course: Course, *, by: User | None, at: datetime) -> Document:
    """In sổ cấp vào hồ sơ khóa — the entries of the course, as the book stands now; raises NotAllowed."""
    require(can_keep_register(by, register, course))
    paper = book(
        register, register_rows(register, course), on=timezone.localdate(at), course=course, synthetic=course.synthetic
    )
    return draft_paper(
        course=course, kind="register", role="register", issuer=register.issuer,
        subject=f"{paper.title.capitalize()} {course.title}", papers=[paper], by=by, at=at,
    )  # fmt: skip
