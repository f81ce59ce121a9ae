"""Đăng nhập — checking name and password, slowly for those who guess."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.contrib.auth import authenticate
from django.core.cache import cache
from django.http import HttpRequest

from boiduong.foundation.accounts.models import User
from boiduong.refusals import Refusal, gettext_noop

ATTEMPTS = 5
WINDOW_SECONDS = 15 * 60


class SignInRefused(Refusal):
    """Không đăng nhập được — the same sentence whether name, password or account is wrong."""

    text = gettext_noop("The sign-in name or the password is not right. Capitals and small letters differ.")


class TooManyAttempts(Refusal):
    """Thử quá nhiều lần."""

    text = gettext_noop("Too many wrong attempts. Wait 15 minutes, or ask the administrator for a new password.")


def _key(username: str, address: str) -> str:
    """Neither the name nor the address stands in the cache as it is."""
    digest = hashlib.sha256(f"{username.casefold()}\0{address}".encode("utf-8", "replace")).hexdigest()
    return f"sign-in:{digest}"


def check_sign_in(request: HttpRequest, *, username: str, password: str) -> User:
    """Kiểm tra đăng nhập — at most five wrong attempts in 15 minutes for one name from one address.

    Demonstration accounts sign in only on a demonstration server. Raises SignInRefused, TooManyAttempts.
    """
    key = _key(username, str(request.META.get("REMOTE_ADDR", "")))
    cache.add(key, 0, WINDOW_SECONDS)
    if cache.get(key, 0) >= ATTEMPTS:
        raise TooManyAttempts
    user = authenticate(request, username=username, password=password) if username.isprintable() else None
    if not isinstance(user, User) or (user.demo and not settings.DEMO):
        try:
            cache.incr(key)
        except ValueError:  # it ran out between the two calls
            cache.set(key, 1, WINDOW_SECONDS)
        raise SignInRefused
    cache.delete(key)
    return user
