"""Khóa ký — one port for every key, and keys kept in files (PKCS#12, PEM)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from asn1crypto import pkcs12 as structure
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from boiduong.engines.signing.certificates import key_kind, subject_of
from boiduong.engines.signing.refusals import (
    CertificateMissing,
    KeyFileUnreadable,
    KeyMismatch,
    KeyWeak,
    PasswordWrong,
    SignatureWrong,
)

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


class Signer(Protocol):
    """Nơi giữ khóa — a file, a token or a service; the engine sees only this.

    `sign` returns the SHA-256 signature of the data: ECDSA in DER, or RSA PKCS#1 v1.5, as the certificate's key is.
    """

    @property
    def certificate(self) -> x509.Certificate:
        """Chứng thư số của khóa."""
        ...

    @property
    def chain(self) -> tuple[x509.Certificate, ...]:
        """Chứng thư số của các cấp trên — from the issuer upward; may be empty."""
        ...

    def sign(self, data: bytes) -> bytes:
        """Ký dữ liệu — raises a KeyUnusable when the key is out of reach."""
        ...


class FileSigner:
    """Khóa trong tệp — parsed once and kept in memory."""

    def __init__(self, key: PrivateKey, certificate: x509.Certificate, chain: Sequence[x509.Certificate] = ()) -> None:
        """Join a key and its certificate. Raises KeyMismatch."""
        if key.public_key() != certificate.public_key():
            raise KeyMismatch(subject=subject_of(certificate))
        self._key = key
        self.certificate = certificate
        self.chain = tuple(chain)

    def key_file(self, password: str) -> KeyFile:
        """Đóng gói — the key, its certificate and those above it as an encrypted PKCS#12 file."""
        lock = serialization.BestAvailableEncryption(password.encode())
        data = pkcs12.serialize_key_and_certificates(None, self._key, self.certificate, self.chain or None, lock)
        return KeyFile(data, password)

    def sign(self, data: bytes) -> bytes:
        """Ký dữ liệu — in this process."""
        if isinstance(self._key, ec.EllipticCurvePrivateKey):
            return self._key.sign(data, ec.ECDSA(hashes.SHA256()))
        return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())


@dataclass(frozen=True, slots=True)
class KeyFile:
    """Tệp khóa và mật khẩu — what another process needs to open the same key; never printed."""

    data: bytes = field(repr=False)
    password: str | None = field(repr=False)

    def open(self) -> FileSigner:
        """Mở khóa — raises as `signer_from_pkcs12`."""
        return signer_from_pkcs12(self.data, self.password)


def signer_from_pkcs12(data: bytes, password: str | None) -> FileSigner:
    """Mở tệp .p12, .pfx — raises KeyFileUnreadable, PasswordWrong, CertificateMissing, KeyMismatch, KeyWeak."""
    try:
        structure.Pfx.load(data, strict=True)["auth_safe"]["content"].native  # noqa: B018 - reads the whole shell
    except (ValueError, TypeError, KeyError) as error:
        raise KeyFileUnreadable from error
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(data, _secret(password))
    except (ValueError, UnsupportedAlgorithm) as error:
        raise PasswordWrong from error
    return _joined(key, certificate, others)


def signer_from_pem(key: bytes, certificates: bytes, password: str | None = None) -> FileSigner:
    """Mở tệp PEM — the key and, in a second text, its certificate followed by those above it.

    Raises KeyFileUnreadable, PasswordWrong, CertificateMissing, KeyMismatch, KeyWeak.
    """
    try:
        parsed = serialization.load_pem_private_key(key, _secret(password) if b"ENCRYPTED" in key else None)
    except TypeError as error:
        raise PasswordWrong from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise (PasswordWrong if b"ENCRYPTED" in key else KeyFileUnreadable)() from error
    return _joined(parsed, *_first_and_rest(certificates))


def certificates_from_pem(data: bytes) -> tuple[x509.Certificate, ...]:
    """Đọc nhiều chứng thư số — in the order of the text. Raises KeyFileUnreadable."""
    try:
        return tuple(x509.load_pem_x509_certificates(data))
    except ValueError as error:
        raise KeyFileUnreadable from error


def check_signature(certificate: x509.Certificate, data: bytes, signature: bytes) -> None:
    """Thử lại chữ ký — what a token or a service returned must fit the certificate. Raises SignatureWrong."""
    key = certificate.public_key()
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, data, ec.ECDSA(hashes.SHA256()))
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, data, padding.PKCS1v15(), hashes.SHA256())
        else:
            raise KeyWeak(subject=subject_of(certificate), kind=key_kind(certificate))
    except InvalidSignature as error:
        raise SignatureWrong(subject=subject_of(certificate)) from error


def _secret(password: str | None) -> bytes | None:
    return None if password is None else password.encode()


def _first_and_rest(data: bytes) -> tuple[x509.Certificate | None, Sequence[x509.Certificate]]:
    found = certificates_from_pem(data) if data.strip() else ()
    return (found[0] if found else None), found[1:]


def _joined(key: object, certificate: x509.Certificate | None, others: Sequence[x509.Certificate]) -> FileSigner:
    if key is None:
        raise KeyFileUnreadable
    if certificate is None:
        raise CertificateMissing
    if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise KeyWeak(subject=subject_of(certificate), kind=key_kind(certificate))
    return FileSigner(key, certificate, others)
