"""Khảo sát nhu cầu — the letter to the units with the form they fill in, and the sheet that sums up what they said."""

from __future__ import annotations

from datetime import date

from boiduong.course.annual_plan.plans.models import Plan, PlanLine
from boiduong.course.annual_plan.plans.papers.planning import QUARTERS
from boiduong.course.annual_plan.plans.queries import lines_of
from boiduong.engines.typesetting import Annex, Bullets, Column, FactList, Paper, Paragraph, Signature, Table
from boiduong.foundation.documents.papers import paper_frame, signature_of
from boiduong.foundation.organizations.queries import name_on

FORM_COLUMNS = (
    Column("STT", 0.5, "center"),
    Column("Nội dung, lớp đề nghị", 3.4),
    Column("Đối tượng", 2.4),
    Column("Số người", 0.8, "center", group="Nhu cầu"),
    Column("Trong đó nữ", 0.8, "center", group="Nhu cầu"),
    Column("Quý", 0.7, "center"),
    Column("Hình thức", 1.3),
    Column("Vì sao cần (vị trí, việc mới, tình huống chưa xử lý được)", 3),
)
SUMMARY_COLUMNS = (
    Column("STT", 0.5, "center"),
    Column("Nội dung, lớp", 3.4),
    Column("Đối tượng", 2.4),
    Column("Số đơn vị đăng ký", 1, "center"),
    Column("Số người đăng ký", 1, "center"),
    Column("Chỉ tiêu dự kiến", 1, "center"),
    Column("Đề nghị số lớp", 0.9, "center"),
    Column("Ghi chú", 1.6),
)
BLANK_ROWS = 6
EVERYBODY = ("Các sở, ban, ngành, đoàn thể;", "Đảng ủy, Ủy ban nhân dân các xã, phường, đặc khu.")


def _lines(plan: Plan) -> list[PlanLine]:
    return [line for line in lines_of(plan) if line.state not in ("struck", "cancelled")]


def _filled(rows: list[tuple[str, ...]], width: int) -> tuple[tuple[str, ...], ...]:
    """Lines known so far, then empty ones with their numbers."""
    empty = [("",) * (width - 1) for _ in range(BLANK_ROWS)]
    return tuple((str(n), *row) for n, row in enumerate([*rows, *empty], start=1))


def survey_letter(plan: Plan, *, on: date, synthetic: bool = False) -> Paper:
    """Công văn khảo sát nhu cầu kèm biểu đăng ký — the last day is written by hand; lines of the plan are proposals."""
    frame = paper_frame(plan.authority, kind="need_survey", on=on)
    rows: list[tuple[str, ...]] = [
        (line.name, line.target_text, "", "", QUARTERS.get(line.quarter or 0, "").removeprefix("Quý "), "", "")
        for line in _lines(plan)
    ]
    form = Annex(
        "BIỂU ĐĂNG KÝ NHU CẦU ĐÀO TẠO, BỒI DƯỠNG",
        subject=f"Năm {plan.year}",
        blocks=(FactList((("Đơn vị đăng ký", ""),)), Table(FORM_COLUMNS, _filled(rows, len(FORM_COLUMNS)), small=True)),
        landscape=True,
        signature=Signature(("THỦ TRƯỞNG ĐƠN VỊ",), note="Ký, ghi rõ họ tên, đóng dấu"),
    )
    return Paper(
        **frame,
        subject=f"V/v khảo sát nhu cầu đào tạo, bồi dưỡng cán bộ, công chức năm {plan.year}",
        addressed_to=EVERYBODY,
        blocks=(
            Paragraph(
                f"Để xây dựng Kế hoạch đào tạo, bồi dưỡng cán bộ, công chức năm {plan.year}, "
                f"{name_on(plan.authority, on)} đề nghị các đơn vị rà soát và đăng ký nhu cầu theo biểu kèm theo:"
            ),
            Bullets(
                (
                    "Đối chiếu yêu cầu của vị trí, chức danh với những nội dung mỗi người đã học; không đăng ký lại "
                    "nội dung đã học.",
                    "Ghi rõ nội dung cần, đối tượng, số người, thời gian phù hợp với công việc của đơn vị.",
                    "Nêu tình huống, vướng mắc thường gặp để đưa vào chương trình; không ghi thông tin thuộc bí mật "
                    "nhà nước.",
                )
            ),
            Paragraph("Biểu đăng ký gửi về trước ngày ………… tháng ………… năm …………; quá hạn coi như không có nhu cầu."),
        ),
        signature=signature_of(plan.authority, on=on),
        recipients=("Như trên;", "Lưu: VT."),
        annexes=(form,),
        synthetic=synthetic,
        year=on.year,
        issuer_in_text=name_on(plan.authority, on),
    )


def survey_summary(plan: Plan, *, on: date, synthetic: bool = False) -> Paper:
    """Biểu tổng hợp nhu cầu — what units registered is written in; seats given in the plan stand beside it."""
    frame = paper_frame(plan.authority, kind="need_survey", on=on)
    frame["code"] = ""
    rows: list[tuple[str, ...]] = [
        (line.name, line.target_text, "", "", str(getattr(line, "seats", None) or ""), "", "") for line in _lines(plan)
    ]
    table = Table(
        SUMMARY_COLUMNS,
        _filled(rows, len(SUMMARY_COLUMNS)),
        total=("", "Cộng", *("",) * (len(SUMMARY_COLUMNS) - 2)),
        small=True,
    )
    return Paper(
        **frame,
        title="BIỂU TỔNG HỢP",
        subject=f"Nhu cầu đào tạo, bồi dưỡng cán bộ, công chức năm {plan.year}",
        year=on.year,
        blocks=(table,),
        signatures=(
            Signature(("NGƯỜI LẬP BIỂU",), note="Ký, ghi rõ họ tên"),
            signature_of(plan.authority, on=on),
        ),
        landscape=True,
        synthetic=synthetic,
        issuer_in_text=name_on(plan.authority, on),
    )
