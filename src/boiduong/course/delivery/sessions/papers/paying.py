"""Bảng kê thanh toán giảng — buổi and tiết of each lecturer from the sessions held, and what is due for them.

The sums depend on rates that each province decides (Thông tư 36/2018/TT-BTC and its amendments): they are kept by the
institution with a first day and a source. Where no rate is in force the office writes the amounts by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.curriculum.lecturers.queries import FeeBook, fee_book
from boiduong.course.curriculum.lecturers.rules import Fee, Slot, turn_of
from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.papers import in_text, paper_frame, signature_of
from boiduong.course.delivery.courses.queries import body_for
from boiduong.course.delivery.scheduling.models import EntryLecturer
from boiduong.course.delivery.sessions.models import Session
from boiduong.course.delivery.sessions.queries import HELD
from boiduong.engines.typesetting import Column, FactList, Paper, Paragraph, Signature, Table
from boiduong.engines.vietnamese import money_words, number
from boiduong.foundation.organizations.queries import name_on

COLUMNS = (
    Column("STT", 0.5, "center"),
    Column("Họ và tên", 2.4),
    Column("Chức danh, đơn vị", 2.6),
    Column("Ngày giảng", 2),
    Column("Số buổi", 0.8, "center"),
    Column("Số tiết", 0.8, "center"),
    Column("Mức chi", 1.2, "right"),
    Column("Thành tiền", 1.4, "right"),
    Column("Thuế TNCN", 1.2, "right"),
    Column("Còn được nhận", 1.4, "right"),
    Column("Ký nhận", 1.4),
)


@dataclass
class Taught:
    """Phần đã giảng của một người — periods by half-day; a session shared by several classes counts once.

    A row that stands for those whom a body sends has half-days of each of them: by the number of the person, 0 first.
    """

    lecturer: Lecturer
    halves: dict[tuple[date, str, int], int] = field(default_factory=dict)
    until: list[datetime] = field(default_factory=list)

    def add(self, session: Session) -> None:
        """Thêm một buổi — two lessons of one half-day are one buổi, those in halls at the same time are several.

        Sessions come in the order in which they begin.
        """
        who = turn_of(self.until, session.starts_at) if self.lecturer.sends_several else 0
        self.until[who : who + 1] = [session.ends_at]
        slot = (session.day, session.half, who)
        self.halves[slot] = self.halves.get(slot, 0) + session.periods

    @property
    def people(self) -> int:
        """Số người đã đến — at least, of those whom a body sends."""
        return len({who for _, _, who in self.halves})

    @property
    def periods(self) -> int:
        """Số tiết."""
        return sum(self.halves.values())

    @property
    def slots(self) -> list[Slot]:
        """Các buổi theo thời gian."""
        return [Slot(day, periods) for (day, _, _), periods in sorted(self.halves.items())]

    @property
    def days(self) -> str:
        """Các ngày đã giảng — "7/10, 8/10"."""
        return ", ".join(f"{day.day}/{day.month}" for day in sorted({day for day, _, _ in self.halves}))


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


@dataclass(frozen=True)
class Due:
    """Một dòng bảng kê — what was taught, the fee and the tax; None where a rate or the tax is not in force."""

    taught: Taught
    fee: Fee | None
    tax: int | None

    @property
    def left(self) -> int | None:
        """Còn được nhận, đồng."""
        return None if self.fee is None or self.tax is None else self.fee.amount - self.tax


def dues(taught: Iterable[Taught], book: FeeBook, *, paid_on: date) -> list[Due]:
    """Tiền giảng từng người — half-days at the rate of their day, the tax of the day of the list.

    The tax of several people is left open: it is reckoned from what each is paid, and nobody has said who came.
    """
    found = []
    for one in taught:
        fee, tax = book.due(one.lecturer, one.slots, paid_on=paid_on)
        found.append(Due(one, fee, None if tax and one.people > 1 else tax))
    return found


def _money(value: int | None) -> str:
    return "" if value is None else number(value)


def _sum(values: Iterable[int | None]) -> int | None:
    """The sum, or None where one of them is not known: half a sum would be signed as a whole one."""
    found = list(values)
    known = [value for value in found if value is not None]
    return sum(known) if found and len(known) == len(found) else None


def _row(place: int, one: Due) -> tuple[str, ...]:
    who, taught = one.taught.lecturer, one.taught
    post = ", ".join(text for text in (who.post_text or who.rank_text, who.body_text) if text)
    name, post = (who.person.full_name, post) if who.person else ("", who.label)
    rate = "; ".join(number(value) for value in one.fee.rates) if one.fee else ""
    sums = (_money(one.fee.amount if one.fee else None), _money(one.tax), _money(one.left))
    return (str(place), name, post, taught.days, str(len(taught.halves)), str(taught.periods), rate, *sums, "")


def _total(lines: Sequence[Due]) -> tuple[str, ...]:
    counts = (str(sum(len(one.taught.halves) for one in lines)), str(sum(one.taught.periods for one in lines)))
    sums = (_sum(one.fee.amount if one.fee else None for one in lines), _sum(one.tax for one in lines),
            _sum(one.left for one in lines))  # fmt: skip
    return ("", "Cộng", "", "", *counts, "", *(_money(value) for value in sums), "")


def _notes(lines: Sequence[Due]) -> list[Paragraph]:
    """Where the numbers come from, and that some of them are no more than an example."""
    said = ["Số buổi, số tiết lấy từ sổ đầu bài của các buổi đã khóa điểm danh."]
    if any(one.fee and one.fee.example for one in lines):
        said.append("Mức chi trong bảng là ví dụ, chưa được xác nhận.")
    if any(one.fee is None for one in lines):
        said.append("Chỗ trống: chưa có mức chi, kế toán ghi tay.")
    if any(one.taught.people > 1 for one in lines):
        said.append("Dòng của cơ quan cử nhiều người: hội trường nào học cùng lúc cũng tính là một buổi.")
        said.append("Thuế của dòng ấy tính theo từng người, kế toán ghi tay.")
    return [Paragraph(" ".join(said), style="note")]


def fee_list(course: Course, taught: list[Taught], *, on: date) -> Paper:
    """Bảng kê thanh toán tiền giảng — landscape; signed by who wrote it, the accountant and the head."""
    issuer = body_for(course, "pay")
    frame = paper_frame(issuer, kind="fee_list", on=on)
    lines = dues(taught, fee_book(course.institution_id, [one.lecturer.pk for one in taught]), paid_on=on)
    total = _sum(one.fee.amount if one.fee else None for one in lines)
    return Paper(
        **frame,
        title="BẢNG KÊ THANH TOÁN TIỀN GIẢNG",
        subject=in_text(course.title)[:1].upper() + in_text(course.title)[1:],
        year=on.year,
        blocks=(
            Table(COLUMNS, tuple(_row(n, one) for n, one in enumerate(lines, start=1)), _total(lines), small=True),
            FactList((("Số tiền bằng chữ", money_words(total) if total is not None else ""),)),
            *_notes(lines),
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
