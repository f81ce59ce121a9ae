"""Xét cử — accepting, refusing, putting in reserve and promoting, within quota and course."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.queries import body_for
from boiduong.course.delivery.courses.services import draft_paper
from boiduong.course.delivery.enrollment.models import Call, CallQuota, Nomination
from boiduong.course.delivery.enrollment.papers import extract_list, nomination_letter, review_result
from boiduong.course.delivery.enrollment.permissions import can_nominate, can_review
from boiduong.course.delivery.enrollment.queries import nominations_of, rooms_of, unit_names
from boiduong.course.delivery.enrollment.rules import GONE, Room
from boiduong.course.delivery.enrollment.services.changing import (
    NothingChosen,
    change_nominations,
    copy_back,
    fresh_nominations,
    need_reason,
    one_course,
)
from boiduong.course.delivery.enrollment.services.finding import NotEligible, blocked, renew_leader_findings
from boiduong.engines.typesetting import Paper
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.documents.models import Document
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.people.services import read_secret
from boiduong.refusals import Refusal, gettext_noop


class CourseFull(Refusal):
    """Khóa hết chỗ — the classes together hold no more."""

    text = gettext_noop("The course is full: its classes hold %(capacity)d people, %(taken)d are taken.")


def _rooms(rows: Sequence[Nomination], at: datetime) -> dict[int, Room]:
    """Lock the quota rows of these nominations, in order, then count."""
    ids = {row.quota_id for row in rows if row.quota_id}
    quotas = list(CallQuota.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    return rooms_of(quotas, unit_names({q.unit_id for q in quotas}, timezone.localdate(at)))


def _check_course(course: Course, more: int) -> None:
    """Room in the classes together; a course with one class without a limit takes everybody."""
    capacities = list(course.classes.exclude(state="cancelled").values_list("capacity", flat=True))
    if not capacities or None in capacities:
        return
    capacity = sum(c for c in capacities if c)
    held = Nomination.objects.filter(course=course, state__in=("accepted", "placed"))
    taken = held.exclude(enrollment__state__in=GONE).count()
    if taken + more > capacity:
        raise CourseFull(capacity=capacity, taken=taken)


def accept(nominations: Sequence[Nomination], *, by: User | None, at: datetime) -> list[Nomination]:
    """Nhận — people sent who hold a seat; who stands on the reserve list needs a free seat.

    Raises NotAllowed, Forbidden, QuotaFull, CourseFull, NotEligible.
    """
    return _seat(nominations, "accept", by=by, at=at)


def promote(nominations: Sequence[Nomination], *, by: User | None, at: datetime) -> list[Nomination]:
    """Đưa dự bị lên — in the order given, while seats of the unit are free.

    Raises NotAllowed, Forbidden, QuotaFull, CourseFull, NotEligible.
    """
    return _seat(nominations, "promote", by=by, at=at)


def _seat(nominations: Sequence[Nomination], act_name: str, *, by: User | None, at: datetime) -> list[Nomination]:
    course = one_course(nominations)
    require(can_review(by, course))
    with acting(by, f"enrollment.{act_name}", at=at) as act:
        Course.objects.select_for_update().get(pk=course.pk)
        rooms = _rooms(nominations, at)
        rows = fresh_nominations(nominations)
        stopped = blocked(rows)
        if stopped:
            raise NotEligible(stopped)
        _check_course(course, len(rows))
        for row in rows:
            if row.reserve_rank is not None and row.quota_id:
                rooms[row.quota_id].take_seat()
            row.reserve_rank = None
        change_nominations(rows, act_name, by=by, at=at)
        if act_name == "promote":
            _renew_leaders(rows, at)
        act.record_many(Nomination, [n.pk for n in rows], after={"state": "accepted"})
    copy_back(nominations, rows)
    return rows


def _renew_leaders(rows: Sequence[Nomination], at: datetime) -> None:
    """Colleagues of whoever left or joined those who go."""
    renew_leader_findings(rows[0].course, {row.sent_by_id for row in rows}, at=at)


def refuse(nominations: Sequence[Nomination], *, reason: str, by: User | None, at: datetime) -> list[Nomination]:
    """Không nhận — with the reason that the unit will read; the person is not judged. Raises ReasonNeeded."""
    course = one_course(nominations)
    require(can_review(by, course))
    why = need_reason(reason)
    with acting(by, "enrollment.refuse", at=at) as act:
        rows = fresh_nominations(nominations)
        change_nominations(rows, "refuse", by=by, at=at, reason=why)
        _renew_leaders(rows, at)
        act.record_many(Nomination, [n.pk for n in rows], after={"state": "refused"}, reason=why)
    copy_back(nominations, rows)
    return rows


def reserve(nominations: Sequence[Nomination], *, by: User | None, at: datetime, reason: str = "") -> list[Nomination]:
    """Đưa vào dự bị — behind those who stand there already; the seat becomes free. Raises ReservesFull."""
    course = one_course(nominations)
    require(can_review(by, course))
    with acting(by, "enrollment.reserve", at=at) as act:
        # As whoever replaces or promotes: the course, then the quota, then the people.
        Course.objects.select_for_update().get(pk=course.pk)
        rooms = _rooms(nominations, at)
        rows = fresh_nominations(nominations)
        for row in rows:
            if row.reserve_rank is None and row.quota_id:
                row.reserve_rank = rooms[row.quota_id].take_reserve()
        change_nominations(rows, "reserve", by=by, at=at, reason=reason)
        _renew_leaders(rows, at)
        act.record_many(Nomination, [n.pk for n in rows], after={"state": "reserve"}, reason=reason)
    copy_back(nominations, rows)
    return rows


def draft_review_result(course: Course, *, by: User | None, at: datetime, unit: Unit | None = None) -> Document:
    """Soạn thông báo kết quả xét cử — of one unit, or of the whole course. Raises NothingChosen."""
    require(can_review(by, course))
    on = timezone.localdate(at)
    rows = list(nominations_of(course, unit_ids=frozenset({unit.pk}) if unit else None))
    rows = [n for n in rows if n.state in ("accepted", "placed", "reserve", "refused")]
    if not rows:
        raise NothingChosen
    issuer = body_for(course, "call")
    names = unit_names({n.sent_by_id for n in rows}, on)
    paper = review_result(course, rows, names, issuer=issuer, on=on)
    return draft_paper(
        course=course, kind="review_result", role="review_result", issuer=issuer, subject=paper.subject,
        papers=[paper], by=by, at=at,
    )  # fmt: skip


def draft_nomination_list(
    course: Course, *, by: User | None, at: datetime, unit: Unit | None = None, restricted: bool = False
) -> Document:
    """Soạn danh sách trích ngang — of a unit, or of all; restricted facts only when asked, each reading logged.

    Raises NotAllowed, NothingChosen.
    """
    require(can_nominate(by, course, unit.pk if unit else None))
    on = timezone.localdate(at)
    rows = list(nominations_of(course, unit_ids=frozenset({unit.pk}) if unit else None))
    rows = [n for n in rows if n.state in ("proposed", "submitted", "accepted", "placed", "reserve")]
    if not rows:
        raise NothingChosen
    issuer = unit or body_for(course, "call")
    names = unit_names({n.sent_by_id for n in rows}, on)
    secrets = None
    if restricted and by is not None:
        purpose = f"Danh sách trích ngang: {course.title}"
        secrets = {n.person_id: read_secret(n.person, by=by, purpose=purpose, at=at) for n in rows}
    paper = extract_list(course, rows, names, issuer=issuer, on=on, secrets=secrets)
    return draft_paper(
        course=course, kind="nomination_list", role="nomination_list", issuer=issuer, subject=paper.subject,
        papers=[paper], by=by, at=at,
    )  # fmt: skip


def unit_letter(call: Call, unit: Unit, *, by: User | None, at: datetime) -> list[Paper]:
    """Công văn cử cán bộ của đơn vị — of those on its list; raises NotAllowed, NothingChosen."""
    require(can_nominate(by, call.course, unit.pk))
    on = timezone.localdate(at)
    rows = list(nominations_of(call.course, unit_ids=frozenset({unit.pk})))
    rows = [n for n in rows if n.state in ("proposed", "submitted", "accepted", "placed", "reserve")]
    if not rows:
        raise NothingChosen
    return [nomination_letter(call.course, unit, rows, unit_names({unit.pk}, on), on=on)]
