"""Chương trình bồi dưỡng — the paper: parts, topics with periods and lecturers, field study, work and results."""

from __future__ import annotations

from datetime import date

from boiduong.course.curriculum.programs.models import CompletionItem, ProgramPart, ProgramVersion
from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.curriculum.topics.queries import topics_of
from boiduong.engines.typesetting import Block, Bullets, Column, Heading, Paper, Paragraph, Table
from boiduong.engines.vietnamese import number
from boiduong.foundation.documents.papers import CAPACITIES, paper_frame, signature_of

KINDS = {
    "lecture": "Lý thuyết", "report": "Báo cáo", "discussion": "Thảo luận", "exchange": "Trao đổi kinh nghiệm",
    "situations": "Xử lý tình huống", "exercise": "Bài tập", "role_play": "Đóng vai",
    "field_study": "Nghiên cứu thực tế", "site_visit": "Tham quan", "placement": "Thực tập",
    "range": "Bắn đạn thật", "study_abroad": "Học ở nước ngoài",
    "writing": "Viết thu hoạch", "self_study": "Tự học", "video": "Bài ghi hình",
    "orientation": "Phổ biến quy chế", "other": "Hoạt động khác",
}  # fmt: skip
COLUMNS = (
    Column("STT", 0.5, "center"),
    Column("Nội dung", 4),
    Column("Hình thức", 1.3),
    Column("Số tiết", 0.7, "center"),
    Column("Giảng viên, báo cáo viên", 2.4),
)


def _row(position: int, topic: Topic) -> tuple[str, ...]:
    teachers = "; ".join(row.lecturer.label for row in topic.lecturers.all())
    where = f" ({topic.where_text})" if topic.where_text else ""
    elective = "" if topic.required else " (tự chọn)"
    return (
        str(position),
        f"{topic.title}{where}{elective}",
        KINDS.get(topic.kind, ""),
        str(topic.periods or ""),
        teachers,
    )


def _part_blocks(part: ProgramPart | None, topics: list[Topic]) -> list[Block]:
    """A heading, what is chosen, and the table of topics."""
    blocks: list[Block] = []
    if part is not None:
        blocks.append(Heading(part.title))
        if part.choose_at_least:
            blocks.append(Paragraph(f"Học viên chọn ít nhất {part.choose_at_least} nội dung của phần này."))
    if topics:
        total = sum(topic.periods or 0 for topic in topics)
        rows = tuple(_row(n, topic) for n, topic in enumerate(topics, start=1))
        blocks.append(Table(COLUMNS, rows, total=("", "Cộng", "", str(total or ""), "")))
    return blocks


def _judging(item: CompletionItem) -> str:
    """One line about a piece of work: scale, what passes, alternatives."""
    if item.scale == "points":
        scale = f"chấm theo thang điểm {number(item.scale_max or 0)}"
        if item.pass_share is not None and item.scale_max is not None:
            scale += f", đạt từ {number(item.pass_share * item.scale_max)} điểm"
    elif item.scale == "bands":
        names = [str(band.get("name", "")) if isinstance(band, dict) else str(band) for band in item.bands]
        scale = "xếp mức " + ", ".join(name for name in names if name)
    else:
        scale = "đánh giá đạt hoặc không đạt"
    forms = f" ({item.forms_text})" if item.forms_text else ""
    choice = ", chọn một trong các hình thức cùng nhóm" if item.one_of else ""
    return f"{item.title}{forms}: {scale}{choice};"


def _assessment(items: list[CompletionItem]) -> list[Block]:
    if not items:
        return []
    lines = [_judging(item) for item in items]
    lines[-1] = lines[-1].rstrip(";") + "."
    return [Heading("ĐÁNH GIÁ KẾT QUẢ"), Bullets(tuple(lines))]


def program_paper(version: ProgramVersion, *, on: date, synthetic: bool = False) -> Paper:
    """Bản Chương trình bồi dưỡng — by part; what belongs to none comes last, an orientation first."""
    program = version.program
    topics = list(topics_of(version))
    loose = [topic for topic in topics if topic.part_id is None]
    first = [topic for topic in loose if topic.kind == "orientation"]
    last = [topic for topic in loose if topic.kind != "orientation"]
    blocks: list[Block] = []
    total = sum(topic.periods or 0 for topic in topics)
    size = f"{len(topics)} nội dung" + (f", {number(total)} tiết" if total else "")
    blocks.append(Paragraph(f"Chương trình gồm {size}."))
    if version.taken_from_text:
        blocks.append(Paragraph(f"Biên soạn từ {version.taken_from_text}."))
    blocks += _part_blocks(None, first)
    parts = list(version.parts.order_by("position"))
    for part in parts:
        blocks += _part_blocks(part, [topic for topic in topics if topic.part_id == part.pk])
    blocks += [Heading("Nội dung chung")] if parts and last else []
    blocks += _part_blocks(None, last)
    blocks += _assessment(list(version.items.order_by("position")))
    issuer = program.issuer
    assert issuer is not None, "a program without issuing body has no paper"  # noqa: S101 - the service refuses it
    frame = paper_frame(issuer, kind="program", on=on)
    subject = program.name.removeprefix("Chương trình ")
    signature = signature_of(issuer, on=on)
    is_school = signature.capacity == CAPACITIES["school"]
    return Paper(
        **frame,
        year=on.year,
        title="CHƯƠNG TRÌNH",
        subject=subject[:1].upper() + subject[1:],
        blocks=tuple(blocks),
        signature=signature,
        recipients=(
            "Các khoa, phòng;" if is_school else "Các đơn vị có liên quan;",
            "Giảng viên, báo cáo viên;",
            "Lưu: VT.",
        ),
        synthetic=synthetic,
    )
