"""Bảng quy định — every place and every key of the rule set that the page names exists, and no key is left out."""

import re

import pytest

from boiduong.foundation.organizations.rules import DEFAULT_RULE_SET
from docs.named import DOTTED, find, page, rows_of

TEXT = page("regulations.md")
ROWS = rows_of(TEXT)
STATUSES = {"read", "known", "example"}
KEYS = {f"{section}.{key}" for section, values in DEFAULT_RULE_SET.items() for key in values}
NAMED_KEYS = {name for row in ROWS for name in DOTTED.findall(row[2])}
PLACES = sorted({place for row in ROWS for place in DOTTED.findall(row[3])})


@pytest.mark.parametrize("place", PLACES)
def test_regulations_place_exists_in_code(place: str) -> None:
    assert find(place) is not None


def test_regulations_keys_are_those_of_the_rule_set() -> None:
    assert set() == NAMED_KEYS - KEYS


def test_regulations_leave_no_key_of_the_rule_set_out() -> None:
    assert set() == KEYS - NAMED_KEYS


def test_regulations_rows_name_source_place_and_status() -> None:
    wrong = [
        row[0] for row in ROWS if len(row) != 5 or not row[0] or row[4] not in STATUSES or not DOTTED.search(row[3])
    ]
    assert wrong == []
    assert len(ROWS) > 35


def test_regulations_are_marked_as_example_and_uncertified() -> None:
    assert "**ví dụ**" in TEXT
    assert "chưa được cơ quan nào xác nhận" in TEXT
    assert re.search(r"^## Not checked$", TEXT, re.MULTILINE)
