"""Lệnh worker — takes jobs from the database until it is told to stop."""

from __future__ import annotations

import logging
import signal
import time
from argparse import ArgumentParser
from datetime import timedelta
from types import FrameType

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from boiduong.foundation.audit.services import coming_from
from boiduong.foundation.jobs.models import Job
from boiduong.foundation.jobs.services import claim, run, take_back_lost
from boiduong.web.busy import patiently

LOST_AFTER = timedelta(minutes=5)
logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Thợ việc nền — one process; start as many as wanted on any machine."""

    help = "Làm việc nền / run background jobs"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--once` empties the queue and ends."""
        parser.add_argument("--once", action="store_true")

    def handle(self, *args: object, **options: object) -> None:
        """Take a job, do it, look again; told to end, the job in hand goes back into the queue."""
        signal.signal(signal.SIGTERM, _end)
        try:
            self._work(once=bool(options["once"]))
        except KeyboardInterrupt:
            return

    def _work(self, *, once: bool) -> None:
        while True:
            if not once:  # a run that ends by itself leaves the connection to its caller
                close_old_connections()
            job = patiently(_next, doing="looking for a job")
            if job is None:
                if once:
                    return
                time.sleep(1)
                continue
            try:
                with coming_from("job"):
                    run(job, clock=timezone.now)
            except Exception:
                logger.exception("job %s (%s) failed", job.pk, job.kind)


def _next() -> Job | None:
    take_back_lost(before=timezone.now() - LOST_AFTER)
    return claim(at=timezone.now())


def _end(number: int, frame: FrameType | None) -> None:
    """A service manager ends us as Ctrl C does."""
    raise KeyboardInterrupt
