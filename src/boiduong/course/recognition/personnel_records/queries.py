"""Đọc hồ sơ đào tạo — one person's transcript, what a unit has to file, where a course stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from boiduong.course.delivery.courses.models import Course
from boiduong.course.recognition.awards.queries import recognized_rows
from boiduong.course.recognition.personnel_records.models import RecordTransfer, TrainingRecord
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.queries import scopes_of
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.documents.models import Document
from boiduong.foundation.organizations.models import UnitVersion
from boiduong.foundation.organizations.queries import within
from boiduong.foundation.people.models import Person, PostHolding

READERS = (Role.TRAINING_OFFICER, Role.RECORDS_OFFICER, Role.MANAGING_AUTHORITY)


def _units(user: User, *roles: Role) -> frozenset[int] | None:
    """Unit ids over which the user holds one of the roles; None stands for everything."""
    scopes = scopes_of(user, *roles)
    if None in scopes:
        return None
    return frozenset[int]().union(*(within(scope) for scope in scopes if scope is not None))


def transcript(person: Person) -> QuerySet[TrainingRecord]:
    """Quá trình đào tạo, bồi dưỡng — the rows of table 26 of mẫu 2C, newest first."""
    return TrainingRecord.objects.filter(person=person).select_related("course", "unit_then").order_by("-to_on", "-id")


def can_read_transcript(user: User | None, person: Person) -> bool:
    """Được xem phiếu — the person; officers over a unit or institution of theirs; clerks over their unit."""
    if user is None:
        return True
    if user.person_id is not None and user.person_id == person.pk:
        return True
    units = _units(user, *READERS, Role.UNIT_CLERK)
    if units is None:
        return True
    if not units:
        return False
    holds = PostHolding.objects.filter(person=person, unit_id__in=units, status="held", ends_on__isnull=True)
    if holds.exists():
        return True
    sent = TrainingRecord.objects.filter(person=person, unit_then_id__in=units)
    schools = _units(user, *READERS)
    taught = TrainingRecord.objects.filter(person=person)
    if schools is not None:
        taught = taught.filter(course__institution__unit_id__in=schools)
    return sent.exists() or taught.exists()


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
    """Tình hình hồ sơ — two queries."""
    counts = TrainingRecord.objects.filter(course=course).aggregate(
        written=Count("pk"),
        sent=Count("pk", filter=Q(state__in=("sent", "filed"))),
        filed=Count("pk", filter=Q(state="filed")),
    )
    return Progress(recognized=recognized_rows(course).count(), **counts)


def transfers_of(course: Course) -> QuerySet[RecordTransfer]:
    """Các lần gửi của khóa."""
    return (
        RecordTransfer.objects.filter(course=course)
        .select_related("unit", "document")
        .defer("document__facts")
        .order_by("id")
    )


def transfers_for(user: User) -> QuerySet[RecordTransfer]:
    """Kết quả gửi về đơn vị của một cán bộ tổ chức — those still to be filed first."""
    found = RecordTransfer.objects.select_related("unit", "course", "document").defer("document__facts")
    units = _units(user, Role.UNIT_CLERK)
    found = found.order_by(F("filed_at").asc(nulls_first=True), "sent_at", "id")
    return found if units is None else found.filter(unit_id__in=units)


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
    versions = UnitVersion.objects.filter(unit_id__in=units).order_by("starts_on")
    names = dict(versions.values_list("unit_id", "name"))
    rows: dict[tuple[int | None, int | None], list[TrainingRecord]] = {}
    found = TrainingRecord.objects.filter(course_id__in=courses, unit_then_id__in=units).exclude(state="confirmed")
    for row in found.select_related("person").order_by("person__sort_key", "id"):
        rows.setdefault((row.course_id, row.unit_then_id), []).append(row)
    return [
        TransferLine(one, names.get(one.unit_id, ""), tuple(rows.get((one.course_id, one.unit_id), ())))
        for one in listed
    ]


def transfer_lines(course: Course) -> list[TransferLine]:
    """Các lần gửi của khóa, kèm tên đơn vị và số người."""
    return _lines(transfers_of(course))


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
