"""Đo từ bên trong — what scripts/bench.py runs inside the environment of a demo: make its database, ask its pages."""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path

import django

LARGE = Path(__file__).resolve().parent.parent / "samples" / "ha-noi-2022.yaml"
TIMES = 20
GOAL, QUERIES = 60, 30  # milliseconds of the server, questions to the database
PAGES = (
    ("courses:list", False),
    ("courses:course", True),
    ("enrollment:nominations", True),
    ("scheduling:step", True),
    ("sessions:step", True),
    ("assessment:step", True),
    ("awards:step", True),
    ("certificates:step", True),
    ("personnel_records:step", True),
    ("periodic_reports:step", True),
)


def prepare() -> None:
    """Inside the prepared environment: units, accounts, the course."""
    from django.core.management import call_command
    from django.utils import timezone

    from boiduong.engines.course_file import complete
    from boiduong.foundation.jobs.models import Job
    from boiduong.foundation.organizations.services import load_units
    from boiduong.rehearsal.demo import prepare_demo
    from boiduong.rehearsal.management.commands.course import read_file
    from boiduong.rehearsal.runner import rehearse as live

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    load_units(at=timezone.now())
    prepare_demo(at=timezone.now(), say=len)
    # The demo's own jobs are held as if a worker had them: they would build the same courses while we measure.
    Job.objects.update(state="running", beat_at=timezone.now() + timedelta(hours=1))
    reading, content = read_file(str(LARGE), lang="vi")
    live(complete(reading), content=content)


def pages() -> None:
    """Inside the prepared environment: ask every page, warm, as the training officer."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import NoReverseMatch, reverse

    from boiduong.course.delivery.courses.models import Course
    from boiduong.foundation.accounts.models import User

    client, course = Client(raise_request_exception=False), Course.objects.get()
    client.force_login(User.objects.get(username="canbo"))
    answers: list[dict[str, object]] = []
    for name, of_course in PAGES:
        try:
            address = reverse(name, kwargs={"slug": course.slug} if of_course else None)
        except NoReverseMatch:
            answers.append({"name": name, "status": "no address"})
            continue
        for _ in range(3):
            response = client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        queries = len(captured)  # the log is emptied by the next request
        spent, cpu = [], []
        for _ in range(TIMES):
            began, began_cpu = time.perf_counter(), time.process_time()
            client.get(address)
            spent.append((time.perf_counter() - began) * 1000)
            cpu.append((time.process_time() - began_cpu) * 1000)
        answers.append(
            {
                "name": name,
                "status": response.status_code,
                "ms": statistics.median(spent),
                "p90": sorted(spent)[TIMES * 9 // 10 - 1],
                "cpu": statistics.median(cpu),
                "queries": queries,
                "bytes": len(response.content),
            }
        )
    print(json.dumps(answers))


def every_page() -> None:
    """`pages --all [NAME …]`: every page of the table of addresses; those over the goal are printed, or those named."""
    import logging

    from bench_every_page import every_page as ask

    logging.disable(logging.CRITICAL)
    names = frozenset(sys.argv[3:])
    answers = ask(LARGE.stem, names=names)
    slow = [one for one in answers if names or float(str(one["cpu"])) > GOAL or int(str(one["queries"])) >= QUERIES]
    for one in slow:
        spent = f"{float(str(one['cpu'])):6.1f} ms {one['queries']:>3} queries"
        print(f"{spent} {one['status']} {one['name']} ({one['role']}, {one['bytes']} bytes)")
    print(f"{len(answers)} pages, {len(slow)} shown")
    if out := os.environ.get("BENCH_JSON"):
        Path(out).write_text(json.dumps(answers, indent=1))


if __name__ == "__main__":
    django.setup()
    every_page() if "--all" in sys.argv else {"prepare": prepare, "pages": pages}[sys.argv[1]]()
