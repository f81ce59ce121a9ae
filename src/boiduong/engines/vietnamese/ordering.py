"""Xếp tên — a plain string by which any database sorts people as a Vietnamese list does."""

import re
import unicodedata
from collections.abc import Iterable

from boiduong.engines.vietnamese.text import clean_name

LONGEST_KEY = 400

# Tone marks in dictionary order: ngang has none, then huyền, hỏi, ngã, sắc, nặng.
_TONE_RANK = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
# Letters that follow their plain letter: Vietnamese ones first, then those of the Ê Đê and
# neighboring alphabets. Rank 1 is the plain letter, 8 a mark not listed.
_LETTER_RANK = {
    ("a", "\u0306"): "2",
    ("a", "\u0302"): "3",
    ("b", "\u0335"): "2",
    ("c", "\u030c"): "2",
    ("d", "\u0335"): "2",
    ("e", "\u0302"): "2",
    ("e", "\u0306"): "3",
    ("e", "\u0302\u0306"): "4",
    ("i", "\u0306"): "2",
    ("n", "\u0303"): "2",
    ("o", "\u0302"): "2",
    ("o", "\u031b"): "3",
    ("o", "\u0306"): "4",
    ("o", "\u0302\u0306"): "5",
    ("o", "\u031b\u0306"): "6",
    ("u", "\u031b"): "2",
    ("u", "\u0306"): "3",
    ("u", "\u031b\u0306"): "4",
}
_STROKED = str.maketrans({"đ": "d\u0335", "ƀ": "b\u0335"})
_PARTICLE = re.compile(r"^([hk])'\s*")
_PARTICLES = ("y", "h", "k")
_APART = re.compile(r"(?<!\S)([hk])' +")
_WORD_BREAK = re.compile(r"[^\w\u0300-\u036f]+|_+")
_END_OF_PART = "00"
_EMPTY_END = re.compile(r"(?:00)+$")


def sort_key(full_name: str) -> str:
    """Khóa xếp tên — sorts by given name, then middle names, then family name.

    Vietnamese alphabet order (a ă â b c d đ e ê …) with the tone of each syllable after its
    letters (ngang, huyền, hỏi, ngã, sắc, nặng). Highland names that begin with Y or H' sort by
    the name after the particle; the clan counts as family name, the particle decides last.
    Only a-z and 0-9 in pairs, so that byte order and any database collation agree; about 2.5
    characters a letter, and cut at LONGEST_KEY, which no real name reaches.
    """
    parts = _parts(clean_name(full_name).lower())
    return _EMPTY_END.sub("", _END_OF_PART.join(_words(part) for part in parts))[:LONGEST_KEY]


def _parts(name: str) -> tuple[list[str], list[str], list[str], list[str]]:
    """Split into given, middle, family and particle; any of them may be empty."""
    words = _APART.sub(r"\1'", _PARTICLE.sub(r"\1 ", name)).split()
    if len(words) > 1 and words[0] in _PARTICLES:
        return words[1:2], words[2:-1], words[2:][-1:], words[:1]
    for place, word in enumerate(words):
        if (found := _PARTICLE.match(word)) and found.end() < len(word):
            return [word[found.end() :]], words[1:place] + words[place + 1 :], words[:1], [found[1]]
    return words[-1:], words[1:-1], words[:1] if len(words) > 1 else [], []


def _words(words: Iterable[str]) -> str:
    pieces = (piece for word in words for piece in _WORD_BREAK.split(word.replace("'", "")))
    return "".join(_word(piece) for piece in pieces if piece)


def _word(word: str) -> str:
    letters, tone = [], "0"
    for base, marks in _letters(word):
        if base in "aeiouy":
            tones = [mark for mark in marks if mark in _TONE_RANK]
            marks = [mark for mark in marks if mark not in _TONE_RANK]
            tone = _TONE_RANK[tones[0]] if tones and tone == "0" else tone
        letters.append(_letter(base, "".join(sorted(marks))))
    # "0" is below every letter and digit: a shorter word comes first, and tones count after letters.
    return "".join(letters) + "0" + str(int(tone) + 1)


def _letters(word: str) -> list[tuple[str, list[str]]]:
    """Letters of a word with their marks apart."""
    found: list[tuple[str, list[str]]] = []
    for sign in unicodedata.normalize("NFD", word).translate(_STROKED):
        if unicodedata.category(sign) != "Mn":
            found.append((sign, []))
        elif found:
            found[-1][1].append(sign)
    return found


def _letter(base: str, marks: str) -> str:
    """Two characters for a letter or digit, eight for a sign of another script."""
    if "a" <= base <= "z":
        return base + ("1" if not marks else _LETTER_RANK.get((base, marks), "8"))
    if "0" <= base <= "9":
        return "1" + base
    return f"z9{ord(base):06x}"
