"""Văn bản chiêu sinh và mở lớp — the call, the extract list, the result of the review, the opening decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.papers import (
    authority_line,
    bases_blocks,
    bases_lines,
    class_in_text,
    in_text,
    paper_frame,
    signature_of,
)
from boiduong.course.delivery.enrollment.models import Call, Enrollment, Nomination
from boiduong.course.delivery.enrollment.papers.tables import (
    Line,
    days_words,
    people_table,
    place_words,
    total_row,
)
from boiduong.course.delivery.enrollment.queries import QuotaLine
from boiduong.engines.typesetting import Annex, Block, Bullets, Column, Heading, Paper, Paragraph, Table
from boiduong.engines.vietnamese import date_words, number
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.people.models import PersonSecret

FILED_COPY = ("Như trên;", "Lưu: VT.")
# More units than this stand in the annex instead of the address.
ADDRESSED_BY_NAME = 4


def quota_table(lines: Sequence[QuotaLine]) -> Table:
    """Bảng chỉ tiêu — a row a unit (and group), with the sums."""
    columns = (
        Column("STT", 0.8, "center"),
        Column("Đơn vị", 3.4),
        Column("Đối tượng", 3.4),
        Column("Chỉ tiêu", 1, "center"),
        Column("Dự bị", 1, "center"),
    )
    rows = tuple(
        (str(n), one.unit_name, one.group_label, str(one.quota.seats), str(one.quota.reserves))
        for n, one in enumerate(lines, start=1)
    )
    sums = {3: sum(one.quota.seats for one in lines), 4: sum(one.quota.reserves for one in lines)}
    return Table(columns, rows, total=total_row(columns, "Cộng", sums))


def _opening_words(course: Course, issuer: str) -> str:
    bases = "; ".join(line.removeprefix("Căn cứ ").rstrip(";.") for line in bases_lines(course))
    start = f"Thực hiện {bases}, {issuer}" if bases else issuer
    return f"{start} đề nghị các đơn vị cử cán bộ tham gia {in_text(course.title)} như sau:"


def call_letter(call: Call, lines: Sequence[QuotaLine], *, issuer: Unit, on: date) -> Paper:
    """Công văn chiêu sinh — who is asked, how many, when and where, by when; the quota table as annex."""
    course = call.course
    frame = paper_frame(issuer, kind="call", on=on)
    seats = sum(one.quota.seats for one in lines)
    units = {one.quota.unit_id: one.unit_name for one in lines}  # two wards of a city may bear one name
    groups = [g.label for g in course.groups.all()]
    blocks: list[Block] = [
        Paragraph(_opening_words(course, frame["issuer"])),
        Paragraph("; ".join(groups) + "." if groups else "……", lead="1. Đối tượng:"),
        Paragraph(
            f"{number(seats)} người, chia cho {number(len(units))} đơn vị theo phụ lục kèm theo.", lead="2. Số lượng:"
        ),
        Paragraph(f"{days_words(course.starts_on, course.ends_on)}.", lead="3. Thời gian:"),
        Paragraph(f"{place_words(None, course)}.", lead="4. Địa điểm:"),
        Paragraph(
            f"Đơn vị gửi danh sách trích ngang kèm văn bản cử về {frame['issuer']} trước {date_words(call.due_on)}. "
            "Mỗi đơn vị ghi thêm người dự bị theo thứ tự ưu tiên để thay khi cần.",
            lead="5. Danh sách cử:",
        ),
        Paragraph(
            "Đơn vị bố trí người ở lại điều hành công việc trong những ngày cán bộ đi học; "
            "không gửi danh sách quy hoạch hoặc tài liệu mật kèm theo.",
        ),
    ]
    return Paper(
        **frame,
        subject=f"cử cán bộ tham gia {in_text(course.title)}",
        addressed_to=tuple(units.values()) if len(units) <= ADDRESSED_BY_NAME else ("Các đơn vị có tên trong phụ lục",),
        blocks=tuple(blocks),
        signature=signature_of(issuer, on=on),
        recipients=FILED_COPY,
        annexes=(Annex("PHÂN BỔ CHỈ TIÊU", subject=course.title, blocks=(quota_table(lines),)),),
        synthetic=course.synthetic,
        year=on.year,
        issuer_in_text=frame["issuer"],
    )


def nomination_lines(nominations: Sequence[Nomination], names: Mapping[int, str]) -> list[Line]:
    """Dòng trích ngang — reserve people say so in the remark."""
    return [
        Line(
            n.person,
            n.post_text,
            names.get(n.sent_by_id, ""),
            f"Dự bị {n.reserve_rank}" if n.reserve_rank else "",
        )
        for n in nominations
    ]


def extract_list(
    course: Course,
    nominations: Sequence[Nomination],
    names: Mapping[int, str],
    *,
    issuer: Unit,
    on: date,
    secrets: Mapping[int, PersonSecret | None] | None = None,
) -> Paper:
    """Danh sách trích ngang — landscape; restricted columns only with `secrets`."""
    frame = paper_frame(issuer, kind="nomination_list", on=on)
    return Paper(
        **frame,
        title="DANH SÁCH TRÍCH NGANG",
        subject=f"Cán bộ được cử tham gia {in_text(course.title)}",
        blocks=(
            people_table(nomination_lines(nominations, names), secrets=secrets),
            Paragraph(f"Danh sách này có {number(len(nominations))} người.", style="note"),
        ),
        signature=signature_of(issuer, on=on),
        landscape=True,
        synthetic=course.synthetic,
        year=on.year,
        issuer_in_text=frame["issuer"],
    )


def _result_table(rows: Sequence[Nomination], names: Mapping[int, str], note: str) -> Table:
    lines = [
        Line(n.person, n.post_text, names.get(n.sent_by_id, ""), getattr(n, "last_reason", None) or "") for n in rows
    ]
    return people_table(lines, note=note, small=True)


def review_result(
    course: Course, nominations: Sequence[Nomination], names: Mapping[int, str], *, issuer: Unit, on: date
) -> Paper:
    """Thông báo kết quả xét cử — accepted, in reserve by their rank, not accepted with the reason."""
    frame = paper_frame(issuer, kind="review_result", on=on)
    parts = (
        ("Nhận", ("accepted", "placed"), "Ghi chú"),
        ("Dự bị", ("reserve",), "Ghi chú"),
        ("Không nhận", ("refused",), "Lý do"),
    )
    blocks: list[Block] = [
        Paragraph(f"{frame['issuer']} thông báo kết quả xét cử cán bộ tham gia {in_text(course.title)} như sau:")
    ]
    place = 0
    for title, states, note in parts:
        rows = [n for n in nominations if n.state in states]
        if rows:
            place += 1
            blocks += [Heading(f"{place}. {title}: {number(len(rows))} người"), _result_table(rows, names, note)]
    blocks.append(Paragraph("Đơn vị có người không được nhận thì cử người thay trong thời hạn chiêu sinh."))
    return Paper(
        **frame,
        title="THÔNG BÁO",
        subject=f"Kết quả xét cử cán bộ tham gia {in_text(course.title)}",
        blocks=tuple(blocks),
        signature=signature_of(issuer, on=on),
        recipients=("Các đơn vị cử người;", "Lưu: VT."),
        synthetic=course.synthetic,
        year=on.year,
        issuer_in_text=frame["issuer"],
    )


MODES = {
    "full_time": "tập trung",
    "part_time": "không tập trung",
    "online": "trực tuyến",
    "blended": "trực tiếp kết hợp trực tuyến",
    "self_paced": "tự học trên hệ thống",
}


def learner_lines(learners: Sequence[Enrollment]) -> list[Line]:
    """Dòng danh sách lớp — post and unit as they were on the day of the list; the group as remark."""
    return [Line(e.person, e.post_text, e.unit_text, f"Tổ {e.group.number}" if e.group else "") for e in learners]


def opening_decision(
    training_class: TrainingClass,
    learners: Sequence[Enrollment],
    *,
    issuer: Unit,
    managed_by: str,
    manager: str,
    on: date,
) -> Paper:
    """Quyết định mở lớp — name, number of learners, days, place and mode; who manages; the list as annex."""
    course = training_class.course
    frame = paper_frame(issuer, kind="opening_decision", on=on)
    named = class_in_text(training_class)
    signature = signature_of(issuer, on=on)
    women = sum(e.person.sex == "female" for e in learners)
    mode = MODES.get(training_class.mode, "")
    terms = [
        f"Thời gian: {days_words(training_class.starts_on, training_class.ends_on)}.",
        f"Địa điểm: {place_words(training_class, course)}.",
        f"Số học viên: {number(len(learners))} người{f', trong đó {number(women)} nữ' if women else ''} "
        "(danh sách kèm theo).",
    ]
    if mode:
        terms.append(f"Hình thức: {mode}.")
    second = f"{managed_by} quản lý lớp, tổ chức giảng dạy và báo cáo kết quả khi kết thúc"
    if manager:
        second += f"; {manager} làm chủ nhiệm lớp"
    return Paper(
        **frame,
        title="QUYẾT ĐỊNH",
        subject=f"Về việc mở {named}",
        blocks=(
            Paragraph(authority_line(frame, signature), style="center"),
            *bases_blocks(course, ("Xét đề nghị của bộ phận quản lý đào tạo;",)),
            Paragraph("QUYẾT ĐỊNH:", style="center"),
            Paragraph(f"Mở {named}.", lead="Điều 1."),
            Bullets(tuple(terms)),
            Paragraph(f"{second}. Kinh phí thực hiện theo quy định hiện hành.", lead="Điều 2."),
            Paragraph(
                "Các đơn vị có cán bộ được cử, bộ phận quản lý lớp và các học viên có tên trong danh sách "
                "chịu trách nhiệm thi hành Quyết định này.",
                lead="Điều 3.",
            ),
        ),
        signature=signature,
        recipients=("Như Điều 3;", "Lưu: VT."),
        annexes=(
            Annex(
                "DANH SÁCH HỌC VIÊN",
                subject=named[:1].upper() + named[1:],
                blocks=(people_table(learner_lines(learners)),),
                landscape=True,
            ),
        ),
        synthetic=course.synthetic,
        year=on.year,
        issuer_in_text=frame["issuer"],
    )
