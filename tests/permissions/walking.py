"""Đi qua mọi địa chỉ — every address from the resolver, asked as every role, answered in five letters."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation
from django.utils.translation import gettext

from boiduong.foundation.accounts.models import User
from boiduong.refusals import NotAllowed

OK, NO, LOGIN, METHOD, BROKEN = "o", ".", "L", "-", "!"
with translation.override("vi"):
    NOT_GIVEN = NotAllowed().sentence(gettext)
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Address:
    """Một địa chỉ — its name with the namespace, and its pattern."""

    name: str
    route: str

    @property
    def parameters(self) -> list[str]:
        """Tham số — in their order."""
        return PARAMETER.findall(self.route)


def stage_of(name: str) -> str:
    """Khâu của một địa chỉ — the namespace, or the whole name where there is none."""
    return name.partition(":")[0]


def addresses() -> list[Address]:
    """Mọi địa chỉ — of every installed stage, in the order of the resolver."""
    return list(_walk(get_resolver(), "", ""))


def _walk(resolver: URLResolver, before: str, namespace: str) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Address(f"{namespace}{pattern.name}", route)
        else:
            yield from _walk(pattern, route, namespace + (f"{pattern.namespace}:" if pattern.namespace else ""))


def path_of(address: Address, kwargs: Mapping[str, object]) -> str:
    """Đường dẫn — the pattern filled in; two addresses may share a name, so the name alone would not do."""
    return "/" + PARAMETER.sub(lambda found: str(kwargs[found.group(1)]), address.route)


def clients(users: Mapping[str, User | None]) -> dict[str, Client]:
    """Một trình duyệt một vai — an error of the server comes back as 500, not as an exception."""
    made = {}
    for role, user in users.items():
        made[role] = Client(raise_request_exception=False)
        if user is not None:
            made[role].force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return made


def letter(status: int, location: str, words: str = "") -> str:
    """Loại trả lời — a refusal by the state of things (409) or a form sent back is still an answer to who may.

    A page that says in words "your account is not given this" refuses too, whatever its status.
    """
    if status >= 500:
        return BROKEN
    if status == 405:
        return METHOD
    if status in (403, 404):
        return NO
    if status in (301, 302, 303) and location.startswith(reverse("accounts:login")):
        return LOGIN
    return NO if NOT_GIVEN in words else OK


class _Undo(Exception):
    """Leaves the block without what was written."""


def _words(client: Client, response: HttpResponse) -> str:
    """The text of the page, or of the messages that wait for the next one."""
    if "text/html" in response.headers.get("Content-Type", "") and not response.streaming and response.content:
        return html.unescape(response.content.decode(errors="replace"))
    waiting = client.session.get("_messages", "[]") if 300 <= response.status_code < 400 else "[]"
    return str(json.loads(waiting))


def ask(client: Client, method: str, path: str, data: Mapping[str, object] | None = None) -> str:
    """Hỏi một địa chỉ — what the request writes is undone."""
    answer = ""
    session = client.cookies.copy()
    try:
        with transaction.atomic():
            response = client.get(path) if method == "GET" else client.post(path, data or {})
            if hasattr(response, "streaming_content"):
                b"".join(response.streaming_content)
            answer = letter(response.status_code, response.headers.get("Location", ""), _words(client, response))
            raise _Undo
    except _Undo:
        client.cookies = session
    return answer
