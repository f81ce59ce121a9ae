"""Đọc để xuất — each training record as a row with the columns that other personnel software asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet
from django.utils import timezone

from boiduong.course.delivery.courses.models import Course
from boiduong.course.recognition.certificates.models import Credential
from boiduong.course.recognition.certificates.queries import numbers_by_row
from boiduong.course.recognition.personnel_records.models import TrainingRecord
from boiduong.course.recognition.personnel_records.permissions import READERS
from boiduong.course.recognition.personnel_records.queries.declared import posts_read_by
from boiduong.course.recognition.personnel_records.rules import COUNTED_STATES, block_text
from boiduong.engines.vietnamese import birth_text, date_short
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.people.models import Person

NOT_KNOWN = "chưa xác định"


def _whole() -> QuerySet[TrainingRecord]:
    rows = TrainingRecord.objects.filter(state__in=COUNTED_STATES)
    return rows.select_related("person", "row__decision").defer("row__decision__facts", "row__facts")


def rows_of_person(person: Person) -> QuerySet[TrainingRecord]:
    """Các dòng của một người — newest first."""
    return _whole().filter(person=person).order_by("-to_on", "-id")


def rows_of_course(course: Course) -> QuerySet[TrainingRecord]:
    """Các dòng của một khóa — in name order."""
    return _whole().filter(course=course).order_by("person__sort_key", "id")


def rows_of_units(user: User) -> QuerySet[TrainingRecord]:
    """Các dòng của người mình được xem — by a post held today; in name order."""
    people = posts_read_by(user, timezone.localdate(), Role.UNIT_CLERK, *READERS).values("person")
    return _whole().filter(person__in=people).order_by("person__sort_key", "person_id", "-to_on", "id")


def national_rows(records: Iterable[TrainingRecord], ids: Mapping[int, str]) -> list[tuple[str, ...]]:
    """Dòng theo cột quốc gia — `ids` are national ids by person, for those that may be read; one query for papers."""
    listed = list(records)
    papers = numbers_by_row([one.row for one in listed if one.row is not None])
    return [_row(one, papers.get(one.row_id or 0, []), ids.get(one.person_id, "")) for one in listed]


def _row(one: TrainingRecord, papers: list[Credential], national_id: str) -> tuple[str, ...]:
    decision = one.row.decision if one.row else None
    return (
        national_id,
        one.person.full_name,
        birth_text(one.person.birth_on, one.person.birth_year),
        one.unit_text,
        one.name,
        block_text(one.content_block),
        one.school_text,
        _day(one, first=True),
        _day(one, first=False),
        str(one.periods) if one.periods is not None else NOT_KNOWN,
        one.form_text,
        one.result_text,
        "; ".join(dict.fromkeys(paper.spec.title for paper in papers)) or one.paper_title,
        "; ".join(paper.number_text for paper in papers) or one.paper_number,
        "; ".join(str(paper.entry_no) for paper in papers),
        decision.number_text if decision else "",
        date_short(decision.issued_on) if decision and decision.issued_on else "",
        decision.signer_name if decision else "",
        _note(one),
    )


def _day(one: TrainingRecord, *, first: bool) -> str:
    """A whole day of our own courses; of what was learned elsewhere only the month is known."""
    day = one.from_on if first else one.to_on
    if day is None:
        return ""
    return f"{day:%m/%Y}" if one.origin == "declared" else date_short(day)


def _note(one: TrainingRecord) -> str:
    if one.origin != "declared":
        return ""
    day = f", cấp ngày {date_short(one.paper_on)}" if one.paper_on else ""
    return f"Học ở nơi khác, đã đối chiếu giấy{day}"
