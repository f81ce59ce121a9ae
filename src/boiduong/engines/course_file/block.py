"""Khối — One mapping of the file with typed, forgiving access: what is absent or of a wrong type reads as None."""

from __future__ import annotations

from dataclasses import dataclass, field

from .nodes import Leaf, Mapping, Node, Sequence, Step, spelled
from .values import Amount, Duration, Text, When, Word

_EMPTY = Mapping(1, 1)
_UNITS = ("periods", "half_days", "days", "working_days", "weeks", "months", "years")


@dataclass(frozen=True, slots=True)
class Block:
    """Khối của tệp — A node with its path; `assumed` is inherited by everything below."""

    node: Node = field(default_factory=lambda: _EMPTY)
    path: tuple[Step, ...] = ()
    under_assumed: bool = False

    @property
    def assumed(self) -> bool:
        """Giả định — True when this block or one above it carries `assumed: true`."""
        mark = self._below("assumed")
        return self.under_assumed or (isinstance(mark, Leaf) and mark.value is True)

    @property
    def where(self) -> str:
        """Đường dẫn — The path as text."""
        return spelled(self.path)

    def _below(self, key: str) -> Node | None:
        if isinstance(self.node, Mapping) and (entry := self.node.entries.get(key)):
            return entry.node
        return None

    def has(self, key: str) -> bool:
        """Có mục — True when the key is written."""
        return self._below(key) is not None

    def keys(self) -> tuple[str, ...]:
        """Các mục — The keys written in this block."""
        return tuple(self.node.entries) if isinstance(self.node, Mapping) else ()

    def at(self, key: str) -> Block:
        """Khối con — The block under a key; an empty one at this place when there is none."""
        node = self._below(key)
        empty = Mapping(self.node.line, self.node.column)
        return Block(node if node is not None else empty, (*self.path, key), self.assumed)

    def each(self, key: str) -> tuple[Block, ...]:
        """Danh sách khối con — The items of the list under a key."""
        node = self._below(key)
        if not isinstance(node, Sequence):
            return ()
        return tuple(Block(item, (*self.path, key, n), self.assumed) for n, item in enumerate(node.items))

    def as_text(self) -> Text | None:
        """Câu chữ — This node as a text: plain, or `{value: …, assumed: true}`."""
        value = self._below("value")
        if isinstance(value, Leaf):
            return Block(value, self.path, self.assumed).as_text()
        if isinstance(self.node, Leaf) and isinstance(self.node.value, str):
            return Text(self.node.value, assumed=self.under_assumed)
        return None

    def text(self, key: str) -> Text | None:
        """Câu chữ dưới mục — The text under a key."""
        return self.at(key).as_text() if self.has(key) else None

    def texts(self, key: str) -> tuple[Text, ...]:
        """Các câu chữ dưới mục — One text or a list of texts."""
        blocks = self.each(key) or ((self.at(key),) if self.has(key) else ())
        return tuple(text for block in blocks if (text := block.as_text()) is not None)

    def word(self, key: str) -> str | None:
        """Một từ — The plain text under a key."""
        text = self.text(key)
        return None if text is None else str(text)

    def words(self, key: str) -> tuple[str, ...]:
        """Các từ, các mã — One word or a list of words, as plain strings."""
        return tuple(str(text) for text in self.texts(key))

    def number(self, key: str) -> int | None:
        """Số nguyên — The whole number under a key."""
        node = self._below(key)
        if isinstance(node, Leaf) and isinstance(node.value, int) and not isinstance(node.value, bool):
            return node.value
        return None

    def share(self, key: str) -> float | None:
        """Tỷ lệ — The number under a key, whole or not."""
        node = self._below(key)
        if isinstance(node, Leaf) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
            return float(node.value)
        return None

    def flag(self, key: str) -> bool | None:
        """Đúng sai — True or false under a key; None when not said."""
        node = self._below(key)
        return node.value if isinstance(node, Leaf) and isinstance(node.value, bool) else None

    def amount(self, key: str) -> Amount | None:
        """Số lượng — The amount under a key with the source's word."""
        here = self.at(key)
        number = self.number(key)
        if number is not None:
            return Amount(number, assumed=self.assumed) if number >= 0 else None
        for word in (Word.EXACTLY, Word.ABOUT, Word.OVER, Word.NEARLY):
            number = here.number(word)
            if number is not None and number >= 0:
                return Amount(number, word, assumed=here.assumed)
        low, high = here.number("from"), here.number("to")
        if low is not None and high is not None and low >= 0:
            return Amount(low, Word.RANGE, high, here.assumed)
        return None

    def when(self, key: str) -> When | None:
        """Thời điểm — The date under a key, perhaps partial."""
        number = self.number(key)
        text = self.text(key)
        if number is not None:
            return When(number, assumed=self.assumed) if 1 <= number <= 9999 else None
        return None if text is None else When.parse(text, assumed=text.assumed)

    def duration(self, key: str = "length") -> Duration | None:
        """Thời lượng — The length under a key; a half (`1.5`) is kept as half of the unit more."""
        if not self.has(key):
            return None
        here = self.at(key)
        amounts = {unit: here._measure(unit) for unit in _UNITS}
        if not any(amounts.values()):
            return None
        halves = [share for unit in _UNITS if (share := here.share(unit)) is not None and share % 1 >= 0.5]
        return Duration(**amounts, per=here.word("per"), assumed=here.assumed, half_more=bool(halves))

    def _measure(self, unit: str) -> Amount | None:
        share = self.share(unit)
        return self.amount(unit) if share is None else Amount(int(share), assumed=self.assumed)
