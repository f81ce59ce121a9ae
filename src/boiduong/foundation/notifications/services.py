"""Việc thông báo — writing messages into the outbox, and that they were seen or told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from boiduong.foundation.notifications.models import Delivery, OutboxMessage


@dataclass(frozen=True)
class Message:
    """Thông báo cần gửi — to whom ("person", id), about what, the words, and where to read more."""

    to: tuple[str, int]
    topic: str
    subject: str
    body: str
    dedup_key: str
    about_id: int | None = None
    address: str = ""


def post(messages: Iterable[Message], *, at: datetime) -> int:
    """Gửi thông báo — inside the act that causes them; what was sent already is not sent again. Answers how many."""
    wanted = {one.dedup_key: one for one in messages}
    known = set(OutboxMessage.objects.filter(dedup_key__in=wanted).values_list("dedup_key", flat=True))
    rows = [_row(one, at) for key, one in wanted.items() if key not in known]
    OutboxMessage.objects.bulk_create(rows)
    return len(rows)


def _row(one: Message, at: datetime) -> OutboxMessage:
    return OutboxMessage(
        to_kind=one.to[0],
        to_id=one.to[1],
        topic=one.topic,
        about_id=one.about_id,
        subject=one.subject[:300],
        body=one.body,
        address=one.address[:300],
        made_at=at,
        dedup_key=one.dedup_key[:120],
    )


def delivered(messages: Sequence[OutboxMessage], *, how: str, at: datetime, by_id: int | None = None) -> None:
    """Đã đến tay — `how` is "seen" (on a page) or "told" (by telephone); a second time changes nothing."""
    known = set(Delivery.objects.filter(message__in=messages, how=how).values_list("message_id", flat=True))
    Delivery.objects.bulk_create(
        [Delivery(message=one, how=how, at=at, by_id=by_id) for one in messages if one.pk not in known],
        ignore_conflicts=True,
    )
