"""Quy tắc — the id, the names and the sentences of one rule, and a violation of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from boiduong.engines.timetabling.constraints.view import View

VIETNAMESE, ENGLISH = "vi", "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Quy tắc — one id for solver, checker, explanation and text; `vi` and `en` name it, `said_*` say a breach."""

    id: str
    vi: str
    en: str
    said_vi: str
    said_en: str

    def name(self, language: str = VIETNAMESE) -> str:
        """Tên quy tắc — in Vietnamese or English."""
        return self.en if language == ENGLISH else self.vi


@dataclass(frozen=True, slots=True)
class Violation:
    """Vi phạm — one breach of a rule: its cost, the sessions concerned, and the facts of its sentence."""

    rule: Rule
    cost: int
    sessions: tuple[str, ...]
    facts: tuple[str, ...]

    def sentence(self, language: str = VIETNAMESE) -> str:
        """Câu giải thích — what is wrong, in Vietnamese or English."""
        return (self.rule.said_en if language == ENGLISH else self.rule.said_vi).format(*self.facts)


class Checks(Protocol):
    """Một tệp quy tắc — what every rule file offers to the checker."""

    RULE: Rule

    def violations(self, view: View) -> Iterator[Violation]:
        """Every breach of the rule in a timetable."""
        ...
