"""Trang nhà của người quản trị — the accounts by role, roles that end soon, messages that nobody has read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from boiduong.foundation.accounts.models import RoleGrant, User
from boiduong.foundation.accounts.queries import SOON, accounts
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.notifications.queries import unread_count
from boiduong.web.prepared import counted, prepared
from boiduong.web.registry import Action, Panel, Waiting, panel, waiting

UNREAD_AFTER, FORGOTTEN_AFTER = timedelta(days=7), timedelta(days=60)


@panel("home:admin")
def accounts_panel(user: User, at: datetime) -> Panel:
    """Tài khoản — how many can sign in, how many have no role, how many are closed."""
    listed = accounts()
    opened = [one for one in listed if one.user.is_active]
    facts: dict[str, object] = {
        "opened": len(opened),
        "without_role": sum(not one.grants for one in opened),
        "closed": len(listed) - len(opened),
    }
    return Panel("accounts/panel.html", facts, order=40)


@waiting(Role.ADMIN)
def roles_that_end(user: User, at: datetime) -> Iterator[Waiting]:
    """Vai sắp hết hạn — within thirty days, of accounts that can sign in."""
    today = timezone.localdate(at)
    n = _ending.number(today, today + SOON)
    if n:
        words = ngettext("%(n)d role ends within 30 days", "%(n)d roles end within 30 days", n) % {"n": n}
        action = Action(gettext("See whose"), f"{reverse('accounts:list')}?trang_thai=sap-het")
        yield Waiting(words, gettext("Give the role anew if the work goes on."), action)


@prepared
def _ending(today: date, until: date) -> QuerySet[RoleGrant, Any]:
    return counted(RoleGrant.objects.filter(ends_on__gt=today, ends_on__lte=until, user__is_active=True))


@waiting(Role.ADMIN)
def unread_messages(user: User, at: datetime) -> Iterator[Waiting]:
    """Thông báo chưa ai đọc — a week old and not reached its reader; after two months nothing can be done about it."""
    n = unread_count(at - FORGOTTEN_AFTER, at - UNREAD_AFTER)
    if n:
        words = ngettext(
            "%(n)d message has waited a week for its reader", "%(n)d messages have waited a week for their readers", n
        )
        detail = gettext("Those people have not signed in since, or have no account.")
        yield Waiting(words % {"n": n}, detail, Action(gettext("Look at the accounts"), reverse("accounts:list")))
