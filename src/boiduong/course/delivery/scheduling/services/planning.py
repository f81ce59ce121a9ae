"""Ghi lời giải — what the engine found becomes sessions of the draft; locks, levels of rules, closed half-days."""

from __future__ import annotations

from datetime import date, datetime

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.scheduling.models import (
    ClassClosure,
    Entry,
    EntryLecturer,
    RuleStrength,
    TimetableVersion,
)
from boiduong.course.delivery.scheduling.permissions import can_arrange
from boiduong.course.delivery.scheduling.queries import time_rules
from boiduong.course.delivery.scheduling.queries.bridge import Changes
from boiduong.course.delivery.scheduling.rules import HALVES, OWN_RULES, STRENGTHS
from boiduong.course.delivery.scheduling.services.guarding import guarded
from boiduong.course.delivery.scheduling.services.placing import entry_span, locked_draft, place_many
from boiduong.course.delivery.scheduling.services.refusals import UnknownRule
from boiduong.engines.timetabling import RULES
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting


def apply_changes(version: TimetableVersion, changes: Changes, *, by: User | None, at: datetime) -> int:
    """Ghi các thay đổi — moves and new sessions at once, all or none; what is locked is left. Answers how many.

    What a user may not place by hand the machine may not write either: `queries.allowing` says before what would be
    refused. Raises NotAllowed, ReleasedIsFixed, PlacingBlocked, and what `place_many` raises.
    """
    require(can_arrange(by, version.course))
    with acting(by, "scheduling.apply", at=at) as act:
        locked_draft(version)
        rules = time_rules(version.course)
        moves = {move.entry: move for move in changes.moves}
        entries = [*version.entries.filter(pk__in=moves, locked=False)]
        for entry in entries:
            move = moves[entry.pk]
            (entry.day, entry.half), entry.room_id = move.cell, move.room
            entry.starts_at, entry.ends_at = entry_span(entry, rules)
        with guarded(version) as touched:
            Entry.objects.bulk_update(entries, ["day", "half", "room", "starts_at", "ends_at"])
            EntryLecturer.objects.filter(entry__in=entries).delete()
            EntryLecturer.objects.bulk_create(
                EntryLecturer(entry=entry, lecturer_id=n) for entry in entries for n in moves[entry.pk].lecturers
            )
            touched += entries
        if entries:
            act.record_many(Entry, [e.pk for e in entries], after={"version": version.pk})
        if changes.placements:
            place_many(version, changes.placements, by=by, at=at)
    return len(entries) + len(changes.placements)


def set_lock(entry: Entry, locked: bool, *, by: User | None, at: datetime) -> None:
    """Khóa hoặc mở khóa một buổi của bản nháp — raises NotAllowed, ReleasedIsFixed."""
    require(can_arrange(by, entry.version.course))
    with acting(by, "scheduling.lock", at=at) as act:
        locked_draft(entry.version)
        act.record(entry, before={"locked": entry.locked}, after={"locked": locked})
        entry.locked = locked
        entry.save(update_fields=["locked"])


def set_strength(course: Course, *, rule: str, strength: str, by: User | None, at: datetime) -> None:
    """Đặt mức của quy tắc — raises NotAllowed, UnknownRule."""
    require(can_arrange(by, course))
    if rule not in {*RULES, *OWN_RULES} or strength not in STRENGTHS:
        raise UnknownRule
    with acting(by, "scheduling.set_strength", at=at) as act:
        row, _ = RuleStrength.objects.update_or_create(course=course, rule=rule, defaults={"strength": strength})
        act.record(row, after={"rule": rule, "strength": strength})


def close_half_day(
    training_class: TrainingClass, *, day: date, half: str, reason: str, by: User | None, at: datetime
) -> ClassClosure:
    """Buổi ngoài lớp — a half-day on which the class does not meet. Raises NotAllowed, UnknownRule for no half-day."""
    require(can_arrange(by, training_class.course))
    if half not in HALVES:
        raise UnknownRule
    with acting(by, "scheduling.close_half_day", at=at) as act:
        row, _ = ClassClosure.objects.update_or_create(
            training_class=training_class, day=day, half=half, defaults={"reason": " ".join(reason.split())[:300]}
        )
        act.record(row, after={"day": day, "half": half})
    return row


def open_half_day(closure: ClassClosure, *, by: User | None, at: datetime) -> None:
    """Lớp học lại buổi ấy — raises NotAllowed."""
    require(can_arrange(by, closure.training_class.course))
    with acting(by, "scheduling.open_half_day", at=at) as act:
        act.record(closure, before={"day": closure.day, "half": closure.half})
        closure.delete()
