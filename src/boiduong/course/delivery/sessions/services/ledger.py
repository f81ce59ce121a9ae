"""Sổ ghi điểm danh — adding marks and keeping the verdicts in line with them, in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from boiduong.course.delivery.sessions.models import RollMark, RollVerdict, Session
from boiduong.course.delivery.sessions.rules import Mark, RollEntry, Verdict, verdict_of
from boiduong.foundation.accounts.models import User
from boiduong.foundation.audit.services import add_rows
from boiduong.randomness import new_uid


def write_marks(
    held: Sequence[tuple[Session, Sequence[RollEntry]]], *, source: str, by: User | None, at: datetime
) -> None:
    """Ghi vào sổ — add marks, session by session, and settle the verdicts of the people marked."""
    known = _already_marked([session.pk for session, _ in held])
    fresh: dict[int, Sequence[RollEntry]] = {}
    for session, entries in held:
        people = [e.enrollment for e in entries]
        twice = len(set(people)) < len(people) or not known.get(session.pk, frozenset()).isdisjoint(people)
        if twice or any(e.client_uid for e in entries):
            _add({session.pk: entries}, source=source, by=by, at=at)
            settle(session, people)
        else:
            fresh[session.pk] = entries
    write_fresh(fresh, source=source, by=by, at=at)


def _already_marked(sessions: Sequence[int]) -> dict[int, set[int]]:
    """By session, who has a mark there."""
    found: dict[int, set[int]] = {}
    for session, person in RollMark.objects.filter(session__in=sessions).values_list("session_id", "enrollment_id"):
        found.setdefault(session, set()).add(person)
    return found


def write_fresh(entries: Mapping[int, Sequence[RollEntry]], *, source: str, by: User | None, at: datetime) -> None:
    """Ghi lần đầu — by session id, for people without any other mark there: what is written is the verdict."""
    _add(entries, source=source, by=by, at=at)
    _keep([(number, e.enrollment, Verdict(e.code, e.minutes)) for number, held in entries.items() for e in held])


def _add(entries: Mapping[int, Sequence[RollEntry]], *, source: str, by: User | None, at: datetime) -> None:
    author = by.pk if by else None
    add_rows(
        RollMark,
        ("session", "enrollment", "code", "minutes", "source", "received_at", "client_uid", "reason", "by_id"),
        [
            (number, e.enrollment, e.code, e.minutes, source, at, e.client_uid or new_uid(), "", author)
            for number, held in entries.items()
            for e in held
        ],
        once_by=("client_uid",),
    )


def settle(session: Session, people: Sequence[int] | None) -> int:
    """Tính kết quả — bring the verdicts of `people` (None: all) in line with the marks; returns how many changed."""
    rows = session.marks.all() if people is None else session.marks.filter(enrollment__in=people)
    marks: dict[int, list[Mark]] = {}
    for number, person, code, source, received, minutes in rows.values_list(
        "pk", "enrollment_id", "code", "source", "received_at", "minutes"
    ):
        marks.setdefault(person, []).append(Mark(number, code, source, received, minutes))
    held = session.verdicts.all() if people is None else session.verdicts.filter(enrollment__in=people)
    before = {v[0]: Verdict(v[1], v[2]) for v in held.values_list("enrollment_id", "code", "minutes")}
    after = {n: v for n, m in marks.items() if (v := verdict_of(m)) is not None}
    gone = before.keys() - after.keys()
    changed = {n: v for n, v in after.items() if before.get(n) != v}
    if gone:
        session.verdicts.filter(enrollment__in=gone).delete()
    _keep([(session.pk, n, v) for n, v in changed.items()])
    return len(gone) + len(changed)


def _keep(verdicts: Sequence[tuple[int, int, Verdict]]) -> None:
    add_rows(
        RollVerdict,
        ("session", "enrollment", "code", "minutes"),
        [(session, person, v.code, v.minutes) for session, person, v in verdicts],
        once_by=("session", "enrollment"),
        replacing=("code", "minutes"),
    )
