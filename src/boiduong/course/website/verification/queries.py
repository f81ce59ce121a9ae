"""Đọc để trả lời công chúng — name, class, number, day, state and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from boiduong.course.recognition.certificates.models import Credential
from boiduong.course.website.verification.rules import masked, verdict_of


@dataclass(frozen=True)
class Answer:
    """Câu trả lời — the verdict; the other fields are empty when no paper fits."""

    verdict: str
    name: str = ""
    course: str = ""
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    replaced_by: str = ""
    revoked_on: date | None = None
    synthetic: bool = False


def answer_for(credential: Credential | None) -> Answer:
    """Câu trả lời về một tờ giấy — from its frozen facts; the name masked where the institution wants it."""
    if credential is None:
        return Answer("unknown")
    facts, verdict = credential.facts, verdict_of(credential.status.state)
    institution = credential.spec.course.institution
    name = str(facts["name"])
    newer = Credential.objects.filter(replaces=credential).first() if verdict == "replaced" else None
    revoked = credential.events.filter(act="revoked").first() if verdict == "revoked" else None
    return Answer(
        verdict=verdict,
        name=masked(name) if institution.settings.get("verify_name") == "masked" else name,
        course=str(facts["course"]),
        number=credential.number_text,
        issuer=str(facts["issuer"]),
        issued_on=credential.issued_on,
        replaced_by=newer.number_text if newer else "",
        revoked_on=timezone.localtime(revoked.at).date() if revoked else None,
        synthetic=bool(facts["synthetic"]),
    )
