"""Lớp vỏ COSE_Sign1 — one payload, one signature, and headers that leave nothing to choose (RFC 9052)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from boiduong.engines.credentials.cbor import Cbor, read, written
from boiduong.engines.credentials.keys import Algorithm, IssuerKey, IssuerPublicKey
from boiduong.engines.credentials.refusals import CodeUnreadable, SignatureFails
from boiduong.refusals import Label, gettext_noop

Content = Literal["bd-credential", "bd-list"]
ALG, KID, TYP = 1, 4, 16  # header labels
NUMBERS: dict[Algorithm, int] = {"ES256": -7, "EdDSA": -8}


@dataclass(frozen=True, slots=True)
class Sealed:
    """Gói đã ký — read but not yet believed: `open_with` checks it."""

    protected: bytes
    payload: bytes
    signature: bytes
    algorithm: int
    key_number: bytes

    def open_with(self, key: IssuerPublicKey) -> bytes:
        """Mở gói — the payload, once the signature fits and the algorithm is the key's own. Raises SignatureFails."""
        if self.algorithm != NUMBERS[key.algorithm] or self.key_number != key.number:
            raise SignatureFails
        key.verify(_to_sign(self.protected, self.payload), self.signature)
        return self.payload


def sealed(payload: bytes, *, content: Content, key: IssuerKey) -> bytes:
    """Đóng gói và ký — untagged COSE_Sign1; algorithm, key number and kind of content are signed too."""
    protected = written({ALG: NUMBERS[key.public.algorithm], KID: key.public.number, TYP: content})
    return written([protected, {}, payload, key.sign(_to_sign(protected, payload))])


def read_sealed(data: bytes, *, content: Content, largest: int) -> Sealed:
    """Đọc gói — its shape, not its truth. Raises CodeUnreadable for any other shape, kind or header."""
    whole = read(data, largest=largest)
    if not isinstance(whole, list) or len(whole) != 4 or whole[1] != {}:
        raise CodeUnreadable(fault=Label(gettext_noop("it is no signed code")))
    protected, _, payload, signature = whole
    if not (isinstance(protected, bytes) and isinstance(payload, bytes) and isinstance(signature, bytes)):
        raise CodeUnreadable(fault=Label(gettext_noop("it is no signed code")))
    header = read(protected, largest=largest)
    if not isinstance(header, dict) or set(header) != {ALG, KID, TYP} or header[TYP] != content:
        raise CodeUnreadable(fault=Label(gettext_noop("it is signed for another purpose")))
    return Sealed(protected, payload, signature, *_algorithm_and_key(header))


def _algorithm_and_key(header: dict[int | str, Cbor]) -> tuple[int, bytes]:
    algorithm, number = header[ALG], header[KID]
    if algorithm not in NUMBERS.values() or not isinstance(algorithm, int) or not isinstance(number, bytes):
        raise CodeUnreadable(fault=Label(gettext_noop("its algorithm or key is not one of ours")))
    return algorithm, number


def _to_sign(protected: bytes, payload: bytes) -> bytes:
    return written(["Signature1", protected, b"", payload])
