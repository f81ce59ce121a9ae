"""Quyết định thành lập Ban Tổ chức, công văn cử cán bộ — papers that name who runs a class and who is sent to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from boiduong.course.delivery.courses.models import Course, StaffDuty
from boiduong.course.delivery.courses.papers import authority_line, bases_blocks, in_text, paper_frame, signature_of
from boiduong.course.delivery.courses.queries import body_for
from boiduong.course.delivery.enrollment.models import Nomination
from boiduong.course.delivery.enrollment.papers.letters import nomination_lines
from boiduong.course.delivery.enrollment.papers.tables import people_table
from boiduong.engines.typesetting import Annex, Bullets, Column, Paper, Paragraph, Signature, Table
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.organizations.queries import name_on

BOARD_COLUMNS = (
    Column("STT", 0.6, "center"),
    Column("Họ và tên", 2.6),
    Column("Chức vụ, đơn vị", 3.4),
    Column("Nhiệm vụ", 2.4),
)
DUTY_NAMES = {"class_manager": "Chủ nhiệm", "deputy": "Phó chủ nhiệm"}
TASKS = (
    "Chuẩn bị chương trình, lịch học, tài liệu, hội trường; mời giảng viên, báo cáo viên;",
    "Quản lý học viên, theo dõi chuyên cần, tổ chức thảo luận, nghiên cứu thực tế và đánh giá kết quả;",
    "Khai giảng, bế giảng; báo cáo kết quả và quyết toán kinh phí. Ban Tổ chức tự giải thể khi xong nhiệm vụ.",
)


def board_table(course: Course, issuer: Unit, *, on: date) -> Table:
    """Danh sách Ban Tổ chức — heads from the bodies that have duties; class managers by name; the rest to fill in."""
    managing = body_for(course, "manage_class")
    rows = [("", f"Lãnh đạo {name_on(issuer, on)}", "Trưởng ban")]
    if managing.pk != issuer.pk:
        rows.append(("", f"Lãnh đạo {name_on(managing, on)}", "Phó Trưởng ban"))
    rows.append(("", f"Bộ phận quản lý đào tạo, {name_on(managing, on)}", "Ủy viên thường trực"))
    duties = StaffDuty.objects.filter(training_class__course=course, duty__in=DUTY_NAMES, site=None)
    latest: dict[tuple[int, str], StaffDuty] = {}
    for duty in duties.select_related("person", "training_class").order_by("starts_on", "id"):
        latest[duty.training_class_id, duty.duty] = duty
    for (_, kind), duty in sorted(latest.items()):
        rows.append((duty.person.full_name, name_on(managing, on), f"Ủy viên, {DUTY_NAMES[kind].lower()} "
                     f"{in_text(duty.training_class.label)}"))  # fmt: skip
    rows.append(("", "Bộ phận tài chính, kế toán", "Ủy viên"))
    return Table(BOARD_COLUMNS, tuple((str(n), *row) for n, row in enumerate(rows, start=1)))


def organizing_board(course: Course, *, on: date) -> Paper:
    """Quyết định thành lập Ban Tổ chức — what is not known stays blank in the list, for the office to write."""
    issuer = body_for(course, "decide_opening")
    frame = paper_frame(issuer, kind="organizing_board", on=on)
    signature, named = signature_of(issuer, on=on), in_text(course.title)
    return Paper(
        **frame,
        title="QUYẾT ĐỊNH",
        subject=f"Về việc thành lập Ban Tổ chức {named}",
        blocks=(
            Paragraph(authority_line(frame, signature), style="center"),
            *bases_blocks(course, ("Xét đề nghị của bộ phận quản lý đào tạo;",)),
            Paragraph("QUYẾT ĐỊNH:", style="center"),
            Paragraph(f"Thành lập Ban Tổ chức {named} (danh sách kèm theo).", "article", "Điều 1."),
            Paragraph("Ban Tổ chức có nhiệm vụ:", "article", "Điều 2."),
            Bullets(TASKS),
            Paragraph(
                "Các đơn vị có liên quan và người có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này.",
                "article",
                "Điều 3.",
            ),
        ),
        signature=signature,
        recipients=("Như Điều 3;", "Lưu: VT, hồ sơ khóa."),
        annexes=(Annex("DANH SÁCH BAN TỔ CHỨC", subject=named[:1].upper() + named[1:],
                       blocks=(board_table(course, issuer, on=on),)),),
        synthetic=course.synthetic,
        year=on.year,
        issuer_in_text=name_on(issuer, on),
    )  # fmt: skip


def nomination_letter(
    course: Course, unit: Unit, nominations: Sequence[Nomination], names: Mapping[int, str], *, on: date
) -> Paper:
    """Công văn cử cán bộ — of a unit to the body that calls, with the people sent and those in reserve as annex.

    The unit numbers and signs it: number and day stay dotted. Restricted facts are not printed.
    """
    calling = body_for(course, "call")
    sent = [one for one in nominations if one.reserve_rank is None]
    reserve = [one for one in nominations if one.reserve_rank is not None]
    frame = paper_frame(unit, kind="call", on=on)
    annexes = [Annex("DANH SÁCH CỬ", "Cán bộ dự lớp", (people_table(nomination_lines(sent, names)),), landscape=True)]
    if reserve:
        lines = nomination_lines(reserve, names)
        annexes.append(Annex("DANH SÁCH DỰ BỊ", "Xếp theo thứ tự", (people_table(lines),), landscape=True))
    more = f" và {len(reserve)} người dự bị" if reserve else ""
    return Paper(
        **frame,
        subject=f"V/v cử cán bộ tham gia {in_text(course.title)}",
        addressed_to=(name_on(calling, on),),
        blocks=(
            Paragraph(
                f"Thực hiện thông báo chiêu sinh của {name_on(calling, on)}, {frame['issuer']} cử {len(sent)} người"
                f"{more} tham gia {in_text(course.title)} (danh sách kèm theo)."
            ),
            Paragraph("Đơn vị bố trí công việc để người được cử dự học đủ thời gian."),
        ),
        signature=Signature(signature_of(unit, on=on).capacity),
        recipients=("Như trên;", "Lưu: VT."),
        annexes=tuple(annexes),
        synthetic=course.synthetic,
        year=on.year,
        issuer_in_text=frame["issuer"],
    )


def boards(course: Course, *, on: date) -> list[Paper]:
    """Quyết định thành lập Ban Tổ chức của khóa."""
    return [organizing_board(course, on=on)]
