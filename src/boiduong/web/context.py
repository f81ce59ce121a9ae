"""Khung trang — what every page's shell needs, whoever renders it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from boiduong import __version__
from boiduong.web import nav


def shell(request: HttpRequest) -> dict[str, object]:
    """Khung trang — navigation, who is here, the sample mark, the institution's name, the version.

    A view overrides any of them by putting the same key in its own context. `synthetic` is the setting
    SYNTHETIC_DATA, and when that is not set, whether this server runs in demo mode.
    """
    user = getattr(request, "user", None)
    signed_in = bool(user is not None and user.is_authenticated)
    learner_only = signed_in and getattr(user, "role_keys", None) == {"learner"}
    main = nav.LEARNER_MAIN if learner_only else nav.MAIN + nav.MORE
    return {
        "learner_only": learner_only,
        "nav_entries": nav.links(main, request) if signed_in else [],
        "public_entries": [] if signed_in else nav.links(nav.PUBLIC, request),
        "tab_entries": nav.links(nav.LEARNER, request) if signed_in else [],
        "home_url": nav.reverse_or_root(),
        "login_url": nav.address_or_empty("accounts:login"),
        "logout_url": nav.address_or_empty("accounts:logout"),
        "signed_in": signed_in,
        "who_name": _who_name(user) if signed_in else "",
        "who_note": getattr(user, "role_note", "") if signed_in else "",
        "synthetic": getattr(settings, "SYNTHETIC_DATA", getattr(settings, "DEMO", False)),
        "institution_name": getattr(settings, "INSTITUTION_NAME", ""),
        "app_version": __version__,
    }


def _who_name(user: object) -> str:
    for name in ("display_name", "full_name", "get_full_name"):
        value = getattr(user, name, "")
        value = value() if callable(value) else value
        if value:
            return str(value)
    return str(user)
