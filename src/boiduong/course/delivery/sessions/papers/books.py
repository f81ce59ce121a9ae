"""Sổ điểm danh và sổ đầu bài — one page a week for the roll, one line a session for the lesson log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.papers import paper_frame
from boiduong.course.delivery.courses.queries import body_for
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.sessions.models import RollVerdict, Session
from boiduong.course.delivery.sessions.queries import HELD, ON_ROLL, attendance, roll_counts
from boiduong.course.delivery.sessions.rules import LETTERS, Attendance
from boiduong.engines.typesetting import Block, Column, Heading, PageBreak, Paper, Paragraph, Signature, Table
from boiduong.engines.vietnamese import date_digits, headline, number, range_digits

HALF_LETTERS = {"morning": "S", "afternoon": "C", "evening": "T"}
HALF_NAMES = {"morning": "Sáng", "afternoon": "Chiều", "evening": "Tối"}
LEGEND = (
    "Ký hiệu: x có mặt; P vắng có phép; K vắng không phép; M đến muộn; S về sớm; B đã học bù. "
    "Số tiết vắng tính theo tiết, chưa nhân hệ số."
)
SIGNERS = (
    Signature(capacity=("GIẢNG VIÊN",), note="Ký, ghi rõ họ tên"),
    Signature(capacity=("CHỦ NHIỆM LỚP",), note="Ký, ghi rõ họ tên"),
)
LOG_COLUMNS = (
    Column("Ngày", 1.2, "center"),
    Column("Buổi", 0.8, "center"),
    Column("Tiết", 0.6, "center"),
    Column("Chuyên đề", 3),
    Column("Tóm tắt nội dung", 3.4),
    Column("Sĩ số / vắng", 1, "center"),
    Column("Nhận xét", 2),
    Column("Giảng viên ký", 1.4, "center"),
    Column("Chủ nhiệm ký", 1.4, "center"),
)


def roll_paper(training_class: TrainingClass, *, on: date) -> Paper:
    """Sổ điểm danh — a table for each week: rows learners, columns buổi (S, C), absences in tiết."""
    sessions = _held(training_class)
    people = [*_people(training_class)]
    codes = _codes(sessions)
    totals = attendance(training_class)
    weeks: dict[tuple[int, int], list[Session]] = {}
    for session in sessions:
        weeks.setdefault(session.day.isocalendar()[:2], []).append(session)
    blocks: list[Block] = []
    for place, week in enumerate(weeks.values(), start=1):
        blocks += [PageBreak()] if place > 1 else []
        blocks += [
            Heading(f"Tuần {place} ({range_digits(week[0].day, week[-1].day)})"),
            _week(week, people, codes, totals),
        ]
    blocks.append(Paragraph(LEGEND, style="note"))
    return _paper(training_class, "roll", "SỔ ĐIỂM DANH", blocks, on=on)


def log_paper(training_class: TrainingClass, *, on: date) -> Paper:
    """Sổ đầu bài — one line a session: what was taught, who was there, remarks and both signatures."""
    sessions = _held(training_class)
    counts = roll_counts(sessions)
    rows = []
    for session in sessions:
        log, count = getattr(session, "log", None), counts[session.pk]
        rows.append(
            (
                date_digits(session.day),
                HALF_NAMES.get(session.half, session.half),
                str(session.periods),
                session.topic.title if session.topic else "",
                log.summary if log else "",
                f"{count.expected} / {count.excused + count.unexcused}",
                log.remark if log else "",
                _signed(log.signed_by_lecturer_at if log else None),
                _signed(log.signed_by_manager_at if log else None),
            )
        )
    return _paper(
        training_class, "lesson_log", "SỔ ĐẦU BÀI", [Table(columns=LOG_COLUMNS, rows=tuple(rows), small=True)], on=on
    )


def _signed(moment: object) -> str:
    return "Đã ký" if moment else ""


def _paper(training_class: TrainingClass, kind: str, title: str, blocks: Sequence[Block], *, on: date) -> Paper:
    course = training_class.course
    return Paper(
        **paper_frame(body_for(course, "keep_roll", training_class), kind=kind, on=on),
        title=title,
        subject=f"{headline(training_class.label)}\n{course.title}",
        year=on.year,
        blocks=tuple(blocks),
        signatures=SIGNERS,
        landscape=True,
        synthetic=course.synthetic,
    )


def _held(training_class: TrainingClass) -> list[Session]:
    return [*training_class.sessions.filter(state__in=HELD).select_related("topic", "log").order_by("starts_at")]


def _people(training_class: TrainingClass) -> list[Enrollment]:
    found = Enrollment.objects.filter(training_class=training_class, state__in=ON_ROLL)
    return [*found.select_related("person").order_by("position", "id")]


def _codes(sessions: Sequence[Session]) -> dict[tuple[int, int], str]:
    rows = RollVerdict.objects.filter(session__in=sessions)
    return {(s, e): LETTERS.get(code, "") for s, e, code in rows.values_list("session_id", "enrollment_id", "code")}


def _week(
    week: Sequence[Session],
    people: Sequence[Enrollment],
    codes: dict[tuple[int, int], str],
    totals: dict[int, Attendance],
) -> Table:
    columns = (
        Column("STT", 0.6, "center"),
        Column("Họ và tên", 3.2),
        Column("Đơn vị", 3),
        *(Column(HALF_LETTERS.get(s.half, ""), 0.7, "center", group=f"{s.day.day}/{s.day.month}") for s in week),
        Column("Có phép", 0.9, "center", group="Số tiết vắng cả khóa"),
        Column("Không phép", 0.9, "center", group="Số tiết vắng cả khóa"),
    )
    rows = []
    for place, one in enumerate(people, start=1):
        total = totals.get(one.pk, Attendance())
        marks = (codes.get((s.pk, one.pk), "") for s in week)
        rows.append(
            (str(place), one.person.full_name, one.unit_text, *marks, number(total.excused), number(total.unexcused))
        )
    return Table(columns=columns, rows=tuple(rows), small=True)
