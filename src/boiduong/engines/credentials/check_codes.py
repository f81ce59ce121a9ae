"""Mã kiểm tra — eight characters on the paper that only the issuer can work out, so numbers cannot be tried in turn."""

from __future__ import annotations

import hashlib
import hmac
import json
import unicodedata
from collections.abc import Mapping

from boiduong.engines.credentials.refusals import SecretTooShort
from boiduong.randomness import CODE_LETTERS

LENGTH = 8
LEAST_SECRET = 32
# What people read for a letter of the alphabet; the alphabet itself has neither side of these pairs but one.
LOOK_ALIKES = str.maketrans({"O": "Q", "0": "Q", "I": "J", "1": "J", "L": "J"})


def check_code(secret: bytes, *, number: str, digest: bytes) -> str:
    """Tính mã kiểm tra — HMAC-SHA-256 over the register number and the digest of the frozen facts.

    Eight of 31 characters: one guess in 8.5 × 10¹¹. The digest is that of the facts, not of the PDF, because the
    code stands in the PDF. Raises SecretTooShort.
    """
    if len(secret) < LEAST_SECRET:
        raise SecretTooShort(least=LEAST_SECRET)
    name = unicodedata.normalize("NFC", number).encode()
    mac = hmac.new(secret, len(name).to_bytes(2, "big") + name + digest, hashlib.sha256).digest()
    value, letters = int.from_bytes(mac, "big"), []
    for _ in range(LENGTH):
        value, place = divmod(value, len(CODE_LETTERS))
        letters.append(CODE_LETTERS[place])
    return "".join(letters)


# What is made from the digest cannot be part of it.
MADE_FROM_IT = frozenset({"check_code", "qr"})


def facts_digest(facts: Mapping[str, object]) -> bytes:
    """Tóm lược nội dung — SHA-256 of the frozen facts as sorted JSON, without the codes that are made from it.

    Raises TypeError for facts that JSON cannot say.
    """
    said = {name: value for name, value in facts.items() if name not in MADE_FROM_IT}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).digest()


def normalized_code(typed: str) -> str:
    """Sửa cách gõ — capitals, without spaces, dots and dashes; full-width and look-alike characters made one.

    Characters that no code has stay, so that a wrong code stays wrong.
    """
    plain = unicodedata.normalize("NFKC", typed).upper()
    return "".join(letter for letter in plain if letter.isalnum()).translate(LOOK_ALIKES)


def same_code(typed: str, right: str) -> bool:
    """So mã — in the same time whether the first or the last character differs; an empty code equals nothing."""
    one, other = normalized_code(typed), normalized_code(right)
    return bool(other) and hmac.compare_digest(one.encode(), other.encode())
