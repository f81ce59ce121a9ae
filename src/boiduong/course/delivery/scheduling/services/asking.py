"""Mời giảng viên — a person, post or body is asked to teach in a course; they accept, decline, or name who comes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.services import draft_paper
from boiduong.course.delivery.scheduling.events import lecturer_declined
from boiduong.course.delivery.scheduling.models import LecturerRequest
from boiduong.course.delivery.scheduling.papers.invitations import invitation_paper, mission_paper
from boiduong.course.delivery.scheduling.papers.timetable import issuer_of
from boiduong.course.delivery.scheduling.permissions import can_arrange
from boiduong.course.delivery.scheduling.rules import REQUEST
from boiduong.course.delivery.scheduling.services.refusals import ReasonNeeded, UnknownRule
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.documents.models import Document

PAPERS = {
    "invitation": ("Giấy mời giảng viên", invitation_paper),
    "mission_letter": ("Giấy giới thiệu giảng viên", mission_paper),
}


def request_lecturers(
    course: Course, lecturers: Sequence[Lecturer], *, by: User | None, at: datetime
) -> list[LecturerRequest]:
    """Gửi lời mời dạy — to each lecturer once for the course; who declined is asked again. Raises NotAllowed."""
    require(can_arrange(by, course))
    with acting(by, "scheduling.request_lecturers", at=at) as act:
        sent = []
        for lecturer in lecturers:
            row, _ = LecturerRequest.objects.get_or_create(course=course, lecturer=lecturer, topic=None)
            if not REQUEST.allows(row.state, "send"):
                continue
            row.state, row.asked_at = REQUEST.after(row.state, "send"), at
            row.answered_at, row.answer_text = None, ""
            row.save()
            sent.append(row)
        act.record_many(LecturerRequest, [row.pk for row in sent], after={"state": "sent"})
    return sent


def answer_request(
    request: LecturerRequest,
    act_name: str,
    *,
    text: str = "",
    at: datetime,
    by: User | None = None,
    by_link: bool = False,
) -> None:
    """Trả lời lời mời — "accept", "decline" (with a reason) or "name" (who comes, in words).

    `by_link`: the lecturer answers through the personal link. Raises NotAllowed, Forbidden, ReasonNeeded.
    """
    require(by_link or can_arrange(by, request.course))
    if act_name not in ("accept", "decline", "name"):
        raise UnknownRule
    words = " ".join(text.replace("\0", "").split())[:500]
    if act_name != "accept" and not words:
        raise ReasonNeeded
    with acting(by, f"scheduling.request_{act_name}", at=at) as act:
        row = LecturerRequest.objects.select_for_update().get(pk=request.pk)
        before, row.state = row.state, REQUEST.after(row.state, act_name)
        row.answered_at, row.answer_text = at, words or row.answer_text
        row.save()
        act.record(row, before={"state": before}, after={"state": row.state})
        if act_name == "decline":
            lecturer_declined.send(sender=None, request=row, by=by, at=at)


def draft_letter(request: LecturerRequest, kind: str, *, by: User | None, at: datetime) -> Document:
    """Soạn giấy mời hoặc giấy giới thiệu — goes to be numbered. Raises NotAllowed, UnknownRule."""
    require(can_arrange(by, request.course))
    if kind not in PAPERS:
        raise UnknownRule
    title, paper = PAPERS[kind]
    with acting(by, "scheduling.draft_letter", at=at) as act:
        made = draft_paper(
            course=request.course,
            kind=kind,
            role=kind,
            issuer=issuer_of(request.course),
            subject=f"{title}: {request.lecturer.label}",
            papers=[paper(request, on=timezone.localdate(at))],
            by=by,
            at=at,
        )
        request.document = made
        request.save(update_fields=["document"])
        act.record(request, after={"document": made.pk})
    return made
