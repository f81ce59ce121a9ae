"""Tên trong bài toán — ids that are also words, so that the engine's sentences can be shown as they are."""

from __future__ import annotations

from boiduong.course.delivery.scheduling.queries.bridge.reading import Facts
from boiduong.course.delivery.scheduling.rules import Block
from boiduong.engines.vietnamese import nfc

LONGEST = 70
CEREMONY_WORDS = {"opening": "Khai giảng", "closing": "Bế giảng"}
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


def label_of(block: Block, facts: Facts) -> str:
    """Nội dung của buổi — what is done in it, in the words of the office."""
    words = []
    for piece in block.pieces:
        topic = facts.topics.get(piece.topic or 0)
        plain = f"CĐ {topic.position}. {topic.title}" if topic else "Buổi"
        words.append(CEREMONY_WORDS.get(piece.activity, plain))
    return " + ".join(words)
