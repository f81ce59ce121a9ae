"""Đo mọi trang — every address that answers GET, warm, as a role that may open it: bench_inside.py `pages --all`.

What drafts and waiting work the pages need is added to the database first and taken out again at the end.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from permissions.rich import Side
    from permissions.walking import Address

NEAR = 40  # milliseconds from which a page is measured with care
TESTS = Path(__file__).resolve().parent.parent / "tests"
# Who opens a page oftenest comes first.
USUAL = (
    "officer", "records", "clerk", "authority", "manager", "lecturer", "learner", "auditor", "admin", "stranger",
    "anonymous",
)  # fmt: skip
# What everybody may open shows to each what is his.
OF_EVERYBODY = ("home", "courses:list", "courses:course", "sessions:my_timetable", "enrollment:my_calls")
# These print a file anew: they are measured with the papers.
FILES = frozenset({
    "certificates:register_pdf", "certificates:credential_pdf", "certificates:blank_print", "certificates:whole_book",
    "personnel_records:paper", "personnel_records:slip", "enrollment:unit_letter", "plans:paper", "topics:paper",
    "documents:template_preview", "assessment:slips", "documents:word", "documents:pdf", "courses:paper",
    "periodic_reports:paper", "enrollment:template",
})  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """What one page cost: milliseconds of the process, the wall beside it."""

    name: str
    role: str
    status: int
    cpu: float
    ms: float
    queries: int
    bytes: int
    path: str


def once(client: Client, path: str) -> tuple[HttpResponseBase, float, float]:
    """Hỏi một lần — the response, CPU and wall in milliseconds."""
    began, began_cpu = time.perf_counter(), time.process_time()
    response = client.get(path)
    return response, (time.process_time() - began_cpu) * 1000, (time.perf_counter() - began) * 1000


def ask(client: Client, path: str, *, times: int) -> tuple[int, int, float, float, int]:
    """Hỏi một trang — status, bytes, CPU and wall in milliseconds, queries.

    What answers far below the goal is asked three times, the others `times` times; the median counts.
    """
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    queries = len(captured)
    response, *first = once(client, path)
    spent = [first, *(once(client, path)[1:] for _ in range(times if first[0] > NEAR else 2))]
    cpu, wall = (statistics.median(column) for column in zip(*spent, strict=True))
    size = len(response.content) if isinstance(response, HttpResponse) else 0
    return response.status_code, size, cpu, wall, queries


def roles_of(name: str) -> tuple[str, ...]:
    """Ai mở trang này — the usual one, or everybody who may."""
    from permissions.table import TABLE

    may = tuple(role for role in USUAL if TABLE[name].answer("GET", "own", role) == "o")
    return may if name in OF_EVERYBODY else may[:1]


def place(side: Side, address: Address) -> str:
    """Đường dẫn — of this address for this course, or nothing where the course has no such object."""
    from permissions.samples import kwargs_for
    from permissions.walking import path_of

    try:
        return str(path_of(address, kwargs_for(address, side)))
    except (LookupError, AttributeError, IndexError):
        return ""


def world(slug: str, *, at: datetime) -> tuple[Side, dict[str, Client]]:
    """Thế giới — the course with what its pages need, and a browser a role."""
    from boiduong.course.curriculum.lecturers.models import Lecturer
    from boiduong.course.delivery.courses.models import Course
    from boiduong.foundation.organizations.models import UnitVersion
    from permissions.rich import enriched, side_of
    from permissions.walking import clients

    course = Course.objects.select_related("institution__unit", "plan_line__plan").get(slug=slug)
    top = course.institution.unit
    while parent := UnitVersion.objects.filter(unit=top).latest("starts_on").parent:
        top = parent
    asked = dict(Lecturer.objects.values_list("pk", "asked_as"))
    side = side_of(course, top, course.institution.unit)
    browsers = clients(enriched(side, at=at))
    # A rank that many people fill became one person, to sign in: made many again, nobody teaches ten classes at once.
    Lecturer.objects.filter(pk=side.lecturer.pk).update(asked_as=asked[side.lecturer.pk])
    return side, browsers


def measured(slug: str, *, names: frozenset[str], times: int) -> Iterator[Answer]:
    """Đo từng trang — all, or those of `names`."""
    from permissions.walking import addresses

    side, browsers = world(slug, at=timezone.now())
    for address in addresses():
        path = "" if address.name in FILES or (names and address.name not in names) else place(side, address)
        for role in roles_of(address.name) if path else ():
            status, size, cpu, ms, queries = ask(browsers[role], path, times=times)
            yield Answer(address.name, role, status, cpu, ms, queries, size, path)


def every_page(slug: str, *, names: frozenset[str] = frozenset(), times: int = 9) -> list[dict[str, object]]:
    """Đo mọi trang — the heaviest first; nothing stays in the database."""
    sys.path[:0] = [str(TESTS)]
    with transaction.atomic():
        answers = sorted(measured(slug, names=names, times=times), key=lambda one: -one.cpu)
        transaction.set_rollback(True)
    return [asdict(one) for one in answers]
