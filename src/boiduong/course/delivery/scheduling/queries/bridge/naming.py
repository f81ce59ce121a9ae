"""Tên trong bài toán — ids that are also words, so that the engine's sentences can be shown as they are."""

from __future__ import annotations

from boiduong.engines.vietnamese import nfc

LONGEST = 70
NOT_IN_NAMES = str.maketrans({"/": "-", "*": "·", ">": "›", "|": "¦"})


class Names:
    """Tên không trùng — every name once; a second one of the same words gets a number."""

    def __init__(self) -> None:
        """Nothing named yet."""
        self.seen: set[str] = set()

    def give(self, words: str) -> str:
        """Đặt tên — clean, short, and not given before."""
        text = " ".join(nfc(words).translate(NOT_IN_NAMES).split()) or "?"
        base = text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
        name, n = base, 1
        while name in self.seen:
            n += 1
            name = f"{base} ({n})"
        self.seen.add(name)
        return name
