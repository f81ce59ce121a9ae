"""Mở khóa — what it takes to open a key, as plain bytes and texts that can be handed to another process."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from boiduong.engines.signing.keys import Signer, certificates_from_pem, signer_from_pem
from boiduong.engines.signing.pdf_signing import PdfSigning
from boiduong.engines.signing.posting import Post
from boiduong.engines.signing.refusals import CertificateMissing
from boiduong.engines.signing.remote import CloudSignatureService, RemoteSigner
from boiduong.engines.signing.timestamps import HttpTimestampAuthority
from boiduong.engines.signing.tokens import TokenPlace, TokenSigner
from boiduong.engines.signing.trust import TrustStore


class Openable(Protocol):
    """Khóa mở được — a file, PEM texts, a token or a service."""

    def open(self) -> Signer:
        """Mở khóa — raises a KeyUnusable."""
        ...


@dataclass(frozen=True, slots=True)
class PemKey:
    """Khóa PEM — the key and its certificates as texts; never printed."""

    key: bytes = field(repr=False)
    certificates: bytes
    password: str | None = field(default=None, repr=False)

    def open(self) -> Signer:
        """Mở khóa — raises as `signer_from_pem`."""
        return signer_from_pem(self.key, self.certificates, self.password)


@dataclass(frozen=True, slots=True)
class TokenKey:
    """Khóa trong thiết bị — the PIN is never printed."""

    place: TokenPlace
    pin: str = field(repr=False)

    def open(self) -> Signer:
        """Mở khóa — raises as `TokenSigner`."""
        return TokenSigner(self.place, self.pin)


@dataclass(frozen=True, slots=True)
class ServiceKey:
    """Khóa ở dịch vụ ký — `authorization` is the activation data that its owner stored for this server."""

    address: str
    credential: str
    certificates: bytes
    authorization: str = field(repr=False)

    def open(self) -> Signer:
        """Nối với dịch vụ — nothing is asked yet. Raises CertificateMissing, KeyFileUnreadable."""
        found = certificates_from_pem(self.certificates) if self.certificates.strip() else ()
        if not found:
            raise CertificateMissing
        service = CloudSignatureService(Post(self.address), self.credential, lambda _: self.authorization)
        return RemoteSigner(found[0], service, chain=found[1:])


@dataclass(frozen=True, slots=True)
class Opening:
    """Cách mở một khóa — called, it gives the signing; `roots` in PEM and `revocations` in DER are for B-LT."""

    key: Openable
    timestamps: str = ""
    roots: bytes = b""
    revocations: tuple[bytes, ...] = ()

    def __call__(self) -> PdfSigning:
        """Mở khóa — raises a KeyUnusable."""
        evidence = TrustStore(certificates_from_pem(self.roots), (), self.revocations) if self.roots.strip() else None
        stamps = HttpTimestampAuthority(Post(self.timestamps)) if self.timestamps else None
        return PdfSigning(self.key.open(), timestamps=stamps, evidence=evidence)
