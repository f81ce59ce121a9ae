"""Ghi hồ sơ — after a rehearsal: every paper, every list, the counts, the index and the summary."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from boiduong.course.delivery.courses.models import CourseDocument
from boiduong.course.recognition.certificates.models import Credential
from boiduong.course.reporting.periodic_reports.queries import course_counts
from boiduong.engines.spreadsheets import write_workbook
from boiduong.engines.vietnamese import date_digits, number
from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.rules import KINDS
from boiduong.foundation.organizations.queries import rule_set_on
from boiduong.rehearsal.dossier import Dossier
from boiduong.rehearsal.life.state import Life
from boiduong.rehearsal.lists import lists_of
from boiduong.rehearsal.remarks import Remark, remarks

STAGES = {
    "annual_plan": "Kế hoạch năm",
    "program": "Chương trình",
    "call": "Chiêu sinh",
    "nomination_list": "Các đơn vị cử",
    "review_result": "Xét danh sách cử",
    "opening_decision": "Mở lớp",
    "summons": "Triệu tập",
    "timetable": "Lịch học",
    "roll": "Buổi học, điểm danh",
    "lesson_log": "Buổi học, điểm danh",
    "situations": "Tình huống",
    "field_study_plan": "Nghiên cứu thực tế",
    "mark_sheet": "Bài thu hoạch",
    "evaluation_report": "Phiếu đánh giá",
    "recognition_minutes": "Công nhận",
    "recognition_decision": "Công nhận",
    "commendation_decision": "Công nhận",
    "certificate": "Chứng chỉ",
    "register": "Chứng chỉ",
    "results_letter": "Hồ sơ cán bộ",
    "result_slip": "Hồ sơ cán bộ",
    "final_report": "Báo cáo tổng kết",
    "news_item": "Tin",
}
COUNTS = ("nominated", "accepted", "summoned", "present", "graded", "recognized", "certified")
COUNT_LABELS = {
    "nominated": "Được cử",
    "accepted": "Được nhận",
    "summoned": "Được triệu tập",
    "present": "Có mặt",
    "graded": "Có kết quả đánh giá",
    "recognized": "Được công nhận",
    "certified": "Được cấp giấy",
}


def _documents(life: Life) -> Iterator[Document]:
    """The papers of the course: plan and programs first, then in the order in which they were drafted."""
    line = life.course.plan_line
    if line is not None and line.plan.document is not None:
        yield line.plan.document
    seen: set[int] = set()
    for training_class in life.classes():
        document = training_class.version.approved_by
        if document is not None and document.pk not in seen:
            seen.add(document.pk)
            yield document
    rows = CourseDocument.objects.filter(course=life.course).select_related("document__pdf").order_by("document_id")
    rows = rows.defer("document__facts")
    for row in rows:
        if row.document_id not in seen:
            yield row.document


def remarks_of(life: Life) -> list[Remark]:
    """Điều cần biết của lần chạy thử — beside the rules that its classes were judged by."""
    rules = rule_set_on(life.course.institution, life.clock.planned.date())
    return remarks(life.file, life.places, rules=rules)


def write_dossier(life: Life, folder: Path, *, seconds: dict[str, float], peak_mb: float) -> Dossier:
    """Ghi cả hồ sơ — byte for byte the same for the same file, but for `summary.json`."""
    dossier = Dossier(folder)
    for document in _documents(life):
        if document.pdf is None:
            continue
        dossier.add_paper(
            stage=STAGES.get(document.kind, "Khác"),
            kind=KINDS.get(document.kind, ("Văn bản", ""))[0],
            number=document.number_text,
            subject=document.subject,
            content=document.pdf.read(),
            issued_on=document.issued_on,
        )
    _certificates(life, dossier)
    made_on = life.clock.reported.date()
    for sheet in lists_of(life):
        dossier.add_list(title=sheet.title, content=write_workbook([sheet], created_on=made_on))
    counts = counts_of(life)
    dossier.write_index(
        title=life.course.title,
        lead=_lead(life, made_on),
        counts=[(COUNT_LABELS[name], counts[name]) for name in COUNTS],
        notes=[a.vi for a in life.file.assumptions],
        remarks=[one.vi for one in remarks_of(life)],
    )
    dossier.write_summary(counts=counts, seconds=seconds, peak_mb=peak_mb)
    return dossier


def _certificates(life: Life, dossier: Dossier) -> None:
    rows = Credential.objects.filter(spec__course=life.course).select_related("pdf", "spec", "row__enrollment__person")
    rows = rows.defer("facts")
    for credential in rows.order_by("spec__position", "register_id", "entry_no"):
        dossier.add_paper(
            stage="Chứng chỉ",
            kind=credential.spec.title,
            number=credential.number_text,
            subject=credential.row.enrollment.person.full_name,
            content=credential.pdf.read(),
            place="certificates",
        )


def counts_of(life: Life) -> dict[str, int]:
    """Các con số — derived from the rows, as of the day of the final report."""
    counts = course_counts(life.course, as_of_at=life.clock.reported)
    return {name: int(getattr(counts, name)) for name in COUNTS}


def _lead(life: Life, made_on: date) -> str:
    classes = len(life.file.classes)
    return (
        f"Chạy thử từ tệp khóa: {number(life.file.learners)} học viên, {classes} lớp. "
        f"Các con số tính đến ngày {date_digits(made_on)}."
    )
