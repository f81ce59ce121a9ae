"""Bảng tổng hợp tình huống, kiến nghị — what a course asked, what was concluded, and which body still answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.papers import in_text, paper_frame, signature_of
from boiduong.course.delivery.situations.models import Situation
from boiduong.course.delivery.situations.rules import FIELDS
from boiduong.engines.typesetting import Block, Bullets, Column, Heading, Paper, Paragraph, Signature, Table
from boiduong.engines.vietnamese import date_digits, headline
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.organizations.queries import name_on, names_on

FIELD_NAMES = {
    "organization": "Tổ chức bộ máy",
    "land": "Đất đai",
    "finance": "Tài chính, ngân sách",
    "procedures": "Thủ tục hành chính",
    "staff": "Nhân sự dôi dư",
    "assets": "Tài sản công",
    "digital": "Chuyển đổi số",
    "party": "Xây dựng Đảng",
    "other": "Lĩnh vực khác",
}
STATE_NAMES = {
    "raised": "Mới nêu",
    "triaged": "Đã phân loại",
    "discussed": "Đã thảo luận",
    "referred": "Đã chuyển cơ quan",
    "answered": "Đã trả lời",
    "approved": "Đã duyệt",
    "published": "Đã công bố",
    "followed": "Đã trả lời, hỏi lại",
}
COLUMNS = (
    Column("STT", 0.6, "center"),
    Column("Lớp", 1.2),
    Column("Tình huống, câu hỏi", 4.2),
    Column("Hướng giải quyết, kết luận", 4.2),
    Column("Căn cứ", 2.2),
    Column("Kết quả", 1.6),
)
REFERRED_COLUMNS = (
    Column("STT", 0.6, "center"),
    Column("Kiến nghị", 5.4),
    Column("Cơ quan trả lời", 3.2),
    Column("Hạn trả lời", 1.6, "center"),
)


def summary(course: Course, situations: Sequence[Situation], *, issuer: Unit, on: date) -> Paper:
    """Bảng tổng hợp — by field, without the name of whoever asked; what was referred stands again at the end."""
    waiting = [one for one in situations if one.state == "referred"]
    blocks: list[Block] = [Heading("I. TÌNH HÌNH CHUNG"), Bullets(tuple(_counts(situations)))]
    blocks.append(Heading("II. NỘI DUNG THEO LĨNH VỰC"))
    place = 0
    for key in FIELDS:
        rows = [one for one in situations if one.field == key]
        if rows:
            blocks.append(
                Table(
                    COLUMNS,
                    tuple(_row(place + n, one) for n, one in enumerate(rows, start=1)),
                    caption=f"{FIELD_NAMES[key]} ({len(rows)})",
                    small=True,
                )
            )
            place += len(rows)
    if waiting:
        blocks += [
            Heading("III. KIẾN NGHỊ CHỜ CƠ QUAN CÓ THẨM QUYỀN TRẢ LỜI"),
            Table(REFERRED_COLUMNS, tuple(_referred(waiting, on)), small=True),
        ]
    blocks.append(Paragraph("Bảng tổng hợp không ghi tên người nêu tình huống.", style="note"))
    return Paper(
        **paper_frame(issuer, kind="situations", on=on),
        title="BẢNG TỔNG HỢP",
        subject=f"Tình huống, kiến nghị nêu tại {in_text(course.title)}",
        year=on.year,
        blocks=tuple(blocks),
        signatures=(Signature(("NGƯỜI TỔNG HỢP",), note="Ký, ghi rõ họ tên"), signature_of(issuer, on=on)),
        recipients=("Các lớp của khóa;", "Cơ quan được hỏi ý kiến;", "Lưu: VT, hồ sơ khóa."),
        landscape=True,
        synthetic=course.synthetic,
        issuer_in_text=name_on(issuer, on),
    )


def _counts(situations: Sequence[Situation]) -> list[str]:
    done = sum(one.conclusion != "" for one in situations)
    waiting = sum(one.state == "referred" for one in situations)
    return [
        f"Tổng số tình huống, kiến nghị: {len(situations)}.",
        f"Đã có kết luận: {done}.",
        f"Đã chuyển cơ quan có thẩm quyền, chờ trả lời: {waiting}.",
        f"Đang phân loại, thảo luận: {len(situations) - done - waiting}.",
    ]


def _row(place: int, one: Situation) -> tuple[str, ...]:
    asked = "\n".join(text for text in (one.title, one.question) if text)
    return (
        str(place),
        headline(one.training_class.label) if one.training_class else "",
        asked,
        one.conclusion or one.options_text,
        one.legal_basis,
        STATE_NAMES.get(one.state, one.state),
    )


def _referred(waiting: Sequence[Situation], on: date) -> list[tuple[str, ...]]:
    names = names_on([one.referred_to_id for one in waiting], on)
    return [
        (
            str(place),
            one.question,
            names.get(one.referred_to_id or 0) or one.referred_text,
            date_digits(one.due_on) if one.due_on else "",
        )
        for place, one in enumerate(waiting, start=1)
    ]
