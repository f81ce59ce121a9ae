"""Khóa mẫu vào sổ trọn vẹn hoặc không gì cả — a life in a copy comes over whole, never half, and never over others."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection, connections, transaction

from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.services import create_user
from boiduong.foundation.audit.models import AuditEvent
from boiduong.foundation.audit.queries import verify_chain
from boiduong.foundation.jobs.models import Job
from boiduong.rehearsal.bringing import RegisterMoved, bring_over
from databases import in_use
from world import AT

only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL lives in one transaction")
NAME = "dak-lak-2025"


def user(name: str) -> User:
    """A new account, with its row in the audit log."""
    return create_user(username=name, display_name=name, password=None, by=None, at=AT)


def copies(folder: Path) -> tuple[Path, Path]:
    """A copy of the register, and its like that is lived in."""
    base, lived = folder / "base.sqlite3", folder / "lived.sqlite3"
    connection.ensure_connection()
    with closing(sqlite3.connect(base)) as copy:
        connection.connection.backup(copy)
    shutil.copyfile(base, lived)
    return base, lived


def live_in(lived: Path, name: str) -> None:
    """Write in the copy: one more account, and another name for the first."""
    shared = connections["default"]
    other = type(shared)({**shared.settings_dict, "NAME": str(lived)}, alias="default")
    with in_use(other):
        user(name)
        User.objects.filter(username="truoc").update(display_name="Đổi tên")
    other.close()


@only_sqlite
def test_what_was_lived_in_a_copy_comes_over_with_its_audit_rows(own_database: None, tmp_path: Path) -> None:
    user("truoc")
    base, lived = copies(tmp_path)
    live_in(lived, "trong-ban-sao")
    Job.objects.create(kind="thu", created_at=AT)  # the register's own: no reason to begin again
    bring_over(base, lived)
    assert User.objects.get(username="trong-ban-sao").pk > User.objects.get(username="truoc").pk
    assert User.objects.get(username="truoc").display_name == "Đổi tên"
    assert AuditEvent.objects.filter(act="accounts.create_user").count() == 2
    assert verify_chain().whole
    assert Job.objects.count() == 1
    user("sau")
    assert verify_chain().whole


@only_sqlite
@pytest.mark.parametrize("meanwhile", ["new row", "same row"])
def test_nothing_comes_over_where_the_register_was_written_meanwhile(
    own_database: None, tmp_path: Path, meanwhile: str
) -> None:
    user("truoc")
    base, lived = copies(tmp_path)
    live_in(lived, "trong-ban-sao")
    if meanwhile == "new row":
        user("nguoi-khac")
    else:
        User.objects.filter(username="truoc").update(display_name="Người khác đổi")
    before = AuditEvent.objects.count()
    with pytest.raises(RegisterMoved):
        bring_over(base, lived)
    assert not User.objects.filter(username="trong-ban-sao").exists()
    assert AuditEvent.objects.count() == before
    with transaction.atomic():  # the connection is as good as before
        assert verify_chain().whole


PREPARE = """
import django; django.setup()
from django.utils import timezone
from boiduong.foundation.jobs.models import Job
from boiduong.rehearsal.blank import prepare_blank
from boiduong.rehearsal.demo import prepare_demo
prepare_blank(at=timezone.now())
prepare_demo(at=timezone.now(), say=len)
Job.objects.exclude(key="demo:dak-lak-2025").delete()
"""


@only_sqlite
@pytest.mark.long
def test_sample_course_of_a_killed_worker_is_not_there_and_then_whole(tmp_path: Path) -> None:
    env = {**os.environ, "DATA_DIR": str(tmp_path), "BOIDUONG_MODE": "demo", "PYTHONUNBUFFERED": "1"}
    env |= {"DJANGO_SETTINGS_MODULE": "boiduong.config.settings"}
    env.pop("DATABASE_URL", None)
    prepare = [sys.executable, "-c", PREPARE]
    worker = [sys.executable, "-m", "boiduong", "worker", "--once"]
    subprocess.run(prepare, env=env, check=True)
    killed = subprocess.Popen(worker, env=env)
    until = time.monotonic() + 120
    while _asked(tmp_path, "SELECT MAX(progress) FROM foundation_jobs_job") < 0.3 and time.monotonic() < until:
        time.sleep(0.05)
    killed.kill()
    killed.wait()
    assert _asked(tmp_path, "SELECT COUNT(*) FROM delivery_courses_course") == 0
    assert _asked(tmp_path, "SELECT COUNT(*) FROM delivery_enrollment_nomination") == 0
    subprocess.run(prepare, env=env, check=True)  # as the next `make run` does
    subprocess.run(worker, env=env, check=True)
    assert _asked(tmp_path, "SELECT COUNT(*) FROM foundation_jobs_job WHERE state = 'done'") == 1
    assert _asked(tmp_path, "SELECT COUNT(*) FROM delivery_courses_course") == 1
    assert _asked(tmp_path, "SELECT COUNT(*) FROM delivery_enrollment_nomination WHERE state = 'submitted'") > 0
    assert not (tmp_path / f"sample-{NAME}").exists()


def _asked(folder: Path, question: str) -> float:
    with closing(sqlite3.connect(folder / "boiduong.sqlite3", timeout=20)) as register:
        return float(register.execute(question).fetchone()[0] or 0)
