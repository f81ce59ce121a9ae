# ruff: noqa: S608 - numbers of our own in statements of our own
"""Đo chứng chỉ — issuing plain and signed, the public page over a million papers, the check without a network.

Run by scripts/bench.py inside a demo with the Hà Nội course lived to its end; prints one line of JSON. What it adds to
that database is thrown away with it.
"""

from __future__ import annotations

import json
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from boiduong.course.recognition.certificates.models import Credential

COURSE = "ha-noi-2022"
MILLION = 1_000_000
TIMES = 40


@contextmanager
def measured(name: str, said: list[dict[str, object]]) -> Iterator[dict[str, object]]:
    """Wall and CPU seconds of a block, helpers included."""
    began, before = time.perf_counter(), _cpu()
    facts: dict[str, object] = {"name": name}
    yield facts
    said.append({**facts, "seconds": time.perf_counter() - began, "cpu": _cpu() - before})


def _cpu() -> float:
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, who))


def issuing(said: list[dict[str, object]]) -> None:
    """A second and a third paper for everybody recognized: without a key, then with one made on the spot."""
    from django.utils import timezone

    from boiduong.course.delivery.courses.models import Course
    from boiduong.course.recognition.certificates.models import CredentialSpec
    from boiduong.course.recognition.certificates.services import define_paper, issue

    at = timezone.now()
    for name, synthetic in (("unsigned", False), ("signed", True)):
        # Only a rehearsal takes the key made on the spot; a demo has no other.
        Course.objects.filter(slug=COURSE).update(synthetic=synthetic)
        course = Course.objects.select_related("institution__unit").get(slug=COURSE)
        issuer = CredentialSpec.objects.filter(course=course, issuer__isnull=False).order_by("position")[0].issuer
        spec = define_paper(course, issuer, "certificate", f"Chứng chỉ {name}", by=None, at=at)
        with measured(name, said) as facts:
            facts["papers"] = len(issue(course, spec, issued_on=date.today(), by=None, at=at, threads=2))  # noqa: DTZ011


def a_million() -> None:
    """Papers of earlier years, with states and events, by SQL: only the register's size counts here."""
    from django.db import connection

    from boiduong.course.recognition.certificates.models import Credential, Register

    one = Credential.objects.select_related("register").order_by("id")[0]
    old = Register.objects.create(
        issuer=one.register.issuer, kind="diploma", period_starts_on=date(1990, 1, 1), last=MILLION
    )
    first = Credential.objects.order_by("-id")[0].pk + 1
    # Columns and places are ours; recognition rows of those years are not made up.
    statements = (
        "PRAGMA foreign_keys = OFF",
        f"""WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {MILLION})
        INSERT INTO recognition_certificates_credential
        (id, uid, spec_id, row_id, register_id, entry_no, number_text, check_code, facts, pdf_id, sha256,
         issued_on, issued_at)
        SELECT {first} + i, lower(hex(randomblob(16))), {one.spec_id}, 100000000 + i, {old.pk}, i + 1,
               printf('%07d/1990/B-TCT', i + 1), 'ABCDEFGH', '{{}}', {one.pdf_id}, lower(hex(randomblob(32))),
               '1990-06-01', '1990-06-01 00:00:00' FROM n""",
        f"""INSERT INTO recognition_certificates_credentialstate (credential_id, state)
        SELECT id, CASE WHEN id % 500 = 0 THEN 'revoked' ELSE 'handed' END FROM recognition_certificates_credential
        WHERE id >= {first}""",
        f"""INSERT INTO recognition_certificates_credentialevent (credential_id, at, act, ground, reason, to_text)
        SELECT id, issued_at, 'issued', '', '', '' FROM recognition_certificates_credential WHERE id >= {first}""",
        "ANALYZE",
    )
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def asked(name: str, ask: Callable[[], object], said: list[dict[str, object]]) -> None:
    """Median and ninth decile of one question, in milliseconds, and its CPU."""
    for _ in range(3):
        ask()
    spent, cpu = [], []
    for _ in range(TIMES):
        began, began_cpu = time.perf_counter(), time.process_time()
        ask()
        spent.append((time.perf_counter() - began) * 1000)
        cpu.append((time.process_time() - began_cpu) * 1000)
    said.append(
        {
            "name": name,
            "ms": statistics.median(spent),
            "p90": sorted(spent)[TIMES * 9 // 10 - 1],
            "cpu": statistics.median(cpu),
        }
    )


def verifying(said: list[dict[str, object]]) -> None:
    """The public page by number and by mark, right and wrong, then the list of revocations."""
    from django.core.cache import cache
    from django.test import Client

    from boiduong.course.recognition.certificates.models import Credential

    paper, client = Credential.objects.order_by("id")[100], Client()

    def page(number: str, code: str) -> None:
        cache.clear()
        assert client.post("/tra-cuu/", {"number": number, "code": code}).status_code == 200

    def mark() -> None:
        cache.clear()
        assert client.get(f"/tra-cuu/{paper.uid}/").status_code == 200

    asked("page by number and code", lambda: page(paper.number_text, paper.check_code), said)
    asked("page, wrong code", lambda: page(paper.number_text, "AAAAAAAA"), said)
    asked("page by the mark in the QR", mark, said)
    with measured("list of revocations signed", said) as facts:
        facts["status"] = client.get("/kiem-tra/khong-mang/thu-hoi.cose").status_code
    scans = [plan for plan in _plans(paper) if "SCAN" in plan]
    said.append({"name": "plans", "scans": scans})
    offline(paper, said)


def _plans(paper: Credential) -> list[str]:
    from django.db.models import QuerySet

    from boiduong.course.recognition.certificates.models import Credential, CredentialEvent, CredentialState

    asked_of: list[QuerySet] = [  # type: ignore[type-arg]
        Credential.objects.filter(number_text__in=[paper.number_text]),
        Credential.objects.filter(uid=paper.uid),
        Credential.objects.filter(sha256__in=[paper.sha256]),
        CredentialState.objects.filter(state__in=["revoked", "replaced"]).values("credential_id"),
        CredentialEvent.objects.filter(act__in=["revoked", "replaced"]).order_by("-id").values("id")[:1],
    ]
    return [line for one in asked_of for line in one.explain().splitlines()]


def offline(paper: Credential, said: list[dict[str, object]]) -> None:
    """The check of a QR code as a page makes it, here in Python."""
    from boiduong.course.recognition.certificates.queries import key_book, last_list
    from boiduong.engines.credentials import check_offline, read_list

    book, last = key_book(trials=True), last_list()
    listed = read_list(bytes(last.content), book=book) if last else None
    assert check_offline(paper.facts["qr"], book=book, revoked=listed).state == "valid"
    asked("offline check", lambda: check_offline(paper.facts["qr"], book=book, revoked=listed), said)


def main() -> None:
    """Everything in turn."""
    said: list[dict[str, object]] = []
    issuing(said)
    a_million()
    verifying(said)
    print(json.dumps(said))


if __name__ == "__main__":
    django.setup()
    main()
