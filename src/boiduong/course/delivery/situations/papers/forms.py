"""Phiếu tình huống, biên bản thảo luận tổ — forms that groups fill in by hand, or filled from what is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.papers import class_in_text, in_text, paper_frame
from boiduong.course.delivery.courses.queries import body_for
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.enrollment.queries import class_list
from boiduong.course.delivery.situations.models import Situation
from boiduong.course.delivery.situations.papers.summing import FIELD_NAMES, STATE_NAMES
from boiduong.engines.typesetting import Block, Column, FactList, Heading, Paper, Paragraph, Signature, Table
from boiduong.engines.vietnamese import date_digits
from boiduong.foundation.organizations.queries import names_on

# Rows to write on where a group of the class has no list yet.
EMPTY_ROWS = 12
MINUTES_FACTS = ("Thời gian", "Địa điểm", "Chủ trì", "Thư ký", "Giảng viên hướng dẫn", "Nội dung thảo luận")
DOTTED = ("", "", "")
PEOPLE_COLUMNS = (
    Column("STT", 0.6, "center"),
    Column("Họ và tên", 2.6),
    Column("Đơn vị", 2.6),
    Column("Ý kiến", 3.6),
)


def _said(title: str, text: str) -> list[Block]:
    """A part of the form: what was written, or lines to write on."""
    empty: list[Block] = [FactList((("Nội dung", ""),) + (("", ""),) * 2)]
    return [Heading(title), *([Paragraph(text)] if text else empty)]


def situation_form(course: Course, one: Situation | None, units: dict[int, str], *, on: date) -> Paper:
    """Phiếu tình huống — without the name of whoever asked; blank where `one` is None."""
    issuer = body_for(course, "manage_class", one.training_class if one else None)
    facts = (
        ("Mã phiếu", f"TH-{one.pk:04d}" if one else ""),
        ("Lớp", class_in_text(one.training_class) if one and one.training_class else in_text(course.title)),
        ("Đơn vị có tình huống", units.get(one.unit_id or 0, "không nêu tên") if one else ""),
        ("Lĩnh vực", FIELD_NAMES.get(one.field, "") if one else ""),
        ("Tên tình huống", one.title if one else ""),
        ("Hạn trả lời", date_digits(one.due_on) if one and one.due_on else ""),
        ("Trạng thái", STATE_NAMES.get(one.state, "") if one else ""),
    )
    parts = (
        ("1. Bối cảnh", one.context if one else ""),
        ("2. Câu hỏi cần giải quyết", one.question if one else ""),
        ("3. Căn cứ pháp lý", one.legal_basis if one else ""),
        ("4. Phương án của tổ, của lớp", one.options_text if one else ""),
        ("5. Ý kiến giảng viên", one.lecturer_view if one else ""),
        ("6. Kết luận", one.conclusion if one else ""),
    )
    frame = paper_frame(issuer, kind="situations", on=on)
    frame["code"] = ""
    return Paper(
        **frame,
        title="PHIẾU TÌNH HUỐNG",
        subject="" if one else "Có thể không ghi tên người và đơn vị; không ghi thông tin mật",
        year=on.year,
        blocks=(FactList(facts), *(block for title, text in parts for block in _said(title, text))),
        signatures=(
            Signature(("TỔ TRƯỞNG",), note="Ký, ghi rõ họ tên"),
            Signature(("GIẢNG VIÊN",), note="Ký, ghi rõ họ tên"),
        ),
        synthetic=course.synthetic,
    )


def situation_forms(course: Course, *, on: date) -> list[Paper]:
    """Bộ phiếu tình huống — one for each that stands in the course, and a blank one at the end."""
    rows = Situation.objects.filter(course=course).exclude(state__in=("returned", "merged"))
    found = list(rows.select_related("training_class").order_by("id"))
    for one in found:
        if one.training_class:
            one.training_class.course = course
    units = dict(names_on([one.unit_id for one in found], on))
    filled = [situation_form(course, one, units, on=on) for one in found]
    return [*filled, situation_form(course, None, units, on=on)]


def discussion_minutes(training_class: TrainingClass, group: str, members: Sequence[Enrollment], *, on: date) -> Paper:
    """Biên bản thảo luận tổ — the members of the group stand in it; what they say is written by hand."""
    issuer = body_for(training_class.course, "manage_class", training_class)
    frame = paper_frame(issuer, kind="situations", on=on)
    frame["code"] = ""
    rows = [(str(n), e.person.full_name, e.unit_text, "") for n, e in enumerate(members, start=1)]
    rows = rows or [(str(n), *DOTTED) for n in range(1, EMPTY_ROWS + 1)]
    return Paper(
        **frame,
        title="BIÊN BẢN THẢO LUẬN",
        subject=f"{group}, {class_in_text(training_class)}",
        year=on.year,
        blocks=(
            FactList(tuple((label, "") for label in MINUTES_FACTS)),
            Heading("I. Thành phần và ý kiến"),
            Table(PEOPLE_COLUMNS, tuple(rows)),
            Heading("II. Kết luận, kiến nghị"),
            FactList((("Phương án thống nhất", ""), ("Kiến nghị", ""))),
        ),
        signatures=(
            Signature(("THƯ KÝ",), note="Ký, ghi rõ họ tên"),
            Signature(("CHỦ TRÌ",), note="Ký, ghi rõ họ tên"),
        ),
        synthetic=training_class.course.synthetic,
    )  # fmt: skip


def minutes_of_groups(course: Course, *, on: date) -> list[Paper]:
    """Biên bản thảo luận của các tổ — a page a group; a class without groups gets one for the whole class."""
    made = []
    for training_class in course.classes.exclude(state="cancelled"):
        training_class.course = course
        groups: dict[int, list[Enrollment]] = {}
        for learner in class_list(training_class).select_related("person", "group"):
            groups.setdefault(learner.group.number if learner.group else 0, []).append(learner)
        for number, members in sorted(groups.items()) or [(0, [])]:
            name = f"Tổ {number}" if number else "Tổ ......"
            made.append(discussion_minutes(training_class, name, members if number else [], on=on))
    return made
