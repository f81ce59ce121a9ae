"""Open Badges: what the engine makes, other people's verifiers accept, and nothing is fetched."""

from __future__ import annotations

import copy
import gzip
import hashlib
import json
import socket
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc import jws
from joserfc.jwk import ECKey, OKPKey
from openvc.errors import OpenvcError
from openvc.status import bitstring
from openvc.verify import VerificationPolicy, verify_credential
from tests.engines.credentials.conftest import NOW, SCHOOL

from boiduong.engines import credentials
from boiduong.engines.credentials import (
    Badge,
    IssuerIdentity,
    KeptIssuerKey,
    StatusPlace,
    achievement_credential,
    as_token,
    did_document,
    identity_at,
    identity_of_key,
    is_set,
    status_list,
    with_proof,
)
from boiduong.engines.credentials import json_ld as engine_contexts
from boiduong.engines.credentials.identity import base58, multikey
from boiduong.engines.credentials.keys import b64url
from boiduong.engines.credentials.status_list import LEAST, packed_bits

CONTEXTS = Path(engine_contexts.__file__).parent / "contexts"
LIST = "https://tct.nghean.gov.vn/trang-thai/1"


@pytest.fixture
def badge() -> Badge:
    return Badge(
        uid=UUID("6f9619ff-8b86-4d01-b42d-00c04fc964ff"),
        title="Chứng chỉ",
        number="0042/2026/CC-TCT",
        name="Lô Thị Mai",
        course="Bồi dưỡng lãnh đạo, quản lý cấp xã",
        course_address="https://tct.nghean.gov.vn/khoa/15",
        criteria="Tham gia đầy đủ, bài thu hoạch đạt",
        issued_at=NOW,
        from_on=date(2026, 11, 3),
        to_on=date(2026, 11, 20),
        periods=96,
        pdf_address="https://tct.nghean.gov.vn/tep/0042.pdf",
        pdf_sha256=hashlib.sha256(b"pdf").digest(),
        status=StatusPlace(LIST, 94_567),
    )


@pytest.fixture
def issuer(ed_key: KeptIssuerKey) -> IssuerIdentity:
    return identity_of_key(SCHOOL, ed_key.public)


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """The network is away."""

    def away(*_: Any, **__: Any) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", away)
    monkeypatch.setattr(socket, "getaddrinfo", away)


def judged(credential: Any, status: Callable[[str], dict[str, Any]] | None = None) -> Any:
    """The verdict of a verifier that is not ours."""
    ob = json.loads((CONTEXTS / "open-badges-3.0.3.json").read_text(encoding="utf-8"))
    policy = VerificationPolicy(require_status=status is not None, now=NOW)
    return verify_credential(
        credential, policy=policy, extra_contexts={engine_contexts.BADGES: ob}, resolve_status_list=status
    )


def test_another_verifier_accepts_the_badge(
    badge: Badge, ed_key: KeptIssuerKey, issuer: IssuerIdentity, nobody: None
) -> None:
    credential = achievement_credential(badge, issuer)
    signed = with_proof(credential, ed_key, issuer, at=NOW)
    assert judged(signed).issuer == issuer.address
    assert "proof" not in credential
    assert signed["proof"]["proofValue"].startswith("z")  # type: ignore[index]
    assert with_proof(credential, ed_key, issuer, at=NOW) == signed


def test_bare_badge_is_accepted_too(badge: Badge, ed_key: KeptIssuerKey, issuer: IssuerIdentity) -> None:
    bare = Badge(badge.uid, "Chứng chỉ", "1", "A", "B", badge.course_address, "C", NOW)
    credential = achievement_credential(bare, issuer)
    assert not {"credentialStatus", "relatedResource"} & credential.keys()
    assert judged(with_proof(credential, ed_key, issuer, at=NOW)).issuer == issuer.address


@pytest.mark.parametrize(
    "path",
    [
        ("credentialSubject", "achievement", "name"), ("credentialSubject", "achievement", "humanCode"), ("validFrom",),
        ("credentialSubject", "term"), ("credentialSubject", "activityStartDate"), ("issuer", "name"),
        ("name",), ("id",), ("credentialSubject", "identifier", 0, "identityHash"), ("relatedResource", 0, "digestSRI"),
        ("credentialStatus", "statusListIndex"),
    ],
    ids=lambda path: str(path[-1]),
)  # fmt: skip
def test_each_word_of_the_badge_is_signed(
    badge: Badge, ed_key: KeptIssuerKey, issuer: IssuerIdentity, path: tuple[Any, ...]
) -> None:
    signed = copy.deepcopy(with_proof(achievement_credential(badge, issuer), ed_key, issuer, at=NOW))
    place: Any = signed
    for step in path[:-1]:
        place = place[step]
    changed = {"validFrom": "2025-01-01T00:00:00Z", "id": "urn:uuid:00000000-0000-4000-8000-000000000000"}
    changed |= {"activityStartDate": "2025-01-01T00:00:00Z", "statusListIndex": "1"}
    place[path[-1]] = changed.get(path[-1], "khác")
    with pytest.raises(OpenvcError):
        judged(signed)


def test_status_list_revokes_the_badge(badge: Badge, ed_key: KeptIssuerKey, issuer: IssuerIdentity) -> None:
    signed = with_proof(achievement_credential(badge, issuer), ed_key, issuer, at=NOW)
    for revoked, accepted in (([], True), ([94_566, 94_568], True), ([94_567], False)):
        plain = status_list(LIST, revoked, issuer, at=NOW)
        listed = with_proof(plain, ed_key, issuer, at=NOW)
        judged(listed)

        def found(address: str, listed: dict[str, Any] = listed) -> dict[str, Any]:
            assert address == LIST
            return listed

        if accepted:
            judged(signed, found)
        else:
            with pytest.raises(OpenvcError):
                judged(signed, found)


@pytest.mark.parametrize("form", ["enveloped", "claim"])
@pytest.mark.parametrize("kind", ["ES256", "EdDSA"])
def test_token_is_read_by_another_library(
    badge: Badge, key: KeptIssuerKey, ed_key: KeptIssuerKey, form: Any, kind: str
) -> None:
    one = key if kind == "ES256" else ed_key
    issuer = identity_of_key(SCHOOL, one.public)
    credential = achievement_credential(badge, issuer)
    token = as_token(credential, one, issuer, at=NOW, form=form)
    public = (ECKey if kind == "ES256" else OKPKey).import_key(one.public.jwk())
    read = jws.deserialize_compact(token, public, algorithms=[kind])
    body = json.loads(read.payload)
    assert read.headers() == {"alg": kind, "kid": issuer.method, "typ": "vc+jwt" if form == "enveloped" else "JWT"}
    assert (body["iss"], body["jti"], body["nbf"]) == (issuer.address, credential["id"], int(NOW.timestamp()))
    assert credential.items() <= (body if form == "enveloped" else body["vc"]).items()
    if form == "claim":
        assert judged(token).issuer == issuer.address


def test_proof_needs_its_kind_of_key_and_its_contexts(
    badge: Badge, key: KeptIssuerKey, ed_key: KeptIssuerKey, issuer: IssuerIdentity, nobody: None
) -> None:
    credential = achievement_credential(badge, issuer)
    with pytest.raises(credentials.WrongKind, match="Ed25519"):
        with_proof(credential, key, issuer, at=NOW)
    with pytest.raises(credentials.CredentialUnreadable, match="a proof already"):
        with_proof({**credential, "proof": {}}, ed_key, issuer, at=NOW)
    for contexts in (["https://evil.example/context"], [{"@vocab": "https://x.example/"}], None, "https://x.example"):
        with pytest.raises(credentials.ContextUnknown, match="not among the known"):
            with_proof({**credential, "@context": contexts}, ed_key, issuer, at=NOW)
    hidden = {**credential, "credentialSubject": {"@context": "https://evil.example/context", "type": "X"}}
    with pytest.raises((credentials.ContextUnknown, credentials.CredentialUnreadable)):
        with_proof(hidden, ed_key, issuer, at=NOW)


def test_contexts_are_the_published_ones() -> None:
    published = "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734"
    assert hashlib.sha256((CONTEXTS / "credentials-v2.json").read_bytes()).hexdigest() == published


def test_keys_as_others_look_them_up(key: KeptIssuerKey, ed_key: KeptIssuerKey) -> None:
    from openvc.did.did_key import DidKeyResolver

    for one in (key, ed_key):
        address = identity_of_key(SCHOOL, one.public).address
        document = DidKeyResolver().resolve(address)
        found = document.verification_methods[0].public_key_jwk
        assert {name: found[name] for name in one.public.jwk()} == one.public.jwk()
    page = did_document("did:web:tct.nghean.gov.vn", [key.public, ed_key.public])
    method = identity_at("did:web:tct.nghean.gov.vn", SCHOOL, ed_key.public).method
    assert method in page["assertionMethod"]  # type: ignore[operator]
    assert page["verificationMethod"][1]["publicKeyMultibase"] == multikey(ed_key.public)  # type: ignore[index]


@pytest.mark.parametrize(("data", "text"), [(b"", "z"), (b"\0\0\x01", "z112"), (b"hello world", "zStV1DL6CwTryKyV")])
def test_base58(data: bytes, text: str) -> None:
    assert base58(data) == text


@settings(max_examples=30)
@given(st.sets(st.integers(0, LEAST - 1), max_size=20), st.integers(0, LEAST - 1))
def test_bits_come_back_here_and_elsewhere(places: set[int], other: int) -> None:
    text = packed_bits(places)
    theirs = bitstring.decode_bitstring(text)
    for place in {*places, other}:
        assert is_set(text, place) == (place in places)
        assert bool(bitstring.get_status_bit(theirs, place)) == (place in places)
    assert packed_bits(sorted(places, reverse=True)) == text


@pytest.mark.parametrize("size", [8, LEAST + 1, LEAST - 8, 2**40])
def test_list_too_small_or_odd_refused(size: int) -> None:
    with pytest.raises(ValueError, match="at least"):
        packed_bits([], size=size)


@pytest.mark.parametrize("place", [-1, LEAST])
def test_place_outside_the_list_refused(place: int) -> None:
    with pytest.raises(ValueError, match="no place"):
        packed_bits([place])
    with pytest.raises(credentials.ListUnreadable, match="no such place"):
        is_set(packed_bits([]), place)


@pytest.mark.parametrize(
    "text",
    [
        "", "z123", "u***", "uAAAA", "u" + b64url(gzip.compress(bytes(9))[:-3]),
        "u" + b64url(gzip.compress(bytes(16_384)) + b"x"),
        "u" + b64url(gzip.compress(bytes(17 * 1024 * 1024))),
    ],
    ids=["empty", "other base", "letters", "no gzip", "cut", "more behind", "bomb"],
)  # fmt: skip
def test_hostile_list_refused(text: str) -> None:
    with pytest.raises(credentials.ListUnreadable):
        is_set(text, 0)


def test_moments_are_said_in_universal_time(badge: Badge, issuer: IssuerIdentity) -> None:
    hanoi = datetime.fromisoformat("2026-11-22T10:00:00+07:00")
    said = achievement_credential(Badge(badge.uid, "", "", "", "", "", "", hanoi), issuer)
    assert said["validFrom"] == "2026-11-22T03:00:00Z"
    assert hanoi == datetime(2026, 11, 22, 3, tzinfo=UTC)
