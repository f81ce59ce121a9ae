"""Việc chờ của người quản trị — jobs that failed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.jobs.queries import failed_count
from boiduong.web.registry import Action, Waiting, waiting


@waiting(Role.ADMIN)
def failed_jobs(user: User, at: datetime) -> Iterator[Waiting]:
    """Việc nền hỏng."""
    count = failed_count()
    if count:
        words = ngettext("%(n)d background job failed", "%(n)d background jobs failed", count)
        action = Action(gettext("Look at the jobs"), f"{reverse('jobs:list')}?trang_thai=hong")
        yield Waiting(words % {"n": count}, gettext("Read the error, then run it again."), action, urgent=True)
