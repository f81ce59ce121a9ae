"""Danh sách thu hồi gọn — nine bytes a paper, signed, for phones without a network."""

from __future__ import annotations

import hashlib
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, TypeGuard

from boiduong.engines.credentials.cbor import Cbor, read, written
from boiduong.engines.credentials.cose import read_sealed, sealed
from boiduong.engines.credentials.key_book import KeyBook
from boiduong.engines.credentials.keys import IssuerKey
from boiduong.engines.credentials.refusals import CodeUnreadable, ListUnreadable, SignatureFails
from boiduong.refusals import Label, gettext_noop

Ended = Literal["revoked", "replaced"]
PaperKey = tuple[bytes, str]  # number of the issuer's key, register number
STATES: dict[Ended, int] = {"revoked": 1, "replaced": 2}
MARK = 8
LARGEST = 4 * 1024 * 1024
LATEST = 253_402_214_400  # the last day of the year 9999


@dataclass(frozen=True, slots=True)
class RevocationList:
    """Danh sách thu hồi — `sequence` only grows, so that an older list cannot take a newer one's place."""

    sequence: int
    made_at: datetime
    entries: tuple[bytes, ...]

    def state_of(self, key_number: bytes, number: str) -> Ended | None:
        """Giấy này có trong danh sách không — and in which state."""
        mark = _mark(key_number, number)
        place = bisect_left(self.entries, mark)
        if place == len(self.entries) or self.entries[place][:MARK] != mark:
            return None
        return next(state for state, code in STATES.items() if code == self.entries[place][MARK])


def sealed_list(papers: Mapping[PaperKey, Ended], *, sequence: int, made_at: datetime, key: IssuerKey) -> bytes:
    """Ký danh sách — every paper that is no longer valid; `key` is one whose entry says that it signs lists."""
    entries = sorted(_mark(*paper) + bytes([STATES[state]]) for paper, state in papers.items())
    content = {0: 1, 1: sequence, 2: int(made_at.timestamp()), 3: b"".join(entries)}
    return sealed(written(content), content="bd-list", key=key)


def read_list(data: bytes, *, book: KeyBook) -> RevocationList:
    """Đọc danh sách — raises ListUnreadable, KeyUnknown, SignatureFails."""
    try:
        pack = read_sealed(data, content="bd-list", largest=LARGEST)
        entry = book.entry(pack.key_number)
        if not entry.lists or entry.withdrawn:
            raise SignatureFails
        said = read(pack.open_with(entry.key), largest=LARGEST)
    except CodeUnreadable as error:
        raise ListUnreadable(fault=error.facts["fault"]) from error
    if not isinstance(said, dict) or set(said) != {0, 1, 2, 3} or said[0] != 1:
        raise ListUnreadable(fault=Label(gettext_noop("it is of another version")))
    number, made, joined = said[1], said[2], said[3]
    if not (_is_count(number) and _is_count(made) and made < LATEST and isinstance(joined, bytes)):
        raise ListUnreadable(fault=Label(gettext_noop("its content is of another form")))
    return RevocationList(number, datetime.fromtimestamp(made, UTC), _entries(joined))


def _is_count(value: Cbor) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _entries(joined: bytes) -> tuple[bytes, ...]:
    size = MARK + 1
    entries = tuple(joined[start : start + size] for start in range(0, len(joined), size))
    marks = [entry[:MARK] for entry in entries]
    rising = all(one < other for one, other in zip(marks, marks[1:], strict=False))
    if len(joined) % size or not rising or not all(entry[MARK] in STATES.values() for entry in entries):
        raise ListUnreadable(fault=Label(gettext_noop("its entries are out of order")))
    return entries


def _mark(key_number: bytes, number: str) -> bytes:
    name = unicodedata.normalize("NFC", number).encode()
    return hashlib.sha256(key_number + b"\0" + name).digest()[:MARK]
