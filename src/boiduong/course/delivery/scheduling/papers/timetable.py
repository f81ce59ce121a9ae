"""Lịch học — the official timetable: one table for one class, one annex a class for several."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.papers import paper_frame, signature_of
from boiduong.course.delivery.courses.queries import body_for
from boiduong.course.delivery.scheduling.models import Entry, TimetableVersion
from boiduong.course.delivery.scheduling.queries import adjustment_number, entries_of
from boiduong.engines.typesetting import Annex, Block, Column, FactList, Paper, Paragraph, Table
from boiduong.engines.vietnamese import date_range, weekday
from boiduong.foundation.organizations.models import Unit

HALF_NAMES = {"morning": "Sáng", "afternoon": "Chiều", "evening": "Tối"}
ACTIVITY_NAMES = {
    "opening": "Khai giảng",
    "closing": "Bế giảng",
    "self_study": "Tự nghiên cứu",
    "meeting": "Sinh hoạt lớp",
}
COLUMNS = (
    Column("Ngày", 1.3, "center"),
    Column("Buổi", 0.8, "center"),
    Column("Thời gian", 1.5, "center"),
    Column("Nội dung", 5),
    Column("Số tiết", 0.7, "center"),
    Column("Giảng viên, báo cáo viên", 2.6),
    Column("Địa điểm", 1.8),
    Column("Ghi chú", 1.2),
)


def issuer_of(course: Course) -> Unit:
    """Nơi ban hành lịch — the body that manages the classes."""
    return body_for(course, "manage_class")


def timetable_paper(version: TimetableVersion, *, on: date) -> Paper:
    """Lịch học — "Lịch học" or "(điều chỉnh lần n)", rows = buổi, in Vietnamese."""
    course = version.course
    entries = [*entries_of(version)]
    classes = [*course.classes.filter(entries__entry__version=version).distinct()]
    adjusted = adjustment_number(version)
    subject = course.title + (f"\n(Điều chỉnh lần {adjusted})" if adjusted else "")
    several = len(classes) > 1
    blocks: tuple[Block, ...] = _head(course, entries)
    if several:
        lines = tuple((c.label, _range(_of_class(entries, c))) for c in classes)
        blocks += (Paragraph("Lịch học của từng lớp kèm theo:"), FactList(lines))
    else:
        blocks += (_table(entries),)
    return Paper(
        **paper_frame(issuer_of(course), kind="timetable", on=on),
        title="LỊCH HỌC",
        subject=subject,
        year=on.year,
        blocks=(*blocks, Paragraph(_note(adjusted), style="note")),
        signature=signature_of(issuer_of(course), on=on),
        recipients=("Giảng viên, báo cáo viên;", "Học viên các lớp;", "Chủ nhiệm lớp;", "Lưu: VT, ĐT."),
        annexes=tuple(
            Annex(
                title=f"LỊCH HỌC {c.label.upper()}",
                blocks=(_table(_of_class(entries, c), joint=True),),
                landscape=True,
            )
            for c in classes
        )
        if several
        else (),
        landscape=not several,
        synthetic=course.synthetic,
    )


def _note(adjusted: int) -> str:
    if adjusted:
        return "Lịch này thay lịch đã ban hành trước đó; các buổi đã học giữ nguyên."
    return "Học viên có mặt trước giờ học 10 phút. Khi lịch thay đổi, học viên nhận lịch điều chỉnh."


def _head(course: Course, entries: Sequence[Entry]) -> tuple[Block, ...]:
    intake = course.intake_text.removeprefix("Khóa ").removeprefix("khóa ")
    rows = [("Khóa", intake)] if intake else []
    rows += [("Thời gian", _range(entries)), ("Địa điểm", course.place_text or _places(entries))]
    return (FactList(tuple(rows)),)


def _range(entries: Sequence[Entry]) -> str:
    days = [e.day for e in entries]
    return date_range(min(days), max(days)) if days else ""


def _places(entries: Sequence[Entry]) -> str:
    return "; ".join(sorted({_place(e) for e in entries} - {""}))


def _of_class(entries: Sequence[Entry], training_class: TrainingClass) -> list[Entry]:
    return [e for e in entries if any(c.training_class_id == training_class.pk for c in e.classes.all())]


def _table(entries: Sequence[Entry], *, joint: bool = False) -> Table:
    return Table(columns=COLUMNS, rows=tuple(_row(e, joint=joint) for e in entries), small=True)


def _row(entry: Entry, *, joint: bool) -> tuple[str, ...]:
    starts, ends = timezone.localtime(entry.starts_at), timezone.localtime(entry.ends_at)
    together = joint and len(entry.classes.all()) > 1
    return (
        f"{weekday(entry.day)}\n{entry.day:%d/%m/%Y}",
        HALF_NAMES.get(entry.half, entry.half),
        f"{starts:%H:%M}–{ends:%H:%M}",
        entry.topic.title if entry.topic is not None else ACTIVITY_NAMES.get(entry.activity, ""),
        str(entry.periods),
        "; ".join(x.lecturer.label for x in entry.lecturers.all()),
        _place(entry),
        "Học chung" if together else "",
    )


def _place(entry: Entry) -> str:
    return entry.room.name if entry.room is not None else entry.place_text
