"""Một lần gửi — the same form sent twice (double click, back button) is done once and answered twice.

Each time a page is shown its forms carry another masked CSRF token. So the token, the address and what was typed
together name one sending: when it comes again, the answer of the first is given and nothing is written. Whoever goes
back and changes a word sends something else. A sending is kept as long as a session: among the sessions, whose key is
unique in every database.
"""

from __future__ import annotations

import hashlib
import time

from django.contrib import messages
from django.contrib.sessions.backends.base import CreateError
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext

from boiduong.web.middleware import GetResponse

WAIT_SECONDS, LOOK_AGAIN_SECONDS = 3.0, 0.1
FIELD = "csrfmiddlewaretoken"


class OnceMiddleware:
    """Gửi một lần — acts of the first sending only; refused or corrected forms may be sent again."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Claim the sending, or answer as the one that came before it."""
        key = sending(request)
        if not key:
            return self.get_response(request)
        claim = SessionStore(key)
        try:
            # The key is unique in the table: of two that come at once, one gets it.
            claim.save(must_create=True)
        except CreateError:
            return self._again(request, key)
        response = self.get_response(request)
        if 300 <= response.status_code < 400:
            claim["to"] = response.headers["Location"]
            claim.save()
        else:
            claim.delete()
        return response

    def _again(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """The answer of the first sending; a moment's patience when it is still at work."""
        waited = 0.0
        while not (where := SessionStore(key).get("to")) and waited < WAIT_SECONDS:
            time.sleep(LOOK_AGAIN_SECONDS)
            waited += LOOK_AGAIN_SECONDS
        messages.info(request, gettext("This was sent before and stands already; it was not written a second time."))
        return HttpResponseRedirect(where or request.get_full_path())


def sending(request: HttpRequest) -> str:
    """Khóa của một lần gửi — 40 letters; empty for what is no form of one of our pages, or of nobody signed in."""
    if request.method != "POST" or not request.session.session_key:
        return ""
    token = request.POST.get(FIELD, "")
    if not token:
        return ""
    said = hashlib.sha256(f"{request.session.session_key}\n{request.get_full_path()}\n".encode())
    for name, values in sorted(request.POST.lists()):
        said.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        said.update(repr((name, [(one.name, one.size) for one in files])).encode())
    return said.hexdigest()[:40]
