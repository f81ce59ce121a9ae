"""Chiêu sinh — writing a call, setting the quota of each unit, issuing, closing and reopening it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from boiduong.course.delivery.courses.models import Course, TargetGroup
from boiduong.course.delivery.courses.queries import body_for
from boiduong.course.delivery.courses.services import draft_paper, hold_course
from boiduong.course.delivery.enrollment.models import Call, CallQuota, Nomination
from boiduong.course.delivery.enrollment.papers import call_letter
from boiduong.course.delivery.enrollment.permissions import can_call
from boiduong.course.delivery.enrollment.queries import ISSUED, quota_lines, rooms_of, unit_names
from boiduong.course.delivery.enrollment.rules import CALL
from boiduong.course.delivery.enrollment.services.changing import (
    PaperNotNumbered,
    change_nominations,
    fresh_call,
    need_reason,
)
from boiduong.engines.vietnamese import date_short
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.documents.models import Document
from boiduong.foundation.organizations.models import Unit
from boiduong.refusals import Refusal, gettext_noop

QuotaFacts = tuple[Unit, TargetGroup | None, int, int]
# A commune has two to five leaders; a larger number is a slip of the finger.
MOST_SEATS = 1000


class QuotaMissing(Refusal):
    """Chưa có chỉ tiêu."""

    text = gettext_noop("No unit has a quota yet. Set the seats first.")


class QuotaTooLarge(Refusal):
    """Chỉ tiêu quá lớn."""

    text = gettext_noop("%(seats)d seats for one unit is too many. At most %(most)d.")


class ForeignGroup(Refusal):
    """Đối tượng của khóa khác."""

    text = gettext_noop("The group “%(group)s” belongs to another course.")


class CallClosed(Refusal):
    """Đợt chiêu sinh không nhận — not issued yet, or closed."""

    text = gettext_noop("The call takes no list now: it was due on %(due)s and is closed, or was not issued yet.")


class ListNotClosed(Refusal):
    """Đợt chiêu sinh chưa đóng — names may still come or go."""

    text = gettext_noop("The call, due on %(due)s, is still open. Close it first; then the list is fixed.")


class AnotherCallOpen(Refusal):
    """Đã có đợt chiêu sinh đang mở."""

    text = gettext_noop("Another call of this course is still open. Close it first.")


class DueDatePast(Refusal):
    """Hạn đã qua."""

    text = gettext_noop("The due date %(due)s has passed. Set a later one.")


class DueAfterStart(Refusal):
    """Hạn sau ngày khai giảng."""

    text = gettext_noop("The course begins on %(start)s. Lists have to be in before that day, not on %(due)s.")


def _check_due(due_on: date, course: Course, *, at: datetime) -> None:
    """A day that is still to come, and before the course begins where that is known."""
    if due_on < timezone.localdate(at):
        raise DueDatePast(due=date_short(due_on))
    if course.starts_on is not None and due_on >= course.starts_on:
        raise DueAfterStart(start=date_short(course.starts_on), due=date_short(due_on))


def create_call(course: Course, *, due_on: date, by: User | None, at: datetime) -> Call:
    """Lập đợt chiêu sinh — a draft; raises NotAllowed, DueDatePast, DueAfterStart, CourseOver, AnotherCallOpen."""
    require(can_call(by, course))
    _check_due(due_on, course, at=at)
    with acting(by, "enrollment.create_call", at=at) as act:
        # The course row is the lock: two clicks must not make two calls.
        hold_course(course, at_work=True)
        if course.calls.exclude(state="closed").exists():
            raise AnotherCallOpen
        call = Call.objects.create(course=course, due_on=due_on)
        act.record(call, after={"state": call.state, "due_on": due_on})
    return call


def set_due_date(call: Call, *, due_on: date, by: User | None, at: datetime) -> Call:
    """Sửa hạn — of a call that is not closed; raises NotAllowed, DueDatePast, DueAfterStart, CallClosed."""
    require(can_call(by, call.course))
    _check_due(due_on, call.course, at=at)
    with acting(by, "enrollment.set_due_date", at=at) as act:
        row = fresh_call(call)
        _refuse_closed(row)
        act.record(call, before={"due_on": row.due_on}, after={"due_on": due_on})
        call.due_on = row.due_on = due_on
        row.save(update_fields=["due_on"])
    return call


def _refuse_closed(call: Call) -> None:
    if call.state == "closed":
        raise CallClosed(due=date_short(call.due_on))


def set_quota(call: Call, quotas: Sequence[QuotaFacts], *, by: User | None, at: datetime) -> list[CallQuota]:
    """Đặt chỉ tiêu — (unit, group or None, seats, reserves) for each unit; no seats and no reserve takes a row out.

    Rows not named stay. Raises NotAllowed, CallClosed, QuotaTooLarge, ForeignGroup, QuotaBelowHeld.
    """
    require(can_call(by, call.course))
    for _, group, seats, reserves in quotas:
        if max(seats, reserves) > MOST_SEATS:
            raise QuotaTooLarge(seats=max(seats, reserves), most=MOST_SEATS)
        if group is not None and group.course_id != call.course_id:
            raise ForeignGroup(group=group.label)
    with acting(by, "enrollment.set_quota", at=at) as act:
        _refuse_closed(fresh_call(call))
        rows = CallQuota.objects.select_for_update().filter(call=call).order_by("pk")
        known = {(q.unit_id, q.group_id): q for q in rows}
        names = unit_names({unit.pk for unit, *_ in quotas}, timezone.localdate(at))
        rooms = rooms_of(list(known.values()), names)
        kept, made, gone = [], [], []
        for unit, group, seats, reserves in quotas:
            row = known.get((unit.pk, group.pk if group else None))
            if row is not None:
                rooms[row.pk].check_cut(seats)
            if seats == 0 and reserves == 0:
                gone += [row] if row is not None else []
            elif row is None:
                made.append(CallQuota(call=call, unit=unit, group=group, seats=seats, reserves=reserves))
            else:
                row.seats, row.reserves = seats, reserves
                kept.append(row)
        # A row that ever carried a nomination stays as a row of zeros: its history points to it.
        used = set(Nomination.objects.filter(quota__in=gone).values_list("quota_id", flat=True))
        for row in gone:
            row.seats = row.reserves = 0
        kept += [row for row in gone if row.pk in used]
        CallQuota.objects.filter(pk__in=[row.pk for row in gone if row.pk not in used]).delete()
        CallQuota.objects.bulk_update(kept, ["seats", "reserves"], batch_size=500)
        CallQuota.objects.bulk_create(made)
        act.record_many(
            CallQuota,
            [f"{u.pk}-{g.pk if g else ''}:{s}+{r}" for u, g, s, r in quotas],
            after={"call": call.pk, "seats": sum(q[2] for q in quotas)},
        )
    return [*kept, *made]


def draft_call(call: Call, *, by: User | None, at: datetime) -> Document:
    """Soạn công văn chiêu sinh — with the quota table; sent to be numbered. Raises QuotaMissing."""
    require(can_call(by, call.course))
    lines = quota_lines(call, on=timezone.localdate(at))
    if not any(line.quota.seats for line in lines):
        raise QuotaMissing
    course = call.course
    issuer = body_for(course, "call")
    paper = call_letter(call, lines, issuer=issuer, on=timezone.localdate(at))
    with acting(by, "enrollment.draft_call", at=at) as act:
        document = draft_paper(
            course=course, kind="call", role="call", issuer=issuer, subject=paper.subject, papers=[paper], anew=True,
            by=by, at=at,
        )  # fmt: skip
        call.document = document
        call.save(update_fields=["document"])
        act.record(call, after={"document": document.pk})
    return document


def issue_call(call: Call, *, by: User | None, at: datetime, document: Document | None = None) -> Call:
    """Ban hành đợt chiêu sinh — units may nominate from now on; a letter drafted here must carry its number.

    Raises NotAllowed, CourseOver, QuotaMissing, DueDatePast, PaperNotNumbered, Forbidden.
    """
    require(can_call(by, call.course))
    with acting(by, "enrollment.issue_call", at=at) as act:
        hold_course(call.course, at_work=True)
        row = fresh_call(call)
        after = CALL.after(row.state, "issue")
        if not row.quotas.filter(seats__gt=0).exists():
            raise QuotaMissing
        if row.due_on < timezone.localdate(at):
            raise DueDatePast(due=date_short(row.due_on))
        paper = document or (Document.objects.get(pk=row.document_id) if row.document_id else None)
        if paper is not None and paper.state not in ISSUED:
            raise PaperNotNumbered(subject=paper.subject)
        call.document = row.document = paper
        call.state = row.state = after
        row.save(update_fields=["document", "state"])
        act.record(call, before={"state": "draft"}, after={"state": after})
    return call


def close_call(call: Call, *, by: User | None, at: datetime) -> Call:
    """Đóng đợt chiêu sinh — no more lists; what was sent can still be decided."""
    return _move(call, "close", by=by, at=at, reason="")


def reopen_call(call: Call, *, reason: str, by: User | None, at: datetime) -> Call:
    """Mở lại đợt chiêu sinh — with a reason; raises ReasonNeeded, AnotherCallOpen."""
    need_reason(reason)
    return _move(call, "reopen", by=by, at=at, reason=reason)


def _move(call: Call, act_name: str, *, by: User | None, at: datetime, reason: str) -> Call:
    require(can_call(by, call.course))
    with acting(by, f"enrollment.{act_name}_call", at=at) as act:
        row = fresh_call(call)
        before, after = row.state, CALL.after(row.state, act_name)
        if act_name == "reopen" and call.course.calls.exclude(pk=call.pk).exclude(state="closed").exists():
            raise AnotherCallOpen
        call.state = row.state = after
        call.closed_at = row.closed_at = at if act_name == "close" else None
        row.save(update_fields=["state", "closed_at"])
        act.record(call, before={"state": before}, after={"state": after}, reason=reason)
    return call


def lapse_undecided(call: Call, *, by: User | None, at: datetime) -> int:
    """Hết hiệu lực — nominations of a closed call that were never decided; returns how many.

    People in reserve stay: they are offered seats until the class ends its lessons.
    """
    require(can_call(by, call.course))
    with acting(by, "enrollment.lapse_undecided", at=at) as act:
        row = fresh_call(call)
        if row.state != "closed":
            raise ListNotClosed(due=date_short(row.due_on))
        left = list(
            Nomination.objects.select_for_update(of=("self",))
            .filter(call=call, state__in=("proposed", "submitted"))
            .order_by("pk")
        )
        change_nominations(left, "lapse", by=by, at=at)
        if left:
            act.record_many(Nomination, [n.pk for n in left], after={"state": "lapsed"})
    return len(left)
