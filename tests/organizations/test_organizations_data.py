"""The real units: counts, walks over every old commune, and the command line."""

from __future__ import annotations

import gzip
import io
import json
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from boiduong.foundation.audit.models import AuditEvent
from boiduong.foundation.organizations.models import LegalAct, Succession, Unit, UnitVersion
from boiduong.foundation.organizations.queries import (
    ancestor_ids,
    children_on,
    count_communes,
    find_units,
    graph,
    heirs_of,
    name_with_heir,
    versions_on,
    within,
)
from boiduong.foundation.organizations.rules import Ask, One, heirs
from boiduong.foundation.organizations.services import load_units
from boiduong.foundation.organizations.services.loading import DATA

AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
Y2022, JUNE, JULY, TODAY = date(2022, 6, 6), date(2025, 6, 30), date(2025, 7, 1), date(2026, 1, 5)


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """The whole list, loaded once for this file and rolled back (successions cannot be deleted)."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        begun = time.process_time()
        report = load_units(at=AT)
        assert time.process_time() - begun < 15
        assert (report.units, report.versions, report.successions) == (15054, 15541, 10503)
        yield
        transaction.set_rollback(True)


def unit(code: str, day: date) -> Unit:
    return versions_on(day).get(unit__code=code).unit


@pytest.mark.parametrize(
    ("name", "day", "total"),
    [
        ("Hà Nội", Y2022, 579),
        ("Hà Nội", TODAY, 126),
        ("thanh pho ha noi", TODAY, 126),
        ("Tương Dương", date(2022, 10, 7), 17),
        ("Đắk Lắk", date(2025, 8, 18), 102),
        ("Nghệ An", TODAY, 130),
        ("Nghệ An", Y2022, 460),
        ("Châu Thành, Kiên Giang", Y2022, 10),
        ("Hoàng Sa", Y2022, 0),
    ],
)
def test_count_communes(name: str, day: date, total: int) -> None:
    assert count_communes(name, day).total == total


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (Y2022, {"province": 63, "district": 705, "commune": 10599}),
        (date(2025, 1, 1), {"province": 63, "district": 696, "commune": 10035}),
        (JUNE, {"province": 63, "district": 696, "commune": 10035}),
        (JULY, {"province": 34, "commune": 3321}),
        (date(2026, 12, 31), {"province": 34, "commune": 3321}),
    ],
)
def test_levels_on_a_day(day: date, expected: dict[str, int]) -> None:
    assert Counter(versions_on(day).values_list("level", flat=True)) == expected
    assert children_on(None, day).count() == expected["province"]


def test_kinds_after_july_2025_and_after_the_catalogue_of_2026() -> None:
    def kinds(day: date) -> dict[str, int]:
        return dict(Counter(versions_on(day).filter(level="commune").values_list("kind", flat=True)))

    assert kinds(JULY) == {"commune": 2621, "ward": 687, "special_zone": 13}
    assert kinds(date(2026, 10, 10)) == {"commune": 2599, "ward": 709, "special_zone": 13}


def test_heirs_over_every_old_commune() -> None:
    places = versions_on(JUNE).filter(level="commune").values_list("unit", flat=True)
    islands = Unit.objects.filter(code__in=["318", "471", "498", "536", "755"]).values_list("pk", flat=True)
    net = graph()
    olds = Unit.objects.filter(pk__in=[*places, *islands])
    answers = {one.pk: heirs(net, one.pk, TODAY) for one in olds}
    assert len(answers) == 10040
    assert sum(isinstance(a, One) for a in answers.values()) == 9569
    assert sum(isinstance(a, Ask) for a in answers.values()) == 471
    assert sum(isinstance(a, One) and a.unit == pk for pk, a in answers.items()) == 127
    new = set(versions_on(TODAY).filter(level="commune").values_list("unit", flat=True))
    found = {u for a in answers.values() for u in ([a.unit] if isinstance(a, One) else a.units)}
    assert found == new
    assert len(net.lives) == 15054


@pytest.mark.parametrize(
    ("code", "now"),
    [
        ("24184", "Xã Ea H'Leo"),
        ("16876", "Xã Tương Dương"),
        ("498", "Đặc khu Hoàng Sa"),
        ("22736", "Đặc khu Trường Sa"),
        ("46", "Thành phố Huế"),
        ("54", "Tỉnh Đắk Lắk"),
        ("25225", "Xã Đăk Ơ"),
    ],
)
def test_one_heir(code: str, now: str) -> None:
    answer = heirs_of(unit(code, JUNE), TODAY)
    assert isinstance(answer, One)
    assert versions_on(TODAY).get(unit=answer.unit).name == now


def test_likely_name_collision_is_asked_with_the_rest_not_established() -> None:
    answer = heirs_of(unit("31669", JUNE), TODAY)
    assert isinstance(answer, Ask)
    assert [versions_on(TODAY).get(unit=u).name for u in answer.units] == ["Xã Long Phú"]
    assert [gap.since for gap in answer.not_established] == [JULY]


def test_name_with_heir_never_guesses() -> None:
    day = date(2024, 1, 1)
    assert "Tỉnh Đắk Lắk" in name_with_heir(unit("54", day), day, TODAY)
    assert name_with_heir(unit("01", day), day, TODAY) == "Thành phố Hà Nội"
    assert "Xã Long Phú; " in name_with_heir(unit("31669", JUNE), JUNE, TODAY)
    district = name_with_heir(unit("418", day), day, TODAY)
    assert district != "Huyện Tương Dương"


def test_2022_units_without_counterpart_end_without_an_heir() -> None:
    gone = Unit.objects.filter(end_stated=False)
    assert gone.filter(ended_on=date(2025, 1, 1)).count() == gone.count() == 1043
    assert not Succession.objects.filter(predecessor__in=gone).exists()


def test_every_merged_link_names_its_resolution() -> None:
    rows = Succession.objects.values_list("act__number", "on", "source")
    assert all(number and on == JULY and source.startswith("vietnamadminunits") for number, on, source in rows)


def test_the_old_province_is_reached_from_the_new_one() -> None:
    old, new, other = unit("22015", JUNE), unit("66", TODAY), unit("40", TODAY)
    assert {old.pk, new.pk} <= ancestor_ids(old.pk)
    assert other.pk not in ancestor_ids(old.pk)
    assert old.pk in within(new.pk)
    assert other.pk not in within(new.pk)
    assert all(new.pk in ancestor_ids(pk) for pk in sorted(within(new.pk))[::50])


def test_ancestors_take_one_query_once_the_tree_is_kept() -> None:
    one = unit("24184", TODAY)
    ancestor_ids(one.pk)
    with CaptureQueriesContext(connection) as queries:
        assert len(ancestor_ids(one.pk)) >= 2
    assert len(queries) == 1


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ha noi", "Thành phố Hà Nội"),
        ("tuong duong", "Xã Tương Dương"),
        ("cu m'gar", "Xã Cư M'gar"),
        ("Long Phú, Cần Thơ", "Xã Long Phú"),
        ("Hà Giang", "Phường Hà Giang 1"),
    ],
)
def test_find_units(text: str, first: str) -> None:
    assert find_units(text, as_of=TODAY)[0].name == first


@pytest.mark.parametrize("text", ["", "   ", ",", "%", "'; DROP TABLE", "x" * 5000, "\x00"])
def test_find_units_with_hostile_text_finds_nothing(text: str) -> None:
    assert find_units(text, as_of=TODAY) == []


def test_find_units_narrows_to_parent_and_level() -> None:
    nghe_an = unit("40", TODAY)
    assert all(v.parent_id == nghe_an.pk for v in find_units("xã", as_of=TODAY, parent=nghe_an))
    assert [v.name for v in find_units("hà nội", as_of=TODAY, level="province")] == ["Thành phố Hà Nội"]
    assert len(find_units("xã", as_of=TODAY, limit=3)) == 3


def test_a_second_load_changes_nothing() -> None:
    before = (Unit.objects.count(), UnitVersion.objects.count(), AuditEvent.objects.count())
    with CaptureQueriesContext(connection) as queries:
        assert set(vars(load_units(at=AT)).values()) == {0}
    assert (Unit.objects.count(), UnitVersion.objects.count(), AuditEvent.objects.count()) == before
    assert len(queries) < 15


def test_load_ends_a_unit_that_the_package_ends(tmp_path: object) -> None:
    one = Unit.objects.get(source_key="00001")
    Unit.objects.filter(pk=one.pk).update(ended_on=None)
    load_units(at=AT)
    one.refresh_from_db()
    assert one.ended_on == JULY


def test_the_data_file_is_small_and_whole() -> None:
    raw = DATA.read_bytes()
    assert len(raw) < 3 * 1024 * 1024
    assert raw[4:8] == b"\0\0\0\0"  # no time of making in the file
    body = json.loads(gzip.decompress(raw))
    keys = {row[0] for row in body["units"]}
    assert {link[0] for link in body["successions"]} | {link[1] for link in body["successions"]} <= keys
    assert {version[3] for row in body["units"] for version in row[6]} - {None} <= keys


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("units", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("name", [("Hà Nội",), ("Hà", "Nội")], ids=["in quotes", "as two words"])
def test_command_count(name: tuple[str, ...]) -> None:
    assert run("count", *name, "--as-of", "2022-06-06") == (
        "Ngày 6/6/2022, Thành phố Hà Nội có 579 đơn vị cấp xã: 383 xã, 175 phường, 21 thị trấn.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("count", "Hà Nội", "--as-of", "2019-01-01"), "1/1/2022"),
        (("count", "Lemuria"), "Lemuria"),
        (("count", "Châu Thành", "--as-of", "2022-06-06"), "Tỉnh An Giang"),
        (("count", "Tương Dương", "--as-of", "2026-01-05"), "Tỉnh Nghệ An"),
        (("count",), "tên đơn vị"),
        (("count", "Hà Nội", "--as-of", "6/6/2022"), "2025-08-18"),
        (("show", "Lemuria"), "Lemuria"),
    ],
    ids=["before", "unknown", "ambiguous", "a commune", "no name", "bad day", "show unknown"],
)
def test_command_without_a_clear_answer_exits_2(arguments: tuple[str, ...], word: str) -> None:
    with pytest.raises(CommandError, match=word) as answer:
        run(*arguments)
    assert answer.value.returncode == 2


def test_command_show_tells_history_and_heir() -> None:
    told = run("show", "Phường Phúc Xá", "--as-of", "2026-01-05")
    assert "từ 1/1/2022: Phường Phúc Xá" in told
    assert "kết thúc ngày 1/7/2025" in told
    assert "Phường Hồng Hà" in told
    assert "Nghị quyết 1678/NQ-UBTVQH15" in run("show", "Xã Tương Dương", "--as-of", "2026-01-05")


def test_command_load_says_that_all_is_there() -> None:
    assert run("load") == "Danh mục đơn vị đã có đủ, không nạp thêm.\n"
    LegalAct.objects.create(kind="x")
    Unit.objects.filter(source_key="00001").update(source_key=None)
    assert run("load").startswith("Đã nạp 1 đơn vị, 1 lần đặt tên hoặc thay đổi, ")
