"""Ngân sách của trang — queries, the same for one row and for three, and bytes on a cold visit."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from boiduong.course.delivery.scheduling.queries import current_version, draft_version
from permissions.rich import Rich, Side
from permissions.samples import kwargs_for
from permissions.table import TABLE
from permissions.walking import OK, Address, addresses, clients, path_of
from world import World, build_world

QUERIES = 30
KILOBYTES = 175
# Pages that still ask more often, with what they ask today: the number may only shrink, and the line go.
STILL_OVER: dict[str, int] = {}
ROLES = ("officer", "learner", "clerk", "lecturer", "manager", "authority", "records", "admin", "anonymous")
LINKED = re.compile(r'(?:href|src)="/static/([^"]+\.(?:css|js|svg|woff2))"')
SCREEN_FONTS = [f"web/fonts/screen-{weight}{part}.woff2" for weight in (400, 600) for part in ("", "-vi")]
PAPER_FONTS = ["web/fonts/paper-400.woff2", "web/fonts/paper-400-vi.woff2"]


def _weight(name: str) -> int:
    """Bytes of a static file as they are sent: text is compressed, fonts are already."""
    found = finders.find(name)
    assert isinstance(found, str), name
    body = Path(found).read_bytes()
    return len(body) if name.endswith("woff2") else len(gzip.compress(body))


def _cold(response: HttpResponse) -> int:
    """Everything that a first visit fetches: page, styles, scripts, pictures, and the fonts they name."""
    page = response.content.decode()
    names = {name for name in LINKED.findall(page) if not name.endswith("woff2")} | set(SCREEN_FONTS)
    if "paper" in page:
        names |= set(PAPER_FONTS)
    return len(gzip.compress(response.content)) + sum(_weight(name) for name in names)


def _pages(side: Side, walkers: dict[str, Client]) -> Iterator[tuple[str, str, str, Client]]:
    """Each address once, as the first role that is shown it; learners see their own pages too."""
    for address in addresses():
        row = TABLE.get(address.name)
        shown = [role for role in ROLES if row is not None and row.answer("GET", "own", role) == OK]
        for role in shown[:2]:
            yield address.name, role, path_of(address, kwargs_for(address, side)), walkers[role]


def test_pages_stay_under_their_budgets(rich: Rich) -> None:
    over: list[str] = []
    for name, role, path, client in _pages(rich.own, clients(rich.users)):
        client.get(path)
        with CaptureQueriesContext(connection) as seen, transaction.atomic():
            response = client.get(path)
        if "text/html" not in response.headers.get("Content-Type", "") or response.streaming:
            continue
        # The two savepoints are of this test.
        count, size = len(seen) - 2, _cold(response) / 1024
        if count >= max(QUERIES, STILL_OVER.get(name, 0) + 1):
            over.append(f"{role} {path}: {count} queries")
        if size > KILOBYTES:
            over.append(f"{role} {path}: {size:.0f} KB on a cold visit")
    assert not over, "\n".join(over)


def test_timetable_in_hand_and_checked_stays_under_the_budget(rich: Rich) -> None:
    course, walker = rich.own.course, clients(rich.users)["officer"]
    draft, released = draft_version(course), current_version(course)
    assert draft is not None and released is not None
    over: list[str] = []
    taken = draft.entries.filter(topic__isnull=False)[0]
    topic, held = taken.topic_id, taken.classes.all()[0].training_class_id
    for asked in (f"nhac=buoi-{taken.pk}", f"nhac=cd-{topic}-{held}", f"soat=1&ban={released.number}"):
        path = f"/khoa/{course.slug}/lich-hoc/?{asked}"
        walker.get(path)
        with CaptureQueriesContext(connection) as seen, transaction.atomic():
            assert walker.get(path).status_code == 200
        if len(seen) - 2 >= QUERIES:
            over.append(f"{path}: {len(seen) - 2} queries")
    assert not over, "\n".join(over)


def _counts(world: World) -> dict[str, int]:
    """Queries of every page of the course that needs no object but the course and its class."""
    walker = clients({"officer": world.users["officer"]})["officer"]
    found = {}
    for address in addresses():
        kwargs = _kwargs(address, world)
        row = TABLE.get(address.name)
        if kwargs is None or row is None or row.answer("GET", "own", "officer") != OK:
            continue
        path = path_of(address, kwargs)
        walker.get(path)
        with CaptureQueriesContext(connection) as seen:
            response = walker.get(path)
        if response.status_code == 200 and "text/html" in response.headers["Content-Type"]:
            found[path] = len(seen)
    return found


def _kwargs(address: Address, world: World) -> dict[str, object] | None:
    known: dict[str, object] = {"slug": world.course.slug}
    if address.name in ("enrollment:class", "courses:training_class", "sessions:class_roll", "awards:meeting"):
        known["pk"] = world.training_class.pk
    return {name: known[name] for name in address.parameters} if set(address.parameters) <= set(known) else None


@pytest.mark.django_db
def test_pages_ask_as_often_for_three_rows_as_for_one() -> None:
    found = []
    for communes in (2, 4):
        with transaction.atomic():
            found.append(_counts(build_world(communes=communes, enrolled=True, class_state="running")))
            transaction.set_rollback(True)
    few, many = found
    assert len(few) > 20
    grown = {path: (few[path], many[path]) for path in few if many.get(path, 0) > few[path]}
    assert not grown, f"queries grow with the rows: {grown}"
