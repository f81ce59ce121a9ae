"""Đơn vị trả lời — which results are in the personnel files, what is missing and why; silent units are reminded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils import timezone

from boiduong.course.recognition.personnel_records.events import records_filed
from boiduong.course.recognition.personnel_records.models import (
    RecordEvent,
    RecordTransfer,
    TrainingRecord,
    TransferReminder,
)
from boiduong.course.recognition.personnel_records.permissions import can_file, can_write
from boiduong.course.recognition.personnel_records.rules import REMINDER_WAYS, TRAINING_RECORD
from boiduong.engines.vietnamese import date_short
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting, write_back
from boiduong.refusals import ReasonNeeded, Refusal, gettext_noop


class FiledAlready(Refusal):
    """Đã lưu hồ sơ."""

    text = gettext_noop("These results were confirmed as filed on %(day)s.")


class NobodyToRemind(Refusal):
    """Không có đơn vị nào để nhắc."""

    text = gettext_noop("Choose the units to be reminded. Whoever has filed everything meanwhile is left out.")


class WayUnknown(Refusal):
    """Không rõ nhắc cách nào."""

    text = gettext_noop("Say how they were reminded: by telephone, by letter, by message, or in another way.")


def confirm_filed(
    transfer: RecordTransfer, *, by: User | None, at: datetime, missing: Mapping[int, str] | None = None
) -> RecordTransfer:
    """Đơn vị xác nhận đã lưu hồ sơ — every result sent to it but those of `missing`, record id and why.

    What is missing stays with the unit, which answers again. Raises NotAllowed, FiledAlready, ReasonNeeded.
    """
    require(can_file(by, transfer))
    reasons = {pk: " ".join(why.split())[:1000] for pk, why in (missing or {}).items()}
    with acting(by, "personnel_records.confirm_filed", at=at) as act:
        held = RecordTransfer.objects.select_for_update().get(pk=transfer.pk)
        if held.filed_at is not None:
            raise FiledAlready(day=date_short(timezone.localdate(held.filed_at)))
        sent = TrainingRecord.objects.select_for_update().filter(
            course=held.course_id, unit_then=held.unit_id, state="sent"
        )
        asked = list(sent)
        rows = [row for row in asked if row.pk not in reasons]
        left = [row for row in asked if row.pk in reasons]
        if not all(reasons[row.pk] for row in left):
            raise ReasonNeeded
        for row in rows:
            row.state = TRAINING_RECORD.after(row.state, "file")
        write_back(rows, ["state"])
        who = by.pk if by else None
        RecordEvent.objects.bulk_create(
            [RecordEvent(record=row, at=at, act="filed", by_id=who) for row in rows]
            + [RecordEvent(record=row, at=at, act="missing", reason=reasons[row.pk], by_id=who) for row in left]
        )
        held.answered_at = at
        held.filed_at = None if left else at
        held.save(update_fields=["answered_at", "filed_at"])
        act.record(held, after={"filed": len(rows), "missing": len(left)})
        if not left:
            records_filed.send(sender=None, transfer=held, by=by, at=at)
    transfer.answered_at, transfer.filed_at = held.answered_at, held.filed_at
    return transfer


def remind_units(
    transfers: Sequence[RecordTransfer], *, how: str, by: User | None, at: datetime, note: str = ""
) -> list[TransferReminder]:
    """Nhắc đơn vị — one row a unit that has not filed everything; `how` is a key of REMINDER_WAYS.

    Raises NotAllowed, WayUnknown, NobodyToRemind.
    """
    if not transfers:
        raise NobodyToRemind
    for course in {one.course_id: one.course for one in transfers}.values():
        require(can_write(by, course))
    if how not in REMINDER_WAYS:
        raise WayUnknown
    with acting(by, "personnel_records.remind_units", at=at) as act:
        rows = RecordTransfer.objects.select_for_update().filter(
            pk__in=[one.pk for one in transfers], filed_at__isnull=True
        )
        open_ones = list(rows)
        if not open_ones:
            raise NobodyToRemind
        made = TransferReminder.objects.bulk_create(
            TransferReminder(transfer=one, at=at, how=how, note=note.strip()[:300], by_id=by.pk if by else None)
            for one in open_ones
        )
        act.record_many(RecordTransfer, [one.pk for one in open_ones], after={"how": how})
    return made
