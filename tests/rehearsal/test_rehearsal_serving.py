"""The program starts, says where, answers, and ends all that it began; static files are gathered once."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from django.core.management import CommandError
from pytest_django.fixtures import Settings

from boiduong.rehearsal import serving
from boiduong.rehearsal.management.commands.run import Command


def test_static_files_are_gathered_again_only_when_one_changed(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = str(tmp_path / "static")
    (tmp_path / "static").mkdir()
    assert serving.collect_static()
    assert not serving.collect_static()
    (tmp_path / "static" / ".collected").write_text("another day")
    assert serving.collect_static()


def test_taken_port_is_refused_with_what_to_do(settings: Settings) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        settings.PORT = other.getsockname()[1]
        with pytest.raises(CommandError, match="PORT=8080 make run"):
            Command()._refuse_taken_port("127.0.0.1")


def descendants(pid: int) -> list[int]:
    """Every process that came from this one."""
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    own = [int(word) for word in found.stdout.split()]
    return own + [one for child in own for one in descendants(child)]


@pytest.mark.long
def test_start_answers_and_ends_without_leaving_anybody(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {**os.environ, "DATA_DIR": str(tmp_path), "PORT": str(port), "BOIDUONG_MODE": "demo"}
    env.pop("DATABASE_URL", None)
    run = subprocess.Popen(
        [sys.executable, "-m", "boiduong", "run"], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        assert answered(f"http://127.0.0.1:{port}/dang-nhap/") == 200
        time.sleep(1)
        others = descendants(run.pid)
        assert len(others) >= 4  # the server, its two processes, the worker
    finally:
        run.send_signal(signal.SIGTERM)
        said, _ = run.communicate(timeout=60)
    assert run.returncode == 0
    assert f"http://127.0.0.1:{port}" in said
    assert "Traceback" not in said
    assert not [pid for pid in others if Path(f"/proc/{pid}").exists()]


def answered(address: str) -> int:
    """The status of a page, asked until somebody answers."""
    until = time.monotonic() + 180
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=10) as response:  # noqa: S310 - our own server
                return int(response.status)
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    return 0


def _ask_another() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(os.getpid).result(timeout=30) != os.getpid()


@pytest.mark.django_db
def test_child_may_start_processes_of_its_own() -> None:
    child = serving.begin(_ask_another)
    child.join(timeout=60)
    assert child.exitcode == 0


def _fall() -> None:
    os._exit(3)


def _stay() -> None:
    time.sleep(60)


@pytest.mark.django_db
def test_a_child_that_falls_is_begun_again_and_given_up_when_it_keeps_falling() -> None:
    """The worker falls each time; the server stands all the while and is never begun anew."""
    said: list[str] = []
    begun = {"web": 0, "worker": 0}

    def start(name: str, target: Callable[[], None]) -> Callable[[], BaseProcess]:
        def again() -> BaseProcess:
            begun[name] += 1
            return serving.begin(target)

        return again

    starts = {"web": start("web", _stay), "worker": start("worker", _fall)}
    children = {name: one() for name, one in starts.items()}
    try:
        serving.watch(children, starts, say=said.append, rest=0)
        assert children["web"].is_alive()
    finally:
        children["web"].kill()
        children["web"].join()
    assert begun == {"web": 1, "worker": 1 + serving.MOST_FALLS}
    assert said[0] == "Thợ việc nền dừng bất thường (mã 3). Khởi động lại sau 0 giây."
    assert said[-1].startswith("Thợ việc nền dừng 6 lần")
