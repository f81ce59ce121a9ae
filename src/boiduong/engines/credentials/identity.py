"""Nơi cấp trên mạng — the issuer's address, its keys as others look them up (DID, Multikey)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.hazmat.primitives import serialization

from boiduong.engines.credentials.keys import IssuerPublicKey

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_PREFIXES = {"EdDSA": b"\xed\x01", "ES256": b"\x80\x24"}  # multicodec: ed25519-pub, p256-pub


@dataclass(frozen=True, slots=True)
class IssuerIdentity:
    """Nơi cấp — `address` is a DID or an https address; `method` names the key there."""

    address: str
    name: str
    method: str


def identity_at(address: str, name: str, key: IssuerPublicKey) -> IssuerIdentity:
    """Nơi cấp có địa chỉ — `did:web:truong.example.vn`; the key is found in the document at that address."""
    return IssuerIdentity(address, name, f"{address}#{key.number.hex()}")


def identity_of_key(name: str, key: IssuerPublicKey) -> IssuerIdentity:
    """Nơi cấp chỉ là một khóa — `did:key`: checked with no look-up at all, but says nothing of who holds the key."""
    multikey_ = multikey(key)
    return IssuerIdentity(f"did:key:{multikey_}", name, f"did:key:{multikey_}#{multikey_}")


def multikey(key: IssuerPublicKey) -> str:
    """Khóa dạng Multikey — base58btc of the compressed key."""
    form, size = serialization.PublicFormat.CompressedPoint, serialization.Encoding.X962
    if key.algorithm == "EdDSA":
        form, size = serialization.PublicFormat.Raw, serialization.Encoding.Raw
    return base58(_PREFIXES[key.algorithm] + key.key.public_bytes(size, form))


def did_document(address: str, keys: Iterable[IssuerPublicKey]) -> dict[str, object]:
    """Trang khóa của nơi cấp — what stands at `/.well-known/did.json` for a `did:web` address."""
    methods = [
        {
            "id": f"{address}#{key.number.hex()}",
            "type": "Multikey",
            "controller": address,
            "publicKeyMultibase": multikey(key),
        }
        for key in keys
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": address,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def base58(data: bytes) -> str:
    """Base58btc với chữ z ở đầu — as Multibase writes it."""
    value, letters = int.from_bytes(data, "big"), []
    while value:
        value, place = divmod(value, 58)
        letters.append(_ALPHABET[place])
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "z" + _ALPHABET[0] * zeros + "".join(reversed(letters))
