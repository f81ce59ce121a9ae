"""Công nhận và tổng kết — decision, certificates, personnel records, final report, news."""

from __future__ import annotations

from datetime import date

from boiduong.course.delivery.courses import services as courses
from boiduong.course.delivery.courses.models import CourseDocument, TrainingClass
from boiduong.course.delivery.courses.queries import body_for
from boiduong.course.recognition.awards import services as awards
from boiduong.course.recognition.awards.models import RecognitionRow
from boiduong.course.recognition.awards.queries import recognized_rows
from boiduong.course.recognition.certificates import services as certificates
from boiduong.course.recognition.certificates.models import Credential, CredentialSpec, Register
from boiduong.course.recognition.certificates.queries import still_without
from boiduong.course.recognition.personnel_records import services as records
from boiduong.course.recognition.personnel_records.models import RecordTransfer
from boiduong.course.reporting.periodic_reports import services as reports
from boiduong.course.website.news import services as news
from boiduong.engines.course_file import Paper as SaidPaper
from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.papers import board_of
from boiduong.rehearsal.importing import UNPRINTED, group_label
from boiduong.rehearsal.life.commending import CHOSEN_ONE_IN, commend
from boiduong.rehearsal.life.state import Life

MEMBERS_OF_SCHOOL = ("Phòng Quản lý đào tạo và nghiên cứu khoa học", "chủ nhiệm lớp")
PARTLY = "Giấy chỉ cấp cho lớp, nhóm nêu trong kế hoạch của khóa"
MEMBERS = ("Lãnh đạo đơn vị", "bộ phận quản lý đào tạo", "chủ nhiệm lớp")


def recognize(life: Life) -> None:
    """Xét và công nhận — minutes, then the numbered decision with the list, class by class."""
    at, officer = life.clock.recognized, life.actors.officer
    specs = list(CredentialSpec.objects.filter(course=life.course).order_by("position"))
    for training_class in life.classes():
        if training_class.state == "running":
            courses.change_class(training_class, "end_lessons", by=officer, at=at)
    classes = life.classes()
    meetings = (
        awards.hold_meeting(c, held_on=at.date(), members=_members(c, on=at.date()), by=officer, at=at) for c in classes
    )
    life.number_all((meeting.minutes for meeting in meetings), at=at)
    drafted = life.number_each(
        classes,
        lambda c: awards.draft_decision(c, by=officer, at=at, paper_titles=_titles_for(life, c, specs)),
        at=at,
    )
    for training_class, document in drafted:
        awards.decide(training_class, document, by=officer, at=at)
    commend(life)


def _members(training_class: TrainingClass, *, on: date) -> tuple[str, ...]:
    """Who meets where a school recognizes, and where another body does."""
    board = board_of(body_for(training_class.course, "recognize", training_class), on=on)
    return (board, *MEMBERS_OF_SCHOOL) if board else MEMBERS


def issue_certificates(life: Life, *, threads: int = 2) -> None:
    """Cấp chứng chỉ — every paper of the course, in the order of the decisions; handed over; the book printed."""
    at, officer = life.clock.certified, life.actors.officer
    for spec in CredentialSpec.objects.filter(course=life.course).order_by("position"):
        if not RecognitionRow.objects.filter(enrollment__course=life.course, outcome="recognized").exists():
            return
        only = _meant_for(life, spec)
        if only is not None and not only:
            continue
        certificates.issue(
            life.course,
            spec,
            only=only,
            issued_on=at.date(),
            by=life.actors.records,
            at=at,
            threads=threads,
            progress=lambda done, all_: life.watch(done / max(all_, 1), ""),
        )
        made = list(Credential.objects.filter(spec=spec).order_by("entry_no"))
        certificates.hand_many(made, by=life.actors.records, at=at)
    for register in Register.objects.filter(credentials__spec__course=life.course).distinct().order_by("id"):
        life.number(certificates.file_register(register, life.course, by=officer, at=at), at=at)


def _titles_for(life: Life, training_class: TrainingClass, specs: list[CredentialSpec]) -> list[str]:
    """Giấy của một lớp — all that everybody gets, and those that are for this class."""
    said = life.said_class(training_class)
    return [
        spec.title for spec in specs if spec.to != "chosen" and (not (own := _classes_in(life, spec)) or said.id in own)
    ]


def _paper_of(life: Life, spec: CredentialSpec) -> SaidPaper:
    """Giấy trong tệp — the paper of the file that a row came from."""
    return [paper for paper in life.file.papers if paper.kind.value not in UNPRINTED][spec.position - 1]


def _classes_in(life: Life, spec: CredentialSpec) -> set[str]:
    """Lớp được cấp — those that the file names, itself or by their program; none where it names none."""
    scope = set(_paper_of(life, spec).scope)
    return {one.id for one in life.file.classes if {one.id, one.program} & scope}


def _meant_for(life: Life, spec: CredentialSpec) -> list[int] | None:
    """Giấy dành cho ai — rows of the classes or groups that the file names, or of the few chosen; None means all."""
    said, rows, own = _paper_of(life, spec), recognized_rows(life.course), _classes_in(life, spec)
    classes = [n for n, one in enumerate(life.file.classes, start=1) if one.id in own]
    labels = [group_label(one) for one in life.file.groups if one.id in said.scope]
    if classes:
        rows = rows.filter(enrollment__training_class__position__in=classes)
    elif labels:
        rows = rows.filter(enrollment__nomination__group__label__in=labels)
    elif said.to != "chosen":
        return None
    found = list(rows.values_list("pk", flat=True))
    if said.to == "chosen":
        return found[: said.count.best if said.count else -(-len(found) // CHOSEN_ONE_IN)]
    return found


def file_records(life: Life) -> None:
    """Hồ sơ cán bộ — a record for each person, the letter to the units, and the first units confirm."""
    at, officer = life.clock.filed, life.actors.officer
    decisions = Document.objects.filter(recognition_rows__enrollment__course=life.course).distinct().order_by("id")
    for decision in decisions:
        records.write_records(decision, by=officer, at=at)
    records.send_to_units(life.course, by=officer, at=at)
    rows = CourseDocument.objects.filter(course=life.course, document__state="locked").select_related("document")
    life.number_all([row.document for row in rows.order_by("document_id")], at=at)
    for transfer in RecordTransfer.objects.filter(course=life.course).order_by("id")[:10]:
        records.confirm_filed(transfer, by=life.actors.clerk, at=at)


def report(life: Life) -> None:
    """Báo cáo tổng kết — drafted from derived counts, numbered, frozen."""
    at, officer = life.clock.reported, life.actors.officer
    document = reports.draft_final_report(life.course, by=officer, at=at)
    life.number(document, at=at)
    reports.issue_final_report(life.course, document, by=officer, at=at)


def publish(life: Life) -> None:
    """Đưa tin và kết thúc khóa."""
    at, officer = life.clock.reported, life.actors.officer
    item = news.draft_news(life.course, by=officer, at=at)
    news.publish_news(item, by=officer, at=at)
    life.number(news.draft_news_paper(item, by=officer, at=at), at=at)
    for training_class in life.classes():
        if training_class.state == "recognized":
            # Papers that the file gives to some classes or groups only are owed to no other.
            reason = PARTLY if still_without(training_class) else ""
            courses.change_class(training_class, "close", by=officer, at=at, reason=reason)
    life.course.refresh_from_db()
    courses.close_course(life.course, by=officer, at=at)
