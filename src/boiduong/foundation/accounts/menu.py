"""Trang nhà của người quản trị — the accounts, by role."""

from __future__ import annotations

from datetime import datetime

from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.queries import accounts
from boiduong.web.registry import Panel, panel


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
