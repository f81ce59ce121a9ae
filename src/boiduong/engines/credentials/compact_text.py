"""Chữ Việt một byte — all Vietnamese letters in one byte each, so that long names fit a printed QR code."""

from __future__ import annotations

import unicodedata

_SMALL = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
LETTERS = _SMALL + _SMALL.upper()  # 134: 128 of them from 0x80, the last six from 0x01
MARKS = "…–“”’"  # from 0x07
_ASCII = "".join(chr(code) for code in range(0x20, 0x7F))
_TABLE = {
    **{letter: ord(letter) for letter in _ASCII},
    **{letter: 0x80 + place for place, letter in enumerate(LETTERS[:128])},
    **{letter: 1 + place for place, letter in enumerate(LETTERS[128:] + MARKS)},
}
_BACK = {code: letter for letter, code in _TABLE.items()}


def packed(text: str) -> bytes | str:
    """Gói chữ — one byte a letter; the text itself (UTF-8 later) when it holds letters of other languages."""
    plain = unicodedata.normalize("NFC", text)
    try:
        return bytes(_TABLE[letter] for letter in plain)
    except KeyError:
        return plain


def unpacked(value: object) -> str:
    """Mở chữ — raises ValueError for a byte that is no letter and for anything but bytes and text."""
    if isinstance(value, str):
        return value
    if not isinstance(value, bytes) or not all(code in _BACK for code in value):
        message = "not packed text"
        raise ValueError(message)
    return "".join(_BACK[code] for code in value)
