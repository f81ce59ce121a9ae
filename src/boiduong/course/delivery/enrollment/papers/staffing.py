"""Quyết định phân công chủ nhiệm, công nhận ban cán sự — who looks after the classes, and whom their learners chose.

One decision a course: it gets one number; where there are several classes each has its line or its lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from boiduong.course.delivery.courses.models import Course, StaffDuty, TrainingClass
from boiduong.course.delivery.courses.papers import (
    authority_line,
    bases_blocks,
    class_in_text,
    class_name,
    in_text,
    paper_frame,
    signature_of,
)
from boiduong.course.delivery.courses.queries import body_for
from boiduong.course.delivery.enrollment.models import ClassOfficer, Enrollment
from boiduong.course.delivery.enrollment.rules import SEATED
from boiduong.engines.typesetting import Annex, Block, Column, Paper, Paragraph, Table
from boiduong.engines.vietnamese import post_and_unit
from boiduong.foundation.organizations.queries import name_on

DUTIES = {"class_manager": "chủ nhiệm lớp", "deputy": "phó chủ nhiệm lớp"}
OFFICES = {"monitor": "Lớp trưởng", "deputy": "Lớp phó", "group_leader": "Tổ trưởng"}
MANAGER_COLUMNS = (
    Column("STT", 0.6, "center"),
    Column("Họ và tên", 2.6),
    Column("Nhiệm vụ", 2.2),
    Column("Lớp", 3),
)
OFFICER_COLUMNS = (
    Column("STT", 0.6, "center"),
    Column("Họ và tên", 2.4),
    Column("Chức vụ, đơn vị", 3.6),
    Column("Nhiệm vụ trong lớp", 2),
)
GROUP_COLUMNS = (*OFFICER_COLUMNS[:3], Column("Tổ", 0.8, "center"))
BLANK_OFFICES = ("Lớp trưởng", "Lớp phó", "Lớp phó")


def manager_decisions(course: Course, *, on: date) -> list[Paper]:
    """Quyết định phân công chủ nhiệm lớp — by the last appointment; a class that has nobody is left to fill in."""
    duties = StaffDuty.objects.filter(training_class__course=course, duty__in=DUTIES, site=None)
    latest: dict[tuple[int, str], StaffDuty] = {}
    for duty in duties.select_related("person").order_by("starts_on", "id"):
        latest[duty.training_class_id, duty.duty] = duty
    lines: list[tuple[str, str, str]] = []
    classes = _classes(course)
    for one in classes:
        said = [
            (latest[one.pk, kind].person.full_name, words) for kind, words in DUTIES.items() if (one.pk, kind) in latest
        ]
        lines += [(name, words.capitalize(), one.label) for name, words in said or [("", DUTIES["class_manager"])]]
    named = _named(course, classes)
    if len(lines) == 1:
        first: list[Block] = [_article(1, f"Phân công {lines[0][0] or '……………………………'} làm chủ nhiệm {named}.")]
    else:
        first = [_article(1, f"Phân công chủ nhiệm {named} như sau:"), Table(MANAGER_COLUMNS, _numbered(lines))]
    return [
        _decision(
            course,
            "class_managers",
            f"Về việc phân công chủ nhiệm {named}",
            [
                *first,
                _article(
                    2,
                    "Người được phân công tại Điều 1 quản lý học viên, điểm danh từng buổi, tổ chức thảo luận và "
                    "nghiên cứu thực tế, tổng hợp kết quả và báo cáo khi kết thúc lớp; hết nhiệm vụ khi lớp bế giảng.",
                ),
                _article(3, "Các bộ phận có liên quan và người có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định "
                            "này."),
            ],
            on=on,
        )
    ]  # fmt: skip


def officer_decisions(course: Course, *, on: date) -> list[Paper]:
    """Quyết định công nhận ban cán sự lớp, chia tổ — a list a class, and its groups where they are made."""
    rows = ClassOfficer.objects.filter(training_class__course=course).select_related(
        "enrollment__person", "enrollment__group"
    )
    chosen: dict[int, list[ClassOfficer]] = {}
    for row in rows.order_by("enrollment__group__number", "id"):
        chosen.setdefault(row.training_class_id, []).append(row)
    seats = Enrollment.objects.filter(course=course, state__in=SEATED).exclude(group=None)
    grouped: dict[int, list[Enrollment]] = {}
    for seat in seats.select_related("person", "group").order_by("group__number", "person__sort_key", "id"):
        grouped.setdefault(seat.training_class_id, []).append(seat)
    classes = _classes(course)
    annexes = [
        annex for one in classes for annex in _lists(one, chosen.get(one.pk, []), grouped.get(one.pk, []), classes)
    ]
    named, groups = _named(course, classes), ", chia tổ" if grouped else ""
    articles = [
        _article(1, f"Công nhận ban cán sự{groups} {named} (danh sách kèm theo)."),
        _article(
            2,
            "Ban cán sự lớp giúp chủ nhiệm lớp duy trì nền nếp học tập, điểm danh, thảo luận tổ và liên hệ với học "
            "viên; hết nhiệm vụ khi lớp bế giảng.",
        ),
        _article(3, "Chủ nhiệm lớp và học viên có tên trong danh sách chịu trách nhiệm thi hành Quyết định này."),
    ]
    subject = f"Về việc công nhận ban cán sự{groups} {named}"
    return [_decision(course, "class_officers", subject, articles, on=on, annexes=annexes)]


def _classes(course: Course) -> list[TrainingClass]:
    return list(course.classes.exclude(state__in=("cancelled", "postponed")).order_by("position"))


def _named(course: Course, classes: Sequence[TrainingClass]) -> str:
    """The only class by its name, several as those of the course."""
    if len(classes) == 1:
        classes[0].course = course
        return class_in_text(classes[0])
    return f"các lớp {in_text(course.title).removeprefix('lớp ')}"


def _lists(
    one: TrainingClass, chosen: Sequence[ClassOfficer], grouped: Sequence[Enrollment], classes: Sequence[TrainingClass]
) -> list[Annex]:
    officers, groups = ("BAN CÁN SỰ LỚP", "CHIA TỔ")
    if len(classes) > 1:
        named = class_name(one.label).upper()
        officers, groups = f"BAN CÁN SỰ {named}", f"CHIA TỔ {named}"
    order = list(OFFICES)
    listed = sorted(chosen, key=lambda row: order.index(row.office) if row.office in order else len(order))
    lines = [_line(row.enrollment, _office(row)) for row in listed] or [("", "", office) for office in BLANK_OFFICES]
    annexes = [Annex(f"DANH SÁCH {officers}", blocks=(Table(OFFICER_COLUMNS, _numbered(lines)),))]
    if grouped:
        members = [_line(seat, str(seat.group.number if seat.group else "")) for seat in grouped]
        table = Table(GROUP_COLUMNS, _numbered(members), small=True)
        annexes.append(Annex(f"DANH SÁCH {groups}", blocks=(table,)))
    return annexes


def _office(row: ClassOfficer) -> str:
    name, group = OFFICES.get(row.office, row.office), row.enrollment.group
    return f"{name} {group.number}" if row.office == "group_leader" and group else name


def _line(seat: Enrollment, last: str) -> tuple[str, str, str]:
    where = post_and_unit(seat.post_text, seat.unit_text)
    return (seat.person.full_name, where, last)


def _numbered(lines: Iterable[tuple[str, str, str]]) -> tuple[tuple[str, ...], ...]:
    return tuple((str(n), *line) for n, line in enumerate(lines, start=1))


def _article(number: int, text: str) -> Paragraph:
    return Paragraph(text, "article", f"Điều {number}.")


def _decision(
    course: Course, kind: str, subject: str, articles: Sequence[Block], *, on: date, annexes: Sequence[Annex] = ()
) -> Paper:
    """A decision of three articles by the body that manages the classes."""
    issuer = body_for(course, "manage_class")
    frame, signature = paper_frame(issuer, kind=kind, on=on), signature_of(issuer, on=on)
    return Paper(
        **frame,
        title="QUYẾT ĐỊNH",
        subject=subject,
        year=on.year,
        blocks=(
            Paragraph(authority_line(frame, signature), style="center"),
            *bases_blocks(course, ("Xét đề nghị của bộ phận quản lý đào tạo;",)),
            Paragraph("QUYẾT ĐỊNH:", style="center"),
            *articles,
        ),
        signature=signature,
        recipients=("Như Điều 3;", "Lưu: VT, hồ sơ khóa."),
        annexes=tuple(annexes),
        synthetic=course.synthetic,
        issuer_in_text=name_on(issuer, on),
    )
