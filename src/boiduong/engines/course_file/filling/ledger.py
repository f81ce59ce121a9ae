"""Sổ giả định — Collects everything that was filled in, in Vietnamese and English."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..model import Assumption


@dataclass(slots=True)
class Ledger:
    """Sổ giả định — Grows while a course is completed; one line a path and text."""

    lines: list[Assumption] = field(default_factory=list)

    def note(self, path: str, vi: str, en: str) -> None:
        """Ghi một điều giả định — A path and what was taken."""
        self.lines.append(Assumption(path, vi, en))
