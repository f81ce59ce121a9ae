"""Quyết định khen thưởng — the learners named, for what, in the order of the decision of recognition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.papers import (
    authority_line,
    bases_blocks,
    class_in_text,
    paper_frame,
    signature_of,
)
from boiduong.course.recognition.awards.models import RecognitionRow
from boiduong.course.recognition.awards.papers.recognizing import birth_text
from boiduong.engines.typesetting import Annex, Column, Paper, Paragraph, Table
from boiduong.engines.vietnamese import date_words, post_and_unit
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.organizations.queries import name_on

COLUMNS = (
    Column("STT", 0.6, "center"),
    Column("Họ và tên", 2.6),
    Column("Ngày sinh", 1.3, "center"),
    Column("Chức vụ, đơn vị", 4),
    Column("Xếp loại", 1.2, "center"),
    Column("Ghi chú", 1.2),
)


@dataclass(frozen=True)
class Commended:
    """Nội dung khen — the title ("Giấy khen"), for what, and who by the rows that recognized them."""

    title: str
    grounds: str
    rows: Sequence[RecognitionRow]


def commendation_decision(training_class: TrainingClass, issuer: Unit, said: Commended, *, on: date) -> Paper:
    """Quyết định khen thưởng — the sum of money is not written: it follows the rules in force."""
    frame = paper_frame(issuer, kind="commendation_decision", on=on)
    name, signature = name_on(issuer, on), signature_of(issuer, on=on)
    named, title = class_in_text(training_class), said.title[:1].lower() + said.title[1:]
    articles = (
        f"Tặng {title} cho {len(said.rows)} học viên {named} {said.grounds} (danh sách kèm theo).",
        "Kinh phí khen thưởng thực hiện theo quy định hiện hành.",
        "Các bộ phận có liên quan và các học viên có tên trong danh sách chịu trách nhiệm thi hành Quyết định này.",
    )
    return Paper(
        **frame,
        title="QUYẾT ĐỊNH",
        subject=f"Về việc khen thưởng học viên {named}",
        year=on.year,
        blocks=(
            Paragraph(authority_line(frame, signature), style="center"),
            *bases_blocks(training_class.course, [*_decisions(said.rows), "Xét đề nghị của chủ nhiệm lớp;"]),
            Paragraph("QUYẾT ĐỊNH:", style="center"),
            *(Paragraph(text, style="article", lead=f"Điều {n}.") for n, text in enumerate(articles, start=1)),
        ),
        signature=signature,
        recipients=("Như Điều 3;", "Các đơn vị cử học viên;", "Lưu: VT, hồ sơ lớp."),
        annexes=(Annex("DANH SÁCH", f"Học viên được tặng {title}", (_table(said.rows),), landscape=True),),
        synthetic=training_class.course.synthetic,
        issuer_in_text=name,
    )


def _decisions(rows: Sequence[RecognitionRow]) -> list[str]:
    """The decisions by which they were recognized, each once."""
    found = {row.decision_id: row.decision for row in rows}
    return [
        f"Căn cứ Quyết định số {one.number_text} {date_words(one.issued_on)} về việc công nhận kết quả;"
        for one in found.values()
        if one.issued_on
    ]


def _table(rows: Sequence[RecognitionRow]) -> Table:
    lines = []
    for place, row in enumerate(rows, start=1):
        seat = row.enrollment
        where = post_and_unit(seat.post_text, seat.unit_text)
        band = row.band[:1].upper() + row.band[1:]
        lines.append((str(place), seat.person.full_name, birth_text(seat.person), where, band, ""))
    return Table(COLUMNS, tuple(lines), small=True)
