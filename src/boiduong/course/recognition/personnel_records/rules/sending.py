"""Quy tắc theo dõi nơi nhận — when a unit counts as silent, and how it is reminded."""

from datetime import datetime, timedelta

from boiduong.refusals import gettext_noop

# Days without an answer after which the office asks again: a habit of offices, not a regulation.
SILENT_AFTER_DAYS = 15

REMINDER_WAYS = {
    "phone": gettext_noop("by telephone"),
    "letter": gettext_noop("by letter"),
    "message": gettext_noop("by message"),
    "other": gettext_noop("in another way"),
}
TRANSFER_STATES = {
    "waiting": gettext_noop("waits for an answer"),
    "silent": gettext_noop("silent"),
    "partly": gettext_noop("filed in part"),
    "filed": gettext_noop("filed"),
}


def transfer_state(
    *, sent_at: datetime, answered_at: datetime | None, filed_at: datetime | None, reminded_at: datetime | None,
    now: datetime,
) -> str:  # fmt: skip
    """Tình hình của một lần gửi — key of TRANSFER_STATES; a reminder begins the days of silence anew."""
    if filed_at is not None:
        return "filed"
    if answered_at is not None:
        return "partly"
    since = max(sent_at, reminded_at) if reminded_at else sent_at
    return "silent" if now - since >= timedelta(days=SILENT_AFTER_DAYS) else "waiting"
