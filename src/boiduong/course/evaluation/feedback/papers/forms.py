"""Phiếu đánh giá để trống, phiếu hiệu quả sau bồi dưỡng — forms that people fill in on paper."""

from __future__ import annotations

from datetime import date

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.papers import in_text, paper_frame
from boiduong.course.delivery.courses.queries import body_for
from boiduong.course.evaluation.feedback.queries import form_on, rules_on
from boiduong.course.evaluation.feedback.rules import DEFAULT_FORM, HIGHEST, LOWEST, FormBody, read_form
from boiduong.engines.typesetting import Block, Column, FactList, Heading, Paper, Paragraph, Signature, Table
from boiduong.engines.vietnamese import percent, range_digits
from boiduong.foundation.organizations.queries import name_on

SCALE = f"Điểm từ {LOWEST} đến {HIGHEST}"
COLUMNS = (
    Column("STT", 0.9, "center"),
    Column("Chỉ báo", 6.4),
    *(Column(str(point), 0.75, "center", group=SCALE) for point in range(LOWEST, HIGHEST + 1)),
)
REMARKS = (
    ("Điều hữu ích nhất", ""),
    ("", ""),
    ("Điều cần sửa", ""),
    ("", ""),
    ("Tình huống muốn được trao đổi thêm", ""),
    ("", ""),
)
# Example indicators of the effect after training; an institution writes its own wording.
EFFECT = (
    "Người được cử vận dụng kiến thức đã học vào nhiệm vụ được giao",
    "Chất lượng, tiến độ tham mưu, xử lý công việc sau khi học",
    "Kỹ năng lãnh đạo, quản lý, phối hợp và giải quyết tình huống",
    "Chia sẻ kiến thức, kinh nghiệm đã học với đồng nghiệp",
    "Thực hiện kế hoạch, cam kết nêu trong bài thu hoạch",
)


def blank_forms(course: Course, *, on: date) -> list[Paper]:
    """Phiếu đánh giá để trống — the form in force, else the example; no name is asked, one cross a line."""
    issuer = body_for(course, "manage_class")
    held = form_on(course.institution, on)
    body = read_form(held.body if held is not None else DEFAULT_FORM)
    blank = rules_on(course.institution, on).invalid_blank_share
    frame = paper_frame(issuer, kind="evaluation_report", on=on)
    frame["code"] = ""
    blocks: list[Block] = [
        FactList((("Số phiếu", ""), ("Lớp", in_text(course.title)), ("Thời gian", _days(course)))),
        Paragraph(
            f"Người trả lời không ghi tên. Mỗi dòng đánh dấu X vào một ô điểm; {HIGHEST} là tốt nhất. "
            f"Phiếu bỏ trống quá {percent(round(blank * 100, 2))} số chỉ báo không được tính.",
            style="note",
        ),
    ]
    return [
        Paper(
            **frame,
            title="PHIẾU ĐÁNH GIÁ",
            subject="Chất lượng bồi dưỡng",
            year=on.year,
            blocks=(*blocks, *_indicators(body), Heading("Ý KIẾN KHÁC"), FactList(REMARKS)),
            synthetic=course.synthetic,
            issuer_in_text=name_on(issuer, on),
        )
    ]


def _indicators(body: FormBody) -> list[Block]:
    """One table for all criteria: the head of ten points stands once, the criteria are rows of their own."""
    rows: list[tuple[str, ...]] = []
    criterion, empty = "", ("",) * (HIGHEST - LOWEST + 1)
    for number, one in enumerate(body.indicators, start=1):
        if one.criterion != criterion:
            criterion = one.criterion
            rows.append(("", criterion.upper(), *empty))
        rows.append((str(number), one.text, *empty))
    return [Table(COLUMNS, tuple(rows), small=True)]


def _days(course: Course) -> str:
    return range_digits(course.starts_on, course.ends_on) if course.starts_on and course.ends_on else ""


def effect_forms(course: Course, *, on: date) -> list[Paper]:
    """Phiếu hiệu quả sau bồi dưỡng — filled by the head of the unit three to six months later; an example form."""
    issuer = body_for(course, "manage_class")
    frame = paper_frame(issuer, kind="evaluation_report", on=on)
    frame["code"] = ""
    rows = tuple((str(n), text, *("",) * (HIGHEST - LOWEST + 1)) for n, text in enumerate(EFFECT, start=1))
    return [
        Paper(
            **frame,
            title="PHIẾU ĐÁNH GIÁ HIỆU QUẢ SAU BỒI DƯỠNG",
            subject="Dùng cho thủ trưởng đơn vị cử người học",
            year=on.year,
            blocks=(
                FactList(
                    (
                        ("Khóa", in_text(course.title)),
                        ("Thời gian", _days(course)),
                        ("Họ và tên người được cử học", ""),
                        ("Chức vụ", ""),
                        ("Đơn vị", ""),
                    )
                ),
                Table(COLUMNS, rows, small=True),
                FactList((("Việc làm được nhờ khóa học", ""), ("Khó khăn khi vận dụng", ""), ("Đề nghị", ""))),
            ),
            signature=Signature(("THỦ TRƯỞNG ĐƠN VỊ",), note="Ký, ghi rõ họ tên, đóng dấu"),
            synthetic=course.synthetic,
            issuer_in_text=name_on(issuer, on),
        )
    ]
