"""Chứng nhận Open Badges — a paper as a W3C credential, the issuer's page of keys, its lists of states; on request."""

from __future__ import annotations

from datetime import date, datetime
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.utils import timezone

from boiduong.course.recognition.certificates.models import CodeKey, Credential
from boiduong.course.recognition.certificates.queries import code_keys, entry_of, places_ended, public_keys_of
from boiduong.course.recognition.certificates.services.keys import secret_code_key, trial_code_key
from boiduong.engines.credentials import (
    Badge,
    IssuerIdentity,
    IssuerKey,
    StatusPlace,
    achievement_credential,
    as_token,
    did_document,
    identity_at,
    status_list,
    with_proof,
)
from boiduong.engines.credentials.open_badges import Json
from boiduong.engines.credentials.proofs import Form
from boiduong.engines.credentials.status_list import LEAST
from boiduong.foundation.organizations.models import Unit
from boiduong.refusals import Refusal, gettext_noop

ISSUER_PATH = "/noi-cap/"


class NoBadgeKey(Refusal):
    """Nơi cấp không có khóa Open Badges."""

    text = gettext_noop("The issuer has no key for electronic credentials, so there is none of this paper.")


def did_of(issuer_id: int) -> str:
    """Tên mạng của nơi cấp — `did:web`, found under the address of this site."""
    host = quote(urlsplit(settings.SITE_ADDRESS).netloc, safe="")
    return f"did:web:{host}:{ISSUER_PATH.strip('/')}:{issuer_id}"


def open_badge(credential: Credential, *, at: datetime) -> Json:
    """Chứng nhận dạng JSON — signed now over the frozen facts. Raises NoBadgeKey."""
    key, issuer = _signer(
        credential.register.issuer, trial=bool(credential.facts["synthetic"]), on=timezone.localdate(at)
    )
    return with_proof(achievement_credential(_badge(credential), issuer), key, issuer, at=at)


def badge_token(credential: Credential, *, at: datetime, form: Form = "enveloped") -> str:
    """Chứng nhận dạng JWT — for wallets that read no proof inside JSON; "claim" for older ones. Raises NoBadgeKey."""
    key, issuer = _signer(
        credential.register.issuer, trial=bool(credential.facts["synthetic"]), on=timezone.localdate(at)
    )
    return as_token(achievement_credential(_badge(credential), issuer), key, issuer, at=at, form=form)


def issuer_document(issuer: Unit) -> Json:
    """Trang khóa của nơi cấp — every key of its badges that was not withdrawn; old papers need the old ones."""
    return did_document(did_of(issuer.pk), public_keys_of(issuer, use="badge", trials=settings.DEMO))


def issuer_keys(issuer: Unit) -> Json:
    """Khóa dạng JWKS — of QR codes and of badges."""
    rows = [row for use in ("qr", "badge") for row in code_keys(issuer, use=use)]
    shown = [row for row in rows if not entry_of(row).withdrawn and (settings.DEMO or not row.test)]
    return {"keys": [{**row.jwk, "kid": row.number, "use": "sig"} for row in shown]}


def states_list(issuer: Unit, number: int, *, at: datetime) -> Json:
    """Danh sách trạng thái W3C — bit by bit which papers of the issuer are no longer valid. Raises NoBadgeKey."""
    trial = not code_keys(issuer, use="badge").filter(test=False).exists()
    key, identity = _signer(issuer, trial=trial, on=timezone.localdate(at))
    first = number * LEAST
    ended = [pk - first for pk in places_ended(issuer, first, first + LEAST)]
    return with_proof(status_list(_states_address(issuer.pk, number), ended, identity, at=at), key, identity, at=at)


def _states_address(issuer_id: int, number: int) -> str:
    return f"{settings.SITE_ADDRESS}{ISSUER_PATH}{issuer_id}/trang-thai/{number}.json"


def _signer(issuer: Unit, *, trial: bool, on: date) -> tuple[IssuerKey, IssuerIdentity]:
    """The key that signs today: one of the book whose secret part is here."""
    secret = None if trial else secret_code_key(issuer, on=on, use="badge")
    for row in code_keys(issuer, use="badge").filter(test=trial).order_by("-id"):
        key = trial_code_key(row.issuer_text, "badge") if trial else secret
        if key is not None and key.public.number.hex() == row.number and _usable(row, on):
            return key, identity_at(did_of(issuer.pk), row.issuer_text, key.public)
    raise NoBadgeKey


def _usable(row: CodeKey, on: date) -> bool:
    entry = entry_of(row)
    return entry.covers(on) and not entry.withdrawn and (settings.DEMO or not row.test)


def _badge(credential: Credential) -> Badge:
    facts, site = credential.facts, settings.SITE_ADDRESS
    number, place = divmod(credential.pk, LEAST)
    return Badge(
        uid=credential.uid,
        title=facts["heading"].capitalize(),
        number=credential.number_text,
        name=facts["name"],
        course=facts["course"],
        course_address=f"{site}/khoa/{credential.spec.course.slug}/",
        criteria=f"{facts['statement']} {facts['program']}. {facts['decision']}.",
        issued_at=credential.issued_at,
        from_on=date.fromisoformat(facts["from_on"]) if facts["from_on"] else None,
        to_on=date.fromisoformat(facts["to_on"]) if facts["to_on"] else None,
        periods=facts["periods"],
        status=StatusPlace(
            _states_address(credential.register.issuer_id, credential.pk // LEAST), credential.pk % LEAST
        ),
    )
