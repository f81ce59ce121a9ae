"""Bảng từ — every word of the glossary is a word of the code, and stands where the page says."""

import re

import pytest

from docs.named import DOTTED, ROOT, find, page, rows_of

ROWS = rows_of(page("glossary.md"))
SOURCE = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted((ROOT / "src").rglob("*.py")) if "migrations" not in path.parts
)
# Every name once, so that 280 searches do not read two megabytes each.
NAMES = "\n".join(sorted(set(re.findall(r"\w+", SOURCE.lower().replace("_", "")))))
WORDS = sorted({word.strip() for row in ROWS for word in row[1].split(",")})


def used(word: str) -> bool:
    """Whether the code has the word, alone or inside a name: call_quota, CallQuota, CALL_QUOTA."""
    return word.replace("_", "") in NAMES


@pytest.mark.parametrize("word", WORDS)
def test_glossary_word_is_used_in_code(word: str) -> None:
    assert used(word)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[1])
def test_glossary_row_names_a_place_that_exists(row: list[str]) -> None:
    places = DOTTED.findall(row[2])
    assert places, f"“{row[0]}” names no place"
    for place in places:
        find(place)


def test_glossary_terms_stand_once() -> None:
    terms = [row[0] for row in ROWS]
    assert len(terms) == len(set(terms))
    assert len(terms) > 80


def test_glossary_check_can_fail() -> None:
    assert not used("class_party_cell_of_the_moon")
    with pytest.raises(LookupError):
        find("enrollment.models.Pupil")
    with pytest.raises(LookupError):
        find("nowhere.models")


@pytest.mark.parametrize("british", ["programme(?!d)", "enrolment", "organisation", "recognise"])
def test_code_is_spelled_in_american_english(british: str) -> None:
    assert not re.search(rf"\b(?:def|class) \w*{british}", SOURCE, re.IGNORECASE)
