"""Đơn xin nghỉ học — the request that a learner signs and the unit confirms; blank, or filled from what was asked."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.papers import class_in_text, in_text, paper_frame
from boiduong.course.delivery.courses.queries import body_for
from boiduong.course.delivery.sessions.models import Leave
from boiduong.engines.typesetting import FactList, Paper, Paragraph, Signature
from boiduong.engines.vietnamese import date_words
from boiduong.foundation.organizations.queries import name_on

REASONS = {
    "urgent_work": "Công tác đột xuất",
    "sick": "Ốm đau",
    "family": "Việc gia đình",
    "other": "Lý do khác",
}
SIGNERS = (
    Signature(("XÁC NHẬN", "CỦA ĐƠN VỊ CỬ HỌC VIÊN"), note="Ký tên, đóng dấu"),
    Signature(("Ý KIẾN", "CỦA CHỦ NHIỆM LỚP"), note="Ký, ghi rõ họ tên"),
    Signature(("NGƯỜI LÀM ĐƠN",), note="Ký, ghi rõ họ tên"),
)


def _moment(at: datetime) -> str:
    here = timezone.localtime(at)
    half = "sáng" if here.hour < 12 else "chiều" if here.hour < 18 else "tối"
    return f"buổi {half} {date_words(here.date())}"


def _facts(leave: Leave | None, course: Course) -> tuple[tuple[str, str], ...]:
    if leave is None:
        empty = ("Tôi tên là", "Chức vụ", "Đơn vị", "Tổ", "Học viên")
        first = tuple((label, in_text(course.title) if label == "Học viên" else "") for label in empty)
        return (*first, ("Xin nghỉ từ", ""), ("Đến hết", ""), ("Lý do", ""), ("Giấy tờ kèm theo", ""))
    learner = leave.enrollment
    why = ": ".join(text for text in (REASONS.get(leave.reason_kind, ""), leave.reason) if text)
    return (
        ("Tôi tên là", learner.person.full_name),
        ("Chức vụ", learner.post_text),
        ("Đơn vị", learner.unit_text),
        ("Tổ", str(learner.group.number) if learner.group else ""),
        ("Học viên", class_in_text(learner.training_class)),
        ("Xin nghỉ từ", _moment(leave.from_at)),
        ("Đến hết", _moment(leave.to_at)),
        ("Lý do", why),
        ("Giấy tờ kèm theo", ""),
        *_unit(leave),
    )


def _unit(leave: Leave) -> tuple[tuple[str, str], ...]:
    """What the sending unit said, where it has."""
    if leave.unit_confirmed_at is None:
        return ()
    day = date_words(timezone.localtime(leave.unit_confirmed_at).date())
    return (("Đơn vị cử đã xác nhận", f"{day}, {leave.unit_paper}" if leave.unit_paper else day),)


def leave_form(course: Course, leave: Leave | None, *, on: date) -> Paper:
    """Đơn xin nghỉ học — what is not known prints as a dotted line; the day is written when it is signed."""
    issuer = body_for(course, "manage_class", leave.enrollment.training_class if leave else None)
    return Paper(
        issuer=name_on(issuer, on),
        head="motto",
        place=paper_frame(issuer, kind="roll", on=on)["place"],
        year=on.year,
        title="ĐƠN XIN NGHỈ HỌC",
        addressed_to=(f"{name_on(issuer, on)};", "Chủ nhiệm lớp."),
        blocks=(
            FactList(_facts(leave, course)),
            Paragraph(
                "Tôi xin học bù các nội dung đã nghỉ theo bố trí của lớp và chịu trách nhiệm về lý do đã nêu. "
                "Đề nghị chủ nhiệm lớp và cơ sở đào tạo xem xét."
            ),
        ),
        signatures=SIGNERS,
        synthetic=course.synthetic,
    )


def leave_forms(course: Course, *, on: date) -> list[Paper]:
    """Bộ đơn xin nghỉ — a page for each request made here, and a blank one at the end."""
    asked = Leave.objects.filter(enrollment__course=course).select_related(
        "enrollment__person", "enrollment__group", "enrollment__training_class__course"
    )
    filled = [leave_form(course, leave, on=on) for leave in asked.exclude(state="withdrawn").order_by("from_at", "id")]
    return [*filled, leave_form(course, None, on=on)]
