"""Mọi địa chỉ × mọi vai × đối tượng mình và người — the answers are those of the written table."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.test import Client

from permissions.rich import ROLES, Rich
from permissions.samples import data_for, kwargs_for
from permissions.table import TABLE
from permissions.walking import BROKEN, METHOD, OK, Address, addresses, ask, clients, path_of, stage_of

# The table names every address, as the first test holds: so every stage is walked, each as a test of its own.
STAGES = sorted({stage_of(name) for name in TABLE})
COLUMNS = (("GET", "own"), ("GET", "foreign"), ("POST", "own"), ("POST", "foreign"))


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """The log of refused requests is long and tells nothing."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def test_table_has_every_address_and_no_other() -> None:
    known = {address.name for address in addresses()}
    assert known - set(TABLE) == set(), "addresses that nobody wrote into the table"
    assert set(TABLE) - known == set(), "rows of addresses that are gone"


def test_foreign_objects_are_seen_by_nobody_who_is_not_told() -> None:
    """The rows themselves: what an outsider may open of another institution is a short list, named here."""
    open_to_strangers = {
        name for name, row in TABLE.items() for method in ("GET", "POST") if OK in row.cells[method, "foreign"]
    }
    assert open_to_strangers <= {
        "organizations:unit",  # the directory of units is public knowledge
        "institutions:institution", "institutions:rules_new",  # rules are no secret; the administrator lays them down
        "accounts:account", "accounts:role_end", "accounts:password_reset", "accounts:active",  # the administrator
        "news:item", "verification:by_mark", "verification:None",  # public pages
        "verification:badge", "verification:did", "verification:keys", "verification:states",  # public as well
        "certificates:issuer", "certificates:name_shown", "certificates:enter_key", "certificates:key_end",
        "certificates:whole_book",  # the administrator
        "topics:version", "topics:paper",  # a fixed program may be taken over by any school
        "enrollment:confirm",  # whoever holds the code
        "documents:template", "documents:template_preview", "documents:template_file", "documents:template_use",
        "jobs:job", "jobs:act", "venues:room",  # the administrator
    }  # fmt: skip


def _wrong(address: Address, rich: Rich, walkers: dict[str, Client]) -> Iterator[str]:
    row = TABLE.get(address.name)
    if row is None:
        return
    for method, side in COLUMNS:
        wanted = row.cells[method, side]
        if not address.parameters and side == "foreign":
            continue
        here = rich.own if side == "own" else rich.foreign
        path, data = path_of(address, kwargs_for(address, here)), data_for(address, here)
        asked = ("officer",) if wanted == METHOD else ROLES
        got = "".join(ask(walkers[role], method, path, data) for role in asked)
        if got != wanted or BROKEN in got:
            yield f"{address.name} {method} {side}: {got} where the table says {wanted}   {path}"


@pytest.mark.parametrize("stage", STAGES)
def test_every_address_answers_every_role_as_written(stage: str, rich: Rich) -> None:
    walkers = clients(rich.users)
    walked = [address for address in addresses() if stage_of(address.name) == stage]
    assert walked
    wrong = [line for address in walked for line in _wrong(address, rich, walkers)]
    assert not wrong, f"{len(wrong)} answers differ\n" + "\n".join(wrong)


def test_a_person_of_the_same_course_is_still_another_person(rich: Rich) -> None:
    """A learner asks for what belongs to the learner beside him."""
    walker = clients(rich.users)["learner"]
    own, beside = rich.own.enrollments[0], rich.own.enrollments[1]
    slug = rich.own.course.slug
    for path in ("/khoa/{slug}/chuyen-can/{pk}/", "/trieu-tap/{pk}/", "/qua-trinh-boi-duong/{uid}/"):
        shown = {
            who: ask(walker, "GET", path.format(slug=slug, pk=one.pk, uid=one.person.uid))
            for who, one in (("own", own), ("beside", beside))
        }
        assert shown == {"own": OK, "beside": "."}, path
