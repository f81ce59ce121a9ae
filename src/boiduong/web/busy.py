"""Sổ đang bận — another program holds the database for a while: whoever can wait does, whoever asked is told so."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection

from boiduong.refusals import Refusal, gettext_noop

Answer = TypeVar("Answer")
# What the two databases say when they will answer again by themselves; a table that is not there is not among it.
WORDS = ("locked", "busy", "connect", "terminating", "starting up", "shutting down", "recovery mode")
# What they say of a wrong address or password, which no waiting mends.
NEVER = ("authentication failed", "does not exist", "pg_hba", "could not translate host name")
REST = 5.0
log = logging.getLogger(__name__)


class RegisterBusy(Refusal):
    """Sổ đang bận — nothing was written."""

    text = gettext_noop(
        "Another program holds the register, so nothing was written. Wait a minute, then do it again. If it lasts, "
        "tell the system administrator."
    )
    heading = gettext_noop("The register is busy")
    status = 503


def is_busy(error: BaseException) -> bool:
    """Có phải chỉ là đang bận — a lock or a connection, not a fault of ours."""
    if not isinstance(error, (OperationalError, InterfaceError)):
        return False
    told = str(error).lower()
    return any(word in told for word in WORDS) and not any(word in told for word in NEVER)


def patiently(
    act: Callable[[], Answer], *, doing: str, rest: float = REST, sleep: Callable[[float], None] = time.sleep
) -> Answer:
    """Làm cho được — `act` is tried until the database answers, with a line in the log each time.

    Inside a transaction nothing is tried again: the caller would lose what it did before.
    """
    while True:
        try:
            return act()
        except (OperationalError, InterfaceError) as error:
            if not is_busy(error) or connection.in_atomic_block:
                raise
            log.warning("database is busy (%s): %s is tried again in %.0f s", error, doing, rest)
            connection.close()
            sleep(rest)
