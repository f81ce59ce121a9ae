"""Whom to believe, and from when: ended and revoked certificates, proven and claimed times."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from asn1crypto import cms
from pyhanko.pdf_utils.reader import PdfFileReader
from tests.engines.signing.conftest import NOW, YEAR, Authority, usage

from boiduong.engines.signing import FileSigner, PdfSigning, SignatureWish, verify


@pytest.fixture(scope="module")
def signed(signer: FileSigner, paper: bytes) -> bytes:
    return PdfSigning(signer).sign(paper, at=NOW)


def test_certificate_that_ended_since(authority: Authority, signed: bytes) -> None:
    """Without a timestamp the time is only claimed: a stolen old key could claim it too."""
    result = verify(signed, trust=authority.trust(), at=NOW + 2 * YEAR)
    assert result.signatures[0].trust == "expired"
    assert result.verdict == "untrusted"


def test_claimed_time_outside_the_certificate(authority: Authority, paper: bytes) -> None:
    signer = authority.signer(since=NOW - YEAR, until=NOW + YEAR)
    future = PdfSigning(signer).sign(paper, at=NOW + timedelta(days=300))
    assert verify(future, trust=authority.trust(), at=NOW + 3 * YEAR).signatures[0].trust == "expired"
    assert verify(future, trust=authority.trust(), at=NOW - 2 * YEAR).signatures[0].trust == "not_yet_valid"
    early = authority.signer(since=NOW - YEAR, until=NOW - timedelta(days=1))
    backdated = PdfSigning(early).sign(paper, at=NOW - timedelta(days=2))
    assert verify(backdated, trust=authority.trust(), at=NOW - timedelta(days=3)).signatures[0].trust == "trusted"


def test_time_claimed_after_the_certificate_ended(authority: Authority, paper: bytes) -> None:
    """The engine refuses to sign so; other software may not."""
    late = PdfSigning(authority.signer(until=NOW - timedelta(days=1)))
    signed = asyncio.run(late._signed(paper, at=NOW, wish=SignatureWish()))
    assert verify(signed, trust=authority.trust(), at=NOW).signatures[0].trust == "expired"


def test_time_claimed_in_the_future_is_judged_as_of_now(authority: Authority, paper: bytes) -> None:
    ahead = PdfSigning(authority.signer(until=NOW + timedelta(days=10)))
    signed = asyncio.run(ahead._signed(paper, at=NOW + timedelta(days=20), wish=SignatureWish()))
    (found,) = verify(signed, trust=authority.trust(), at=NOW).signatures
    assert (found.trust, found.at) == ("trusted", NOW + timedelta(days=20))


def test_certificate_not_made_for_signing(authority: Authority, paper: bytes) -> None:
    server = PdfSigning(authority.signer(use=usage("key_encipherment")))
    signed = asyncio.run(server._signed(paper, at=NOW, wish=SignatureWish()))
    assert verify(signed, trust=authority.trust(), at=NOW).signatures[0].trust == "unknown"


def test_revoked_signer(authority: Authority, tsa: Callable, paper: bytes) -> None:
    signer = authority.signer()
    plain = PdfSigning(signer).sign(paper, at=NOW)
    stamped = PdfSigning(signer, timestamps=tsa()).sign(paper, at=NOW)
    at = NOW + timedelta(days=3)
    before = authority.crl((signer.certificate, NOW - timedelta(days=1)), at=at)
    assert verify(plain, trust=authority.trust(before), at=at).signatures[0].trust == "revoked"
    assert verify(stamped, trust=authority.trust(before), at=at).signatures[0].trust == "revoked"
    after = authority.crl((signer.certificate, NOW + timedelta(days=1)), at=at)
    assert verify(stamped, trust=authority.trust(after), at=at).signatures[0].trust == "trusted"
    assert verify(plain, trust=authority.trust(after), at=at).signatures[0].trust == "revoked"


def test_timestamp_of_a_stranger_proves_nothing(
    signer: FileSigner, authority: Authority, tsa: Callable, paper: bytes
) -> None:
    strange = tsa(NOW - timedelta(days=30), by=Authority.make("khác"))
    signed = PdfSigning(signer, timestamps=strange).sign(paper, at=NOW)
    (found,) = verify(signed, trust=authority.trust(), at=NOW).signatures
    assert (found.stamped, found.at, found.trust) == (False, NOW, "trusted")


def rewritten(pdf: bytes, change: Callable[[cms.SignedData], None]) -> bytes:
    """The file with another content in the hole that its signature leaves for itself."""
    (found,) = PdfFileReader(io.BytesIO(pdf)).embedded_regular_signatures
    message = cms.ContentInfo.load(found.pkcs7_content)
    change(message["content"])
    start, end = int(found.byte_range[1]) + 1, int(found.byte_range[2]) - 1
    spelled = message.dump(force=True).hex().upper().encode().ljust(end - start, b"0")
    assert len(spelled) == end - start
    return pdf[:start] + spelled + pdf[end:]


def test_two_timestamps_in_one_signature_prove_nothing(
    signer: FileSigner, authority: Authority, tsa: Callable, paper: bytes
) -> None:
    """A strange one could name the day and a trusted one lend its weight; the signed part stays as it was."""
    stamped = PdfSigning(signer, timestamps=tsa(NOW + timedelta(seconds=5)))
    stamped._reserved = 20_000  # room for the second

    def doubled(content: cms.SignedData) -> None:
        stamps = content["signer_infos"][0]["unsigned_attrs"][0]["values"]
        stamps.append(stamps[0].copy())

    file = rewritten(stamped.sign(paper, at=NOW), doubled)
    (report,) = verify(file, trust=authority.trust(), at=NOW + timedelta(hours=1)).signatures
    assert (report.intact, report.stamped, report.at) == (True, False, NOW)


def test_signature_of_another_key_over_the_right_digest_is_broken(authority: Authority, signed: bytes) -> None:
    """The digest of the file fits; the signature over it is somebody else's."""
    other = authority.signer()

    def changed(content: cms.SignedData) -> None:
        content["signer_infos"][0]["signature"] = other.sign(b"x")

    result = verify(rewritten(signed, changed), trust=authority.trust(), at=NOW)
    assert result.verdict == "broken"
    assert rewritten(signed, lambda _: None) == signed
