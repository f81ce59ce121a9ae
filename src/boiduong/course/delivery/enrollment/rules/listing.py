"""Danh sách gửi lên — what a row of the unit's own list says, and what the unit still has to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from boiduong.engines.vietnamese import fold

NEW, MATCHED, DOUBTFUL, WRONG = "new", "matched", "doubtful", "wrong"
FEMALE = {"nu", "f", "female", "ba"}
MALE = {"nam", "m", "male", "ong"}
YES = {"x", "co", "du bi", "1", "yes"}


@dataclass(frozen=True)
class Known:
    """Người đã có — someone of the register with the same name and birth date; `own` when of this unit."""

    person_id: int
    name: str
    born: str
    own: bool


@dataclass(frozen=True)
class ListedRow:
    """Dòng trong tệp — as written, as understood, and its verdict."""

    number: int
    name: str
    birth_on: date | None
    sex: str
    post: str
    group_id: int | None
    reserve: bool
    phone: str = ""
    problems: tuple[str, ...] = ()
    known: tuple[Known, ...] = field(default=())

    @property
    def verdict(self) -> str:
        """Kết quả đọc — wrong, doubtful (a person must be chosen), matched with one own person, or new."""
        if self.problems:
            return WRONG
        own = [k for k in self.known if k.own]
        if len(own) == 1 and len(self.known) == 1:
            return MATCHED
        return DOUBTFUL if self.known else NEW


def read_sex(text: str) -> str:
    """Giới tính — female, male, or empty when not said or not understood."""
    word = fold(text)
    return "female" if word in FEMALE else "male" if word in MALE else ""


def read_yes(text: str) -> bool:
    """Có đánh dấu — x, có, dự bị."""
    return fold(text) in YES


def undecided(rows: Sequence[ListedRow], choices: dict[int, str]) -> list[int]:
    """Dòng chưa quyết — numbers of doubtful rows without a valid choice: a person of the row, or "new"."""
    left = []
    for row in rows:
        valid = {str(k.person_id) for k in row.known} | {NEW}
        if row.verdict == DOUBTFUL and choices.get(row.number, "") not in valid:
            left.append(row.number)
    return left
