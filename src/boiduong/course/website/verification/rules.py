"""Quy tắc tra cứu — what the public is told of a paper, and how often one address may ask."""

from __future__ import annotations

from dataclasses import dataclass

# The drum of each state: what is handed over is as valid as what waits to be.
VERDICTS = {"issued": "valid", "handed": "valid", "replaced": "replaced", "revoked": "revoked"}


@dataclass(frozen=True)
class Limit:
    """Giới hạn hỏi — so many questions in so many seconds from one address."""

    questions: int = 40
    seconds: int = 600


def verdict_of(state: str | None) -> str:
    """Kết luận — valid, replaced, revoked, or unknown where no paper fits."""
    return "unknown" if state is None else VERDICTS[state]


def masked(name: str) -> str:
    """Che tên — the given name stays, of the other words only the first letter: "L… T… Mai"."""
    words = name.split()
    return " ".join([*(f"{word[0]}…" for word in words[:-1]), *words[-1:]])
