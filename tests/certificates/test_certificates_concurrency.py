"""Hai cán bộ cùng cấp — real threads and real transactions on the database of the suite."""

from __future__ import annotations

import threading
from datetime import date, datetime

import pytest
from django.db import connections

from boiduong.course.recognition.certificates.models import Credential, CredentialSpec, Register
from boiduong.course.recognition.certificates.services import define_paper, hand_many, issue
from boiduong.foundation.audit.queries import verify_chain
from recognition_world import judged_world, numbered, recognized_rows

DAY = date(2025, 8, 25)


def _together(*jobs: object) -> list[BaseException]:
    """Start all jobs at one moment, each in a thread with its own connection; the errors they raised."""
    gate, errors = threading.Barrier(len(jobs)), list[BaseException]()

    def work(job: object) -> None:
        try:
            gate.wait()
            job()  # type: ignore[operator]
        except BaseException as error:  # noqa: BLE001 - handed to the test
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return errors


@pytest.mark.usefixtures("own_database")
def test_two_officers_issue_at_once(at: datetime) -> None:
    """No number doubled or skipped, nobody served twice, and the audit chain is whole."""
    world = judged_world(people=12, sessions=0, marks=False).world
    recognized_rows(world, numbered(world))
    spec = define_paper(world.course, world.school, "certificate", by=None, at=at)

    def officer(chunk: int) -> None:
        own = CredentialSpec.objects.select_related("course__institution", "issuer").get(pk=spec.pk)
        issue(own.course, own, issued_on=DAY, by=None, at=at, chunk=chunk)

    assert _together(lambda: officer(2), lambda: officer(3), lambda: officer(5)) == []
    numbers = list(Credential.objects.order_by("entry_no").values_list("entry_no", flat=True))
    assert numbers == list(range(1, 13))
    assert Credential.objects.values("row").distinct().count() == 12
    assert Register.objects.get().last == 12
    made = list(Credential.objects.select_related("spec__course__institution"))
    assert _together(lambda: hand_many(made, by=None, at=at), lambda: hand_many(made[::-1], by=None, at=at)) == []
    assert {c.status.state for c in Credential.objects.select_related("status")} == {"handed"}
    assert verify_chain().whole
