"""Văn bản công nhận — minutes of the meeting and the decision with its two lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.papers import (
    authority_line,
    bases_blocks,
    class_in_text,
    paper_frame,
    signature_of,
)
from boiduong.course.recognition.awards.queries import Proposal
from boiduong.course.recognition.awards.rules import Reason, reason_in_vietnamese
from boiduong.engines import vietnamese
from boiduong.engines.typesetting import (
    Annex,
    Block,
    Bullets,
    Column,
    FactList,
    Heading,
    Paper,
    Paragraph,
    Signature,
    Table,
)
from boiduong.engines.vietnamese import date_words, number
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.organizations.queries import name_on
from boiduong.foundation.people.models import Person

LIST_COLUMNS = (
    Column("STT", 0.6, "center"),
    Column("Họ và tên", 2.6),
    Column("Ngày sinh", 1.3, "center"),
    Column("Chức vụ, đơn vị", 3.6),
    Column("Điểm", 0.8, "center"),
    Column("Xếp loại", 1.2, "center"),
    Column("Ghi chú", 1.6),
)
GROUNDS_ATTENDED = "Căn cứ xét: kết quả điểm danh từng buổi, việc chấp hành nội quy."
GROUNDS_MARKED = (
    "Căn cứ xét: kết quả điểm danh từng buổi, kết quả từng nội dung đánh giá, việc chấp hành nội quy. "
    "Mỗi nội dung phải đạt, điểm trung bình không thay cho nội dung chưa đạt."
)
REFUSED_COLUMNS = (
    Column("STT", 0.6, "center"),
    Column("Họ và tên", 2.4),
    Column("Ngày sinh", 1.3, "center"),
    Column("Đơn vị", 2.4),
    Column("Lý do", 4.4),
)


def birth_text(person: Person) -> str:
    """Ngày sinh — the day, else the year, else nothing."""
    return vietnamese.birth_text(person.birth_on, person.birth_year)


def _score(value: Decimal | None) -> str:
    return "" if value is None else number(value)


def _why(reasons: Sequence[Reason]) -> str:
    return "; ".join(reason_in_vietnamese(reason.code, reason.facts) for reason in reasons)


def _band(proposal: Proposal) -> str:
    apart = "; ".join(f"{part}: {band}" for part, band in proposal.judgement.part_bands if band)
    band = proposal.judgement.band
    return "; ".join(text for text in (band[:1].upper() + band[1:], apart) if text)


def recognized_table(proposals: Sequence[Proposal]) -> Table:
    """Danh sách được công nhận — in the order of the class list; an exception is said as such."""
    rows = []
    for place, one in enumerate(proposals, start=1):
        learner = one.enrollment
        where = vietnamese.post_and_unit(learner.post_text, learner.unit_text)
        note = "Công nhận ngoại lệ" if one.judgement.outcome == "not_recognized" else ""
        rows.append(
            (
                str(place),
                learner.person.full_name,
                birth_text(learner.person),
                where,
                _score(one.judgement.value),
                _band(one),
                note,
            )
        )
    return _without_empty(LIST_COLUMNS, rows)


def _without_empty(columns: Sequence[Column], rows: Sequence[tuple[str, ...]]) -> Table:
    """A course without marks or bands has no columns for them; the remark stays, to be written by hand."""
    kept = [
        at for at, one in enumerate(columns) if one.title not in ("Điểm", "Xếp loại") or any(row[at] for row in rows)
    ]
    return Table(tuple(columns[at] for at in kept), tuple(tuple(row[at] for at in kept) for row in rows), small=True)


def refused_table(proposals: Sequence[Proposal]) -> Table:
    """Danh sách chưa được công nhận — every reason written out, a breach of rules in the words of its note."""
    rows = []
    for place, one in enumerate(proposals, start=1):
        learner = one.enrollment
        why = "; ".join(text for text in (_why(one.judgement.reasons), one.breach) if text)
        rows.append((str(place), learner.person.full_name, birth_text(learner.person), learner.unit_text, why))
    return Table(REFUSED_COLUMNS, tuple(rows), small=True)


def minutes(
    training_class: TrainingClass,
    issuer: Unit,
    proposals: Sequence[Proposal],
    *,
    held_on: date,
    chair: str,
    secretary: str,
    members: Sequence[str],
    remark: str,
) -> Paper:
    """Biên bản xét công nhận — who met, what was looked at, who is proposed and who is not and why."""
    frame = paper_frame(issuer, kind="recognition_minutes", on=held_on)
    passed = [one for one in proposals if one.outcome != "not_recognized"]
    refused = [one for one in proposals if one.outcome == "not_recognized"]
    blocks: list[Block] = [
        Paragraph(f"Hôm nay, {date_words(held_on)}, tại {name_on(issuer, held_on)}, cuộc họp xét công nhận kết quả "
                  f"{class_in_text(training_class)} được tiến hành."),
        Heading("I. Thành phần"),
        FactList((("Chủ trì", chair), ("Thư ký", secretary), ("Thành viên", ", ".join(members)))),
        Heading("II. Nội dung"),
        Bullets(
            (
                f"Số học viên được xét: {len(proposals)}.",
                GROUNDS_MARKED if any(one.facts.items for one in proposals) else GROUNDS_ATTENDED,
                f"Đề nghị công nhận: {len(passed)} học viên.",
                f"Chưa đề nghị công nhận: {len(refused)} học viên.",
            )
        ),
    ]  # fmt: skip
    if refused:
        blocks += [Heading("III. Học viên chưa đủ điều kiện"), refused_table(refused)]
    if remark:
        blocks += [Heading("Ý kiến của cuộc họp"), Paragraph(remark)]
    blocks.append(Paragraph("Biên bản được đọc lại cho các thành viên cùng nghe và thống nhất."))
    return Paper(
        **frame,
        title="BIÊN BẢN",
        subject=f"Xét công nhận kết quả {class_in_text(training_class)}",
        blocks=tuple(blocks),
        signatures=(Signature(("THƯ KÝ",), secretary), Signature(("CHỦ TRÌ",), chair)),
        annexes=(Annex("DANH SÁCH", "Học viên được đề nghị công nhận", (recognized_table(passed),), landscape=True),)
        if passed
        else (),
        synthetic=training_class.course.synthetic,
        issuer_in_text=name_on(issuer, held_on),
    )


def decision(
    training_class: TrainingClass,
    issuer: Unit,
    proposals: Sequence[Proposal],
    *,
    on: date,
    minutes_line: str,
    papers: Sequence[str],
) -> Paper:
    """Quyết định công nhận kết quả — Điều 1 who completes, then which papers are issued if any, and both lists."""
    frame = paper_frame(issuer, kind="recognition_decision", on=on)
    name, signature = name_on(issuer, on), signature_of(issuer, on=on)
    passed = [one for one in proposals if one.outcome != "not_recognized"]
    refused = [one for one in proposals if one.outcome == "not_recognized"]
    what = ", ".join(paper[:1].lower() + paper[1:] for paper in papers)
    note = f" {len(refused)} học viên chưa được công nhận có tên tại danh sách số 2." if refused else ""
    articles = (
        (f"Công nhận {len(passed)} học viên {class_in_text(training_class)} hoàn thành chương trình bồi dưỡng "
         f"(có danh sách kèm theo).{note}"),
        *([f"Học viên có tên trong danh sách được công nhận tại Điều 1 được cấp {what}."] if what else []),
        "Các bộ phận có liên quan, đơn vị cử học viên và các học viên có tên tại Điều 1 chịu trách nhiệm thi hành "
        "Quyết định này.",
    )  # fmt: skip
    return Paper(
        **frame,
        title="QUYẾT ĐỊNH",
        subject=f"Về việc công nhận kết quả {class_in_text(training_class)}",
        blocks=(
            Paragraph(authority_line(frame, signature), style="center"),
            *bases_blocks(training_class.course, [minutes_line] if minutes_line else []),
            Paragraph("QUYẾT ĐỊNH:", style="center"),
            *(Paragraph(text, style="article", lead=f"Điều {place}.") for place, text in enumerate(articles, start=1)),
        ),
        signature=signature,
        recipients=(f"Như Điều {len(articles)};", "Các đơn vị cử học viên;", "Lưu: VT, hồ sơ lớp."),
        annexes=tuple(_annexes(passed, refused)),
        synthetic=training_class.course.synthetic,
        issuer_in_text=name,
    )


def _annexes(passed: Sequence[Proposal], refused: Sequence[Proposal]) -> list[Annex]:
    made = []
    if passed:
        made.append(
            Annex(
                "DANH SÁCH SỐ 1" if refused else "DANH SÁCH",
                "Học viên được công nhận hoàn thành chương trình bồi dưỡng",
                (recognized_table(passed),),
                landscape=True,
            )
        )
    if refused:
        made.append(
            Annex(
                "DANH SÁCH SỐ 2" if passed else "DANH SÁCH",
                "Học viên chưa được công nhận và lý do",
                (refused_table(refused),),
                landscape=True,
            )
        )
    return made
