"""Việc chờ của văn thư — papers that wait for a number, scans that wait for their paper."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.documents.queries import unfiled_scans, waiting_for_number
from boiduong.web.registry import Action, Waiting, waiting

NAMED = 5


@waiting(Role.RECORDS_OFFICER)
def papers_to_number(user: User, at: datetime) -> Iterator[Waiting]:
    """Văn bản chờ số — the oldest few by name, the rest in one line."""
    rows = list(waiting_for_number(user)[: NAMED + 1])
    for document in rows[:NAMED]:
        yield Waiting(
            document.subject,
            gettext("Waits for a number"),
            Action(gettext("Give the number"), reverse("documents:document", args=[document.pk])),
        )
    if len(rows) > NAMED:
        left = waiting_for_number(user).count() - NAMED
        words = ngettext("%(n)d more paper waits for a number", "%(n)d more papers wait for a number", left)
        yield Waiting(words % {"n": left}, "", Action(gettext("Look at all"), reverse("documents:list")))
    kept = unfiled_scans(user).count()
    if kept:
        words = ngettext("%(n)d scan waits for its paper", "%(n)d scans wait for their papers", kept) % {"n": kept}
        yield Waiting(words, "", Action(gettext("Say which paper"), reverse("documents:scans")))
