"""Nguồn ngẫu nhiên — one source of tokens and ids, so that a rehearsal can seed it."""

from __future__ import annotations

import random
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_SYSTEM: random.Random = secrets.SystemRandom()
_source: ContextVar[random.Random] = ContextVar("randomness", default=_SYSTEM)
# No 0/O, 1/I/L: the code is read aloud and typed from paper.
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@contextmanager
def seeded(seed: int | str) -> Iterator[None]:
    """Gieo hạt — inside this block ids and tokens are drawn from `seed`; for rehearsals and tests only."""
    token = _source.set(random.Random(seed))  # noqa: S311 - a rehearsal must repeat itself
    try:
        yield
    finally:
        _source.reset(token)


def new_uid() -> uuid.UUID:
    """Mã định danh — a random UUID (version 4) from the source in force."""
    return uuid.UUID(int=_source.get().getrandbits(128), version=4)


def new_code(length: int = 8) -> str:
    """Mã đọc được — letters and digits that cannot be taken for one another."""
    source = _source.get()
    return "".join(source.choice(CODE_LETTERS) for _ in range(length))
