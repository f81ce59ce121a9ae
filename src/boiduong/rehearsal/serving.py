"""Tiến trình chạy phần mềm — the web server and the worker as children of one process that has read everything once."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import socket
import time
from collections.abc import Callable, Mapping
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import cast

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connections
from django.utils.module_loading import import_string
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

WORKERS, THREADS = 2, 4
SOON = 20.0
# Five falls within ten minutes are not bad luck any more.
MOST_FALLS, LONG_ENOUGH = 5, 600.0
NAMES = {"web": "Máy chủ web", "worker": "Thợ việc nền"}
FELL = "{name} dừng bất thường (mã {code}). Khởi động lại sau {rest:.0f} giây."
GIVEN_UP = "{name} dừng {count} lần trong mười phút: xem nhật ký, sửa lỗi rồi chạy lại."


class Web(BaseApplication):  # type: ignore[misc]
    """Máy chủ web — gunicorn with the application that is in memory already."""

    def __init__(self, address: str) -> None:
        """On an address like 127.0.0.1:8000."""
        self.address = address
        super().__init__()

    def load_config(self) -> None:
        """Two processes of four threads; a page takes tens of milliseconds."""
        for name, value in (
            ("bind", self.address),
            ("worker_class", "gthread"),
            ("workers", WORKERS),
            ("threads", THREADS),
            ("loglevel", "warning"),
        ):
            self.cfg.set(name, value)

    def load(self) -> WSGIHandler:
        """The application; production refuses here where demo accounts are."""
        return cast("WSGIHandler", import_string(settings.WSGI_APPLICATION))


def serve(address: str) -> None:
    """Phục vụ trang — until a signal ends it."""
    Web(address).run()


def work() -> None:
    """Làm việc nền — until a signal ends it."""
    call_command("worker")


def compile_search() -> None:
    """Dịch sẵn máy xếp lịch — in nobody's way, so that the first timetable need not wait; once an installation."""
    from boiduong.engines.timetabling.search import warm_up

    os.nice(19)
    warm_up()


def begin(target: Callable[..., None], *args: str) -> BaseProcess:
    """Bắt đầu một tiến trình con — a copy of this one; no connection is shared with it.

    It may start processes of its own, which seek timetables; whoever begins it ends it.
    """
    connections.close_all()
    child = multiprocessing.get_context("fork").Process(target=target, args=args)
    child.start()
    return child


def watch(
    children: dict[str, BaseProcess],
    starts: Mapping[str, Callable[[], BaseProcess]],
    *,
    say: Callable[[str], object],
    rest: float = 3.0,
) -> None:
    """Trông các tiến trình — one that ended by itself is begun again after a rest, and `say` hears of it.

    Comes back when one of them fell too often, one time soon after the other: then something else is wrong.
    """
    falls: dict[str, list[float]] = {name: [] for name in starts}
    while True:
        for name, start in starts.items():
            child = children[name]
            if child.is_alive():
                continue
            now = time.monotonic()
            falls[name] = [when for when in falls[name] if now - when < LONG_ENOUGH] + [now]
            if len(falls[name]) > MOST_FALLS:
                say(GIVEN_UP.format(name=NAMES.get(name, name), count=len(falls[name])))
                return
            say(FELL.format(name=NAMES.get(name, name), code=child.exitcode, rest=rest))
            time.sleep(rest)
            children[name] = start()
        time.sleep(0.3)


def answers(bind: str, port: int, child: BaseProcess) -> bool:
    """Máy chủ đã nhận khách — the port takes a connection while the child lives."""
    until = time.monotonic() + SOON
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(bind, bind)  # noqa: S104 - asked, not listened on
    while child.is_alive() and time.monotonic() < until:
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return True
    return False


def collect_static() -> bool:
    """Gom tệp tĩnh — only when one of them changed since; returns whether it did."""
    found = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            found.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    mark = Path(settings.STATIC_ROOT) / ".collected"
    if mark.exists() and mark.read_text() == found.hexdigest():
        return False
    call_command("collectstatic", verbosity=0, interactive=False)
    mark.write_text(found.hexdigest())
    return True
