"""Giấy mời giảng viên, giấy giới thiệu — who is asked to teach what, when and where."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.papers import paper_frame, signature_of
from boiduong.course.delivery.scheduling.models import Entry, LecturerRequest
from boiduong.course.delivery.scheduling.papers.timetable import HALF_NAMES, issuer_of
from boiduong.course.delivery.scheduling.queries import current_version, draft_version, entries_of
from boiduong.engines.typesetting import Block, Column, FactList, Paper, Paragraph, Table
from boiduong.engines.vietnamese import date_range, weekday

COLUMNS = (
    Column("Thời gian", 3, "center"),
    Column("Lớp", 2, "center"),
    Column("Chuyên đề", 6),
    Column("Địa điểm", 3),
)


def invitation_paper(request: LecturerRequest, *, on: date) -> Paper:
    """Giấy mời — the topics asked for; with the half-days where the timetable says them already."""
    course, entries = request.course, _sessions(request)
    dates = date_range(course.starts_on, course.ends_on) if course.starts_on and course.ends_on else "……"
    frame = paper_frame(issuer_of(course), kind="invitation", on=on)
    blocks: tuple[Block, ...] = (
        Paragraph(f"{frame['issuer']} trân trọng mời {_who(request)} tham gia giảng dạy {_course(course)}."),
        FactList((("Thời gian của khóa", dates), ("Địa điểm", course.place_text or "……"))),
    )
    if entries:
        blocks += (Paragraph("Các buổi mời giảng:"), _table(entries))
    else:
        blocks += (Paragraph("Chuyên đề mời giảng: " + "; ".join(_topics(request)) + "."),)
    closing = "Đề nghị trả lời nhận hoặc báo bận qua đường dẫn riêng gửi kèm giấy này, để nhà trường xếp lịch."
    return Paper(
        **frame,
        title="GIẤY MỜI",
        subject="Giảng dạy, báo cáo chuyên đề",
        year=on.year,
        addressed_to=(request.lecturer.label,),
        blocks=(*blocks, Paragraph(closing)),
        signature=signature_of(issuer_of(course), on=on),
        recipients=("Như trên;", "Lưu: VT, ĐT."),
        synthetic=course.synthetic,
    )


def mission_paper(request: LecturerRequest, *, on: date) -> Paper:
    """Giấy giới thiệu — the lecturer goes to teach the sessions of the timetable; the host writes when they came."""
    course, entries = request.course, _sessions(request)
    frame = paper_frame(issuer_of(course), kind="mission_letter", on=on)
    until = entries[-1].day if entries else course.ends_on
    valid = f"Giấy này có giá trị đến hết ngày {until:%d/%m/%Y}." if until else "Giấy này có giá trị đến hết khóa."
    return Paper(
        **frame,
        title="GIẤY GIỚI THIỆU",
        year=on.year,
        blocks=(
            Paragraph(f"{frame['issuer']} trân trọng giới thiệu {_who(request)} đến giảng dạy {_course(course)}."),
            *((_table(entries),) if entries else ()),
            Paragraph("Đề nghị nơi tiếp nhận tạo điều kiện để giảng viên hoàn thành nhiệm vụ."),
            Paragraph(valid),
            Paragraph("Ngày đến: ……/……/…………; ngày đi: ……/……/…………"),
            Paragraph("Xác nhận của nơi đến: ………………………………………………"),
        ),
        signature=signature_of(issuer_of(course), on=on),
        recipients=("Như trên;", "Lưu: VT."),
        synthetic=course.synthetic,
    )


def _who(request: LecturerRequest) -> str:
    lecturer = request.lecturer
    if lecturer.person is None:
        return lecturer.label
    titles = {"female": "bà", "male": "ông"}
    post = ", ".join(part for part in (lecturer.post_text, lecturer.body_text) if part)
    return f"{titles.get(lecturer.person.sex, 'ông (bà)')} {lecturer.label}{f', {post}' if post else ''}"


def _course(course: Course) -> str:
    return course.title[:1].lower() + course.title[1:]


def _topics(request: LecturerRequest) -> list[str]:
    versions = {c.version_id for c in request.course.classes.all()}
    rows = Topic.objects.filter(version__in=versions, lecturers__lecturer=request.lecturer).order_by("position")
    return [topic.title for topic in rows] or ["do hai bên thống nhất"]


def _sessions(request: LecturerRequest) -> list[Entry]:
    """Sessions of the lecturer on the timetable in force, else on the draft."""
    version = current_version(request.course) or draft_version(request.course)
    if version is None:
        return []
    return [*entries_of(version).filter(lecturers__lecturer=request.lecturer).distinct()]


def _table(entries: Sequence[Entry]) -> Table:
    return Table(columns=COLUMNS, rows=tuple(_row(entry) for entry in entries), small=True)


def _row(entry: Entry) -> tuple[str, ...]:
    starts = timezone.localtime(entry.starts_at)
    half = HALF_NAMES.get(entry.half, entry.half)
    return (
        f"{half} {weekday(entry.day)}\n{entry.day:%d/%m/%Y}, {starts:%H:%M}",
        ", ".join(c.training_class.label for c in entry.classes.all()),
        entry.topic.title if entry.topic is not None else "",
        entry.room.name if entry.room is not None else entry.place_text,
    )
