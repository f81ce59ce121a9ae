"""Quy tắc phôi — serials of a range, and what may become of a sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from boiduong.refusals import Refusal, gettext_noop

BLANK_ACTS = {
    "used": gettext_noop("used"),
    "spoilt": gettext_noop("spoilt"),
    "void": gettext_noop("void"),
}
MOST_AT_ONCE = 20_000  # a box of blanks; a slip of the finger must not make a million
_SERIAL = re.compile(r"(?P<prefix>(?:.*[^0-9])?)(?P<number>[0-9]{1,9})")


class SerialUnreadable(Refusal):
    """Số hiệu phôi không đọc được."""

    text = gettext_noop("“%(serial)s” is no serial of a blank. Write it as printed, for example CC 004501.")


class SerialsDoNotFit(Refusal):
    """Số đầu và số cuối không thành một dãy."""

    text = gettext_noop(
        "%(first)s and %(last)s are not the ends of one range: same letters, same number of digits, at most %(most)s."
    )


@dataclass(frozen=True, slots=True)
class SerialRange:
    """Dãy số hiệu — from `first` to `last`, both included."""

    prefix: str
    first: int
    last: int
    width: int

    def __len__(self) -> int:
        """How many sheets."""
        return self.last - self.first + 1

    def serials(self) -> Iterator[str]:
        """Từng số hiệu — as printed on the sheets."""
        return (f"{self.prefix}{number:0{self.width}d}" for number in range(self.first, self.last + 1))


def serial_range(first: str, last: str) -> SerialRange:
    """Dãy từ số đầu đến số cuối — raises SerialUnreadable, SerialsDoNotFit."""
    begin, end = _parts(first), _parts(last)
    fits = begin[0] == end[0] and len(begin[1]) == len(end[1]) and int(begin[1]) <= int(end[1])
    if not fits or int(end[1]) - int(begin[1]) >= MOST_AT_ONCE:
        raise SerialsDoNotFit(first=first, last=last, most=MOST_AT_ONCE)
    return SerialRange(begin[0], int(begin[1]), int(end[1]), len(begin[1]))


def state_of(acts: Sequence[str]) -> str:
    """Tình trạng phôi — in stock until something was done with it; the last act holds."""
    return acts[-1] if acts else "stock"


def may(state: str, act: str) -> bool:
    """Việc làm được — a sheet in stock may be used, spoilt or void; a used one can only turn out spoilt."""
    return state == "stock" or (state == "used" and act == "spoilt")


def _parts(serial: str) -> tuple[str, str]:
    typed = " ".join(serial.split()).upper()
    found = _SERIAL.fullmatch(typed)
    if found is None or len(found["prefix"]) > 12:
        raise SerialUnreadable(serial=serial)
    return found["prefix"], found["number"]
