"""Bảng kê thanh toán giảng — buổi and tiết of each lecturer from the sessions held; amounts are written by the office.

The sums depend on rates that each province decides (Thông tư 36/2018/TT-BTC and its amendments): they are left blank.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.papers import in_text, paper_frame, signature_of
from boiduong.course.delivery.courses.queries import body_for
from boiduong.course.delivery.scheduling.models import EntryLecturer
from boiduong.course.delivery.sessions.models import Session
from boiduong.course.delivery.sessions.queries import HELD
from boiduong.engines.typesetting import Column, FactList, Paper, Paragraph, Signature, Table
from boiduong.foundation.organizations.queries import name_on

COLUMNS = (
    Column("STT", 0.5, "center"),
    Column("Họ và tên", 2.4),
    Column("Chức danh, đơn vị", 2.6),
    Column("Ngày giảng", 2),
    Column("Số buổi", 0.8, "center"),
    Column("Số tiết", 0.8, "center"),
    Column("Mức chi một buổi", 1.3, "right"),
    Column("Thành tiền", 1.4, "right"),
    Column("Thuế TNCN", 1.2, "right"),
    Column("Còn được nhận", 1.4, "right"),
    Column("Ký nhận", 1.4),
)


@dataclass
class Taught:
    """Phần đã giảng của một người — half-days and periods; a session shared by several classes counts once."""

    lecturer: Lecturer
    halves: set[tuple[date, str]] = field(default_factory=set)
    periods: int = 0

    def add(self, session: Session) -> None:
        """Thêm một buổi."""
        self.halves.add((session.day, session.half))
        self.periods += session.periods

    @property
    def days(self) -> str:
        """Các ngày đã giảng — "7/10, 8/10"."""
        return ", ".join(f"{day.day}/{day.month}" for day in sorted({day for day, _ in self.halves}))


def taught_in(course: Course) -> list[Taught]:
    """Ai đã giảng — from sessions whose roll is closed, in the order in which they first taught."""
    held = course.sessions.filter(state__in=HELD).select_related("entry").order_by("starts_at", "id")
    once: dict[int, Session] = {}
    for session in held:
        once.setdefault(session.entry_id, session)
    pairs = EntryLecturer.objects.filter(entry__in=once).select_related("lecturer__person").order_by("id")
    by_entry: dict[int, list[Lecturer]] = {}
    for pair in pairs:
        by_entry.setdefault(pair.entry_id, []).append(pair.lecturer)
    found: dict[int, Taught] = {}
    for entry, session in once.items():
        for lecturer in by_entry.get(entry, []):
            found.setdefault(lecturer.pk, Taught(lecturer)).add(session)
    return list(found.values())


def _row(place: int, one: Taught) -> tuple[str, ...]:
    who = one.lecturer
    post = ", ".join(text for text in (who.post_text or who.rank_text, who.body_text) if text)
    name, post = (who.person.full_name, post) if who.person else ("", who.label)
    return (str(place), name, post, one.days, str(len(one.halves)), str(one.periods), "", "", "", "", "")


def _total(taught: Iterable[Taught]) -> tuple[str, ...]:
    rows = list(taught)
    sums = (str(sum(len(one.halves) for one in rows)), str(sum(one.periods for one in rows)))
    return ("", "Cộng", "", "", *sums, "", "", "", "", "")


def fee_list(course: Course, taught: list[Taught], *, on: date) -> Paper:
    """Bảng kê thanh toán tiền giảng — landscape; signed by who wrote it, the accountant and the head."""
    issuer = body_for(course, "pay")
    frame = paper_frame(issuer, kind="fee_list", on=on)
    return Paper(
        **frame,
        title="BẢNG KÊ THANH TOÁN TIỀN GIẢNG",
        subject=in_text(course.title)[:1].upper() + in_text(course.title)[1:],
        year=on.year,
        blocks=(
            Table(COLUMNS, tuple(_row(n, one) for n, one in enumerate(taught, start=1)), _total(taught), small=True),
            FactList((("Số tiền bằng chữ", ""),)),
            Paragraph("Số buổi, số tiết lấy từ sổ đầu bài của các buổi đã khóa điểm danh.", style="note"),
        ),
        signatures=(
            Signature(("NGƯỜI LẬP BẢNG",), note="Ký, ghi rõ họ tên"),
            Signature(("KẾ TOÁN TRƯỞNG",), note="Ký, ghi rõ họ tên"),
            signature_of(issuer, on=on),
        ),
        landscape=True,
        synthetic=course.synthetic,
        issuer_in_text=name_on(issuer, on),
    )


def fee_lists(course: Course, *, on: date) -> list[Paper]:
    """Bảng kê của khóa — none while no session has been held."""
    taught = taught_in(course)
    return [fee_list(course, taught, on=on)] if taught else []
