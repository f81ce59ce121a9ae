"""Chuẩn bị quyết định — the meeting with its minutes, the authority's notes, the draft of the decision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.queries import body_for
from boiduong.course.delivery.courses.services import draft_paper
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.recognition.awards import papers
from boiduong.course.recognition.awards.models import JudgingNote, Meeting
from boiduong.course.recognition.awards.permissions import can_decide, can_except, can_judge
from boiduong.course.recognition.awards.queries import last_meeting, proposed_outcomes
from boiduong.course.recognition.awards.services.deciding import NoteNeeded, to_decide
from boiduong.engines.vietnamese import date_words
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.documents.models import Document
from boiduong.refusals import Refusal, gettext_noop

JUDGED_IN = ("assessing", "recognized")


class NotTimeToJudge(Refusal):
    """Chưa đến lúc xét — lessons are not over, or the class is closed."""

    text = gettext_noop("%(label)s is judged after its lessons have ended and before it is closed.")


class NotMinuted(Refusal):
    """Chưa có biên bản xét."""

    text = gettext_noop("%(label)s has no minutes of a recognition meeting yet. Hold the meeting first.")


class NothingToExcept(Refusal):
    """Không cần ngoại lệ."""

    text = gettext_noop("%(name)s meets every condition or is recognized already; there is nothing to except.")


def _in_time(training_class: TrainingClass) -> None:
    if training_class.state not in JUDGED_IN:
        raise NotTimeToJudge(label=training_class.label)


def hold_meeting(
    training_class: TrainingClass,
    *,
    held_on: date,
    by: User | None,
    at: datetime,
    chair: str = "",
    secretary: str = "",
    members: Sequence[str] = (),
    remark: str = "",
) -> Meeting:
    """Họp xét công nhận — the day, and the minutes drafted and sent to be numbered.

    Raises NotAllowed, NotTimeToJudge.
    """
    require(can_judge(by, training_class))
    _in_time(training_class)
    issuer = body_for(training_class.course, "recognize", training_class)
    proposals = to_decide(training_class, proposed_outcomes(training_class))
    paper = papers.minutes(
        training_class, issuer, proposals,
        held_on=held_on, chair=chair, secretary=secretary, members=members, remark=remark,
    )  # fmt: skip
    with acting(by, "awards.hold_meeting", at=at) as act:
        document = draft_paper(
            course=training_class.course, training_class=training_class, kind="recognition_minutes",
            role="recognition_minutes", issuer=issuer, subject=paper.subject, papers=[paper],
            signer_name=chair, by=by, at=at,
        )  # fmt: skip
        refused = sum(one.outcome == "not_recognized" for one in proposals)
        meeting = Meeting.objects.create(
            training_class=training_class, held_on=held_on, minutes=document, not_recognized=refused
        )
        act.record(meeting, after={"class": training_class.pk, "judged": len(proposals), "refused": refused})
    return meeting


def _note(enrollment: Enrollment, kind: str, note: str, *, by: User | None, at: datetime) -> JudgingNote:
    _in_time(enrollment.training_class)
    if not note.strip():
        raise NoteNeeded(name=enrollment.person.full_name)
    with acting(by, f"awards.note_{kind}", at=at) as act:
        row = JudgingNote.objects.create(
            enrollment=enrollment, kind=kind, note=note.strip()[:1000], at=at, by_id=by.pk if by else None
        )
        act.record(row, after={"enrollment": enrollment.pk, "kind": kind}, reason=note)
    return row


def make_exception(enrollment: Enrollment, *, note: str, by: User | None, at: datetime) -> JudgingNote:
    """Công nhận ngoại lệ — the managing authority writes why a learner is recognized all the same.

    Raises NotAllowed, NotTimeToJudge, NoteNeeded, NothingToExcept.
    """
    training_class = enrollment.training_class
    require(can_except(by, training_class))
    _in_time(training_class)
    open_ones = to_decide(training_class, proposed_outcomes(training_class))
    mine = next((one for one in open_ones if one.enrollment.pk == enrollment.pk), None)
    if note.strip() and (mine is None or mine.judgement.outcome == "recognized"):
        raise NothingToExcept(name=enrollment.person.full_name)
    return _note(enrollment, "exception", note, by=by, at=at)


def note_conduct(enrollment: Enrollment, *, note: str, by: User | None, at: datetime) -> JudgingNote:
    """Ghi vi phạm nội quy — the third condition of recognition is judged by people, in writing.

    Raises NotAllowed, NotTimeToJudge, NoteNeeded.
    """
    require(can_judge(by, enrollment.training_class))
    return _note(enrollment, "conduct", note, by=by, at=at)


def lift_conduct(enrollment: Enrollment, *, note: str, by: User | None, at: datetime) -> JudgingNote:
    """Rút ghi nhận vi phạm — a mistaken note stays in the record and no longer counts; raises as note_conduct."""
    require(can_judge(by, enrollment.training_class))
    return _note(enrollment, "conduct_lifted", note, by=by, at=at)


def draft_decision(
    training_class: TrainingClass,
    *,
    by: User | None,
    at: datetime,
    paper_titles: Sequence[str] = ("Chứng chỉ",),
) -> Document:
    """Soạn quyết định công nhận — with the list of the recognized and the list of the others with reasons.

    Raises NotAllowed, NotTimeToJudge, NotMinuted.
    """
    require(can_decide(by, training_class))
    _in_time(training_class)
    meeting = last_meeting(training_class)
    if meeting is None or meeting.minutes is None:
        raise NotMinuted(label=training_class.label)
    issuer = body_for(training_class.course, "recognize", training_class)
    proposals = to_decide(training_class, proposed_outcomes(training_class))
    paper = papers.decision(
        training_class, issuer, proposals,
        on=timezone.localdate(at), minutes_line=_minutes_line(meeting), papers=paper_titles,
    )  # fmt: skip
    return draft_paper(
        course=training_class.course, training_class=training_class, kind="recognition_decision",
        role="recognition_decision", issuer=issuer, subject=paper.subject, papers=[paper], by=by, at=at,
    )  # fmt: skip


def _minutes_line(meeting: Meeting) -> str:
    number = meeting.minutes.number_text if meeting.minutes else ""
    which = f" số {number}" if number else ""
    return f"Căn cứ Biên bản họp xét công nhận kết quả{which} {date_words(meeting.held_on)};"
