"""Đọc việc gửi kết quả — where a course stands, whom to remind, what a unit has to file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.queries import visible_courses
from boiduong.course.recognition.awards.models import RecognitionRow
from boiduong.course.recognition.awards.queries import HAS_RESULT, recognized_count, recognized_rows
from boiduong.course.recognition.personnel_records.models import (
    RecordEvent,
    RecordTransfer,
    TrainingRecord,
    TransferReminder,
)
from boiduong.course.recognition.personnel_records.permissions import units_over
from boiduong.course.recognition.personnel_records.rules import SILENT_AFTER_DAYS, transfer_state
from boiduong.engines.vietnamese import fold
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.documents.models import Document
from boiduong.foundation.organizations.models import UnitVersion
from boiduong.foundation.organizations.queries import among
from boiduong.web.prepared import prepared
from boiduong.web.reading import once


def records_of(course: Course) -> QuerySet[TrainingRecord]:
    """Các dòng của khóa — in the order of Vietnamese names."""
    found = TrainingRecord.objects.filter(course=course).select_related("person", "unit_then")
    return found.order_by("person__sort_key", "id")


@dataclass(frozen=True)
class Progress:
    """Tình hình hồ sơ của khóa — recognized people, rows written, sent and filed."""

    recognized: int
    written: int
    sent: int
    filed: int


def progress(course: Course) -> Progress:
    """Tình hình hồ sơ — two queries, however many parts of a page ask."""
    states: dict[str, int] = once(f"personnel_records.states:{course.pk}", lambda: dict(_states(course.pk)))
    filed = states.get("filed", 0)
    return Progress(recognized_count(course), sum(states.values()), states.get("sent", 0) + filed, filed)


@prepared
def _states(course: int) -> QuerySet[TrainingRecord, Any]:
    """Rows of the records of a course, counted by state."""
    return TrainingRecord.objects.filter(course=course).order_by().values_list("state").annotate(n=Count("pk"))


@dataclass(frozen=True)
class SentUnit:
    """Một đơn vị đã được gửi kết quả — its last name, how many people, the letter's number, how it answered."""

    pk: int
    unit: str
    people: int
    filed: int
    number: str
    state: str
    sent_at: datetime
    filed_at: datetime | None
    missing: tuple[tuple[str, str], ...]
    reminders: tuple[TransferReminder, ...]


class _Letter(NamedTuple):
    """What is read of a letter to a unit."""

    pk: int
    unit_id: int
    number: str | None
    sent_at: datetime
    answered_at: datetime | None
    filed_at: datetime | None


LETTER = ("pk", "unit_id", "document__number_text", "sent_at", "answered_at", "filed_at")


def sent_units(course: Course, at: datetime) -> list[SentUnit]:
    """Các đơn vị đã được gửi kết quả — the silent first, then those with something missing; five queries."""
    sent = RecordTransfer.objects.filter(course=course).order_by("id").values_list(*LETTER)
    listed = [_Letter(*row) for row in sent]
    reminders: dict[int, list[TransferReminder]] = {}
    for reminder in TransferReminder.objects.filter(transfer__course=course):
        reminders.setdefault(reminder.transfer_id, []).append(reminder)
    names = _names({one.unit_id for one in listed})
    rows = TrainingRecord.objects.filter(course=course, origin="ours").exclude(state="confirmed").order_by()
    counted = rows.values("unit_then").annotate(n=Count("pk"), filed=Count("pk", filter=Q(state="filed")))
    people: dict[int | None, tuple[int, int]] = {
        unit: (n, filed) for unit, n, filed in counted.values_list("unit_then", "n", "filed")
    }
    missing = missing_of(rows.filter(state="sent"))
    found = [_sent_unit(one, tuple(reminders.get(one.pk, ())), names, people, missing, at) for one in listed]
    order = ("silent", "partly", "waiting", "filed")
    return sorted(found, key=lambda one: (order.index(one.state), fold(one.unit)))


def _sent_unit(
    one: _Letter,
    reminders: tuple[TransferReminder, ...],
    names: dict[int, str],
    people: dict[int | None, tuple[int, int]],
    missing: dict[int | None, list[tuple[str, str]]],
    at: datetime,
) -> SentUnit:
    state = transfer_state(
        sent_at=one.sent_at,
        answered_at=one.answered_at,
        filed_at=one.filed_at,
        reminded_at=reminders[-1].at if reminders else None,
        now=at,
    )
    total, filed = people.get(one.unit_id, (0, 0))
    return SentUnit(
        pk=one.pk,
        unit=names.get(one.unit_id, ""),
        people=total,
        filed=filed,
        number=one.number or "",
        state=state,
        sent_at=one.sent_at,
        filed_at=one.filed_at,
        missing=tuple(missing.get(one.unit_id, ())) if state == "partly" else (),
        reminders=reminders,
    )


def missing_of(records: QuerySet[TrainingRecord]) -> dict[int | None, list[tuple[str, str]]]:
    """Phiếu đơn vị báo thiếu — by unit, the person and the last reason told; one query."""
    told = RecordEvent.objects.filter(record__in=records, act="missing").order_by("id")
    last: dict[int, tuple[int | None, str, str]] = {}
    facts = told.values_list("record_id", "record__unit_then_id", "record__person__full_name", "reason")
    for record, unit, name, reason in facts:
        last[record] = (unit, name, reason)
    found: dict[int | None, list[tuple[str, str]]] = {}
    for home, name, reason in last.values():
        found.setdefault(home, []).append((name, reason))
    return found


def units_silent(user: User, at: datetime) -> list[tuple[Course, int]]:
    """Khóa có đơn vị chưa trả lời hoặc báo thiếu — with how many; two queries, one where there are none."""
    since = at - timedelta(days=SILENT_AFTER_DAYS)
    asked = TransferReminder.objects.filter(transfer=OuterRef("pk"), at__gt=since)
    own = visible_courses(user).exclude(state__in=("archived", "cancelled"))
    waiting = RecordTransfer.objects.filter(~Exists(asked), course__in=own.values("pk"), filed_at__isnull=True)
    waiting = waiting.filter(sent_at__lte=since) | waiting.filter(answered_at__isnull=False)
    counted = waiting.order_by().values("course").annotate(n=Count("pk"))
    left = dict(counted.values_list("course", "n"))
    return [(one, left[one.pk]) for one in Course.objects.filter(pk__in=left).order_by("pk")[:7]] if left else []


def units_unconfirmed(course: Course) -> tuple[int, int]:
    """Đơn vị đã gửi và chưa xác nhận — (sent to, not confirmed yet)."""
    counts = RecordTransfer.objects.filter(course=course).aggregate(
        sent=Count("pk"), waiting=Count("pk", filter=Q(filed_at__isnull=True))
    )
    return counts["sent"], counts["waiting"]


def _names(units: set[int]) -> dict[int, str]:
    """The last name of each unit."""
    versions = UnitVersion.objects.filter(unit_id__in=among(units)).order_by("starts_on")
    return dict(versions.values_list("unit_id", "name"))


def courses_to_send(user: User) -> list[tuple[Course, int]]:
    """Khóa còn kết quả chưa gửi — with how many are left; two queries, one where nothing is left."""
    sent = TrainingRecord.objects.filter(row=OuterRef("pk"), state__in=("sent", "filed"))
    own = visible_courses(user).exclude(state__in=("archived", "cancelled"))
    rows = RecognitionRow.objects.filter(~Exists(sent), training_class__course__in=own.values("pk"))
    counted = rows.filter(outcome__in=HAS_RESULT).order_by().values("training_class__course").annotate(n=Count("pk"))
    left = dict(counted.values_list("training_class__course", "n"))
    return [(one, left[one.pk]) for one in Course.objects.filter(pk__in=left).order_by("pk")[:7]] if left else []


def transfers_of(course: Course) -> QuerySet[RecordTransfer]:
    """Các lần gửi của khóa."""
    return RecordTransfer.objects.filter(course=course).select_related("unit").order_by("id")


def transfers_for(user: User) -> QuerySet[RecordTransfer]:
    """Kết quả gửi về đơn vị của một cán bộ tổ chức — those still to be filed first."""
    found = RecordTransfer.objects.select_related("unit", "course", "document").defer("document__facts")
    units = units_over(user, Role.UNIT_CLERK)
    found = found.order_by(F("filed_at").asc(nulls_first=True), "sent_at", "id")
    return found if units is None else found.filter(unit_id__in=among(units))


def records_sent(transfer: RecordTransfer) -> QuerySet[TrainingRecord]:
    """Các dòng của một lần gửi."""
    found = TrainingRecord.objects.filter(course=transfer.course_id, unit_then=transfer.unit_id)
    return found.exclude(state="confirmed").select_related("person").order_by("person__sort_key", "id")


@dataclass(frozen=True)
class TransferLine:
    """Một lần gửi — the unit by its name, with the rows sent."""

    transfer: RecordTransfer
    unit: str
    records: tuple[TrainingRecord, ...]


def _lines(transfers: Iterable[RecordTransfer]) -> list[TransferLine]:
    """Transfers with their rows and the units' last names, in two queries."""
    listed = list(transfers)
    units, courses = {one.unit_id for one in listed}, {one.course_id for one in listed}
    names = _names(units)
    rows: dict[tuple[int | None, int | None], list[TrainingRecord]] = {}
    found = TrainingRecord.objects.filter(course_id__in=courses, unit_then_id__in=units, state__in=("sent", "filed"))
    for row in found.select_related("person").order_by("person__sort_key", "id"):
        rows.setdefault((row.course_id, row.unit_then_id), []).append(row)
    return [
        TransferLine(one, names.get(one.unit_id, ""), tuple(rows.get((one.course_id, one.unit_id), ())))
        for one in listed
    ]


def transfers_with_records(user: User) -> tuple[list[TransferLine], list[TransferLine]]:
    """Kết quả gửi về đơn vị mình — (waiting to be filed, the last twenty filed)."""
    found = transfers_for(user)
    lines = _lines(
        [*found.filter(filed_at__isnull=True), *found.filter(filed_at__isnull=False).order_by("-filed_at")[:20]]
    )
    return [one for one in lines if one.transfer.filed_at is None], [one for one in lines if one.transfer.filed_at]


def decisions_of(course: Course) -> list[Document]:
    """Các quyết định công nhận của khóa có người được công nhận."""
    used = recognized_rows(course).order_by().values("decision_id")
    return list(Document.objects.filter(pk__in=used).defer("facts").order_by("issued_on", "id"))
