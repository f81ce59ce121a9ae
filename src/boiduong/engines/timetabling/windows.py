"""Khung của từng buổi — the slots that counting leaves to a session: so many half-days of its class come before it."""

from __future__ import annotations

from boiduong.engines.timetabling.constraints.h7_closed import open_starts
from boiduong.engines.timetabling.model.memory import remembered
from boiduong.engines.timetabling.model.problem import IGNORE, Problem
from boiduong.engines.timetabling.model.sessions import Session, orders_of, sessions_of


@remembered
def start_windows(problem: Problem, *, parts: bool = False) -> dict[str, list[int]]:
    """Buổi có thể bắt đầu — open starts of each session, less those that leave no room for what it comes between.

    `parts` also keeps every part after the one before it (S2 without any cost).
    """
    sessions = sessions_of(problem)
    starts = {session.key: open_starts(problem, session) for session in sessions}
    if not all(problem.blocks(rule) for rule in ("H1", "H7")):
        return starts
    before, after = neighbors(problem, sessions, parts=parts)
    for item in problem.classes:
        inside = [session for session in sessions if item.id in session.classes]
        lengths = {session.key: session.length for session in inside}
        kinds = {(tuple(starts[session.key]), session.length) for session in inside}
        opened = sorted({slot + step for kept, length in kinds for slot in kept for step in range(length)})
        place = {slot: number for number, slot in enumerate(opened)}
        for session in inside:
            early = sum(lengths[key] for key in before[session.key] if key in lengths)
            late = len(opened) - session.length - sum(lengths[key] for key in after[session.key] if key in lengths)
            starts[session.key] = [slot for slot in starts[session.key] if early <= place.get(slot, -1) <= late]
    return starts


def may_narrow(problem: Problem) -> bool:
    """Có thể giữ thứ tự phần — whether S2 counts, nothing announced weighs more, and every session keeps a start."""
    if problem.announced or problem.strength("S2") == IGNORE or not any(topic.part for topic in problem.topics):
        return False
    return all(start_windows(problem, parts=True).values())


def neighbors(
    problem: Problem, sessions: tuple[Session, ...], *, parts: bool = False
) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Trước và sau — everything that must come before and after each session, by the orders that block."""
    ahead: dict[str, list[str]] = {session.key: [] for session in sessions}
    behind: dict[str, list[str]] = {session.key: [] for session in sessions}
    for order in orders_of(problem, sessions):
        if problem.blocks(order.rule):
            ahead[order.later].append(order.earlier)
            behind[order.earlier].append(order.later)
    for earlier, later in part_pairs(problem, sessions) if parts else ():
        ahead[later].append(earlier)
        behind[earlier].append(later)
    return _closure(ahead), _closure(behind)


def part_pairs(problem: Problem, sessions: tuple[Session, ...]) -> list[tuple[str, str]]:
    """Phần trước, phần sau — for each class every session of a part with every session of the next part."""
    found = []
    for item in problem.classes:
        by_part: dict[int, list[str]] = {}
        for session in sessions:
            if session.topic.part and item.id in session.classes:
                by_part.setdefault(session.topic.part, []).append(session.key)
        parts = sorted(by_part)
        for low, high in zip(parts, parts[1:], strict=False):
            found += [(a, b) for a in by_part[low] for b in by_part[high]]
    return found


def _closure(near: dict[str, list[str]]) -> dict[str, set[str]]:
    """Everything reachable from each key; a circle reaches itself."""
    found: dict[str, set[str]] = {}
    for key, direct in near.items():
        seen, waiting = set(direct), list(direct)
        while waiting:
            for other in near[waiting.pop()]:
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        found[key] = seen
    return found
