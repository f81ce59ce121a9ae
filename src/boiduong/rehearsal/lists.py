"""Danh sách của hồ sơ — every list of the course as a sheet: who was sent, who studied, when, with what result."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils import timezone

from boiduong.course.delivery.enrollment.models import Enrollment, Nomination
from boiduong.course.delivery.sessions.models import Session
from boiduong.course.delivery.sessions.queries import attendance
from boiduong.course.delivery.situations.models import Situation
from boiduong.course.delivery.situations.rules import FIELDS
from boiduong.course.evaluation.assessment.models import Submission
from boiduong.course.recognition.awards.models import RecognitionRow
from boiduong.course.recognition.certificates.models import Credential
from boiduong.course.recognition.personnel_records.models import TrainingRecord
from boiduong.engines.spreadsheets import Column, Sheet
from boiduong.foundation.organizations.models import UnitVersion
from boiduong.foundation.organizations.queries import versions_on
from boiduong.rehearsal.life.state import Life

Cell = str | int | float | Decimal | date | None
NOTES = ("Dữ liệu mẫu: người không có thật",)
NAME = Column("Họ và tên", 28)
BORN = Column("Ngày sinh", 12, "date")
UNIT = Column("Đơn vị", 30)
POST = Column("Chức vụ", 34)
CLASS = Column("Lớp", 10)
NUMBER = Column("STT", 6, "int")
SEX = {"female": "Nữ", "male": "Nam", "": ""}
HALVES = {"morning": "Sáng", "afternoon": "Chiều", "evening": "Tối"}
NOMINATION = {
    "proposed": "đang lập", "submitted": "đã gửi", "accepted": "được nhận", "placed": "đã xếp lớp",
    "refused": "không nhận", "reserve": "dự bị", "withdrawn": "đã rút", "replaced": "đã thay", "lapsed": "hết hạn",
}  # fmt: skip
ENROLLMENT = {
    "listed": "có tên trong danh sách", "summoned": "đã triệu tập", "confirmed": "đã xác nhận", "attending": "đang học",
    "declined": "không tham gia", "withdrawn": "thôi học", "expelled": "buộc thôi học", "deferred": "bảo lưu",
}  # fmt: skip
OUTCOMES = {
    "recognized": "được công nhận", "not_recognized": "chưa công nhận", "exception": "công nhận theo quyết định riêng",
}  # fmt: skip
SITUATION = {
    "raised": "mới nêu", "returned": "trả lại", "merged": "đã gộp", "triaged": "đã phân loại",
    "discussed": "đã thảo luận", "referred": "đã chuyển", "answered": "đã trả lời", "approved": "đã duyệt",
    "published": "đã công bố",
}  # fmt: skip
FIELD_WORDS = {
    "organization": "Tổ chức bộ máy", "land": "Đất đai", "finance": "Tài chính", "procedures": "Thủ tục hành chính",
    "staff": "Nhân sự dôi dư", "assets": "Tài sản công", "digital": "Chuyển đổi số", "party": "Xây dựng Đảng",
    "other": "Khác",
}  # fmt: skip
assert set(FIELD_WORDS) == set(FIELDS)  # noqa: S101 - a field without a word would print its key


def lists_of(life: Life) -> Iterator[Sheet]:
    """Mọi danh sách — in the order of the stages; empty ones are left out."""
    for build in (nominations, learners, timetable, attendance_list, situations, marks, recognition, register, records):
        sheet = build(life)
        if sheet is not None:
            yield sheet


def _sheet(title: str, columns: tuple[Column, ...], rows: list[tuple[Cell, ...]]) -> Sheet | None:
    numbered = [(n, *row) for n, row in enumerate(rows, start=1)]
    return Sheet(title=title, columns=(NUMBER, *columns), rows=numbered, notes=NOTES) if rows else None


def _unit_names(life: Life) -> dict[int, str]:
    rows: list[UnitVersion] = list(versions_on(life.places.day).only("unit_id", "name"))
    return {v.unit_id: v.name for v in rows}


def nominations(life: Life) -> Sheet | None:
    """Danh sách cử và kết quả xét."""
    names = _unit_names(life)
    rows = Nomination.objects.filter(course=life.course).select_related("person").order_by("id")
    return _sheet(
        "Danh sách cử",
        (NAME, BORN, Column("Giới", 6), UNIT, POST, Column("Kết quả", 14)),
        [
            (
                n.person.full_name, n.person.birth_on, SEX[n.person.sex], names.get(n.sent_by_id, ""), n.post_text,
                NOMINATION[n.state],
            )
            for n in rows
        ],
    )  # fmt: skip


def learners(life: Life) -> Sheet | None:
    """Danh sách học viên theo lớp, tổ."""
    rows = Enrollment.objects.filter(course=life.course).select_related("person", "training_class", "group")
    return _sheet(
        "Danh sách học viên",
        (CLASS, Column("Tổ", 6, "int"), NAME, BORN, Column("Giới", 6), UNIT, POST, Column("Trạng thái", 16)),
        [
            (
                e.training_class.label, e.group.number if e.group else None, e.person.full_name, e.person.birth_on,
                SEX[e.person.sex], e.unit_text, e.post_text, ENROLLMENT[e.state],
            )
            for e in rows.order_by("training_class__position", "position", "id")
        ],
    )  # fmt: skip


def timetable(life: Life) -> Sheet | None:
    """Các buổi học."""
    rows = Session.objects.filter(course=life.course).select_related("training_class", "topic", "entry__room")
    return _sheet(
        "Lịch học",
        (CLASS, Column("Ngày", 12, "date"), Column("Buổi", 8), Column("Từ", 8), Column("Nội dung", 60),
         Column("Số tiết", 8, "int"), Column("Hội trường", 26)),
        [
            (
                s.training_class.label, s.day, HALVES[s.half], f"{timezone.localtime(s.starts_at):%H:%M}",
                s.topic.title if s.topic else "", s.periods, s.entry.room.name if s.entry.room else s.entry.place_text,
            )
            for s in rows.order_by("training_class__position", "starts_at")
        ],
    )  # fmt: skip


def attendance_list(life: Life) -> Sheet | None:
    """Chuyên cần, tính bằng tiết."""
    rows: list[tuple[Cell, ...]] = []
    learners = life.learners()
    for training_class in life.classes():
        found = attendance(training_class)
        for e in learners:
            one = found.get(e.pk) if e.training_class_id == training_class.pk else None
            if one is not None and one.planned:
                rows.append(
                    (
                        training_class.label, e.person.full_name, e.unit_text, one.planned, one.present, one.excused,
                        one.unexcused, one.late_count, one.made_up,
                    )
                )  # fmt: skip
    titles = ("Tiết theo lịch", "Có mặt", "Vắng có phép", "Vắng không phép", "Lần đến muộn", "Học bù")
    return _sheet("Chuyên cần", (CLASS, NAME, UNIT, *(Column(t, 12, "int") for t in titles)), rows)


def situations(life: Life) -> Sheet | None:
    """Tình huống và trả lời."""
    rows = Situation.objects.filter(course=life.course).order_by("id")
    return _sheet(
        "Tình huống",
        (Column("Lĩnh vực", 20), Column("Tình huống", 44), Column("Câu hỏi", 50), Column("Kết luận", 60),
         Column("Căn cứ", 40), Column("Trạng thái", 14)),
        [
            (FIELD_WORDS[s.field], s.title, s.question, s.conclusion, s.legal_basis, SITUATION[s.state]) for s in rows
        ],
    )  # fmt: skip


def marks(life: Life) -> Sheet | None:
    """Bảng điểm."""
    rows = Submission.objects.filter(assignment__training_class__course=life.course).select_related(
        "enrollment__person", "enrollment__training_class", "assignment__item"
    )
    return _sheet(
        "Bảng điểm",
        (CLASS, NAME, UNIT, Column("Nội dung", 30), Column("Điểm", 8, "number"), Column("Kết quả", 12)),
        [
            (
                s.enrollment.training_class.label, s.enrollment.person.full_name, s.enrollment.unit_text,
                s.assignment.item.title, s.value, s.band,
            )
            for s in rows.order_by("enrollment__training_class__position", "enrollment__position", "assignment_id")
        ],
    )  # fmt: skip


def recognition(life: Life) -> Sheet | None:
    """Kết quả xét công nhận."""
    rows = RecognitionRow.objects.filter(enrollment__course=life.course).select_related(
        "enrollment__person", "training_class", "decision"
    )
    rows = rows.defer("decision__facts")  # the whole decision, once a row
    return _sheet(
        "Kết quả công nhận",
        (CLASS, NAME, UNIT, Column("Kết quả", 22), Column("Xếp loại", 14), Column("Quyết định", 18)),
        [
            (
                r.training_class.label, r.enrollment.person.full_name, r.enrollment.unit_text, OUTCOMES[r.outcome],
                r.band, r.decision.number_text,
            )
            for r in rows.order_by("training_class__position", "decision_id", "position")
        ],
    )  # fmt: skip


def register(life: Life) -> Sheet | None:
    """Sổ cấp."""
    rows = Credential.objects.filter(spec__course=life.course).select_related("spec", "row__enrollment__person")
    rows = rows.defer("facts")
    return _sheet(
        "Sổ cấp chứng chỉ",
        (Column("Loại giấy", 26), Column("Số vào sổ", 20), NAME, BORN, UNIT, Column("Ngày cấp", 12, "date")),
        [
            (
                c.spec.title, c.number_text, c.row.enrollment.person.full_name, c.row.enrollment.person.birth_on,
                c.row.enrollment.unit_text, c.issued_on,
            )
            for c in rows.order_by("spec__position", "register_id", "entry_no")
        ],
    )  # fmt: skip


def records(life: Life) -> Sheet | None:
    """Dòng hồ sơ theo các cột của mẫu 2C."""
    rows = TrainingRecord.objects.filter(course=life.course).select_related("person").order_by("id")
    return _sheet(
        "Hồ sơ cán bộ (mẫu 2C)",
        (NAME, BORN, UNIT, Column("Tên trường", 30), Column("Chuyên ngành đào tạo, bồi dưỡng", 50),
         Column("Từ", 12, "date"), Column("Đến", 12, "date"), Column("Hình thức", 16),
         Column("Văn bằng, chứng chỉ", 44)),
        [
            (
                r.person.full_name, r.person.birth_on, r.unit_text, r.school_text, r.name, r.from_on, r.to_on,
                r.form_text, r.paper_text,
            )
            for r in rows
        ],
    )  # fmt: skip
