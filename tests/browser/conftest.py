"""Máy chủ và trình duyệt thật — a server on a database of its own, and Chromium, for the tests of this folder."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import connections
from django.test import Client, override_settings
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright
from pytest_django import DjangoDbBlocker

from boiduong.foundation.accounts.models import User
from boiduong.rehearsal.blank import make_tables
from permissions.rich import Rich, build_rich

# A window without a head still loads the pop-ups of its address bar, two pages of their own for each of ours, and keeps
# a process in reserve: more than half of the processor's time. The last list of such names is the one that counts, so
# those that Playwright gives are said again.
NEEDLESS = (
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "SpareRendererForSitePerProcess",
    "AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "LensOverlay", "MediaRouter",
    "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding", "PreconnectToSearch",
    "ThirdPartyStoragePartitioning", "Translate",
)  # fmt: skip
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(NEEDLESS)}",
]
DESK, PHONE = ViewportSize(width=1366, height=768), ViewportSize(width=390, height=844)
PASSWORD = "mật khẩu thử 1"
# A machine that is busy with other stages answers late, and that is no fault of the page.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)
COOKIE = django_settings.SESSION_COOKIE_NAME


class _Quiet(WSGIRequestHandler):
    """Writes no access lines."""

    def log_message(self, *args: object) -> None:
        """Nothing."""


@dataclass
class Served:
    """Máy chủ đang chạy — where, and what is in it."""

    address: str
    rich: Rich

    def user(self, role: str) -> str:
        """The sign-in name of a role; roles are named like their accounts."""
        return role


@pytest.fixture(autouse=True)
def _files_in_a_folder_of_the_test() -> None:
    """Files stay in the folder of the server."""


@pytest.fixture(scope="session")
def served(django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over a database of its own, filled with two courses lived through the services."""
    folder = tmp_path_factory.mktemp("server")
    # Playwright runs an event loop in this thread; Django would refuse to read its database beside it.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    storages = {**django_settings.STORAGES}
    storages["default"] = {**storages["default"], "OPTIONS": {"location": str(folder / "files")}}
    hosts = ["127.0.0.1", "testserver"]
    with django_db_blocker.unblock(), override_settings(STORAGES=storages, ALLOWED_HOSTS=hosts), _own(folder):
        rich = build_rich()
        server = ThreadedWSGIServer(("127.0.0.1", 0), _Quiet)
        server.set_app(WSGIHandler())
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield Served(f"http://127.0.0.1:{server.server_port}", rich)
        finally:
            server.shutdown()
            server.server_close()
            thread.join(10)
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    else:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@contextmanager
def _own(folder: Path) -> Iterator[None]:
    """Make a database file and use it in every thread; the tests of this folder need no other."""
    shared = connections["default"]
    if shared.vendor != "sqlite":
        pytest.skip("the browser looks at one database; SQLite is the one that is shipped")
    before = connections.settings["default"]
    own = {**shared.settings_dict, "NAME": str(folder / "browser.sqlite3")}
    connections.settings["default"] = own
    connections["default"] = type(shared)(own, alias="default")
    try:
        make_tables()
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = before
        connections["default"] = shared


@pytest.fixture(scope="session")
def chromium(served: Served) -> Iterator[Browser]:
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_path(), args=FLAGS)
        yield browser
        browser.close()


def _path() -> str:
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        if (Path(folder) / "chromium").exists():
            return str(Path(folder) / "chromium")
    return "/usr/bin/chromium"


Opener = Callable[..., Page]


def _session_of(username: str) -> str:
    """A session of the server for somebody, begun now by its clock."""
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client.cookies[COOKIE].value


@pytest.fixture(scope="session")
def empty_seats(chromium: Browser) -> list[Page]:
    """Pages that were left: a new one costs more than what is tried in it, and without scripts only cookies stay."""
    return []


@pytest.fixture
def sit_down(served: Served, chromium: Browser, empty_seats: list[Page]) -> Iterator[Opener]:
    """Ngồi vào máy — a page signed in as a role, by default without JavaScript as many offices have it.

    The form of the sign-in page is filled where it is what is tried; the others come with a session. `seat` is a page
    of the same test that somebody else, or another day, takes over.
    """
    taken: list[Page] = []
    scripted: list[Page] = []

    def new_page(*, scripts: bool) -> Page:
        context = chromium.new_context(java_script_enabled=scripts, base_url=served.address, locale="vi-VN")
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        return page

    def open_page(
        role: str = "", *, phone: bool = False, scripts: bool = False, by_form: bool = False, seat: Page | None = None
    ) -> Page:
        if seat is None:
            seat = empty_seats.pop() if empty_seats and not scripts else new_page(scripts=scripts)
            (scripted if scripts else taken).append(seat)
        page, context = seat, seat.context
        context.clear_cookies()
        page.set_viewport_size(PHONE if phone else DESK)
        if role and not by_form:
            context.add_cookies([{"name": COOKIE, "value": _session_of(served.user(role)), "url": served.address}])
        elif role:
            page.goto("/dang-nhap/")
            page.locator("input[name=username]").fill(served.user(role))
            page.locator("input[name=password]").fill(PASSWORD)
            page.locator("form:has(input[name=password]) button[type=submit]").click()
            page.wait_for_url(lambda url: "dang-nhap" not in url)
        return page

    yield open_page
    for page in scripted:
        page.context.close()
    for page in taken:
        page.goto("about:blank")
        empty_seats.append(page)
