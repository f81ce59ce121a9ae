"""Kế hoạch nghiên cứu thực tế và công văn liên hệ — purpose, time, place, content, the list of the party."""

from __future__ import annotations

from datetime import date

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.papers import bases_blocks, class_in_text, paper_frame, signature_of
from boiduong.course.delivery.courses.queries import body_for
from boiduong.course.delivery.study_visits.models import Visit
from boiduong.course.delivery.study_visits.queries import host_name, members_of
from boiduong.engines.typesetting import Annex, Block, Bullets, Column, FactList, Heading, Paper, Paragraph, Table
from boiduong.engines.vietnamese import range_digits
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.organizations.queries import name_on

COLUMNS = (
    Column("STT", 0.5, "center"),
    Column("Họ và tên", 2.2),
    Column("Chức vụ", 2.2),
    Column("Đơn vị", 2.4),
    Column("Tổ", 0.6, "center"),
    Column("Nhiệm vụ trong đoàn", 2),
)


def issuer_of(visit: Visit) -> Unit:
    """Nơi ban hành — the body that manages the class."""
    return body_for(visit.training_class.course, "manage_class", visit.training_class)


def plan_paper(visit: Visit, *, on: date) -> Paper:
    """Kế hoạch nghiên cứu thực tế kèm danh sách đoàn — what is not known yet prints as a dotted line."""
    course, training_class = visit.training_class.course, visit.training_class
    issuer = issuer_of(visit)
    rows = [
        (
            str(place),
            m.enrollment.person.full_name,
            m.enrollment.post_text,
            m.enrollment.unit_text,
            str(m.enrollment.group.number) if m.enrollment.group else "",
            m.role_text,
        )
        for place, m in enumerate(members_of(visit), start=1)
    ]
    return Paper(
        **paper_frame(issuer, kind="field_study_plan", on=on),
        title="KẾ HOẠCH",
        subject=f"Nghiên cứu thực tế {class_in_text(training_class)}",
        year=on.year,
        blocks=(*bases_blocks(course), *_body(visit, len(rows))),
        signature=signature_of(issuer, on=on),
        recipients=("Nơi đón đoàn;", "Học viên trong đoàn;", "Chủ nhiệm lớp;", "Lưu: VT, ĐT."),
        annexes=(Annex(title="DANH SÁCH ĐOÀN", blocks=(Table(columns=COLUMNS, rows=tuple(rows)),)),),
        synthetic=course.synthetic,
    )


def _body(visit: Visit, members: int) -> tuple[Block, ...]:
    topic = visit.topic.title if visit.topic else ""
    blocks: list[Block] = [
        Heading("I. MỤC ĐÍCH, YÊU CẦU"),
        Bullets(
            (
                "Gắn nội dung đã học với việc làm ở cơ sở; mỗi tổ ghi lại điều học được và kiến nghị.",
                "Đi đúng đoàn, đúng giờ; bảo đảm an toàn trên đường và tại nơi đến.",
            )
        ),
        Heading("II. NỘI DUNG"),
        FactList(
            (
                ("Chuyên đề", topic),
                ("Thời gian", range_digits(visit.starts_on, visit.ends_on)),
                ("Nơi đến", visit.place_text or host_name(visit)),
                ("Đơn vị đón", host_name(visit) if visit.host else ""),
                ("Người hướng dẫn", visit.supervisor_text),
                ("Thành phần đoàn", f"{members} học viên (danh sách kèm theo)"),
            )
        ),
    ]
    if visit.safety_text:
        blocks += [Heading("III. BẢO ĐẢM AN TOÀN"), Paragraph(visit.safety_text)]
    last = "IV" if visit.safety_text else "III"
    blocks += [
        Heading(f"{last}. TỔ CHỨC THỰC HIỆN"),
        Paragraph("Chủ nhiệm lớp làm trưởng đoàn, điểm danh khi đi và khi về, gửi báo cáo sau chuyến đi."),
    ]
    return tuple(blocks)


def host_letter(visit: Visit, *, on: date) -> Paper:
    """Công văn liên hệ cơ sở — asks the host to receive the party: who, when, what is to be seen and heard."""
    course, issuer = visit.training_class.course, issuer_of(visit)
    host = host_name(visit) if visit.host else visit.place_text or host_name(visit)
    count = members_of(visit).count()
    return Paper(
        **paper_frame(issuer, kind="host_letter", on=on),
        subject=f"V/v đón đoàn nghiên cứu thực tế {class_in_text(visit.training_class)}",
        addressed_to=(host or "......",),
        year=on.year,
        blocks=(
            Paragraph(
                f"{name_on(issuer, on)} tổ chức cho học viên {class_in_text(visit.training_class)} đi nghiên cứu thực "
                "tế. Đề nghị quý cơ quan đón và giúp đoàn theo nội dung sau:"
            ),
            FactList(
                (
                    ("1. Thời gian", range_digits(visit.starts_on, visit.ends_on)),
                    ("2. Địa điểm", visit.place_text or host),
                    ("3. Thành phần đoàn", f"{count} học viên" if count else ""),
                    ("4. Nội dung", visit.topic.title if visit.topic else ""),
                    ("5. Người hướng dẫn", visit.supervisor_text),
                    ("6. Đầu mối liên hệ", ""),
                )
            ),
            Paragraph("Đề nghị quý cơ quan trả lời để đoàn chuẩn bị."),
        ),
        signature=signature_of(issuer, on=on),
        recipients=("Như trên;", "Chủ nhiệm lớp;", "Lưu: VT, ĐT."),
        synthetic=course.synthetic,
        issuer_in_text=name_on(issuer, on),
    )


def host_letters(course: Course, *, on: date) -> list[Paper]:
    """Công văn liên hệ cơ sở của khóa — one a visit."""
    visits = Visit.objects.filter(training_class__course=course).select_related(
        "training_class__course__institution", "topic", "host"
    )
    return [host_letter(visit, on=on) for visit in visits.order_by("starts_on", "id")]
