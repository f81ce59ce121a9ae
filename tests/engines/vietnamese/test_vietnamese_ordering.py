"""Order of people in a list, and that databases agree with it."""

import random
import re
import sqlite3
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boiduong.engines.vietnamese import sort_key

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
SYLLABLE = st.text(alphabet=ALPHABET, min_size=1, max_size=4)
NAME = st.lists(SYLLABLE.filter(lambda word: word not in ("y", "h", "k")), min_size=1, max_size=4)


def by_definition(words: list[str]) -> list[list[list[int]]]:
    """Given name, middle names, family name, each letter by its place in the alphabet."""
    parts = [words[-1:], words[1:-1], words[:-1][:1]]
    return [[[ALPHABET.index(letter) for letter in word] for word in part] for part in parts]


def shuffled(names: list[str]) -> list[str]:
    mixed = list(names)
    random.Random(7).shuffle(mixed)
    return mixed


def test_sort_key_follows_the_alphabet() -> None:
    assert sorted(shuffled(list(ALPHABET)), key=sort_key) == list(ALPHABET)


@pytest.mark.parametrize("vowel", "aăâeêioôơuưy")
def test_sort_key_follows_the_tones(vowel: str) -> None:
    toned = [unicodedata.normalize("NFC", f"b{vowel}{tone}") for tone in TONES]
    assert sorted(shuffled(toned), key=sort_key) == toned


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(["Nguyễn Thị An", "Lê Văn Bình"], id="given name first"),
        pytest.param(["An", "Lê An", "Trần An", "Lê Thị An", "Lê Văn An"], id="then middle, then family"),
        pytest.param(["Lê Thị An", "Lê Thị Kim An", "Lê Thu An"], id="two middle names"),
        pytest.param(["Trần An", "Trần Ăn", "Trần Ân", "Trần Ba"], id="a ă â b"),
        pytest.param(["Lê Dũng", "Lê Đạt"], id="d đ"),
        pytest.param(["Vũ An", "Lê Anh"], id="shorter before longer"),
        pytest.param(["Lê Hoa", "Lê Hòa", "Lê Hỏa", "Lê Hóa", "Lê Họa", "Lê Hoan"], id="tones after letters"),
        pytest.param(["Lê Lan", "H'Mai Niê", "Trần Nam"], id="H' sorts by the next name"),
        pytest.param(["Lê Tài", "Y Thanh Êban", "Lê Thành"], id="Y sorts by the next name"),
        pytest.param(["Nay H'Lan", "Trần Liên"], id="clan before H'"),
        pytest.param(["Hồ Văn Xuân", "Nguyễn Thị Y", "Hồ Thị Ý"], id="Y as a given name"),
        pytest.param(["Y Sơn Ayŭn", "Y Sơn Êban", "Y Sơn Niê"], id="clan as family name"),
        pytest.param(["Lớp 2", "Lớp A2", "Lớp B"], id="digits before letters"),
    ],
)
def test_sort_key_orders(names: list[str]) -> None:
    assert sorted(shuffled(names), key=sort_key) == names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà", "Hòa"),
        ("H'Hen Niê", "H’ HEN NIÊ"),
        ("H'Hen Niê", "H Hen Niê"),
        ("H'Hen Thị Niê", "H Hen Thị Niê"),
        ("Ksor H' Bơ Khăp", "Ksor H'Bơ Khăp"),
        ("K'Brêp", "k' brêp"),
        ("NGUYỄN  AN", "nguyễn an"),
        ("Trần Ni-na", "Trần Ni na".replace(" na", "-NA")),
    ],
)
def test_sort_key_is_the_same_for_one_name(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


@pytest.mark.parametrize("nothing", ["", "  ", "'", "\u200b", "—"])
def test_sort_key_of_nothing_is_empty(nothing: str) -> None:
    assert sort_key(nothing) == ""


def test_sort_key_keeps_letters_of_the_highlands_apart() -> None:
    letters = [
        "b",
        "ƀ",
        "c",
        "č",
        "d",
        "đ",
        "e",
        "ê",
        "ĕ",
        "ê\u0306",
        "i",
        "ĭ",
        "o",
        "ô",
        "ơ",
        "ŏ",
        "u",
        "ư",
        "ŭ",
    ]
    assert sorted(shuffled(letters), key=sort_key) == letters
    assert sort_key("ž") > sort_key("z")


def test_sort_key_fits_its_column_whatever_is_typed() -> None:
    assert len(sort_key("王" * 150)) == 400
    assert len(sort_key("Nguyễn " * 150)) == 400


def test_sort_key_ignores_a_mark_without_letter() -> None:
    assert sort_key("\u0301an") == sort_key("an")


@given(NAME, NAME)
def test_sort_key_agrees_with_the_definition(one: list[str], other: list[str]) -> None:
    expected = by_definition(one) < by_definition(other)
    assert (sort_key(" ".join(one)) < sort_key(" ".join(other))) == expected


@given(st.text())
def test_sort_key_is_plain_pairs_and_ignores_composition(text: str) -> None:
    assert re.fullmatch(r"([0-9a-z]{2})*", sort_key(text))
    assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(unicodedata.normalize("NFC", text))


def test_sort_key_gives_a_database_the_same_order() -> None:
    names = ["Lê Văn Bình", "Nguyễn Thị An", "Y Thanh Êban", "H'Hen Niê", "Trần Ăn", "Nguyễn Đạt", "Lê Dũng"]
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE person (name TEXT, sort_key TEXT)")
    base.executemany("INSERT INTO person VALUES (?, ?)", [(name, sort_key(name)) for name in names])
    listed = [row[0] for row in base.execute("SELECT name FROM person ORDER BY sort_key")]
    base.close()
    assert listed == [
        "Nguyễn Thị An",
        "Trần Ăn",
        "Lê Văn Bình",
        "Lê Dũng",
        "Nguyễn Đạt",
        "H'Hen Niê",
        "Y Thanh Êban",
    ]
