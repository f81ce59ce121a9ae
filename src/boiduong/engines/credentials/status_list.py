"""Danh sách trạng thái W3C — one bit for each credential, packed (Bitstring Status List 1.0)."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable
from datetime import datetime

from boiduong.engines.credentials.identity import IssuerIdentity
from boiduong.engines.credentials.json_ld import CREDENTIALS
from boiduong.engines.credentials.keys import b64url, from_b64url
from boiduong.engines.credentials.open_badges import Json, instant
from boiduong.engines.credentials.refusals import ListUnreadable
from boiduong.refusals import Label, gettext_noop

LEAST = 131_072  # places: fewer would tell whose place is whose
LARGEST = 16 * 1024 * 1024  # bytes unpacked


def status_list(
    address: str, revoked: Iterable[int], issuer: IssuerIdentity, *, at: datetime, size: int = LEAST
) -> Json:
    """Lập danh sách — not yet signed; `revoked` are the places of credentials no longer valid.

    Raises ValueError for a place outside the list and for a size that is no whole number of bytes or too small.
    """
    return {
        "@context": [CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": {"id": issuer.address, "name": issuer.name},
        "validFrom": instant(at),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": packed_bits(revoked, size=size),
        },
    }


def packed_bits(places: Iterable[int], *, size: int = LEAST) -> str:
    """Gói các bit — the first place is the highest bit of the first byte; equal places give equal text."""
    if size < LEAST or size % 8 or size > 8 * LARGEST:
        message = f"a list has at least {LEAST} places, in whole bytes"
        raise ValueError(message)
    bits = bytearray(size // 8)
    for place in places:
        if not 0 <= place < size:
            message = f"the list has no place {place}"
            raise ValueError(message)
        bits[place // 8] |= 0x80 >> place % 8
    return "u" + b64url(gzip.compress(bytes(bits), mtime=0))


def is_set(text: str, place: int) -> bool:
    """Đọc một bit — raises ListUnreadable for anything that is no such list, packed bombs included."""
    bits = _unpacked(text)
    if not 0 <= place < len(bits) * 8:
        raise ListUnreadable(fault=Label(gettext_noop("it has no such place")))
    return bool(bits[place // 8] & 0x80 >> place % 8)


def _unpacked(text: str) -> bytes:
    if not text.startswith("u"):
        raise ListUnreadable(fault=Label(gettext_noop("its letters are damaged")))
    try:
        reader = zlib.decompressobj(wbits=31)
        bits = reader.decompress(from_b64url(text[1:]), LARGEST + 1)
    except (ValueError, zlib.error) as error:
        raise ListUnreadable(fault=Label(gettext_noop("its letters are damaged"))) from error
    if not reader.eof or reader.unused_data or len(bits) > LARGEST:
        raise ListUnreadable(fault=Label(gettext_noop("it is cut off or too large")))
    return bits
