"""CBOR chặt chẽ — the small canonical part of CBOR (RFC 8949) that our codes use; everything else is refused.

Written by cbor2, read here: a general reader takes tags, floats, double keys and endless lengths, which a hostile
code would use. What is accepted has exactly one spelling.
"""

from __future__ import annotations

import cbor2

from boiduong.engines.credentials.refusals import CodeUnreadable
from boiduong.refusals import Label, gettext_noop

DEEPEST = 4
MOST_ITEMS = 32
Cbor = int | bytes | str | bool | None | list["Cbor"] | dict["int | str", "Cbor"]
_SIMPLE: dict[int, Cbor] = {20: False, 21: True, 22: None}


def written(value: object) -> bytes:
    """Ghi CBOR — canonical: shortest lengths, keys in order."""
    return cbor2.dumps(value, canonical=True)


def read(data: bytes, *, largest: int) -> Cbor:
    """Đọc CBOR — one value and nothing after it. Raises CodeUnreadable."""
    if len(data) > largest:
        raise CodeUnreadable(fault=Label(gettext_noop("it is too long")))
    reader = _Reader(data)
    value = reader.value(0)
    if reader.place != len(data):
        raise CodeUnreadable(fault=Label(gettext_noop("something follows its end")))
    return value


class _Reader:
    """Máy đọc CBOR — the bytes and how far they are read."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.place = 0

    def value(self, depth: int) -> Cbor:
        if depth > DEEPEST:
            raise CodeUnreadable(fault=Label(gettext_noop("it is nested too deep")))
        kind, size = self._head()
        if kind == 0:
            return size
        if kind == 1:
            return -1 - size
        if kind == 2:
            return self._taken(size)
        if kind == 3:
            return self._text(size)
        if kind == 4:
            return [self.value(depth + 1) for _ in range(self._count(size))]
        if kind == 5:
            return self._map(self._count(size), depth)
        if kind == 7 and size in _SIMPLE:
            return _SIMPLE[size]
        raise CodeUnreadable(fault=Label(gettext_noop("it holds a kind of value that codes do not use")))

    def _head(self) -> tuple[int, int]:
        """The kind of the next value and its number, in the shortest spelling only."""
        first = self._taken(1)[0]
        kind, size = first >> 5, first & 31
        if size < 24:
            return kind, size
        if size > 27 or kind == 7:
            raise CodeUnreadable(fault=Label(gettext_noop("it holds a kind of value that codes do not use")))
        width = 1 << (size - 24)
        number = int.from_bytes(self._taken(width), "big")
        if number < (24 if width == 1 else 1 << (4 * width)):
            raise CodeUnreadable(fault=Label(gettext_noop("a number is not written in its shortest form")))
        return kind, number

    def _taken(self, size: int) -> bytes:
        if size > len(self.data) - self.place:
            raise CodeUnreadable(fault=Label(gettext_noop("it is cut off")))
        self.place += size
        return self.data[self.place - size : self.place]

    def _text(self, size: int) -> str:
        try:
            return self._taken(size).decode()
        except UnicodeDecodeError as error:
            raise CodeUnreadable(fault=Label(gettext_noop("its text is not Unicode"))) from error

    def _count(self, size: int) -> int:
        if size > MOST_ITEMS:
            raise CodeUnreadable(fault=Label(gettext_noop("it holds too many values")))
        return size

    def _map(self, size: int, depth: int) -> dict[int | str, Cbor]:
        """Keys rise strictly in their written form, so that no key stands twice."""
        found: dict[int | str, Cbor] = {}
        last = b""
        for _ in range(size):
            start = self.place
            key = self.value(depth + 1)
            spelled = self.data[start : self.place]
            if not isinstance(key, int | str) or isinstance(key, bool):
                raise CodeUnreadable(fault=Label(gettext_noop("a key is neither number nor text")))
            if last and (len(spelled), spelled) <= (len(last), last):
                raise CodeUnreadable(fault=Label(gettext_noop("keys stand twice or out of order")))
            last = spelled
            found[key] = self.value(depth + 1)
        return found
