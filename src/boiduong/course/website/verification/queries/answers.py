"""Đọc để trả lời công chúng — name, class, number, day, state and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from boiduong.course.recognition.certificates.models import Credential
from boiduong.course.recognition.certificates.queries import name_shown
from boiduong.course.website.verification.rules import shown_name, verdict_of
from boiduong.foundation.organizations.queries import name_with_heir


@dataclass(frozen=True)
class Answer:
    """Câu trả lời — the verdict; the other fields are empty when no paper fits.

    `heir` names the issuer with what it is today where it was merged: the heir answers for its papers.
    """

    verdict: str
    name: str = ""
    course: str = ""
    number: str = ""
    issuer: str = ""
    heir: str = ""
    issued_on: date | None = None
    replaced_by: str = ""
    revoked_on: date | None = None
    synthetic: bool = False


def answer_for(credential: Credential | None) -> Answer:
    """Câu trả lời về một tờ giấy — from its frozen facts; the name as its issuer chose to show it."""
    if credential is None:
        return Answer("unknown")
    facts, verdict, issuer = credential.facts, verdict_of(credential.status.state), credential.register.issuer
    newer = Credential.objects.filter(replaces=credential).first() if verdict == "replaced" else None
    today = timezone.localdate()
    return Answer(
        verdict=verdict,
        name=shown_name(str(facts["name"]), name_shown(issuer.pk)),
        course=str(facts["course"]),
        number=credential.number_text,
        issuer=str(facts["issuer"]),
        heir=name_with_heir(issuer, credential.issued_on, today) if issuer.ended_on else "",
        issued_on=credential.issued_on,
        replaced_by=newer.number_text if newer else "",
        revoked_on=_revoked_on(credential) if verdict == "revoked" else None,
        synthetic=bool(facts["synthetic"]),
    )


def _revoked_on(credential: Credential) -> date | None:
    """The day of the decision that revoked the paper; the day it was entered where no decision is known."""
    event = credential.events.filter(act="revoked").select_related("document").defer("document__facts").first()
    if event is None:
        return None
    decided = event.document.issued_on if event.document else None
    return decided or timezone.localtime(event.at).date()
