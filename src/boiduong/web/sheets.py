"""Giấy in theo yêu cầu — where a stage names the papers of a course that are printed, or drafted, at one click."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from boiduong.engines.typesetting import Paper

Builder = Callable[..., Sequence[Paper]]
Allowed = Callable[..., bool]
Waits = Callable[..., str]


def waits_for_nothing(course: object) -> str:
    """Không phải chờ gì — there is always something to print."""
    return ""


@dataclass(frozen=True)
class Sheet:
    """Một thứ giấy — `build(course, on=)` makes its pages, `may(user, course)` says for whom.

    `title` is the name of the paper as offices call it, in Vietnamese; `note` is a msgid. With a `kind` it may be sent
    to be numbered, by the body that has the `duty` in the course; without one it is a form. The page of the `step` of
    the course offers it too: that is where one is when the paper is needed. `waits(course)` is the msgid of what must
    come first, "" when nothing must: until then nothing is sent to be numbered, and only what has a `blank` is printed.
    """

    key: str
    title: str
    note: str
    build: Builder
    may: Allowed
    kind: str = ""
    duty: str = ""
    order: int = 50
    step: str = ""
    waits: Waits = waits_for_nothing
    blank: bool = False


_sheets: dict[str, Sheet] = {}


def offer(sheet: Sheet) -> Sheet:
    """Đăng ký một thứ giấy — once a key; loading a stage again changes nothing."""
    _sheets[sheet.key] = sheet
    return sheet


def offered() -> list[Sheet]:
    """Các thứ giấy — in the order in which a course needs them."""
    return sorted(_sheets.values(), key=lambda one: (one.order, one.key))


def sheet_named(key: str) -> Sheet | None:
    """Một thứ giấy theo tên."""
    return _sheets.get(key)
