"""Bảng điểm và phiếu chấm bài thu hoạch — marks in figures and in words, as the markers sign them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils import timezone

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.papers import class_in_text, paper_frame, signature_of
from boiduong.course.delivery.courses.queries import body_for
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.enrollment.queries import class_list
from boiduong.course.evaluation.assessment.models import Assignment, Score, Submission
from boiduong.course.evaluation.assessment.queries import Marked, marked, missing_learners
from boiduong.engines import vietnamese
from boiduong.engines.typesetting import Block, Bullets, Column, FactList, Heading, Paper, Paragraph, Signature, Table
from boiduong.engines.vietnamese import date_digits, headline, number, percent, post_and_unit, score_words
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.organizations.queries import name_on
from boiduong.foundation.people.models import Person

LEAD = (
    Column("STT", 0.6, "center"),
    Column("Họ và tên", 2.8),
    Column("Ngày sinh", 1.3, "center"),
    Column("Chức vụ, đơn vị", 3.4),
)
TAIL = (
    Column("Bằng số", 0.9, "center", group="Điểm thống nhất"),
    Column("Bằng chữ", 2.8, group="Điểm thống nhất"),
    Column("Kết quả", 1.1, "center"),
    Column("Ghi chú", 1.6),
)
NOT_HANDED_IN = "Chưa nộp bài"
HOW = {"agreed": "Giám khảo thống nhất", "amended": "Đã sửa điểm"}


def birth_text(person: Person) -> str:
    """Ngày sinh — the day, else the year, else nothing."""
    return vietnamese.birth_text(person.birth_on, person.birth_year)


def figures(value: Decimal | None, band: str) -> str:
    """Điểm bằng số — "6,50" for points, else the result named."""
    return number(value, 2).removesuffix("0").removesuffix(",0") if value is not None else band


def words(value: Decimal | None) -> str:
    """Điểm bằng chữ — with a capital, empty without points."""
    if value is None:
        return ""
    said = score_words(value.normalize())
    return said[:1].upper() + said[1:]


def _given(score: Score | None) -> str:
    return "" if score is None else figures(score.value, score.band)


def mark_sheet(training_class: TrainingClass, *, issuer: Unit, on: date) -> Paper:
    """Bảng điểm của lớp — a table an item: the marks of each marker, the one that counts, and who handed in nothing."""
    course = training_class.course
    rows = training_class.assignments.select_related("item", "training_class__rule_set").order_by("item__position")
    assignments = list(rows)
    blocks: list[Block] = []
    for place, one in enumerate(assignments, start=1):
        one.training_class = training_class
        found = marked(one)
        head = f"{_roman(place)}. {one.item.title}" if len(assignments) > 1 else one.item.title
        blocks += [Heading(head), _table(one, found), Bullets(_totals(found))]
    return Paper(
        **paper_frame(issuer, kind="mark_sheet", on=on),
        title="BẢNG ĐIỂM BÀI THU HOẠCH",
        subject=headline(class_in_text(training_class)),
        year=on.year,
        blocks=tuple(blocks),
        signatures=(
            Signature(("GIÁM KHẢO 1",), note="Ký, ghi rõ họ tên"),
            Signature(("GIÁM KHẢO 2",), note="Ký, ghi rõ họ tên"),
            Signature(("NGƯỜI LẬP BẢNG",), note="Ký, ghi rõ họ tên"),
            signature_of(issuer, on=on),
        ),
        landscape=True,
        synthetic=course.synthetic,
        issuer_in_text=name_on(issuer, on),
    )


def _roman(place: int) -> str:
    return ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")[(place - 1) % 10]


def _table(assignment: Assignment, found: Sequence[Marked]) -> Table:
    markers = assignment.item.markers
    columns = (*LEAD, *(Column(str(n), 0.8, "center", group="Giám khảo") for n in range(1, markers + 1)), *TAIL)
    rows = [_row(place, one, markers) for place, one in enumerate(found, start=1)]
    for place, learner in enumerate(missing_learners(assignment), start=len(rows) + 1):
        where = post_and_unit(learner.post_text, learner.unit_text)
        empty = ("",) * markers
        rows.append(
            (str(place), learner.person.full_name, birth_text(learner.person), where, *empty, "", "", "", NOT_HANDED_IN)
        )
    return Table(columns, tuple(rows), small=True)


def _row(place: int, one: Marked, markers: int) -> tuple[str, ...]:
    row, learner = one.submission, one.submission.enrollment
    where = post_and_unit(learner.post_text, learner.unit_text)
    given = [_given(score) for score in one.scores][:markers]
    notes = [f"Bài viết lại, lần {row.attempt}"] if row.attempt > 1 else []
    notes += ["Nộp muộn"] if row.late else []
    notes += [HOW[one.settlement.how]] if one.settlement and one.settlement.how in HOW else []
    return (
        str(place),
        learner.person.full_name,
        birth_text(learner.person),
        where,
        *given,
        *([""] * (markers - len(given))),
        figures(row.value, row.band),
        words(row.value),
        "Đạt" if one.passed else "Không đạt",
        "; ".join(notes),
    )


def _totals(found: Sequence[Marked]) -> tuple[str, ...]:
    passed = sum(one.passed for one in found)
    share = f" ({percent(Decimal(100 * passed) / len(found), 1)})" if found else ""
    return (f"Số bài chấm: {len(found)}.", f"Số bài đạt: {passed}{share}.", f"Số bài không đạt: {len(found) - passed}.")


def marking_slip(assignment: Assignment, one: Marked, *, issuer: Unit, on: date) -> Paper:
    """Bìa và phiếu chấm một bài — who wrote what for which class, the marks of each marker, remarks."""
    training_class, learner, row = assignment.training_class, one.submission.enrollment, one.submission
    facts = (
        ("Họ và tên", learner.person.full_name),
        ("Chức vụ", learner.post_text),
        ("Đơn vị", learner.unit_text),
        ("Lớp", class_in_text(training_class)),
        ("Nội dung đánh giá", assignment.item.title),
        ("Tên bài", row.title),
        ("Ngày nhận bài", date_digits(timezone.localdate(row.received_at)) + (" (nộp muộn)" if row.late else "")),
    )
    rows = tuple(
        (
            f"Giám khảo {duty.position}",
            duty.marker.full_name,
            _given(score),
            words(score.value) if score else "",
            score.comment if score else "",
        )
        for duty, score in one.pairs
    ) or tuple((f"Giám khảo {n}", "", "", "", "") for n in range(1, assignment.item.markers + 1))
    columns = (
        Column("", 1.4),
        Column("Họ và tên", 2.2),
        Column("Bằng số", 0.9, "center", group="Điểm"),
        Column("Bằng chữ", 1.6, group="Điểm"),
        Column("Nhận xét", 3.2),
    )
    frame = paper_frame(issuer, kind="mark_sheet", on=on)
    frame["code"] = ""
    return Paper(
        **frame,
        title="PHIẾU CHẤM BÀI THU HOẠCH",
        subject=assignment.item.title,
        year=on.year,
        blocks=(
            Heading("I. NGƯỜI VIẾT"),
            FactList(facts),
            Heading("II. ĐIỂM CHẤM"),
            Table(columns, rows),
            FactList((("Điểm thống nhất, bằng số", figures(row.value, row.band)), ("Bằng chữ", words(row.value)))),
            Paragraph("Điểm của từng giám khảo được ghi trước khi hai bên trao đổi.", style="note"),
        ),
        signatures=tuple(
            Signature((f"GIÁM KHẢO {n}",), note="Ký, ghi rõ họ tên") for n in range(1, assignment.item.markers + 1)
        ),
        synthetic=training_class.course.synthetic,
    )


def report_cover(training_class: TrainingClass, learner: Enrollment, title: str, *, issuer: Unit, on: date) -> Paper:
    """Bìa bài thu hoạch — the school above, the subject in the middle, who wrote it beneath; the year at the foot."""
    frame = paper_frame(issuer, kind="mark_sheet", on=on)
    frame["code"] = ""
    facts = (
        ("Họ và tên", learner.person.full_name),
        ("Chức vụ", learner.post_text),
        ("Đơn vị", learner.unit_text),
        ("Tổ", str(learner.group.number) if learner.group else ""),
        ("Lớp", class_in_text(training_class)),
    )
    return Paper(
        **frame,
        head="cover",
        title="BÀI THU HOẠCH",
        subject=f"Chủ đề: {title}" if title else "Chủ đề: ......................................",
        year=on.year,
        blocks=(FactList(facts),),
        synthetic=training_class.course.synthetic,
    )


def report_covers(course: Course, *, on: date) -> list[Paper]:
    """Bìa bài thu hoạch của khóa — one a learner; the title of the report where it was handed in."""
    made = []
    for training_class in course.classes.exclude(state="cancelled"):
        training_class.course = course
        issuer = body_for(course, "mark", training_class)
        rows = Submission.objects.filter(assignment__training_class=training_class).order_by("attempt")
        titles = dict(rows.values_list("enrollment_id", "title"))
        for learner in class_list(training_class).select_related("person", "group"):
            title = titles.get(learner.pk, "")
            made.append(report_cover(training_class, learner, title, issuer=issuer, on=on))
    return made
