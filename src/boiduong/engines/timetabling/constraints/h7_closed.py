"""H7 Ngày nghỉ và ô khóa — nothing in closed slots or in the past; what is locked stays."""

from __future__ import annotations

from collections.abc import Iterator

from boiduong.engines.timetabling.constraints.h5_order import anchors_of, keeps_to
from boiduong.engines.timetabling.constraints.rule import Rule, Violation
from boiduong.engines.timetabling.constraints.view import Placed, View
from boiduong.engines.timetabling.model.memory import remembered
from boiduong.engines.timetabling.model.problem import EVENING, HALVES, MORNING, Anchor, Calendar, Lock, Problem
from boiduong.engines.timetabling.model.sessions import Session

RULE = Rule(
    id="H7",
    vi="Không học vào ngày nghỉ, buổi đã qua; ô đã khóa giữ nguyên",
    en="Nothing on closed half-days or in the past; locked cells stay",
    said_vi="{0}: {1}",
    said_en="{0}: {2}",
)


def violations(view: View) -> Iterator[Violation]:
    """Closed slots of calendar, class and venue, evenings, the past, and locks that are not kept."""
    locks = {lock.session: lock for lock in view.problem.locks}
    for placed in view.placed.values():
        for vi, en in _reasons(view, placed, locks.get(placed.key)):
            yield Violation(RULE, 1, (placed.key,), (placed.key, vi, en))


def _reasons(view: View, placed: Placed, lock: Lock | None) -> Iterator[tuple[str, str]]:
    entry, slots = placed.entry, set(placed.slots)
    if any(slots & view.shut(name) for name in placed.session.classes):
        yield "ngày nghỉ hoặc ngoài thời gian của lớp", "is on a closed half-day"
    venue = view.venues.get(view.venue(placed))
    if venue is not None and slots & set(venue.closed):
        yield "cơ sở đóng cửa", "its venue is closed"
    if not placed.session.topic.evening and any(slot % HALVES == EVENING for slot in slots):
        yield "không học buổi tối", "may not be in the evening"
    if lock is None:
        if entry.slot < view.problem.calendar.not_before:
            yield "buổi đã qua", "is in the past"
    elif entry.slot != lock.slot or lock.lecturer not in ("", entry.lecturer) or lock.room not in ("", entry.room):
        yield "ô đã khóa", "is locked elsewhere"


def open_starts(problem: Problem, session: Session) -> list[int]:
    """Buổi có thể bắt đầu — the slots in which a session may start, before anything else is placed."""
    return list(_openings(problem).starts(session))


class _Openings:
    """Buổi mở của một bài toán — locks and closed half-days by name, and the starts of sessions that are alike."""

    def __init__(self, problem: Problem) -> None:
        """Index what closes a slot."""
        self.problem, self.calendar = problem, problem.calendar
        self.closed = {item.id: item.closed for item in problem.classes if item.closed}
        self.locked: dict[str, tuple[int, ...]] = {}
        for lock in problem.locks:
            self.locked[lock.session] = (*self.locked.get(lock.session, ()), lock.slot)
        self.anchored = {item.topic for item in problem.anchors if problem.blocks(item.rule)}
        self.found: dict[tuple[object, ...], tuple[int, ...]] = {}

    def starts(self, session: Session) -> tuple[int, ...]:
        """The starts of one session."""
        closed = tuple(self.closed[name] for name in session.classes if name in self.closed)
        kind = (self.locked.get(session.key, ()), session.length, session.field_day, session.topic.evening)
        if (closed, *kind) not in self.found:
            self.found[closed, *kind] = _open(self.calendar, closed, *kind)
        found = self.found[closed, *kind]
        if session.topic.id not in self.anchored:
            return found
        anchors = [item for item in anchors_of(self.problem, session) if self.problem.blocks(item.rule)]
        return tuple(slot for slot in found if self._kept(anchors, slot, session.length))

    def _kept(self, anchors: list[Anchor], slot: int, length: int) -> bool:
        return all(keeps_to(self.problem, anchor, slot, length) for anchor in anchors)


@remembered
def _openings(problem: Problem) -> _Openings:
    return _Openings(problem)


def _open(
    calendar: Calendar,
    closed: tuple[tuple[int, ...], ...],
    locked: tuple[int, ...],
    length: int,
    field_day: bool,
    evening: bool,
) -> tuple[int, ...]:
    """The starts of all sessions that are alike."""
    shut = set(calendar.closed).union(*closed)
    last = calendar.days * HALVES - length
    found = []
    for slot in locked or range(calendar.not_before, last + 1):
        taken = range(slot, slot + length)
        fits = slot <= last and not (field_day and slot % HALVES != MORNING)
        if fits and not shut.intersection(taken) and (evening or all(step % HALVES != EVENING for step in taken)):
            found.append(slot)
    return tuple(found)
