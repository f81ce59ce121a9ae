"""Làm sạch chữ — Composes Vietnamese text and removes what a paper cannot carry."""

import re
import unicodedata
from functools import lru_cache

from boiduong.engines.typesetting.coverage import drawable_characters

LONGEST_UNBROKEN = 30
LONGEST_UNBROKEN_IN_ADDRESS = 64
"""Characters in a row without a place to break, in a word and in a web address.

Past them a break that nobody sees is allowed. An address keeps longer runs whole, because it is
copied from the page and such a break would spoil it.
"""

NATURAL_BREAK = re.compile(r"[-/?]")
BREAK = "\u200b"
MISSING = "\u25a1"
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """Chữ in được — The text in NFC, with spaces for controls and a box for undrawable characters.

    Marks that turn the direction of writing are dropped: nobody sees them, and they would reverse
    a number on a signed paper. Line breaks stay.
    """
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(_breakable(_visible(line)) for line in lines)


def one_line(text: str) -> str:
    """Chữ trên một dòng — Clean text without line breaks, for the document's title and author."""
    return " ".join(clean(text).replace(BREAK, "").split())


def _visible(line: str) -> str:
    drawable = drawable_characters()
    kept: list[str] = []
    for character in line:
        category = unicodedata.category(character)
        if character in "\t\v\f\u2028\u2029" or category == "Zs":
            kept.append("\u00a0" if character in "\u00a0\u202f" else " ")
        elif category not in INVISIBLE:
            kept.append(character if ord(character) in drawable else MISSING)
        elif category in {"Co", "Cn"}:
            kept.append(MISSING)
    return "".join(kept).rstrip()


def _breakable(line: str) -> str:
    if len(line) <= LONGEST_UNBROKEN:
        return line
    return " ".join(_with_breaks(word) for word in line.split(" "))


def _with_breaks(word: str) -> str:
    longest = LONGEST_UNBROKEN_IN_ADDRESS if "://" in word else LONGEST_UNBROKEN
    if all(len(run) <= longest for run in NATURAL_BREAK.split(word)):
        return word
    pieces: list[str] = []
    for position, character in enumerate(word):
        if position and position % 10 == 0 and not unicodedata.combining(character):
            pieces.append(BREAK)
        pieces.append(character)
    return "".join(pieces)
