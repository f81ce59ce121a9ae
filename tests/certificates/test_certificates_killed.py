"""Mất điện giữa chừng — the worker is killed with signal 9 while it prints and signs; nothing is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import date, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from boiduong.course.recognition.certificates.models import Credential, CredentialEvent, Register
from boiduong.course.recognition.certificates.services import define_paper
from boiduong.engines.signing import signatures_of
from boiduong.foundation.audit.queries import verify_chain
from boiduong.foundation.jobs.models import Job
from boiduong.foundation.jobs.services import claim, enqueue, run, take_back_lost
from recognition_world import judged_world, numbered, recognized_rows

PEOPLE = 24
WORKER = """
import django
django.setup()
from django.utils import timezone
from boiduong.foundation.jobs.services import claim, run
run(claim(at=timezone.now()), clock=timezone.now)
"""


def _address() -> str:
    said = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{said['NAME']}"
    return f"postgres://{said['USER']}:{said['PASSWORD']}@{said['HOST'] or 'localhost'}:{said['PORT']}/{said['NAME']}"


@pytest.mark.usefixtures("own_database")
def test_killed_worker_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """Numbers run from 1 to the end without a gap, and everybody has one signed paper."""
    now = timezone.now()
    world = judged_world(people=PEOPLE, sessions=0, marks=False).world
    recognized_rows(world, numbered(world))
    spec = define_paper(world.course, world.school, "certificate", by=None, at=now)
    args = {"spec": spec.pk, "issued_on": date.today().isoformat(), "signer": "", "by": world.users["records"].pk}  # noqa: DTZ011
    enqueue("certificates.issue", at=now, args={**args, "chunk": 11})
    environment = {
        **os.environ, "DATABASE_URL": _address(), "DATA_DIR": str(tmp_path), "BOIDUONG_MODE": "demo",
        "DJANGO_SETTINGS_MODULE": "boiduong.config.settings",
    }  # fmt: skip
    worker = subprocess.Popen([sys.executable, "-c", WORKER], env=environment)
    _kill_when_some_are_written(worker)
    written = Credential.objects.count()
    assert 0 < written < PEOPLE and Register.objects.get().last == written
    take_back_lost(before=datetime.now(tz=now.tzinfo))
    job = claim(at=timezone.now())
    assert job is not None
    run(job, clock=timezone.now)
    assert Job.objects.get().state == "done" and Job.objects.get().result == {"issued": PEOPLE - written}
    assert list(Credential.objects.order_by("entry_no").values_list("entry_no", flat=True)) == list(
        range(1, PEOPLE + 1)
    )
    assert Credential.objects.values("row").distinct().count() == PEOPLE == Register.objects.get().last
    assert CredentialEvent.objects.filter(act="issued").count() == PEOPLE
    (seen,) = signatures_of(Credential.objects.order_by("-entry_no")[0].pdf.read(), roots=b"", at=timezone.now())
    assert seen.intact and seen.test
    assert verify_chain().whole


def _kill_when_some_are_written(worker: subprocess.Popen[bytes]) -> None:
    """Signal 9 as soon as a first chunk stands in the register."""
    until = time.monotonic() + 120
    while not Credential.objects.exists():
        assert worker.poll() is None and time.monotonic() < until, "the worker ended early"
        time.sleep(0.05)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
