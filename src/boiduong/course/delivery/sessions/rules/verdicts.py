"""Kết quả điểm danh — one verdict from several marks of a person in a session, whatever order they arrived in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from boiduong.refusals import gettext_noop

CODE_LABELS: dict[str, str] = {
    "present": gettext_noop("Present"),
    "late": gettext_noop("Late"),
    "left_early": gettext_noop("Left early"),
    "excused": gettext_noop("Absent with leave"),
    "unexcused": gettext_noop("Absent without leave"),
    "made_up": gettext_noop("Made up"),
    "void": gettext_noop("Not counted"),
}
CODES = tuple(CODE_LABELS)
LETTERS = {
    "present": "x",
    "late": "M",
    "left_early": "S",
    "excused": "P",
    "unexcused": "K",
    "made_up": "B",
    "void": "",
}
"""Ký hiệu trong sổ — the signs of the roll book (a guess at common use)."""

ATTENDED = frozenset({"present", "late", "left_early"})
WEIGHT = {"correction": 4, "paper": 3, "grid": 2, "staff": 2, "file": 2, "own_phone": 1, "kiosk": 1, "closing": 0}


class RollEntry(NamedTuple):
    """Một dòng điểm danh — what the keeper says; `client_uid` makes the same line sent twice one line."""

    enrollment: int
    code: str
    minutes: int | None = None
    client_uid: UUID | None = None


@dataclass(frozen=True)
class Mark:
    """Một lượt điểm danh — a row of the ledger as plain values."""

    number: int
    code: str
    source: str
    received_at: datetime
    minutes: int | None = None


class Verdict(NamedTuple):
    """Kết quả — code, and minutes missed where they were noted."""

    code: str
    minutes: int | None = None


def verdict_of(marks: Iterable[Mark]) -> Verdict | None:
    """Kết quả của nhiều lượt — latest correction, else signed paper, else staff, else own phone, else closing.

    Within one kind the latest counts, then the higher number. None without marks, and where the mark that counts
    says "void". Pure: the order of `marks` does not matter.
    """
    last = max(marks, key=lambda m: (WEIGHT.get(m.source, 0), m.received_at, m.number), default=None)
    if last is None or last.code == "void":
        return None
    return Verdict(last.code, last.minutes)
