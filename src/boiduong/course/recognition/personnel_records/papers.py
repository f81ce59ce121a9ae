"""Văn bản gửi kết quả — a letter with one page a unit, and a result slip for each person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.papers import PaperFrame, in_text
from boiduong.course.recognition.personnel_records.models import TrainingRecord
from boiduong.course.recognition.personnel_records.rules import months
from boiduong.engines.typesetting import Column, FactList, Paper, Paragraph, Signature, Table
from boiduong.engines.vietnamese import date_short

LETTER_COLUMNS = (
    Column("STT", 0.6, "center"),
    Column("Họ và tên", 2.4),
    Column("Ngày sinh", 1.3, "center"),
    Column("Kết quả", 1.8),
    Column("Văn bằng, chứng chỉ", 4.2),
)


def _birth(record: TrainingRecord) -> str:
    person = record.person
    return date_short(person.birth_on) if person.birth_on else str(person.birth_year or "")


def letter(
    course: Course, frame: PaperFrame, signature: Signature, unit_name: str, records: Sequence[TrainingRecord]
) -> Paper:
    """Công văn gửi kết quả cho một đơn vị — its own people and nobody else's."""
    rows = tuple(
        (str(n), record.person.full_name, _birth(record), record.result_text, record.paper_text)
        for n, record in enumerate(records, start=1)
    )
    return Paper(
        **frame,
        subject=f"V/v gửi kết quả {in_text(course.title)}",
        addressed_to=(unit_name,),
        blocks=(
            Paragraph(
                f"{frame['issuer']} gửi kết quả {in_text(course.title)} của {len(records)} học viên do đơn vị cử:"
            ),
            Table(LETTER_COLUMNS, rows, small=True),
            Paragraph(
                "Đề nghị đơn vị lưu phiếu kết quả kèm theo vào hồ sơ cán bộ, ghi vào mục đào tạo, bồi dưỡng của "
                "sơ yếu lý lịch (mẫu 2C) và xác nhận lại với cơ sở đào tạo."
            ),
        ),
        signature=signature,
        recipients=("Như trên;", "Lưu: VT, hồ sơ lớp."),
        synthetic=course.synthetic,
    )


def slip(course: Course, frame: PaperFrame, signature: Signature, record: TrainingRecord) -> Paper:
    """Phiếu kết quả bồi dưỡng — one page for the paper file, with the columns of mẫu 2C."""
    facts: Mapping[str, str] = {
        "Họ và tên": record.person.full_name,
        "Ngày sinh": _birth(record),
        "Đơn vị": record.unit_text,
        "Tên trường": record.school_text,
        "Tên khóa bồi dưỡng": record.name,
        "Từ tháng, năm – đến tháng, năm": months(record.from_on, record.to_on),
        "Hình thức": record.form_text,
        "Số tiết": str(record.periods) if record.periods else "",
        "Kết quả": record.result_text,
        "Văn bằng, chứng chỉ": record.paper_text,
    }
    return Paper(
        **frame,
        title="PHIẾU KẾT QUẢ",
        subject="Bồi dưỡng cán bộ, công chức",
        blocks=(FactList(tuple(facts.items())),),
        signature=signature,
        synthetic=course.synthetic,
    )
