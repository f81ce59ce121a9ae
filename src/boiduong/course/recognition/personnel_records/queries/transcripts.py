"""Đọc quá trình bồi dưỡng — the rows of one person, and who may read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.recognition.certificates.models import Credential
from boiduong.course.recognition.personnel_records.models import TrainingRecord
from boiduong.course.recognition.personnel_records.permissions import (
    READERS,
    sent_without_post,
    taught_by,
    units_over,
)
from boiduong.engines.typesetting import Paper, Paragraph
from boiduong.engines.vietnamese import date_words
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.documents.queries import papers_of
from boiduong.foundation.organizations.queries import among
from boiduong.foundation.people.models import Person, PostHolding

# A paper that has its number and was not made void.
HELD = ("numbered", "filed")


def transcript(person: Person) -> QuerySet[TrainingRecord]:
    """Quá trình đào tạo, bồi dưỡng — the rows of table 26 of mẫu 2C, newest first."""
    rows = TrainingRecord.objects.filter(person=person).order_by("-to_on", "-id")
    return rows.select_related("course", "unit_then", "row__training_class", "slip").defer("slip__facts", "row__facts")


def can_read_transcript(user: User | None, person: Person) -> bool:
    """Được xem phiếu — the person; the clerk and the authority of the unit; the office of a school that taught them."""
    if user is None:
        return True
    if user.person_id is not None and user.person_id == person.pk:
        return True
    units = units_over(user, *READERS, Role.UNIT_CLERK)
    if units is None:
        return True
    if not units:
        return False
    holds = PostHolding.objects.filter(person=person, unit_id__in=among(units), status="held", ends_on__isnull=True)
    if holds.exists():
        return True
    if sent_without_post(units_over(user, Role.UNIT_CLERK)).filter(person=person).exists():
        return True
    sent = TrainingRecord.objects.filter(person=person, unit_then_id__in=among(units))
    schools = units_over(user, *READERS)
    taught = TrainingRecord.objects.filter(person=person, course__institution__unit_id__in=among(schools or ()))
    return sent.exists() or taught.exists() or taught_by(user, *READERS).filter(person=person).exists()


@dataclass(frozen=True)
class TranscriptLine:
    """Một dòng của phiếu — the record, the topics of its program, its papers, its own slip when it has a number."""

    record: TrainingRecord
    topics: tuple[Topic, ...]
    papers: tuple[Credential, ...]
    has_slip: bool


def transcript_lines(records: Iterable[TrainingRecord]) -> list[TranscriptLine]:
    """Phiếu đầy đủ — two more queries, however many rows there are."""
    listed = list(records)
    rows = {one.row for one in listed if one.row is not None}
    versions = {one.training_class.version_id for one in rows}
    topics: dict[int, list[Topic]] = {}
    for topic in Topic.objects.filter(version__in=versions).order_by("version", "position") if versions else ():
        topics.setdefault(topic.version_id, []).append(topic)
    papers: dict[int, list[Credential]] = {}
    found = Credential.objects.filter(row__in=[row.pk for row in rows]) if rows else Credential.objects.none()
    for paper in found.select_related("spec", "status").defer("facts").order_by("issued_on", "id"):
        papers.setdefault(paper.row_id, []).append(paper)
    return [
        TranscriptLine(
            record=one,
            topics=tuple(topics.get(one.row.training_class.version_id, ())) if one.row else (),
            papers=tuple(papers.get(one.row_id or 0, ())),
            has_slip=one.slip is not None and one.slip.state in HELD,
        )
        for one in listed
    ]


def own_slip(record: TrainingRecord) -> Paper | None:
    """Phiếu kết quả của riêng một người — the page of the numbered paper, said to be taken from it; None before that.

    Set anew from the frozen facts: every word, number and date is that of the whole paper.
    """
    slips, place = record.slip, record.slip_position
    if slips is None or place is None or slips.state not in HELD or slips.issued_on is None:
        return None
    papers = papers_of(slips)
    said = (
        f"Trích từ phiếu kết quả số {slips.number_text} {date_words(slips.issued_on)}, "
        f"tờ {place + 1} trong {len(papers)} tờ. Bản gốc có mã SHA-256 {slips.sha256}."
    )
    page = papers[place]
    # Without the small code at the foot: a scan of the extract is not a scan of the paper.
    return replace(page, blocks=(*page.blocks, Paragraph(said, style="note")), mark="")
