"""Cử người — proposing, sending, withdrawing and replacing people, never more than the quota holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from boiduong.course.delivery.courses.models import Course, TargetGroup
from boiduong.course.delivery.enrollment.events import learners_leaving
from boiduong.course.delivery.enrollment.models import (
    Call,
    CallQuota,
    Enrollment,
    Nomination,
    NominationEvent,
)
from boiduong.course.delivery.enrollment.permissions import can_form, can_nominate, clerk_units
from boiduong.course.delivery.enrollment.queries import posts_of, rooms_of, unit_names
from boiduong.course.delivery.enrollment.rules import LIVE, SEATED, QuotaFull, Room
from boiduong.course.delivery.enrollment.services.calling import CallClosed
from boiduong.course.delivery.enrollment.services.changing import (
    NothingChosen,
    change_enrollments,
    change_nominations,
    copy_back,
    fresh_call,
    fresh_nominations,
    need_reason,
    one_course,
)
from boiduong.course.delivery.enrollment.services.finding import (
    NotEligible,
    blocked,
    renew_findings,
    renew_leader_findings,
)
from boiduong.engines.vietnamese import date_short
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.people.models import Person
from boiduong.refusals import Refusal, gettext_noop


class AlreadyNominated(Refusal):
    """Đã được cử — a person is sent to a course once."""

    text = gettext_noop("%(name)s is already sent to this course by %(unit)s.")


class NoQuota(Refusal):
    """Đơn vị không có chỉ tiêu trong đợt này."""

    text = gettext_noop("%(unit)s has no quota in this call for the group “%(group)s”.")


class NotYourPerson(Refusal):
    """Người của đơn vị khác."""

    text = gettext_noop("%(name)s belongs to another unit. Only that unit can send this person.")


class AlreadySent(Refusal):
    """Danh sách đã gửi."""

    text = gettext_noop("%(name)s was already sent. Withdraw or replace this person instead.")


class AttendsAlready(Refusal):
    """Đang dự học — the office decides on whoever leaves the lessons."""

    text = gettext_noop("%(name)s attends the class already. The training office takes people out of the lessons.")


class NothingToSend(Refusal):
    """Chưa có ai để gửi."""

    text = gettext_noop("There is nobody to send: add people to the list first.")


@dataclass(frozen=True)
class Proposal:
    """Đề nghị cử — who, by which unit, for which group; `place` is seat, reserve or either."""

    person: Person
    unit: Unit
    group: TargetGroup
    post_text: str = ""
    place: str = "seat"


def propose(
    call: Call,
    person: Person,
    group: TargetGroup,
    *,
    unit: Unit,
    by: User | None,
    at: datetime,
    place: str = "seat",
    post_text: str = "",
) -> Nomination:
    """Cử một người — see `propose_many`."""
    facts = Proposal(person, unit, group, post_text, place)
    return propose_many(call, [facts], by=by, at=at)[0]


def propose_many(call: Call, proposals: Sequence[Proposal], *, by: User | None, at: datetime) -> list[Nomination]:
    """Cử cả danh sách — all or none; a seat is taken under the lock of its quota row.

    Findings are written beside each person; they stop the sending, not the writing down. Raises NotAllowed,
    CallClosed, NoQuota, QuotaFull, ReservesFull, AlreadyNominated, NotYourPerson, NothingChosen.
    """
    if not proposals:
        raise NothingChosen
    for unit in {p.unit.pk for p in proposals}:
        require(can_nominate(by, call.course, unit))
    _refuse_others_people(proposals, by, at)
    with acting(by, "enrollment.propose", at=at) as act:
        row = fresh_call(call)
        if row.state != "issued":
            raise CallClosed(due=date_short(row.due_on))
        made = _write(row, proposals, by=by, at=at)
        renew_findings(made, at=at)
        renew_leader_findings(call.course, {n.sent_by_id for n in made}, at=at)
        act.record_many(Nomination, [n.pk for n in made], after={"state": "proposed", "call": call.pk})
    return made


def _refuse_others_people(proposals: Sequence[Proposal], by: User | None, at: datetime) -> None:
    """A clerk sends own people: whoever holds posts only in units outside the clerk's scope is another's."""
    own = clerk_units(by)
    if not own:
        return
    posts = posts_of({p.person.pk for p in proposals}, timezone.localdate(at))
    for one in proposals:
        units = {p.unit_id for p in posts.get(one.person.pk, ()) if p.status == "held"}
        if units and units.isdisjoint(own):
            raise NotYourPerson(name=one.person.full_name)


def _refuse_twice(course: Course, proposals: Sequence[Proposal], on: datetime) -> None:
    """One person, one live nomination and one seat in a course; the sentence names the unit that sent first."""
    seen: set[int] = set()
    for one in proposals:
        if one.person.pk in seen:
            names = unit_names({one.unit.pk}, timezone.localdate(on))
            raise AlreadyNominated(name=one.person.full_name, unit=names.get(one.unit.pk, ""))
        seen.add(one.person.pk)
    live = Nomination.objects.filter(course=course, person__in=seen, state__in=LIVE)
    taken = dict(live.values_list("person_id", "sent_by_id"))
    taken |= dict(Enrollment.objects.filter(course=course, person__in=seen).values_list("person_id", "sent_by_id"))
    for one in proposals:
        if one.person.pk in taken:
            unit = taken[one.person.pk]
            names = unit_names({unit}, timezone.localdate(on)) if unit else {}
            raise AlreadyNominated(name=one.person.full_name, unit=names.get(unit or 0, "…"))


def _locked_quotas(call: Call, proposals: Iterable[Proposal]) -> dict[tuple[int, int | None], CallQuota]:
    units = {p.unit.pk for p in proposals}
    rows = CallQuota.objects.select_for_update().filter(call=call, unit_id__in=units).order_by("pk")
    return {(q.unit_id, q.group_id): q for q in rows}


def _take(room: Room, place: str) -> int | None:
    """A seat (no rank) or a reserve rank, as asked; `either` falls back to the reserve."""
    if place == "reserve":
        return room.take_reserve()
    try:
        room.take_seat()
    except QuotaFull:
        if place == "seat":
            raise
        return room.take_reserve()
    return None


def _write(call: Call, proposals: Sequence[Proposal], *, by: User | None, at: datetime) -> list[Nomination]:
    quotas = _locked_quotas(call, proposals)
    names = unit_names({p.unit.pk for p in proposals}, timezone.localdate(at))
    rooms = rooms_of(list(quotas.values()), names)
    _refuse_twice(call.course, proposals, at)
    rows = []
    for one in proposals:
        quota = quotas.get((one.unit.pk, one.group.pk)) or quotas.get((one.unit.pk, None))
        if quota is None:
            raise NoQuota(unit=names.get(one.unit.pk, ""), group=one.group.label)
        rank = _take(rooms[quota.pk], one.place)
        rows.append(
            Nomination(
                call=call, course_id=call.course_id, quota=quota, person=one.person, group=one.group,
                sent_by=one.unit, post_text=one.post_text[:300], reserve_rank=rank,
            )
        )  # fmt: skip
    _fill_posts(rows, at)
    Nomination.objects.bulk_create(rows)
    NominationEvent.objects.bulk_create(
        NominationEvent(nomination=n, at=at, act="propose", to_state=n.state, by_id=by.pk if by else None) for n in rows
    )
    return rows


def _fill_posts(rows: Sequence[Nomination], at: datetime) -> None:
    """The posts held in the sending unit, where the list does not say the post itself."""
    bare = {n.person_id for n in rows if not n.post_text}
    posts = posts_of(bare, timezone.localdate(at)) if bare else {}
    for row in rows:
        if not row.post_text:
            held = [p for p in posts.get(row.person_id, ()) if p.status != "planned"]
            here = [p.name for p in held if p.unit_id == row.sent_by_id] or [p.name for p in held]
            row.post_text = ", ".join(dict.fromkeys(here))[:300]


def submit_nominations(call: Call, unit: Unit | None = None, *, by: User | None, at: datetime) -> list[Nomination]:
    """Gửi danh sách cử — everything a unit has prepared (None: every unit); judged once more before it goes.

    A replacement may go after the call was closed. Raises NotAllowed, CallClosed, NothingToSend, NotEligible.
    """
    require(can_nominate(by, call.course, unit.pk if unit else None))
    with acting(by, "enrollment.submit", at=at) as act:
        row = fresh_call(call)
        asked = Nomination.objects.filter(call=call, state="proposed")
        if unit is not None:
            asked = asked.filter(sent_by=unit)
        if row.state != "issued":
            asked = asked.filter(replaces__isnull=False)
        rows = fresh_nominations(asked)
        if not rows:
            if row.state != "issued":
                raise CallClosed(due=date_short(row.due_on))
            raise NothingToSend
        renew_findings(rows, at=at)
        stopped = blocked(rows)
        if stopped:
            raise NotEligible(stopped)
        change_nominations(rows, "submit", by=by, at=at)
        act.record_many(Nomination, [n.pk for n in rows], after={"state": "submitted", "call": call.pk})
    return rows


def edit_nomination(
    nomination: Nomination,
    *,
    group: TargetGroup | None = None,
    post_text: str | None = None,
    by: User | None,
    at: datetime,
) -> Nomination:
    """Sửa người được cử — post and group, while the list has not gone. Raises NotAllowed, AlreadySent."""
    require(can_nominate(by, nomination.course, nomination.sent_by_id))
    with acting(by, "enrollment.edit_nomination", at=at) as act:
        row = fresh_nominations([nomination])[0]
        if row.state != "proposed":
            raise AlreadySent(name=row.person.full_name)
        row.group = group or row.group
        row.post_text = row.post_text if post_text is None else post_text[:300]
        row.save(update_fields=["group", "post_text"])
        renew_findings([row], at=at)
        act.record(row, after={"group": row.group_id})
    return row


def withdraw_nomination(
    nominations: Sequence[Nomination], *, reason: str, by: User | None, at: datetime
) -> list[Nomination]:
    """Rút người được cử — with a reason; a seat in a class is given up with it, by the office once lessons run.

    Raises NotAllowed, ReasonNeeded, Forbidden, AttendsAlready, and what a later stage keeps a learner for.
    """
    return _leave(nominations, "withdraw", reason=reason, by=by, at=at)


def _leave(
    nominations: Sequence[Nomination], act_name: str, *, reason: str, by: User | None, at: datetime
) -> list[Nomination]:
    course = one_course(nominations)
    for unit in {n.sent_by_id for n in nominations}:
        require(can_nominate(by, course, unit))
    why = need_reason(reason)
    with acting(by, f"enrollment.{act_name}_nomination", at=at) as act:
        rows = fresh_nominations(nominations)
        change_nominations(rows, act_name, by=by, at=at, reason=why)
        seats = _seats_of(rows, by=by)
        learners_leaving.send(sender=None, enrollments=seats, at=at)
        change_enrollments(seats, "withdraw", by=by, at=at, reason=why)
        renew_leader_findings(course, {n.sent_by_id for n in rows}, at=at)
        act.record_many(Nomination, [n.pk for n in rows], after={"act": act_name}, reason=why)
    copy_back(nominations, rows)
    return rows


def _seats_of(nominations: Sequence[Nomination], *, by: User | None) -> list[Enrollment]:
    """The seats that are given up with them, held; only the office takes somebody out of the lessons."""
    rows = Enrollment.objects.select_for_update(of=("self",)).filter(nomination__in=nominations, state__in=SEATED)
    seats = list(rows.select_related("person", "course").order_by("pk"))
    for seat in seats:
        if seat.state == "attending" and not can_form(by, seat.course):
            raise AttendsAlready(name=seat.person.full_name)
    return seats


def replace(
    nomination: Nomination,
    person: Person,
    *,
    reason: str,
    by: User | None,
    at: datetime,
    post_text: str = "",
    group: TargetGroup | None = None,
) -> Nomination:
    """Thay người — the one named goes, another of the same unit takes the place; also after the call was closed.

    The new nomination is to be sent and decided like any other. Raises NotAllowed, ReasonNeeded, Forbidden,
    AlreadyNominated, NotYourPerson.
    """
    unit = Unit.objects.get(pk=nomination.sent_by_id)
    facts = Proposal(person, unit, group or nomination.group, post_text, "either")
    require(can_nominate(by, nomination.course, unit.pk))
    _refuse_others_people([facts], by, at)
    with acting(by, "enrollment.replace", at=at) as act:
        call = fresh_call(nomination.call)
        _leave([nomination], "replace", reason=reason, by=by, at=at)
        made = _write(call, [facts], by=by, at=at)[0]
        made.replaces = nomination
        made.save(update_fields=["replaces"])
        renew_findings([made], at=at)
        renew_leader_findings(call.course, {unit.pk}, at=at)
        act.record(made, after={"replaces": nomination.pk}, reason=reason)
    return made
