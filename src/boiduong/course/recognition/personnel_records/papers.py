"""Văn bản gửi kết quả — a letter with one page a unit, and a result slip for each person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.papers import PaperFrame, in_text
from boiduong.course.recognition.personnel_records.models import TrainingRecord
from boiduong.course.recognition.personnel_records.queries import YearLine
from boiduong.course.recognition.personnel_records.rules import months
from boiduong.engines.typesetting import Column, FactList, Heading, Paper, Paragraph, Signature, Table
from boiduong.engines.vietnamese import birth_text, date_words
from boiduong.foundation.people.models import Person

LETTER_COLUMNS = (
    Column("STT", 0.6, "center"),
    Column("Họ và tên", 2.4),
    Column("Ngày sinh", 1.3, "center"),
    Column("Kết quả", 1.8),
    Column("Văn bằng, chứng chỉ", 4.2),
)


def letter(
    course: Course, frame: PaperFrame, signature: Signature, unit_name: str, records: Sequence[TrainingRecord]
) -> Paper:
    """Công văn gửi kết quả cho một đơn vị — its own people and nobody else's."""
    rows = tuple(
        (
            str(n),
            record.person.full_name,
            birth_text(record.person.birth_on, record.person.birth_year),
            record.result_text,
            record.paper_text,
        )
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
        "Ngày sinh": birth_text(record.person.birth_on, record.person.birth_year),
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


TRANSCRIPT_COLUMNS = (
    Column("STT", 0.6, "center"),
    Column("Tên trường", 2.2),
    Column("Chuyên ngành đào tạo, bồi dưỡng (tên lớp)", 3.2),
    Column("Từ tháng, năm – đến tháng, năm", 1.5, "center"),
    Column("Hình thức", 1.3),
    Column("Số tiết", 0.9, "center"),
    Column("Văn bằng, chứng chỉ; kết quả", 3.2),
)
YEAR_COLUMNS = (
    Column("Năm", 1, "center"),
    Column("Số tiết đã học", 1.4, "center"),
    Column("Mức trong năm", 1.4, "center"),
    Column("Kết luận", 3),
)
NOT_KNOWN = "chưa xác định"


def transcript_paper(
    person: Person, records: Sequence[TrainingRecord], years: Sequence[YearLine], *, unit: str, on: date
) -> Paper:
    """Phiếu quá trình bồi dưỡng — an unnumbered form for the paper file, signed by the person and the unit."""
    born = birth_text(person.birth_on, person.birth_year)
    rows = tuple(
        (
            str(n), one.school_text, one.name, months(one.from_on, one.to_on), one.form_text,
            str(one.periods) if one.periods is not None else NOT_KNOWN,
            "; ".join(filter(None, (one.paper_text, one.result_text))),
        )
        for n, one in enumerate(records, start=1)
    )  # fmt: skip
    return Paper(
        issuer=unit,
        head="motto",
        title="PHIẾU QUÁ TRÌNH BỒI DƯỠNG",
        subject=f"Tính đến {date_words(on)}",
        blocks=(
            FactList((("Họ và tên", person.full_name), ("Ngày sinh", born), ("Đơn vị công tác", unit))),
            Heading("1. Đào tạo, bồi dưỡng đã qua"),
            Table(TRANSCRIPT_COLUMNS, rows, small=True) if rows else Paragraph("Chưa có lớp nào được xác nhận."),
            Heading("2. Số tiết bồi dưỡng theo năm"),
            Table(YEAR_COLUMNS, tuple(_year(one) for one in years), small=True),
            Paragraph(
                "Lớp tính vào năm kết thúc. Giấy không ghi số tiết thì là chưa xác định, không tính bằng không.",
                style="note",
            ),
        ),
        signatures=(
            Signature(capacity=("NGƯỜI KHAI",), note="(Ký, ghi rõ họ tên)"),
            Signature(capacity=("XÁC NHẬN CỦA", "CƠ QUAN, ĐƠN VỊ"), note="(Ký, đóng dấu)"),
        ),
        synthetic=person.synthetic,
    )


def _year(line: YearLine) -> tuple[str, str, str, str]:
    """One year in the words of the form."""
    counted, need, missing = line.tally, line.need, line.verdict.missing
    said = {
        "enough": "đủ",
        "short": f"chưa đủ, thiếu {missing} tiết",
        "unknown": f"chưa xác định: {counted.unknown} lớp chưa rõ số tiết, thiếu nhiều nhất {missing} tiết",
        "none": "chưa có quy định về mức",
    }
    return str(counted.year), str(counted.periods), str(need.periods) if need else "", said[line.verdict.key]
