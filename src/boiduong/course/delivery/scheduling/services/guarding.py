"""Chặn khi đặt — where the user of a course said that a rule blocks, a placing that newly breaks it is not written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from boiduong.course.delivery.scheduling.models import Entry, RuleStrength, TimetableVersion
from boiduong.course.delivery.scheduling.queries import clashes
from boiduong.course.delivery.scheduling.rules import Violation, refused
from boiduong.course.delivery.scheduling.services.refusals import PlacingBlocked


@contextmanager
def guarded(version: TimetableVersion) -> Iterator[list[Entry]]:
    """Đặt có canh — the caller puts the entries that it writes into the list; raises PlacingBlocked after it.

    To be opened inside the transaction of the act: what was written goes back with it. Costs one question where no
    rule of the course blocks.
    """
    touched: list[Entry] = []
    held = RuleStrength.objects.filter(course=version.course_id, strength="block").exists()
    before = clashes(version) if held else []
    yield touched
    if held:
        _refuse(version, before, touched)


def _refuse(version: TimetableVersion, before: list[Violation], touched: Iterable[Entry]) -> None:
    found = refused(before, clashes(version), {str(entry.key) for entry in touched})
    if found:
        raise PlacingBlocked(first=found[0])
