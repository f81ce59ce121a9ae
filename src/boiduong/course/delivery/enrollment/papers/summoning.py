"""Giấy triệu tập — one page a learner with the confirmation code, and the list for the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.papers import PaperFrame, class_in_text, paper_frame, signature_of
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.enrollment.papers.letters import learner_lines
from boiduong.course.delivery.enrollment.papers.tables import (
    days_words,
    honorific,
    people_table,
    place_words,
)
from boiduong.engines.typesetting import FactList, Paper, Paragraph, Signature
from boiduong.engines.vietnamese import date_words, inside, post_and_unit, time_words
from boiduong.foundation.organizations.models import Unit

CODE_LABEL = "Mã xác nhận:"
BRING = "giấy triệu tập này, căn cước, sổ ghi chép; trang phục theo quy định của cơ quan"


def arrival_words(training_class: TrainingClass, arrive: time | None) -> str:
    """Có mặt — the hour where it is known, on the first day of the class."""
    if training_class.starts_on is None:
        return "……"
    day = date_words(training_class.starts_on)
    return f"{time_words(arrive)} {day}" if arrive else day


def _address(learner: Enrollment, *, party: bool) -> str:
    title = "đồng chí" if party else honorific(learner.person)
    where = inside(post_and_unit(learner.post_text, learner.unit_text))
    return f"{title.capitalize()} {learner.person.full_name}{f', {where}' if where else ''}"


def _page(
    learner: Enrollment,
    training_class: TrainingClass,
    *,
    frame: PaperFrame,
    signature: Signature,
    code: str,
    address: str,
    arrive: time | None,
    contact: str,
    on: date,
    replaced: str,
) -> Paper:
    course = training_class.course
    return Paper(
        **frame,
        title="GIẤY TRIỆU TẬP",
        subject=f"Tham dự {class_in_text(training_class)}",
        addressed_to=(_address(learner, party=frame["layout"] == "party"),),
        blocks=(
            *_instead(replaced),
            Paragraph(f"{frame['issuer']} triệu tập học viên có tên trên tham dự {class_in_text(training_class)}."),
            FactList(
                (
                    ("Thời gian học:", days_words(training_class.starts_on, training_class.ends_on)),
                    ("Có mặt:", arrival_words(training_class, arrive)),
                    ("Địa điểm:", place_words(training_class, course)),
                    ("Mang theo:", BRING),
                    ("Ăn nghỉ, đi lại:", "theo chế độ công tác phí, do đơn vị cử chi trả"),
                    ("Liên hệ:", contact or "……"),
                    (CODE_LABEL, code),
                )
            ),
            Paragraph(
                f"Học viên hoặc đơn vị xác nhận tham dự tại {address} (hoặc quét mã ở cuối trang). "
                "Không tham dự được thì báo lý do cũng tại đó để đơn vị cử người thay."
            ),
        ),
        signature=signature,
        recipients=("Như trên;", "Đơn vị cử;", "Lưu: VT."),
        synthetic=course.synthetic,
        year=on.year,
        verify=address,
        verify_label="Xác nhận tham dự:",
    )


def _instead(replaced: str) -> tuple[Paragraph, ...]:
    """What a learner who holds an earlier summons is told."""
    if not replaced:
        return ()
    return (
        Paragraph(
            f"Giấy này thay Giấy triệu tập {replaced}; mã xác nhận trên giấy cũ không còn dùng. "
            "Đã xác nhận theo giấy cũ cũng đề nghị xác nhận lại."
        ),
    )


def summons_papers(
    training_class: TrainingClass,
    learners: Sequence[Enrollment],
    codes: Mapping[int, str],
    *,
    issuer: Unit,
    addresses: Mapping[int, str],
    on: date,
    arrive: time | None = None,
    contact: str = "",
    replaced: Mapping[int, str] | None = None,
) -> list[Paper]:
    """Bộ giấy triệu tập — the list first, then a page a learner in the order of the list.

    `replaced` names, by learner, the earlier summons that the new one takes the place of.
    """
    frame = paper_frame(issuer, kind="summons", on=on)
    signature = signature_of(issuer, on=on)
    course = training_class.course
    listed = Paper(
        **frame,
        title="DANH SÁCH TRIỆU TẬP",
        subject=class_in_text(training_class)[:1].upper() + class_in_text(training_class)[1:],
        blocks=(
            Paragraph(
                f"Có mặt: {arrival_words(training_class, arrive)}, tại {place_words(training_class, course)}.",
                style="center",
            ),
            people_table(learner_lines(learners)),
        ),
        signature=signature,
        landscape=True,
        synthetic=course.synthetic,
        year=on.year,
    )
    pages = [
        _page(
            learner,
            training_class,
            frame=frame,
            signature=signature,
            code=codes[learner.pk],
            address=addresses[learner.pk],
            arrive=arrive,
            contact=contact,
            on=on,
            replaced=(replaced or {}).get(learner.pk, ""),
        )
        for learner in learners
    ]
    return [listed, *pages]


def code_on(paper: Paper) -> str:
    """Mã trên giấy — the confirmation code that a page carries; empty on the list."""
    for block in paper.blocks:
        if isinstance(block, FactList):
            for label, value in block.rows:
                if label == CODE_LABEL:
                    return value
    return ""
