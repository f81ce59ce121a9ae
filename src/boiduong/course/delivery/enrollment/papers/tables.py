"""Bảng trong văn bản — the people of a list as an office prints them, birth dates in two columns by sex."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.engines.typesetting import Column, Table
from boiduong.engines.vietnamese import date_words
from boiduong.engines.vietnamese import number as format_number
from boiduong.foundation.people.models import Person, PersonSecret

BIRTH = "Ngày, tháng, năm sinh"
RESTRICTED = {"Dân tộc": 1.5, "Ngày vào Đảng": 1.9, "Trình độ LLCT": 1.6, "Điện thoại": 1.8}


@dataclass(frozen=True)
class Line:
    """Dòng danh sách — a person with post, unit and remark as they stand on the paper."""

    person: Person
    post: str
    unit: str
    note: str = ""


def honorific(person: Person) -> str:
    """Danh xưng — as papers of the State name a person."""
    return {"female": "bà", "male": "ông"}.get(person.sex, "ông (bà)")


def paper_date(day: date | None) -> str:
    """Ngày trong bảng — 05/02/1975, dotted where unknown."""
    return f"{day:%d/%m/%Y}" if day else ""


def born(person: Person) -> str:
    """Ngày sinh — or the year alone where only that is known."""
    return paper_date(person.birth_on) or (str(person.birth_year) if person.birth_year else "")


def _birth_cells(person: Person) -> tuple[str, str]:
    """Men in the first column, women in the second; sex not said goes to the first."""
    return ("", born(person)) if person.sex == "female" else (born(person), "")


def people_table(
    lines: Iterable[Line],
    *,
    secrets: Mapping[int, PersonSecret | None] | None = None,
    note: str = "Ghi chú",
    small: bool = False,
) -> Table:
    """Bảng trích ngang — the classic columns; restricted ones only when their facts are given."""
    columns = [
        Column("STT", 0.9, "center"),
        Column("Họ và tên", 3),
        Column("Nam", 1.9, "center", BIRTH),
        Column("Nữ", 1.9, "center", BIRTH),
        Column("Chức vụ", 3.2),
        Column("Đơn vị", 2.8),
    ]
    if secrets is not None:
        columns += [Column(title, width) for title, width in RESTRICTED.items()]
    columns.append(Column(note, 2))
    rows = []
    for number, line in enumerate(lines, start=1):
        row = [str(number), line.person.full_name, *_birth_cells(line.person), line.post, line.unit]
        if secrets is not None:
            row += _secret_cells(secrets.get(line.person.pk))
        rows.append((*row, line.note))
    return Table(tuple(columns), tuple(rows), small=small or secrets is not None)


def _secret_cells(secret: PersonSecret | None) -> list[str]:
    if secret is None:
        return ["", "", "", ""]
    return [secret.ethnicity, paper_date(secret.party_official_on), secret.theory_level, secret.phone]


def days_words(first: date | None, last: date | None) -> str:
    """Thời gian học — "từ ngày 18 tháng 8 năm 2025 đến ngày 20 tháng 8 năm 2025"; dotted where unknown."""
    if first is None:
        return "……"
    if last is None or last == first:
        return date_words(first)
    return f"từ {date_words(first)} đến {date_words(last)}"


def place_words(training_class: TrainingClass | None, course: Course) -> str:
    """Địa điểm — the room and its venue, else the place that the course names; dotted where unknown."""
    room = training_class.home_room if training_class else None
    if room is not None:
        return room.name if room.name == room.venue.name else f"{room.name}, {room.venue.name}"
    return course.place_text or "……"


def total_row(columns: Sequence[Column], label: str, totals: Mapping[int, int]) -> tuple[str, ...]:
    """Dòng cộng — the label in the second column, sums where they are given."""
    return tuple(label if i == 1 else format_number(totals[i]) if i in totals else "" for i in range(len(columns)))
