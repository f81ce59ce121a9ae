"""Dùng chung cho các trang hồ sơ — who asks, how a record reads, its address."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.queries import course_path
from boiduong.course.recognition.personnel_records.models import TrainingRecord
from boiduong.course.recognition.personnel_records.rules import TRAINING_RECORD, months
from boiduong.engines import spreadsheets
from boiduong.engines.vietnamese import birth_text
from boiduong.foundation.people.models import Person
from boiduong.web.lists import xlsx_response

TAGS = {"declared": "wait", "confirmed": "info", "sent": "info", "filed": "good", "rejected": "bad"}
# The columns of table "Đào tạo, bồi dưỡng" of mẫu 2C stand in the middle, between the person and the result.
COLUMNS = (
    "Họ và tên",
    "Ngày sinh",
    "Đơn vị",
    "Tên trường",
    "Chuyên ngành đào tạo, bồi dưỡng",
    "Từ tháng, năm – đến tháng, năm",
    "Hình thức",
    "Văn bằng, chứng chỉ",
    "Số tiết",
    "Kết quả",
)


def crumbs(course: Course, *, inside: bool = False) -> list[tuple[str, str]]:
    """Đường dẫn — from the courses to the step."""
    path = course_path(course)
    step = (gettext("Personnel files"), reverse("personnel_records:step", args=[course.slug]))
    return [*path, step] if inside else path


@cache
def _pattern() -> str:
    """The address of a transcript, worked out once and not once a row."""
    return reverse("personnel_records:transcript", args=[UUID(int=0)])


def person_address(uid: UUID) -> str:
    """Địa chỉ quá trình bồi dưỡng theo mã người."""
    return _pattern().replace(str(UUID(int=0)), str(uid))


def address(person: Person) -> str:
    """Địa chỉ quá trình bồi dưỡng của một người."""
    return person_address(person.uid)


def line(record: TrainingRecord) -> dict[str, object]:
    """Một dòng để xem — months, the word and the color of its state."""
    return {
        "record": record,
        "months": months(record.from_on, record.to_on),
        "word": gettext(TRAINING_RECORD.states[record.state]),
        "tag": TAGS[record.state],
    }


def xlsx_2c(name: str, records: Iterable[TrainingRecord]) -> HttpResponse:
    """Bảng tính với các cột của mẫu 2C — for the unit's own personnel software."""
    rows = [
        (
            r.person.full_name, birth_text(r.person.birth_on, r.person.birth_year), r.unit_text, r.school_text,
            r.name, months(r.from_on, r.to_on), r.form_text, r.paper_text, str(r.periods or ""), r.result_text,
        )
        for r in records
    ]  # fmt: skip
    sheet = spreadsheets.Sheet(
        title="Đào tạo, bồi dưỡng", columns=tuple(spreadsheets.Column(title) for title in COLUMNS), rows=rows
    )
    return xlsx_response(name, sheet)
