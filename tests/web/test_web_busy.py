"""Sổ đang bận — who works in the background waits and says so, who asked for a page is told what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from django.db import InterfaceError, OperationalError, connection, transaction
from django.test import RequestFactory
from django.utils import translation

from boiduong.web.busy import is_busy, patiently
from boiduong.web.middleware import RefusalMiddleware

CASES = {
    "sqlite lock": (OperationalError("database is locked"), True),
    "server gone": (OperationalError("server closed the connection unexpectedly"), True),
    "server restarts": (OperationalError("terminating connection due to administrator command"), True),
    "cursor of a lost connection": (InterfaceError("connection already closed"), True),
    "server is not up": (OperationalError("connection failed: Connection refused. Is the server running?"), True),
    "wrong password": (
        OperationalError('connection failed: FATAL:  password authentication failed for user "boiduong"'),
        False,
    ),
    "no such database": (OperationalError('connection failed: FATAL:  database "sach" does not exist'), False),
    "no table": (OperationalError("no such table: x"), False),
    "other error": (ValueError("locked"), False),
}


@pytest.mark.parametrize("case", CASES)
def test_what_passes_by_itself_is_told_from_what_does_not(case: str) -> None:
    error, busy = CASES[case]
    assert is_busy(error) is busy


def test_the_words_of_sqlite_are_known(tmp_path: Path) -> None:
    file = tmp_path / "so.sqlite3"
    with closing(sqlite3.connect(file)) as one, closing(sqlite3.connect(file, timeout=0)) as other:
        one.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError) as locked:
            other.execute("BEGIN IMMEDIATE")
    assert is_busy(OperationalError(str(locked.value)))


def failing(error: Exception, times: int) -> Callable[[], str]:
    left = [error] * times

    def act() -> str:
        if left:
            raise left.pop()
        return "xong"

    return act


def test_the_work_waits_and_says_so_each_time(caplog: pytest.LogCaptureFixture) -> None:
    rests: list[float] = []
    locked = OperationalError("database is locked")
    assert patiently(failing(locked, 2), doing="looking for a job", rest=7, sleep=rests.append) == "xong"
    assert rests == [7, 7]
    assert caplog.messages == ["database is busy (database is locked): looking for a job is tried again in 7 s"] * 2


def test_a_fault_of_ours_is_not_waited_for() -> None:
    with pytest.raises(OperationalError, match="no such table"):
        patiently(failing(OperationalError("no such table: x"), 1), doing="x", sleep=lambda rest: None)


@pytest.mark.django_db
def test_inside_a_transaction_nothing_is_tried_again() -> None:
    with transaction.atomic(), pytest.raises(OperationalError):
        patiently(failing(OperationalError("database is locked"), 1), doing="x", sleep=lambda rest: None)
    assert connection.in_atomic_block


def test_a_page_that_could_not_write_says_so() -> None:
    request = RequestFactory().post("/x/", {"ten": "Lò Văn Một"})
    with translation.override("vi"):
        answer = RefusalMiddleware(lambda asked: None).process_exception(  # type: ignore[arg-type,return-value]
            request, OperationalError("database is locked")
        )
    assert answer is not None
    assert answer.status_code == 503
    told = answer.content.decode()
    assert "Sổ đang bận" in told
    assert "Lò Văn Một" in told, "what was typed is still there"
