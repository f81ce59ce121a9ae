"""Việc chờ của kế hoạch năm — plans whose lines wait for the managing authority."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from boiduong.course.annual_plan.plans.queries import plans_to_approve
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.rules import Role
from boiduong.web.registry import Action, Waiting, waiting


@waiting(Role.MANAGING_AUTHORITY)
def lines_to_approve(user: User, at: datetime) -> Iterator[Waiting]:
    """Dòng kế hoạch chờ duyệt."""
    for plan in plans_to_approve(user):
        count = getattr(plan, "waiting_count", 0)
        words = ngettext(
            "%(count)d line of the plan of %(year)d waits for approval",
            "%(count)d lines of the plan of %(year)d wait for approval",
            count,
        )
        yield Waiting(
            title=words % {"count": count, "year": plan.year},
            detail=plan.title,
            action=Action(gettext("Look at the plan"), reverse("plans:plan", args=[plan.pk])),
        )
