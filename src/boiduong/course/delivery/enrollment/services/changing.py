"""Đổi trạng thái — the one place where nominations and enrollments change state, each with its event row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.enrollment.models import (
    Call,
    Enrollment,
    EnrollmentEvent,
    Nomination,
    NominationEvent,
)
from boiduong.course.delivery.enrollment.rules import ENROLLMENT, NOMINATION
from boiduong.foundation.accounts.models import User
from boiduong.foundation.audit.services import add_rows, write_back
from boiduong.refusals import ReasonNeeded, Refusal, gettext_noop


class NothingChosen(Refusal):
    """Chưa chọn ai."""

    text = gettext_noop("Nobody was chosen. Tick the people first.")


class SeveralCourses(Refusal):
    """Danh sách của nhiều khóa — one act concerns one course."""

    text = gettext_noop("The people chosen belong to several courses. Do one course at a time.")


class PaperNotNumbered(Refusal):
    """Văn bản chưa có số — what reaches people needs a numbered paper first."""

    text = gettext_noop("The paper “%(subject)s” has no number yet. The records officer numbers it first.")


class DecisionNotNumbered(PaperNotNumbered):
    """Quyết định mở lớp chưa có số."""

    text = gettext_noop("The opening decision of %(label)s has no number yet. The records officer numbers it first.")


def one_course(rows: Sequence[Nomination | Enrollment]) -> Course:
    """Khóa của danh sách — raises NothingChosen, SeveralCourses."""
    if not rows:
        raise NothingChosen
    if len({row.course_id for row in rows}) > 1:
        raise SeveralCourses
    return rows[0].course


def need_reason(reason: str) -> str:
    """Lý do — trimmed; raises ReasonNeeded."""
    if not reason.strip():
        raise ReasonNeeded
    return reason.strip()[:1000]


EVENT_COLUMNS = ("at", "act", "from_state", "to_state", "by_id", "reason")


def fresh_nominations(rows: Iterable[Nomination]) -> list[Nomination]:
    """Đọc lại dưới khóa — the rows as they stand now, in the order given; the caller is in a transaction."""
    ids = [row.pk for row in rows]
    found = Nomination.objects.select_for_update(of=("self",)).select_related("person", "group", "call", "course")
    kept = {row.pk: row for row in found.filter(pk__in=ids).order_by("pk")}
    return [kept[pk] for pk in dict.fromkeys(ids)]


def fresh_enrollments(rows: Iterable[Enrollment]) -> list[Enrollment]:
    """Đọc lại dưới khóa — enrollments as they stand now, in the order given."""
    ids = [row.pk for row in rows]
    found = Enrollment.objects.select_for_update(of=("self",)).select_related("person", "training_class", "course")
    kept = {row.pk: row for row in found.filter(pk__in=ids).order_by("pk")}
    return [kept[pk] for pk in dict.fromkeys(ids)]


def change_nominations(
    rows: Sequence[Nomination], act: str, *, by: User | None, at: datetime, reason: str = ""
) -> None:
    """Đổi trạng thái người được cử — all or none; raises Forbidden for a state that does not take the act."""
    events = []
    for row in rows:
        before, row.state = row.state, NOMINATION.after(row.state, act)
        events.append((row.pk, at, act, before, row.state, by.pk if by else None, reason[:1000]))
    write_back(rows, ["state", "reserve_rank", "post_text"])
    add_rows(NominationEvent, ("nomination", *EVENT_COLUMNS), events)


def change_enrollments(
    rows: Sequence[Enrollment],
    act: str,
    *,
    by: User | None,
    at: datetime,
    reason: str = "",
    fields: Sequence[str] = (),
) -> None:
    """Đổi trạng thái học viên — all or none; `fields` are other columns that the caller has set."""
    events = []
    for row in rows:
        before, row.state = row.state, ENROLLMENT.after(row.state, act)
        events.append((row.pk, at, act, before, row.state, by.pk if by else None, reason[:1000]))
    write_back(rows, ["state", *fields])
    add_rows(EnrollmentEvent, ("enrollment", *EVENT_COLUMNS), events)


def fresh_call(call: Call) -> Call:
    """Đọc lại đợt chiêu sinh dưới khóa — the course first, so that two calls cannot seat one person twice."""
    Course.objects.select_for_update().get(pk=call.course_id)
    return Call.objects.select_for_update(of=("self",)).select_related("course__institution").get(pk=call.pk)


def copy_back(given: Sequence[Nomination | Enrollment], fresh: Sequence[Nomination | Enrollment]) -> None:
    """Trả trạng thái mới — so that the rows the caller holds tell the truth."""
    for old, new in zip(given, fresh, strict=True):
        for field in new._meta.concrete_fields:
            if not field.is_relation:
                setattr(old, field.attname, getattr(new, field.attname))
