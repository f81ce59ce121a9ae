"""Chứng thư số — what a certificate says, and whether it may sign on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from boiduong.engines.signing.refusals import (
    CertificateExpired,
    CertificateNotYetValid,
    CertificateRevoked,
    CertificateWrongUse,
    KeyWeak,
)

# Stands in the subject of every key made for a rehearsal, so that no reader takes it for a real one.
TEST_MARK = "KHÓA THỬ - KHÔNG CÓ GIÁ TRỊ"
_EMAIL = ExtendedKeyUsageOID.EMAIL_PROTECTION.dotted_string
Kind = TypeVar("Kind", bound=x509.ExtensionType)
_ANY = ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE.dotted_string


@dataclass(frozen=True, slots=True)
class KeyPolicy:
    """Yêu cầu đối với khóa — the least that is accepted; configuration of the institution.

    `purposes` are the extended key usages (dotted numbers) that allow signing documents: RFC 9336, Adobe,
    Microsoft, e-mail protection, any. A certificate that names none of its purposes is taken.
    """

    smallest_rsa_bits: int = 2048
    curves: frozenset[str] = frozenset({"secp256r1", "secp384r1", "secp521r1"})
    weak_hashes: frozenset[str] = frozenset({"md5", "sha1"})
    purposes: frozenset[str] = frozenset(
        {"1.3.6.1.5.5.7.3.36", "1.2.840.113583.1.1.5", "1.3.6.1.4.1.311.10.3.12", _EMAIL, _ANY}
    )


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """Nội dung chứng thư số — what people are shown; `test` says that the key was made for a rehearsal."""

    subject: str
    organization: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_until: datetime
    key: str
    fingerprint: str
    test: bool


def facts_of(certificate: x509.Certificate) -> CertificateFacts:
    """Đọc chứng thư số — names, dates, key and SHA-256 fingerprint."""
    return CertificateFacts(
        subject=subject_of(certificate),
        organization=_first(certificate.subject, NameOID.ORGANIZATION_NAME),
        issuer=_shown(certificate.issuer),
        serial=f"{certificate.serial_number:X}",
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        key=key_kind(certificate),
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
        test=any(TEST_MARK in str(attribute.value) for attribute in certificate.subject),
    )


def subject_of(certificate: x509.Certificate) -> str:
    """Chủ thể — the common name, or the whole name where there is none."""
    return _shown(certificate.subject)


def key_kind(certificate: x509.Certificate) -> str:
    """Loại khóa — "EC secp256r1", "RSA 2048", or the name of any other kind."""
    key = certificate.public_key()
    if isinstance(key, ec.EllipticCurvePublicKey):
        return f"EC {key.curve.name}"
    if isinstance(key, rsa.RSAPublicKey):
        return f"RSA {key.key_size}"
    return type(key).__name__.removeprefix("_").removesuffix("PublicKey")


def check_certificate(
    certificate: x509.Certificate,
    *,
    at: datetime,
    policy: KeyPolicy | None = None,
    issuers: Sequence[x509.Certificate] = (),
    crls: Iterable[x509.CertificateRevocationList] = (),
) -> None:
    """Kiểm tra trước khi ký — dates, use, strength, and revocation as far as the given lists know.

    A list counts only with the signature of the certificate's issuer, found among `issuers`. Raises
    CertificateNotYetValid, CertificateExpired, CertificateWrongUse, KeyWeak, CertificateRevoked.
    """
    rules = policy or KeyPolicy()
    name = subject_of(certificate)
    if at < certificate.not_valid_before_utc:
        raise CertificateNotYetValid(subject=name, since=_day(certificate.not_valid_before_utc))
    if at > certificate.not_valid_after_utc:
        raise CertificateExpired(subject=name, until=_day(certificate.not_valid_after_utc))
    if not may_sign(certificate, rules):
        raise CertificateWrongUse(subject=name)
    if weakness := _weakness(certificate, rules):
        raise KeyWeak(subject=name, kind=weakness)
    revoked = revoked_on(certificate, issuers=issuers, crls=crls)
    if revoked is not None and revoked <= at:
        raise CertificateRevoked(subject=name, on=_day(revoked))


def may_sign(certificate: x509.Certificate, policy: KeyPolicy | None = None) -> bool:
    """Dùng để ký được không — no authority; where uses are named, signing among them; where purposes are, a fit one."""
    rules = policy or KeyPolicy()
    basic = _extension(certificate, x509.BasicConstraints)
    if basic is not None and basic.ca:
        return False
    usage = _extension(certificate, x509.KeyUsage)
    if usage is not None and not (usage.digital_signature or usage.content_commitment):
        return False
    purposes = _extension(certificate, x509.ExtendedKeyUsage)
    return purposes is None or any(purpose.dotted_string in rules.purposes for purpose in purposes)


def revoked_on(
    certificate: x509.Certificate,
    *,
    issuers: Iterable[x509.Certificate],
    crls: Iterable[x509.CertificateRevocationList],
) -> datetime | None:
    """Thu hồi khi nào — by the lists that the certificate's own issuer signed; None when no such list names it."""
    signers = [issuer for issuer in issuers if _issued(issuer, certificate)]
    for crl in crls:
        if crl.issuer != certificate.issuer or not any(_signed_list(crl, issuer) for issuer in signers):
            continue
        entry = crl.get_revoked_certificate_by_serial_number(certificate.serial_number)
        if entry is not None:
            return entry.revocation_date_utc
    return None


def _issued(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _signed_list(crl: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    return crl.is_signature_valid(issuer.public_key())  # type: ignore[arg-type]  # an issuer's key signs


def _weakness(certificate: x509.Certificate, policy: KeyPolicy) -> str:
    """What makes the key unfit, or nothing."""
    kind = key_kind(certificate)
    key = certificate.public_key()
    if isinstance(key, ec.EllipticCurvePublicKey):
        weak = key.curve.name not in policy.curves
    else:
        weak = not isinstance(key, rsa.RSAPublicKey) or key.key_size < policy.smallest_rsa_bits
    if weak:
        return kind
    signed_with = certificate.signature_hash_algorithm
    if signed_with is not None and signed_with.name in policy.weak_hashes:
        return f"{kind}, {signed_with.name.upper()}"
    return ""


def _extension(certificate: x509.Certificate, kind: type[Kind]) -> Kind | None:
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None


def _first(name: x509.Name, kind: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(kind)
    return str(found[0].value) if found else ""


def _shown(name: x509.Name) -> str:
    return _first(name, NameOID.COMMON_NAME) or name.rfc4514_string()


def _day(moment: datetime) -> str:
    return f"{moment:%d/%m/%Y}"
