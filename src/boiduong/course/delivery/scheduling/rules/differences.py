"""Hai bản lịch khác nhau thế nào — what moved, was added or dropped, and whom it concerns; over plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from boiduong.course.delivery.scheduling.rules.facts import Placed


@dataclass(frozen=True)
class Difference:
    """Một buổi khác đi — as it was and as it is; None where it was not there, or is no more."""

    was: Placed | None
    now: Placed | None

    @property
    def one(self) -> Placed:
        """The session, as it is or else as it was."""
        found = self.now or self.was
        assert found is not None  # noqa: S101 - a difference is of something
        return found

    @property
    def moved(self) -> bool:
        """Whether its hours are others."""
        return bool(self.was and self.now and (self.was.starts_at, self.was.ends_at) != _hours(self.now))

    @property
    def classes(self) -> frozenset[int]:
        """Classes that it concerns."""
        return (self.was.classes if self.was else frozenset()) | (self.now.classes if self.now else frozenset())

    @property
    def lecturers(self) -> frozenset[int]:
        """Lecturers that it concerns, those who came before too."""
        return (self.was.lecturers if self.was else frozenset()) | (self.now.lecturers if self.now else frozenset())


def differences(before: Iterable[Placed], after: Iterable[Placed]) -> list[Difference]:
    """Những buổi khác nhau — by the key that lives on over versions, in order of time."""
    old, new = {e.key: e for e in before}, {e.key: e for e in after}
    found = [Difference(old.get(key), new.get(key)) for key in {**old, **new}]
    changed = [d for d in found if d.was is None or d.now is None or _facts(d.was) != _facts(d.now)]
    return sorted(changed, key=lambda d: (d.one.starts_at, d.one.key))


def _hours(one: Placed) -> tuple[object, object]:
    return one.starts_at, one.ends_at


def _facts(one: Placed) -> tuple[object, ...]:
    return one.starts_at, one.ends_at, one.topic, one.label, one.room, one.classes, one.lecturers
