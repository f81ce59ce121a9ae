"""Sửa lịch — what a cancellation hits, and the proposals of the machine in words: what moves and who must be told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NotRequired, TypedDict

from django.db.models import Q

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.delivery.scheduling.models import Entry, TimetableVersion
from boiduong.course.delivery.scheduling.queries.bridge import Bridge, Changes, Move, changes_of
from boiduong.course.delivery.scheduling.queries.versions import entries_of, entry_label
from boiduong.engines.timetabling import Disruption, Problem, Proposal, Strength, check
from boiduong.foundation.venues.models import Room

RELAXED = frozenset({"H4", "H5", "H6", "H8"})
LECTURER, ROOM = "gv", "phong"


class Moved(TypedDict):
    """Một buổi đổi — by the key that lives on over versions; was and now in days, halves, ids and names."""

    key: str
    label: str
    classes: list[str]
    was: list[str]
    now: list[str]
    room: int | None
    lecturers: list[int]


class Offer(TypedDict):
    """Một phương án — what moves and who must be told; `refused` says in both languages what it breaks that blocks."""

    moved: list[Moved]
    classes: list[str]
    lecturers: list[str]
    learners: int
    refused: NotRequired[list[list[str]]]


@dataclass(frozen=True)
class Subject:
    """Ai hoặc phòng nào vắng — as the address says it ("gv-12", "phong-3"), with the sessions still to come."""

    token: str
    kind: str
    number: int
    label: str


def subjects_of(version: TimetableVersion, *, at: datetime) -> list[Subject]:
    """Người dạy và phòng của những buổi sắp tới."""
    ahead = Q(entries__entry__version=version, entries__entry__starts_at__gt=at)
    people = Lecturer.objects.filter(ahead).select_related("person").distinct().order_by("pk")
    rooms = Room.objects.filter(entries__version=version, entries__starts_at__gt=at).distinct().order_by("name")
    found = [Subject(f"{LECTURER}-{one.pk}", LECTURER, one.pk, one.label) for one in people]
    return found + [Subject(f"{ROOM}-{one.pk}", ROOM, one.pk, one.name) for one in rooms]


def sessions_hit(version: TimetableVersion, subject: Subject, *, at: datetime) -> list[Entry]:
    """Các buổi sắp tới của người hoặc phòng ấy."""
    entries = entries_of(version).filter(starts_at__gt=at)
    if subject.kind == LECTURER:
        return [*entries.filter(lecturers__lecturer=subject.number).distinct()]
    return [*entries.filter(room=subject.number)]


def disruptions_of(bridge: Bridge, kind: str, number: int, cells: Iterable[tuple[date, str]]) -> list[Disruption]:
    """Biến động cho bộ xếp lịch — every one of those whom a body sends is away then."""
    slots = tuple(sorted(bridge.slot(cell) for cell in cells))
    if kind == ROOM:
        names = [bridge.halls.names[number]] if number in bridge.halls.names else []
    else:
        known = {item.id for item in bridge.problem.lecturers}
        names = [name for name in bridge.faculty.names.get(number, []) if name in known]
    return [Disruption(kind="room" if kind == ROOM else "lecturer", subject=name, slots=slots) for name in names]


def relaxed(bridge: Bridge) -> Problem:
    """Bài toán để sửa — orders that the released timetable breaks already only warn: they are not what is repaired."""
    broken = {v.rule.id for v in check(bridge.problem, bridge.timetable)} & RELAXED
    kept = tuple(s for s in bridge.problem.strengths if s.rule not in broken)
    return replace(bridge.problem, strengths=(*kept, *(Strength(rule=r, strength="warn") for r in sorted(broken))))


def offer_of(bridge: Bridge, proposal: Proposal) -> Offer:
    """Phương án để ghi lại và để hiện — days and names instead of slots and ids."""
    changes = changes_of(bridge, proposal.timetable)
    entries = {e.pk: e for e in entries_of_ids([m.entry for m in changes.moves])}
    rooms = {r.pk: r.name for r in bridge.facts.rooms}
    people = {x.pk: x.label for x in lecturers_of(n for m in changes.moves for n in m.lecturers)}
    moved: list[Moved] = []
    classes: dict[int, str] = {}
    tell: dict[str, None] = {}
    for move in changes.moves:
        entry = entries[move.entry]
        here = {c.training_class_id: c.training_class.label for c in entry.classes.all()}
        before, after = [x.lecturer.label for x in entry.lecturers.all()], [people[n] for n in move.lecturers]
        classes |= here
        tell |= dict.fromkeys([*before, *after])
        was = [entry.day.isoformat(), entry.half, entry.room.name if entry.room else "", "; ".join(before)]
        now = [move.cell[0].isoformat(), move.cell[1], rooms.get(move.room or 0, ""), "; ".join(after)]
        moved.append(
            Moved(
                key=str(entry.key), label=entry_label(entry), classes=sorted(here.values()), was=was, now=now,
                room=move.room, lecturers=list(move.lecturers),
            )
        )  # fmt: skip
    learners = sum(bridge.facts.sizes.get(n, 0) for n in classes)
    moved.sort(key=lambda row: row["was"][:2])
    return Offer(moved=moved, classes=sorted(classes.values()), lecturers=list(tell), learners=learners)


def changes_in(version: TimetableVersion, offer: Offer) -> Changes:
    """Phương án thành thay đổi — on a version that has the sessions under the keys that they had."""
    entries = {str(key): pk for key, pk in version.entries.order_by().values_list("key", "pk")}
    return Changes(
        tuple(
            Move(
                entry=entries[row["key"]],
                cell=(date.fromisoformat(row["now"][0]), row["now"][1]),
                room=row["room"],
                lecturers=tuple(row["lecturers"]),
            )
            for row in offer["moved"]
        )
    )


def entries_of_ids(numbers: Sequence[int]) -> list[Entry]:
    """Các buổi theo số — with classes, lecturers and room."""
    rows = Entry.objects.filter(pk__in=numbers).select_related("topic", "room")
    return [*rows.prefetch_related("classes__training_class", "lecturers__lecturer__person")]


def lecturers_of(numbers: Iterable[int]) -> list[Lecturer]:
    """Người dạy theo số."""
    return [*Lecturer.objects.filter(pk__in=set(numbers)).select_related("person")]
