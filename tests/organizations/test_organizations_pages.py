"""The list of units and the page of one unit."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.organizations.queries import life_of, names_on
from boiduong.foundation.organizations.services import add_unit, record_act, record_succession, rename_unit

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
START, MID, LATER = date(2022, 1, 1), date(2024, 1, 1), date(2025, 7, 1)


def place(name: str, kind: str, level: str, parent: Unit | None = None) -> Unit:
    return add_unit(name=name, kind=kind, level=level, starts_on=START, parent=parent, by=None, at=AT)


@pytest.fixture
def reader(client: Client) -> Client:
    """Someone who is signed in, without any role."""
    client.force_login(get_user_model().objects.create_user("reader", None, display_name="Người đọc"))
    return client


@pytest.fixture
def story() -> dict[str, Unit]:
    """A province with a commune that was renamed, then merged, and a district that ended without an heir."""
    home = place("Tỉnh Nghệ An", "province", "province")
    district = place("Huyện Tương Dương", "district", "district", home)
    old = place("Xã Cũ <b>", "commune", "commune", district)
    new = place("Xã Mới", "commune", "commune", home)
    rename_unit(unit=old, starts_on=MID, name="Xã Giữa", by=None, at=AT)
    act = record_act(kind="Nghị quyết", number="1678/NQ", issued_on=LATER, issuer_text="QH", by=None, at=AT)
    record_succession(predecessors=[old], successors=[new], on=LATER, act=act, by=None, at=AT)
    record_succession(predecessors=[district], successors=[], on=LATER, kind="tier_end", by=None, at=AT)
    return {"home": home, "district": district, "old": old, "new": new}


def page(reader: Client, query: str = "") -> str:
    answer = reader.get(reverse("organizations:list") + query)
    assert answer.status_code == 200
    return answer.content.decode()


def unit_of(reader: Client, unit: Unit, query: str = "") -> str:
    answer = reader.get(reverse("organizations:unit", args=[unit.pk]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_pages_ask_for_a_login(client: Client, story: dict[str, Unit], settings: object) -> None:
    settings.LOGIN_URL = "/vao/"  # type: ignore[attr-defined]
    for url in (reverse("organizations:list"), reverse("organizations:unit", args=[story["old"].pk])):
        assert client.get(url).status_code == 302


def test_list_shows_the_units_of_the_day(reader: Client, story: dict[str, Unit]) -> None:
    assert "Tỉnh Nghệ An" in page(reader)
    now = page(reader, "?trang_thai=xa&ngay=2025-07-02")
    assert "Xã Mới" in now
    assert "Xã Giữa" not in now
    then = page(reader, "?trang_thai=xa&ngay=2023-01-01")
    assert "Xã Cũ &lt;b&gt;" in then
    assert "Huyện Tương Dương" in then


@pytest.mark.parametrize(
    "query",
    ["?tim=tuong+duong&trang_thai=huyen&ngay=2023-01-01", "?tim=TƯƠNG&trang_thai=tat-ca&ngay=01/01/2023"],
)
def test_list_is_searched_without_marks(reader: Client, story: dict[str, Unit], query: str) -> None:
    found = page(reader, query)
    assert "Huyện Tương Dương" in found
    assert "Xã Mới" not in found


@pytest.mark.parametrize("query", ["?ngay=xyz", "?ngay=0000-00-00", "?tim=%00", "?trang=9&trang_thai=<x>"])
def test_list_survives_nonsense(reader: Client, story: dict[str, Unit], query: str) -> None:
    assert "Tỉnh Nghệ An" in page(reader, query)


def test_a_day_that_cannot_be_read_is_shown_again(reader: Client, story: dict[str, Unit]) -> None:
    shown = page(reader, "?ngay=31/2/2024")
    assert 'value="31/2/2024"' in shown
    assert 'value="2023-01-01"' in page(reader, "?ngay=2023-01-01")


def test_list_takes_few_queries(reader: Client, story: dict[str, Unit]) -> None:
    for i in range(30):
        place(f"Xã {i}", "commune", "commune", story["home"])
    with CaptureQueriesContext(connection) as queries:
        page(reader, "?trang_thai=xa")
    assert len(queries) < 16


def test_list_says_why_it_is_empty(reader: Client, story: dict[str, Unit]) -> None:
    assert "boiduong units load" in page(reader, "?ngay=1990-01-01")
    assert "boiduong units load" not in page(reader, "?tim=khong-co")
    Unit.objects.filter(pk=story["home"].pk).update(source_key="40")
    assert "1/1/2022" in page(reader, "?ngay=1990-01-01")


def test_unit_page_tells_the_history_and_the_heir(reader: Client, story: dict[str, Unit]) -> None:
    old = unit_of(reader, story["old"])
    for word in ("Xã Cũ &lt;b&gt;", "Xã Giữa", "Xã Mới", "1678/NQ", "1/7/2025", "Huyện Tương Dương"):
        assert word in old
    assert "Xã Giữa" in unit_of(reader, story["new"])
    then = unit_of(reader, story["home"], "?ngay=2023-01-01")
    assert "Huyện Tương Dương" in then
    assert "Huyện Tương Dương" not in unit_of(reader, story["home"], "?ngay=2025-08-01")


def test_unit_page_before_anything_is_established(reader: Client, story: dict[str, Unit]) -> None:
    assert "1/1/2022" in unit_of(reader, story["home"], "?ngay=1990-01-01")
    Unit.objects.filter(pk=story["district"].pk).update(end_stated=False)
    assert "1/7/2025" in unit_of(reader, story["district"])


def test_life_of_a_district_has_a_gap(story: dict[str, Unit]) -> None:
    life = life_of(Unit.objects.get(pk=story["district"].pk), date(2026, 1, 1))
    assert (life.gap, life.now, life.established, life.shown_on) == (True, [], False, START)
    empty = life_of(Unit.objects.create(), LATER)
    assert (empty.version, empty.shown_on, empty.gap) == (None, LATER, False)


def test_names_on_takes_the_name_of_the_day(story: dict[str, Unit]) -> None:
    ids = [story["old"].pk, None, 10**9]
    assert names_on(ids, START) == {story["old"].pk: "Xã Cũ <b>"}
    assert names_on(ids, date(1990, 1, 1)) == {story["old"].pk: "Xã Cũ <b>"}
    assert names_on(ids, LATER) == {story["old"].pk: "Xã Giữa"}


def test_unknown_unit_is_not_found(reader: Client) -> None:
    assert reader.get(reverse("organizations:unit", args=[10**12])).status_code == 404
    assert reader.post(reverse("organizations:list")).status_code == 405
