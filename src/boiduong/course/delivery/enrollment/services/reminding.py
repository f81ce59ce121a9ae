"""Nhắc xác nhận — asking again those who have not answered the summons, and keeping who was asked, when and how."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from boiduong.course.delivery.courses.permissions import can_run_class
from boiduong.course.delivery.enrollment.models import Enrollment, Reminder
from boiduong.course.delivery.enrollment.services.changing import fresh_enrollments, one_course
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.refusals import Refusal, gettext_noop

REMINDER_WAYS = {
    "phone": gettext_noop("by telephone"),
    "letter": gettext_noop("by letter"),
    "unit": gettext_noop("through the unit"),
    "other": gettext_noop("in another way"),
}


class NobodyToRemind(Refusal):
    """Không ai để nhắc."""

    text = gettext_noop("Choose the people to be reminded. Whoever has answered meanwhile is left out.")


class WayUnknown(Refusal):
    """Không rõ nhắc cách nào."""

    text = gettext_noop("Say how they were reminded: by telephone, by letter, through the unit, or in another way.")


def remind_many(
    enrollments: Sequence[Enrollment], *, how: str, by: User | None, at: datetime, note: str = ""
) -> list[Reminder]:
    """Nhắc xác nhận — one row a person who is still to answer; those who answered meanwhile are left out.

    `how` is a key of REMINDER_WAYS. Raises NotAllowed, WayUnknown, NobodyToRemind.
    """
    if not enrollments:
        raise NobodyToRemind
    one_course(enrollments)
    for training_class in {e.training_class_id: e.training_class for e in enrollments}.values():
        require(can_run_class(by, training_class))
    if how not in REMINDER_WAYS:
        raise WayUnknown
    with acting(by, "enrollment.remind", at=at) as act:
        rows = [e for e in fresh_enrollments(enrollments) if e.state == "summoned"]
        if not rows:
            raise NobodyToRemind
        made = Reminder.objects.bulk_create(
            Reminder(enrollment=e, at=at, by_id=by.pk if by else None, how=how, note=note.strip()[:300]) for e in rows
        )
        act.record_many(Enrollment, [e.pk for e in rows], after={"how": how})
    return made
