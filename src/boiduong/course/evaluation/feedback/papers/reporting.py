"""Báo cáo kết quả đánh giá khóa bồi dưỡng — means by criterion and indicator, the index and its band, by class."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.papers import bases_lines, board_of, in_text, paper_frame, signature_of
from boiduong.course.evaluation.feedback.queries import Asked, total_of
from boiduong.course.evaluation.feedback.rules import BANDS, PollResult
from boiduong.engines.typesetting import Block, Bullets, Column, Heading, Paper, Paragraph, Table
from boiduong.engines.vietnamese import headline, number, percent
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.organizations.queries import name_on

BAND_NAMES = dict(zip(BANDS, ("Kém", "Yếu", "Trung bình", "Khá", "Tốt"), strict=True))
CLASS_COLUMNS = (
    Column("Lớp", 2.4),
    Column("Học viên", 1, "center"),
    Column("Phiếu thu về", 1, "center"),
    Column("Phiếu hợp lệ", 1, "center"),
    Column("Chỉ số chung", 1, "center"),
    Column("Mức", 1.2, "center"),
)
CRITERION_COLUMNS = (Column("Tiêu chí", 5), Column("Điểm trung bình", 1.4, "center"))
INDICATOR_COLUMNS = (
    Column("STT", 0.6, "center"),
    Column("Chỉ báo", 5),
    Column("Số trả lời", 1, "center"),
    Column("Điểm trung bình", 1.2, "center"),
)
KEPT_BACK = "Không công bố"


def band_name(band: str) -> str:
    """Tên mức — as the report writes it."""
    return BAND_NAMES.get(band, "")


def _mean(value: float | None) -> str:
    return "" if value is None else number(value, 2)


def evaluation_report(
    course: Course, asked: Sequence[Asked], *, remarks: Sequence[str], issuer: Unit, on: date
) -> Paper:
    """Báo cáo kết quả đánh giá — how many answered, what they said, and no group small enough to be recognized."""
    total = total_of(asked)
    blocks: list[Block] = [
        Paragraph(_opening(course, name_on(issuer, on))),
        Heading("I. CÁCH LẤY PHIẾU"),
        Bullets(_manner(asked)),
        Heading("II. KẾT QUẢ THEO LỚP"),
        Table(CLASS_COLUMNS, tuple(_class_row(one) for one in asked), small=True),
    ]
    if any(not one.shown for one in asked):
        blocks.append(
            Paragraph(
                "Lớp có quá ít phiếu hợp lệ thì không công bố kết quả và không cộng vào kết quả chung, "
                "để không nhận ra ai đã trả lời.",
                style="note",
            )
        )
    if total is not None:
        blocks += _total_blocks(total)
    if remarks:
        blocks += [Heading("V. Ý KIẾN KHÁC"), Bullets(tuple(" ".join(text.split()) for text in remarks[:30]))]
    return Paper(
        **paper_frame(issuer, kind="evaluation_report", on=on),
        title="BÁO CÁO",
        subject=f"Kết quả đánh giá {in_text(course.title)}",
        year=on.year,
        blocks=tuple(blocks),
        signature=signature_of(issuer, on=on),
        recipients=("Cơ quan quản lý bồi dưỡng;", _inner_circle(issuer, on), "Lưu: VT, hồ sơ khóa."),
        synthetic=course.synthetic,
        issuer_in_text=name_on(issuer, on),
    )


def _opening(course: Course, issuer: str) -> str:
    """One sentence: a report names what it carries out and goes on; it decides nothing on that base."""
    bases = bases_lines(course)
    start = f"Thực hiện {bases[0].removeprefix('Căn cứ ').rstrip(' ;.')}, {issuer}" if bases else issuer
    return f"{start} báo cáo kết quả lấy phiếu đánh giá {in_text(course.title)} như sau:"


def _inner_circle(issuer: Unit, on: date) -> str:
    """Whom the results concern inside the house."""
    board = board_of(issuer, on=on)
    return f"{board}, các khoa, phòng;" if board else "Các đơn vị có liên quan;"


def _manner(asked: Sequence[Asked]) -> tuple[str, ...]:
    expected = sum(one.result.expected for one in asked)
    received = sum(one.result.received for one in asked)
    invalid = sum(one.result.invalid for one in asked)
    share = f", đạt {percent(100 * received / expected, 1)}" if expected else ""
    return (
        "Phiếu không ghi tên; mỗi học viên trả lời một lần, mỗi chỉ báo một điểm từ 1 đến 10.",
        f"Số lớp lấy phiếu: {len(asked)}.",
        f"Thu về {number(received)} phiếu của {number(expected)} học viên{share}; "
        f"{number(invalid)} phiếu không hợp lệ vì bỏ trống quá mức.",
    )


def _class_row(one: Asked) -> tuple[str, ...]:
    result = one.result
    counts = (headline(one.poll.training_class.label), str(result.expected), str(result.received), str(result.valid))
    if not one.shown:
        return (*counts, KEPT_BACK, KEPT_BACK)
    return (*counts, _mean(result.index), band_name(result.band))


def _total_blocks(total: PollResult) -> list[Block]:
    criteria = tuple((name, _mean(value)) for name, value in total.criteria())
    rows = tuple(
        (str(place), row.indicator.text, str(row.answers), _mean(row.mean))
        for place, row in enumerate(total.indicators, start=1)
    )
    return [
        Heading("III. KẾT QUẢ CHUNG THEO TIÊU CHÍ"),
        Table(CRITERION_COLUMNS, criteria, total=("Chỉ số chung", _mean(total.index))),
        Paragraph(f"Chỉ số chung của khóa: {_mean(total.index)} trên 10, mức {band_name(total.band).lower()}."),
        Heading("IV. KẾT QUẢ THEO CHỈ BÁO"),
        Table(INDICATOR_COLUMNS, rows, small=True),
    ]
