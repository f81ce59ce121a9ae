"""Khóa của nơi cấp — Ed25519 or P-256 keys for credentials, their numbers and their public forms."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from typing import Literal, Protocol

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from boiduong.engines.credentials.refusals import IssuerKeyUnreadable, SecretTooShort, SignatureFails

Algorithm = Literal["ES256", "EdDSA"]
PublicKey = ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey
PrivateKey = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey
HALF = 32  # bytes of a coordinate, and of each half of a signature
KEY_NUMBER = 8
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256


@dataclass(frozen=True, slots=True)
class IssuerPublicKey:
    """Khóa công khai — its algorithm follows from its kind, never from what a message says."""

    key: PublicKey

    @property
    def algorithm(self) -> Algorithm:
        """Thuật toán — ES256 for P-256, EdDSA for Ed25519."""
        return "EdDSA" if isinstance(self.key, ed25519.Ed25519PublicKey) else "ES256"

    @property
    def number(self) -> bytes:
        """Số của khóa — the first eight bytes of its thumbprint (RFC 7638)."""
        plain = json.dumps(self.jwk(), separators=(",", ":"), sort_keys=True).encode()
        return hashlib.sha256(plain).digest()[:KEY_NUMBER]

    def jwk(self) -> dict[str, str]:
        """Khóa dạng JWK — only what the thumbprint is made of."""
        if isinstance(self.key, ed25519.Ed25519PublicKey):
            return {"crv": "Ed25519", "kty": "OKP", "x": b64url(self.key.public_bytes_raw())}
        point = self.key.public_numbers()
        x, y = (b64url(part.to_bytes(HALF, "big")) for part in (point.x, point.y))
        return {"crv": "P-256", "kty": "EC", "x": x, "y": y}

    def verify(self, data: bytes, signature: bytes) -> None:
        """Thử chữ ký — 64 bytes in both algorithms. Raises SignatureFails."""
        try:
            if len(signature) != 2 * HALF:
                raise SignatureFails
            if isinstance(self.key, ed25519.Ed25519PublicKey):
                self.key.verify(signature, data)
                return
            r, s = (int.from_bytes(part, "big") for part in (signature[:HALF], signature[HALF:]))
            self.key.verify(encode_dss_signature(r, s), data, ec.ECDSA(hashes.SHA256()))
        except InvalidSignature as error:
            raise SignatureFails from error


class IssuerKey(Protocol):
    """Nơi giữ khóa của nơi cấp — a file here, or anything else that signs."""

    @property
    def public(self) -> IssuerPublicKey:
        """Khóa công khai."""
        ...

    def sign(self, data: bytes) -> bytes:
        """Ký — 64 bytes: Ed25519, or the two numbers of ECDSA with SHA-256."""
        ...


class KeptIssuerKey:
    """Khóa bí mật trong máy — parsed once and kept."""

    def __init__(self, key: PrivateKey) -> None:
        """Keep a key that `new_issuer_key` or `issuer_key_from_pem` made."""
        self._key = key
        self.public = IssuerPublicKey(key.public_key())

    def sign(self, data: bytes) -> bytes:
        """Ký — 64 bytes."""
        if isinstance(self._key, ed25519.Ed25519PrivateKey):
            return self._key.sign(data)
        # RFC 6979: the same content gives the same code, and no weak random number can betray the key.
        r, s = decode_dss_signature(self._key.sign(data, ec.ECDSA(hashes.SHA256(), deterministic_signing=True)))
        return r.to_bytes(HALF, "big") + s.to_bytes(HALF, "big")

    def pem(self, password: str) -> bytes:
        """Cất khóa — as encrypted PEM."""
        lock = serialization.BestAvailableEncryption(password.encode())
        return self._key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, lock)


def new_issuer_key(algorithm: Algorithm = "ES256") -> KeptIssuerKey:
    """Tạo khóa — ES256 for the QR code, because every phone can check it; EdDSA for Open Badges."""
    if algorithm == "EdDSA":
        return KeptIssuerKey(ed25519.Ed25519PrivateKey.generate())
    return KeptIssuerKey(ec.generate_private_key(ec.SECP256R1()))


def issuer_key_of_seed(seed: bytes, algorithm: Algorithm = "ES256") -> KeptIssuerKey:
    """Khóa thử — always the same key for the same 32 bytes; for rehearsals, whose papers must repeat themselves.

    Raises SecretTooShort.
    """
    if len(seed) < HALF:
        raise SecretTooShort(least=HALF)
    drawn = hashlib.sha256(b"boiduong: khoa thu" + seed).digest()
    if algorithm == "EdDSA":
        return KeptIssuerKey(ed25519.Ed25519PrivateKey.from_private_bytes(drawn))
    number = int.from_bytes(drawn + hashlib.sha256(drawn).digest(), "big")
    return KeptIssuerKey(ec.derive_private_key(number % (ORDER - 1) + 1, ec.SECP256R1()))


def issuer_key_from_pem(data: bytes, password: str | None) -> KeptIssuerKey:
    """Mở khóa — raises IssuerKeyUnreadable for another kind of key, a wrong password, anything else."""
    try:
        locked = b"ENCRYPTED" in data
        secret = password.encode() if locked and password is not None else None
        key = serialization.load_pem_private_key(data, secret)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise IssuerKeyUnreadable from error
    known = isinstance(key, ed25519.Ed25519PrivateKey) or (
        isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, ec.SECP256R1)
    )
    if not known:
        raise IssuerKeyUnreadable
    return KeptIssuerKey(key)  # type: ignore[arg-type]  # one of the two kinds


def public_key_from_jwk(jwk: object) -> IssuerPublicKey:
    """Đọc khóa công khai — raises IssuerKeyUnreadable."""
    if not isinstance(jwk, dict):
        raise IssuerKeyUnreadable
    try:
        if (jwk["kty"], jwk["crv"]) == ("OKP", "Ed25519"):
            return IssuerPublicKey(ed25519.Ed25519PublicKey.from_public_bytes(from_b64url(jwk["x"])))
        if (jwk["kty"], jwk["crv"]) == ("EC", "P-256"):
            x, y = (int.from_bytes(from_b64url(jwk[part]), "big") for part in ("x", "y"))
            return IssuerPublicKey(ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key())
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise IssuerKeyUnreadable from error
    raise IssuerKeyUnreadable


def b64url(data: bytes) -> str:
    """Base64url không đệm."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def from_b64url(text: str) -> bytes:
    """Đọc base64url — strictly: raises ValueError for padding, other letters, and spare bits that are not zero."""
    data = base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if b64url(data) != text:
        message = "not canonical base64url"
        raise ValueError(message)
    return data
