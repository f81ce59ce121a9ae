"""Sổ khóa — the public keys that pages and phones believe, whose they are, and from when until when."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from boiduong.engines.credentials.keys import IssuerPublicKey, public_key_from_jwk
from boiduong.engines.credentials.refusals import IssuerKeyUnreadable, KeyUnknown

VERSION = 1


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """Một khóa trong sổ — `issuer` as it was called; papers issued after `until` or before `since` are not of this key.

    `withdrawn`: the secret may be in strange hands; nobody can tell by the paper alone any more. `lists`: this key
    signs lists of revocations; an heir's key does so for the schools it took over.
    """

    key: IssuerPublicKey
    issuer: str
    since: date
    until: date | None = None
    withdrawn: bool = False
    lists: bool = False

    def covers(self, day: date) -> bool:
        """Khóa có hiệu lực vào ngày đó không."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class KeyBook:
    """Sổ khóa — every key ever used: old papers need the old ones."""

    entries: tuple[KeyEntry, ...]

    def entry(self, number: bytes) -> KeyEntry:
        """Tìm khóa — by its number. Raises KeyUnknown."""
        for entry in self.entries:
            if entry.key.number == number:
                return entry
        raise KeyUnknown(key=number.hex())

    def to_json(self) -> str:
        """Ghi sổ — the file that the offline page keeps; equal books give equal text."""
        keys = [_written(entry) for entry in self.entries]
        return json.dumps({"version": VERSION, "keys": keys}, ensure_ascii=False, sort_keys=True)


def key_book_from_json(text: str) -> KeyBook:
    """Đọc sổ — raises IssuerKeyUnreadable."""
    try:
        said = json.loads(text)
        if said["version"] != VERSION:
            raise IssuerKeyUnreadable
        return KeyBook(tuple(_entries(said["keys"])))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise IssuerKeyUnreadable from error


def _written(entry: KeyEntry) -> dict[str, object]:
    return {
        **entry.key.jwk(),
        "kid": entry.key.number.hex(),
        "alg": entry.key.algorithm,
        "issuer": entry.issuer,
        "since": entry.since.isoformat(),
        "until": entry.until.isoformat() if entry.until else None,
        "withdrawn": entry.withdrawn,
        "lists": entry.lists,
    }


def _entries(keys: Iterable[dict[str, object]]) -> Iterable[KeyEntry]:
    for one in keys:
        until = one["until"]
        yield KeyEntry(
            public_key_from_jwk(one),
            str(one["issuer"]),
            date.fromisoformat(str(one["since"])),
            date.fromisoformat(str(until)) if until is not None else None,
            one["withdrawn"] is True,
            one["lists"] is True,
        )
