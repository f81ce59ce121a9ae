"""Base45 — bytes as the 45 characters that a QR code packs tightest (RFC 9285)."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}


def to_base45(data: bytes) -> str:
    """Ghi base45 — three characters for two bytes, two for a last single one."""
    letters = []
    for start in range(0, len(data), 2):
        pair = data[start : start + 2]
        value = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            value, place = divmod(value, 45)
            letters.append(ALPHABET[place])
    return "".join(letters)


def from_base45(text: str) -> bytes:
    """Đọc base45 — raises ValueError for other characters, a lone one at the end, and numbers too great."""
    data = bytearray()
    for start in range(0, len(text), 3):
        part = text[start : start + 3]
        if len(part) == 1 or not all(letter in _VALUES for letter in part):
            message = "not base45"
            raise ValueError(message)
        value = sum(_VALUES[letter] * 45**place for place, letter in enumerate(part))
        size = len(part) - 1
        if value >= 256**size:
            message = "not base45"
            raise ValueError(message)
        data += value.to_bytes(size, "big")
    return bytes(data)
