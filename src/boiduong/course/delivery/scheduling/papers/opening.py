"""Chương trình khai giảng — who does what at the opening: the decisions read out, the speeches, the first matters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from boiduong.course.delivery.courses.models import Ceremony, Course, StaffDuty, TrainingClass
from boiduong.course.delivery.courses.papers import in_text, paper_frame, signature_of
from boiduong.course.delivery.scheduling.models import Entry, TimetableVersion
from boiduong.course.delivery.scheduling.papers.timetable import issuer_of
from boiduong.course.delivery.scheduling.queries import current_version, entries_of
from boiduong.engines.typesetting import Column, FactList, Paper, Paragraph, Table
from boiduong.engines.vietnamese import date_short, weekday
from boiduong.foundation.documents.models import Document
from boiduong.foundation.organizations.queries import name_on

COLUMNS = (
    Column("STT", 0.6, "center"),
    Column("Thời gian", 1.4, "center"),
    Column("Nội dung", 5),
    Column("Người thực hiện", 3),
)
Line = tuple[str, str]


def opening_programs(course: Course, *, on: date) -> list[Paper]:
    """Chương trình khai giảng của khóa — one for each opening on the timetable; one to fill in while there is none."""
    version = current_version(course)
    entries = [one for one in entries_of(version) if one.activity == "opening"] if version else []
    if entries and version is not None:
        return [_program(course, _classes(entry), entry, version, on=on) for entry in entries]
    return [_program(course, [*course.classes.order_by("position")], None, None, on=on)]


def _classes(entry: Entry) -> list[TrainingClass]:
    return [one.training_class for one in entry.classes.all()]


def _program(
    course: Course,
    classes: list[TrainingClass],
    entry: Entry | None,
    version: TimetableVersion | None,
    *,
    on: date,
) -> Paper:
    """One sheet; what nobody has said prints as a dotted line or an empty cell, for the office to write."""
    issuer = issuer_of(course)
    frame = paper_frame(issuer, kind="timetable", on=on)
    frame["code"] = ""  # A program of a ceremony is a sheet on the table: it gets no number.
    ceremony = _ceremony(course, classes)
    lines = _lines(course, classes, ceremony, version, entry)
    when = timezone.localtime(entry.starts_at) if entry else None
    ends = timezone.localtime(entry.ends_at) if entry else None
    rows = [
        (str(n), f"{when:%H:%M}" if when and n == 1 else "", what, who) for n, (what, who) in enumerate(lines, start=1)
    ]
    if ends:
        rows.append((str(len(rows) + 1), f"{ends:%H:%M}", "Kết thúc lễ khai giảng", ""))
    named = in_text(course.title) if len(classes) > 1 else _named(course, classes)
    day = when.date() if when else (ceremony.day if ceremony else None)
    return Paper(
        **frame,
        title="CHƯƠNG TRÌNH",
        subject=f"Khai giảng {named}",
        year=on.year,
        blocks=(
            FactList(
                (
                    ("Thời gian", f"{when:%H giờ %M}, {_day(when.date())}" if when else (_day(day) if day else "")),
                    ("Địa điểm", _place(course, classes, entry)),
                    ("Chủ trì", ceremony.chair_text if ceremony else ""),
                )
            ),
            Table(COLUMNS, tuple(rows)),
            Paragraph("Đại biểu và học viên có mặt trước giờ khai giảng 15 phút.", style="note"),
        ),
        signature=signature_of(issuer, on=on),
        recipients=("Đại biểu;", "Chủ nhiệm lớp;", "Lưu: VT, hồ sơ khóa."),
        synthetic=course.synthetic,
        issuer_in_text=name_on(issuer, on),
    )


def _day(day: date) -> str:
    return f"{weekday(day)}, ngày {date_short(day)}"


def _named(course: Course, classes: list[TrainingClass]) -> str:
    only = classes[0] if classes else None
    if only is None or course.has_one_class:
        return in_text(course.title)
    return f"{in_text(only.label)}, {in_text(course.title)}"


def _place(course: Course, classes: list[TrainingClass], entry: Entry | None) -> str:
    if entry is not None and entry.room is not None:
        return entry.room.name
    said = entry.place_text if entry else ""
    return said or course.place_text


def _ceremony(course: Course, classes: list[TrainingClass]) -> Ceremony | None:
    """What was said of the opening: of one of these classes before that of the course."""
    ours = {one.pk for one in classes}
    rows = [one for one in course.ceremonies.all() if one.kind == "opening"]
    fitting = [one for one in rows if one.training_class_id is None or one.training_class_id in ours]
    return min(fitting, key=lambda one: (one.training_class_id is None, one.pk), default=None)


def _lines(
    course: Course,
    classes: list[TrainingClass],
    ceremony: Ceremony | None,
    version: TimetableVersion | None,
    opening: Entry | None,
) -> list[Line]:
    """The order of the matters; acts that were said of this ceremony stand in the place of the usual speech."""
    acts = [part.strip() for part in (ceremony.acts_text if ceremony else "").split(";") if part.strip()]
    speeches = [(_sentence(act), "") for act in acts]
    if not any("phát biểu" in act.lower() for act in acts):
        speeches.append(("Phát biểu khai giảng", ceremony.chair_text if ceremony else ""))
    return [
        ("Ổn định tổ chức; chào cờ", "Ban Tổ chức"),
        ("Tuyên bố lý do, giới thiệu đại biểu", "Ban Tổ chức"),
        (f"Công bố {_decisions(classes)}; trao quyết định phân công chủ nhiệm lớp", _managers(classes)),
        *speeches,
        ("Phát biểu của đại diện học viên", "Đại diện học viên"),
        ("Phổ biến nội quy, lịch học; ra mắt ban cán sự, chia tổ", "Chủ nhiệm lớp"),
        *_first_topic(version, opening),
    ]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _decisions(classes: list[TrainingClass]) -> str:
    pks = {one.opening_id for one in classes if one.opening_id}
    found = Document.objects.filter(pk__in=pks).exclude(number_text="").order_by("issued_on", "id")
    numbers = ", ".join(found.values_list("number_text", flat=True))
    return f"quyết định mở lớp số {numbers}" if numbers else "quyết định mở lớp"


def _managers(classes: Iterable[TrainingClass]) -> str:
    """Those whose appointment is read out, by their last appointment; blank where nobody is appointed."""
    rows = StaffDuty.objects.filter(training_class__in=[one.pk for one in classes], duty="class_manager", site=None)
    latest = {row.training_class_id: row for row in rows.select_related("person").order_by("starts_on", "id")}
    names = dict.fromkeys(row.person.full_name for _, row in sorted(latest.items()))
    return f"Ban Tổ chức; chủ nhiệm lớp: {', '.join(names)}" if names else "Ban Tổ chức"


def _first_topic(version: TimetableVersion | None, opening: Entry | None) -> list[Line]:
    """The first lesson follows in the same half-day."""
    if version is None or opening is None:
        return []
    for entry in entries_of(version):
        same = (entry.day, entry.half) == (opening.day, opening.half)
        if same and entry.topic is not None and entry.starts_at >= opening.ends_at:
            return [(f"Vào chuyên đề: {entry.topic.title}", "; ".join(x.lecturer.label for x in entry.lecturers.all()))]
    return []
