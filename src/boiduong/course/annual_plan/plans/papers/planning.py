"""Kế hoạch đào tạo, bồi dưỡng năm — the paper: bases, purpose, the table of courses, who carries it out."""

from __future__ import annotations

from datetime import date

from boiduong.course.annual_plan.plans.models import Plan, PlanLine
from boiduong.course.annual_plan.plans.queries import lines_of
from boiduong.engines.typesetting import Annex, Column, Heading, Paper, Paragraph, Table
from boiduong.engines.vietnamese import number
from boiduong.foundation.documents.papers import basis_blocks, basis_line, paper_frame, signature_of
from boiduong.foundation.organizations.queries import name_on

QUARTERS = {1: "Quý I", 2: "Quý II", 3: "Quý III", 4: "Quý IV"}
COLUMNS = (
    Column("STT", 0.5, "center"),
    Column("Tên lớp", 3),
    Column("Đối tượng", 2.4),
    Column("Số lớp", 0.7, "center"),
    Column("Số học viên", 0.8, "center"),
    Column("Thời lượng", 1),
    Column("Thời gian dự kiến", 1),
    Column("Địa điểm", 1.4),
    Column("Đơn vị chủ trì", 1.8),
    Column("Ghi chú", 0.9),
)


def _length(line: PlanLine) -> str:
    """Days and periods side by side; never converted."""
    said = [f"{line.days} ngày" if line.days else "", f"{line.periods} tiết" if line.periods else ""]
    return ", ".join(part for part in said if part)


def _row(number_: int, line: PlanLine, on: date) -> tuple[str, ...]:
    return (
        str(number_),
        line.name,
        line.target_text,
        number(line.classes_planned) if line.classes_planned else "",
        number(line.learners_planned) if line.learners_planned else "",
        _length(line),
        QUARTERS.get(line.quarter or 0, ""),
        line.place_text,
        name_on(line.leading, on),
        {"postponed": "Hoãn"}.get(line.state, ""),
    )


def _total(lines: list[PlanLine]) -> tuple[str, ...]:
    classes = sum(line.classes_planned or 0 for line in lines)
    learners = sum(line.learners_planned or 0 for line in lines)
    return ("", "Tổng cộng", "", number(classes), number(learners), "", "", "", "", "")


def _body(plan: Plan, lines: list[PlanLine]) -> tuple[Heading | Paragraph, ...]:
    learners = sum(line.learners_planned or 0 for line in lines)
    size = f", {number(learners)} lượt học viên" if learners else ""
    return (
        Heading("I. MỤC ĐÍCH, YÊU CẦU"),
        Paragraph(
            "Nâng cao kiến thức, kỹ năng lãnh đạo, quản lý và khả năng giải quyết công việc thực tế của đội ngũ cán "
            f"bộ, công chức năm {plan.year}; cử đúng đối tượng, không trùng lặp, bảo đảm thời gian và chất lượng."
        ),
        Heading("II. NỘI DUNG"),
        Paragraph(
            f"Năm {plan.year} mở {len(lines)} khóa bồi dưỡng{size}. Tên lớp, đối tượng, số lượng, thời lượng, thời "
            "gian và đơn vị chủ trì nêu tại Phụ lục kèm theo."
        ),
        Heading("III. TỔ CHỨC THỰC HIỆN"),
        Paragraph(
            "Đơn vị chủ trì xây dựng chương trình, thông báo chiêu sinh, mở lớp, đánh giá và báo cáo kết quả từng khóa."
        ),
        Paragraph("Các đơn vị cử đúng người, đúng chỉ tiêu và bố trí công việc để học viên dự học đủ thời gian."),
    )


def plan_paper(plan: Plan, *, on: date, synthetic: bool = False) -> Paper:
    """Bản Kế hoạch năm — struck and cancelled lines are left out; the table is an annex on landscape pages."""
    frame = paper_frame(plan.authority, kind="annual_plan", on=on)
    lines = [line for line in lines_of(plan) if line.state not in ("struck", "cancelled")]
    bases = basis_blocks([basis_line(row.legal_act) for row in plan.bases.select_related("legal_act")])
    rows = tuple(_row(n, line, on) for n, line in enumerate(lines, start=1))
    subject = plan.title.removeprefix("Kế hoạch ")
    annex = Annex(
        title="PHỤ LỤC",
        subject=f"Danh mục các khóa bồi dưỡng năm {plan.year}",
        blocks=(Table(COLUMNS, rows, total=_total(lines), small=True),),
        landscape=True,
    )
    return Paper(
        **frame,
        year=on.year,
        title="KẾ HOẠCH",
        subject=subject[:1].upper() + subject[1:],
        blocks=(*bases, *_body(plan, lines)),
        signature=signature_of(plan.authority, on=on),
        recipients=("Các đơn vị chủ trì;", "Các đơn vị cử người học;", "Lưu: VT."),
        annexes=(annex,),
        synthetic=synthetic,
        issuer_in_text=name_on(plan.authority, on),
    )
