"""Nhận xét về tệp — What is wrong or worth knowing in a course file, said in Vietnamese and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from .sentences import SENTENCES

Language = Literal["vi", "en"]
Words = str | tuple[str, str]


class Level(StrEnum):
    """Mức độ — error: the file is refused; warning: look at it; note: good to know."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """Nhận xét — One finding with its place; line and column count from 1."""

    code: str
    level: Level
    line: int
    column: int
    path: str
    facts: tuple[tuple[str, Words], ...] = ()

    def sentence(self, lang: Language = "vi") -> str:
        """Câu cho người dùng — The finding as one sentence or two, without its place."""
        _, vietnamese, english = SENTENCES[self.code]
        side = 0 if lang == "vi" else 1
        facts = {name: words if isinstance(words, str) else words[side] for name, words in self.facts}
        return (vietnamese if lang == "vi" else english).format(**facts)

    def told(self, lang: Language = "vi") -> str:
        """Câu kèm vị trí — The sentence with its line and column in front."""
        place = "Dòng {}, cột {}: {}" if lang == "vi" else "Line {}, column {}: {}"
        return place.format(self.line, self.column, self.sentence(lang))


def finding(code: str, line: int, column: int, path: str = "", facts: Mapping[str, Words] | None = None) -> Finding:
    """Lập nhận xét — A finding whose level is the one of its code."""
    return Finding(code, Level(SENTENCES[code][0]), line, column, path, tuple((facts or {}).items()))
