"""Đời học viên — taking part, moving between classes, withdrawing, expelling, deferring."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.queries import body_for
from boiduong.course.delivery.courses.services import file_paper
from boiduong.course.delivery.enrollment.events import learners_leaving
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.enrollment.permissions import can_attend_for, can_form, can_open
from boiduong.course.delivery.enrollment.queries import ISSUED
from boiduong.course.delivery.enrollment.services.changing import (
    PaperNotNumbered,
    change_enrollments,
    copy_back,
    fresh_enrollments,
    need_reason,
    one_course,
)
from boiduong.course.delivery.enrollment.services.finding import renew_leader_findings
from boiduong.course.delivery.enrollment.services.forming import (
    ForeignClass,
    last_position,
    lock_class,
)
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.services import record_outside

# What the paper of each act is about.
LEAVING = {"expel": "Buộc thôi học", "defer": "Bảo lưu kết quả học tập"}


def attend_many(enrollments: Sequence[Enrollment], *, by: User | None, at: datetime) -> list[Enrollment]:
    """Dự học — at the first mark present or late; who attends already is left as is.

    Called by the roll with by=None, by whoever runs the class, or by a learner for himself. Raises NotAllowed,
    Forbidden.
    """
    if not enrollments:
        return []
    classes = {e.training_class_id: e.training_class for e in enrollments}
    people = {e.person_id for e in enrollments}
    for training_class in classes.values():
        require(can_attend_for(by, training_class, people))
    with acting(by, "enrollment.attend", at=at) as act:
        fresh = fresh_enrollments(enrollments)
        rows = [e for e in fresh if e.state != "attending"]
        if rows:
            change_enrollments(rows, "attend", by=by, at=at)
            act.record_many(Enrollment, [e.pk for e in rows], after={"state": "attending"})
    copy_back(enrollments, fresh)
    return rows


def move(
    enrollments: Sequence[Enrollment],
    training_class: TrainingClass,
    *,
    reason: str,
    by: User | None,
    at: datetime,
) -> list[Enrollment]:
    """Chuyển lớp — to another class of the same course, behind its list; the group is chosen anew.

    Raises NotAllowed, ReasonNeeded, ForeignClass, ClassFull, ClassTakesNobody, Forbidden.
    """
    course = one_course(enrollments)
    require(can_form(by, course))
    why = need_reason(reason)
    if training_class.course_id != course.pk:
        raise ForeignClass(label=training_class.label)
    with acting(by, "enrollment.move", at=at) as act:
        asked = [e for e in enrollments if e.training_class_id != training_class.pk]
        locked = lock_class(training_class, more=len(asked))
        rows = fresh_enrollments(asked)
        learners_leaving.send(sender=None, enrollments=rows, at=at)
        start = last_position(locked)
        for place, row in enumerate(rows, start=1):
            row.training_class, row.group, row.position = locked, None, start + place
        if rows:
            change_enrollments(rows, "move", by=by, at=at, reason=why, fields=("training_class", "group", "position"))
            act.record_many(Enrollment, [e.pk for e in rows], after={"class": locked.pk}, reason=why)
    for old in asked:
        old.training_class, old.group = training_class, None
    copy_back(asked, rows)
    return rows


def withdraw(enrollments: Sequence[Enrollment], *, reason: str, by: User | None, at: datetime) -> list[Enrollment]:
    """Cho thôi học — with the reason; nothing is judged. Raises NotAllowed, ReasonNeeded, Forbidden."""
    course = one_course(enrollments)
    require(can_form(by, course))
    return _leave(enrollments, "withdraw", reason=need_reason(reason), by=by, at=at, document=None)


def expel(
    enrollments: Sequence[Enrollment], document: Document, *, reason: str, by: User | None, at: datetime
) -> list[Enrollment]:
    """Buộc thôi học — by a numbered decision. Raises NotAllowed, ReasonNeeded, PaperNotNumbered, Forbidden."""
    return _by_decision(enrollments, "expel", document, reason=reason, by=by, at=at)


def defer(
    enrollments: Sequence[Enrollment], document: Document, *, reason: str, by: User | None, at: datetime
) -> list[Enrollment]:
    """Bảo lưu — by a numbered decision; taken back later. Raises as `expel`."""
    return _by_decision(enrollments, "defer", document, reason=reason, by=by, at=at)


def _by_decision(
    enrollments: Sequence[Enrollment],
    act_name: str,
    document: Document,
    *,
    reason: str,
    by: User | None,
    at: datetime,
) -> list[Enrollment]:
    require(can_open(by, one_course(enrollments)))
    why = need_reason(reason)
    if document.state not in ISSUED:
        raise PaperNotNumbered(subject=document.subject)
    return _leave(enrollments, act_name, reason=why, by=by, at=at, document=document)


def _leave(
    enrollments: Sequence[Enrollment],
    act_name: str,
    *,
    reason: str,
    by: User | None,
    at: datetime,
    document: Document | None,
) -> list[Enrollment]:
    with acting(by, f"enrollment.{act_name}", at=at) as act:
        rows = fresh_enrollments(enrollments)
        learners_leaving.send(sender=None, enrollments=rows, at=at)
        change_enrollments(rows, act_name, by=by, at=at, reason=reason)
        renew_leader_findings(rows[0].course, {e.sent_by_id for e in rows}, at=at)
        facts = {"act": act_name, "document": document.pk if document else None}
        act.record_many(Enrollment, [e.pk for e in rows], after=facts, reason=reason)
    copy_back(enrollments, rows)
    return rows


def leave_by_decision(
    enrollments: Sequence[Enrollment],
    *,
    act_name: str,
    number: str,
    issued_on: date,
    reason: str,
    by: User | None,
    at: datetime,
) -> list[Enrollment]:
    """Buộc thôi học, bảo lưu theo quyết định trên giấy — the paper goes into the dossier; all of it or nothing.

    Raises NotAllowed, NothingChosen, ReasonNeeded, Forbidden.
    """
    course = one_course(enrollments)
    require(can_open(by, course))
    names = ", ".join(e.person.full_name for e in enrollments)
    with acting(by, "enrollment.leave_by_decision", at=at) as act:
        paper = record_outside(
            kind="outside", issuer=body_for(course, "decide_opening"), number=number, issued_on=issued_on,
            subject=f"{LEAVING[act_name]}: {names}", by=by, at=at, synthetic=course.synthetic,
        )  # fmt: skip
        file_paper(
            course=course, document=paper, role="leaving_decision", by=by, at=at,
            training_class=enrollments[0].training_class,
        )  # fmt: skip
        rows = _by_decision(enrollments, act_name, paper, reason=reason, by=by, at=at)
        act.record(paper, after={"number": number, "people": len(rows)}, reason=reason)
    return rows
