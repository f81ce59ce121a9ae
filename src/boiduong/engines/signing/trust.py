"""Gốc tin cậy — which authorities are believed, and what is known of revocations; given, never fetched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from asn1crypto import crl as asn1_crl
from asn1crypto import ocsp as asn1_ocsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko_certvalidator import ValidationContext

Revocation = Literal["soft-fail", "require"]


@dataclass(frozen=True, slots=True)
class TrustStore:
    """Nơi tin cậy — roots, authorities between them and the signer, revocation lists and OCSP answers (DER)."""

    roots: tuple[x509.Certificate, ...] = ()
    others: tuple[x509.Certificate, ...] = ()
    crls: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()

    def parsed_crls(self) -> list[x509.CertificateRevocationList]:
        """Danh sách thu hồi đã đọc — raises ValueError for bytes that are none."""
        return [x509.load_der_x509_crl(crl) for crl in self.crls]


def asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    """Đổi thư viện — the same certificate as the PDF library reads it."""
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def context(
    trust: TrustStore, *, at: datetime, revocation: Revocation, others: Sequence[asn1_x509.Certificate] = ()
) -> ValidationContext:
    """Điều kiện xét — validation at one moment, from what the store holds and nothing from the network."""
    return ValidationContext(
        trust_roots=[asn1(root) for root in trust.roots],
        other_certs=[*(asn1(one) for one in trust.others), *others],
        crls=[asn1_crl.CertificateList.load(one) for one in trust.crls],
        ocsps=[asn1_ocsp.OCSPResponse.load(one) for one in trust.ocsps],
        allow_fetching=False,
        revocation_mode=revocation,
        moment=at,
        best_signature_time=at,
        retroactive_revinfo=True,
    )
