"""Chứng nhận Open Badges 3.0 — the certificate as a W3C credential (VC 2.0) that any wallet reads."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from boiduong.engines.credentials.identity import IssuerIdentity
from boiduong.engines.credentials.json_ld import BADGES, CREDENTIALS

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class StatusPlace:
    """Vị trí trong danh sách trạng thái — the address of the list and the place of this credential in it."""

    address: str
    index: int


@dataclass(frozen=True, slots=True)
class Badge:
    """Nội dung chứng nhận — the frozen facts of one certificate; `pdf_address` and `pdf_sha256` tie it to its PDF."""

    uid: UUID
    title: str
    number: str
    name: str
    course: str
    course_address: str
    criteria: str
    issued_at: datetime
    from_on: date | None = None
    to_on: date | None = None
    periods: int | None = None
    pdf_address: str = ""
    pdf_sha256: bytes = b""
    status: StatusPlace | None = None


def achievement_credential(badge: Badge, issuer: IssuerIdentity) -> Json:
    """Lập chứng nhận — not yet signed; only words that the two known contexts define, so that all of it is signed."""
    credential: Json = {
        "@context": [CREDENTIALS, BADGES],
        "id": f"urn:uuid:{badge.uid}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"{badge.title} {badge.number}",
        "issuer": {"id": issuer.address, "type": ["Profile"], "name": issuer.name},
        "validFrom": instant(badge.issued_at),
        "credentialSubject": _subject(badge),
    }
    if badge.status is not None:
        credential["credentialStatus"] = _status(badge.status)
    if badge.pdf_address:
        digest = base64.b64encode(badge.pdf_sha256).decode()
        credential["relatedResource"] = [{"id": badge.pdf_address, "digestSRI": f"sha256-{digest}"}]
    return credential


def instant(moment: datetime) -> str:
    """Thời điểm theo giờ quốc tế — whole seconds, "2026-11-22T03:00:00Z"."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _subject(badge: Badge) -> Json:
    subject: Json = {
        "type": ["AchievementSubject"],
        "identifier": [
            {"type": "IdentityObject", "hashed": False, "identityHash": badge.name, "identityType": "name"},
        ],
        "achievement": {
            "id": badge.course_address,
            "type": ["Achievement"],
            "achievementType": "Certificate",
            "humanCode": badge.number,
            "inLanguage": "vi",
            "name": badge.course,
            "description": badge.course,
            "criteria": {"narrative": badge.criteria},
        },
    }
    if badge.from_on is not None:
        subject["activityStartDate"] = f"{badge.from_on.isoformat()}T00:00:00Z"
    if badge.to_on is not None:
        subject["activityEndDate"] = f"{badge.to_on.isoformat()}T00:00:00Z"
    if badge.periods is not None:
        subject["term"] = f"{badge.periods} tiết"
    return subject


def _status(place: StatusPlace) -> Json:
    return {
        "id": f"{place.address}#{place.index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(place.index),
        "statusListCredential": place.address,
    }
