"""Chữ Việt — one spelling of a text for storage, and a folded one for search."""

import re
import unicodedata

APOSTROPHES = "'’‘ʼʻ`´＇ʹ"
_APOSTROPHES = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
# Eth and African D look like Đ on paper; old keyboards and converted lists are full of them.
_LOOK_ALIKES = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"})
_UNDECOMPOSED = str.maketrans({"đ": "d", "ð": "d", "ɖ": "d", "ƀ": "b", "ı": "i", "ø": "o", "ł": "l"})
_PARTICLE_WITH_BLANK = re.compile(r"(?<!\S)([a-z])' +(?=\S)")
_PARTICLE_H = re.compile(r"(?<!\S)h (?=\S)")
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_OPEN_PAIRS = ("oa", "oe", "uy")
_NEW_STYLE = re.compile(rf"(?<!q)(o|u)([aey])([{_TONES}])(?![\w\u0300-\u036f])", re.IGNORECASE)
_OLD_STYLE = re.compile(rf"(?<!q)(o|u)([{_TONES}])([aey])(?![\w\u0300-\u036f])", re.IGNORECASE)
_MISPLACED_AFTER_Q = re.compile(rf"(q)(u)([{_TONES}])(y)(?![\w\u0300-\u036f])", re.IGNORECASE)


def nfc(text: str) -> str:
    """Chuẩn NFC — compose every letter with its marks (TCVN 6909 precomposed form)."""
    return unicodedata.normalize("NFC", text)


def _without_marks(text: str) -> str:
    """Lower case, every letter taken apart and its marks left out."""
    lowered = unicodedata.normalize("NFD", nfc(text).lower())
    bare = "".join(sign for sign in lowered if unicodedata.category(sign) != "Mn")
    return bare.translate(_UNDECOMPOSED).translate(_APOSTROPHES)


# Letters whose folded form is ASCII, and marks that stand alone: nearly every text needs no more than this table.
_ASCII_OF = {
    code: bare
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x370), *range(0x1E00, 0x1F00), *map(ord, APOSTROPHES))
    if (bare := _without_marks(chr(code))).isascii()
}


def fold(text: str) -> str:
    """Bỏ dấu — the form in which texts are searched: no marks, đ as d, lower case, single blanks.

    The particle of highland names joins its word, so "H'Hen", "H’ Hen" and "H Hen" are the same,
    and an apostrophe inside a word is dropped ("Cư M'gar" is found as "cu mgar").
    """
    bare = text.translate(_ASCII_OF)
    if not bare.isascii():
        bare = _without_marks(text)
    bare = " ".join(bare.split())
    if "'" in bare:
        bare = " ".join(_PARTICLE_WITH_BLANK.sub(r"\1", bare).replace("'", "").split())
    return nfc(_PARTICLE_H.sub("h", bare) if "h " in bare else bare)


def canonical_spelling(text: str) -> str:
    """Chính tả thống nhất — NFC with the tone where most records put it: "hoà" becomes "hòa".

    Only open syllables in oa, oe, uy are concerned ("hoàn" and "quý" have one spelling only).
    Two names that differ only by this are equal after it.
    """
    marked = _tones_last(text)
    marked = _MISPLACED_AFTER_Q.sub(r"\1\2\4\3", marked)
    return nfc(_NEW_STYLE.sub(_to_old_style, marked))


def tone_variants(text: str) -> tuple[str, ...]:
    """Hai cách đặt dấu — the text with the tone as in "hòa", then as in "hoà" if that differs."""
    old = canonical_spelling(text)
    new = nfc(_OLD_STYLE.sub(_to_new_style, _tones_last(old)))
    return (old,) if new == old else (old, new)


def clean_name(text: str) -> str:
    """Làm sạch họ tên — NFC, trimmed, no control or direction marks; capitals set right.

    A name wholly in capitals or wholly in small letters becomes "Nguyễn Thị An" and "H'Hen Niê";
    a name in mixed case was written with intent and keeps its letters.
    """
    visible = "".join(" " if sign.isspace() else sign for sign in text)
    visible = "".join(sign for sign in visible if unicodedata.category(sign)[0] != "C")
    visible = nfc(visible.translate(_LOOK_ALIKES).translate(_APOSTROPHES))
    name = " ".join(visible.split())
    if name.isupper() or name.islower():
        name = " ".join(_capitalized(word) for word in name.split(" "))
    return nfc(name)


def _capitalized(word: str) -> str:
    particle, apostrophe, rest = word.partition("'")
    if apostrophe and len(particle) == 1:
        return particle.upper() + apostrophe + _capitalized(rest)
    return word[:1].title() + word[1:].lower()


def _tones_last(text: str) -> str:
    """Compose all but the tones, so that a tone always stands right after its whole vowel."""
    return "".join(_tone_apart(sign) for sign in nfc(text))


def _tone_apart(sign: str) -> str:
    parts = unicodedata.normalize("NFD", sign)
    tones = "".join(part for part in parts if part in _TONES)
    letter = nfc("".join(part for part in parts if part not in _TONES))
    return letter + tones


def _to_old_style(found: re.Match[str]) -> str:
    first, second, tone = found.groups()
    return first + tone + second if (first + second).lower() in _OPEN_PAIRS else found[0]


def _to_new_style(found: re.Match[str]) -> str:
    first, tone, second = found.groups()
    return first + second + tone if (first + second).lower() in _OPEN_PAIRS else found[0]


# Words that name a kind of place or of people, not a body or an office: inside a sentence they are written small.
_COMMON = (
    *("xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thị xã", "thành phố", "tỉnh", "đơn vị", "khối"),
    *("cán bộ", "công chức", "viên chức", "đại biểu", "chuyên viên", "cấp ủy viên", "đảng viên", "dân quân"),
    *("lãnh đạo", "giảng viên", "báo cáo viên", "trưởng thôn", "chuyên gia", "đối tượng", "diện", "lớp", "học viên"),
)
_COMMON_FIRST = re.compile(rf"(?:{'|'.join(_COMMON)})(?!\w| ủy| đoàn)", re.IGNORECASE)
# A district or ward with a number for a name, and the one city, keep it: Nghị định 30/2020/NĐ-CP, Phụ lục II, mục III.
_WITH_CAPITAL = re.compile(r"(?:Quận|Phường|Huyện|Xã) \d|Thành phố Hồ Chí Minh(?!\w)")


def inside(text: str) -> str:
    """Chữ giữa câu — "Xã Ia Nan" becomes "xã Ia Nan"; names of bodies and offices keep their capital.

    So do "Quận 1" and "Thành phố Hồ Chí Minh" (capitals of Nghị định 30/2020/NĐ-CP).
    """
    return f"{text[:1].lower()}{text[1:]}" if _COMMON_FIRST.match(text) and not _WITH_CAPITAL.match(text) else text


def post_and_unit(post: str, unit: str) -> str:
    """Chức vụ, đơn vị — in one line: "Bí thư Đảng ủy, xã Ea Kar"; whichever is known."""
    return f"{post}, {inside(unit)}" if post and unit else post or unit


def headline(text: str) -> str:
    """Đầu dòng — the same words with a capital, as they stand at the head of a cell or line."""
    return f"{text[:1].upper()}{text[1:]}"
