"""Việc chờ của người kiểm tra — when the chain was last verified."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from boiduong.engines import vietnamese
from boiduong.foundation.audit.queries import last_check
from boiduong.web.registry import Action, Waiting, waiting

EVERY = timedelta(days=7)


@waiting("auditor")
def chain_to_verify(user: object, at: datetime) -> Iterator[Waiting]:
    """Kiểm tra chuỗi nhật ký — every week, at once when the last check found it broken."""
    check = last_check()
    broken = check is not None and not (check.after or {}).get("whole", True)
    if check is not None and not broken and at - check.at < EVERY:
        return
    said = gettext("It was never verified.")
    if check is not None:
        local = timezone.localtime(check.at)
        facts = {"time": f"{local.hour}:{local.minute:02d}", "day": vietnamese.date_short(local.date())}
        said = gettext("Last verified at %(time)s, %(day)s.") % facts
        if broken:
            said = f"{said} {gettext('It was broken.')}"
    yield Waiting(
        gettext("Verify the chain of the log"),
        said,
        Action(gettext("Look at the log"), reverse("audit:list")),
        urgent=broken,
    )
