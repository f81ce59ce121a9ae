"""Một lần đọc — what many parts of one page ask is asked once; only while a page is read, never in an act."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import TypeVar, cast

T = TypeVar("T")

_known: ContextVar[dict[str, object] | None] = ContextVar("reading_known", default=None)


def begin(*, reading: bool) -> None:
    """Bắt đầu một yêu cầu — answers are kept where it only reads."""
    _known.set({} if reading else None)


def end() -> None:
    """Hết một yêu cầu — outside a request nothing is kept."""
    _known.set(None)


def told(name: str) -> object | None:
    """Đã biết chưa — what `once` keeps under `name` in this request, or nothing."""
    return (_known.get() or {}).get(name)


def once(name: str, ask: Callable[[], T]) -> T:
    """Hỏi một lần — the answer kept under `name` in this request, else `ask()`."""
    known = _known.get()
    if known is None:
        return ask()
    if name not in known:
        known[name] = ask()
    return cast("T", known[name])
