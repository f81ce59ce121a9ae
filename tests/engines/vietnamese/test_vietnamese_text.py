"""Spelling, folding and cleaning of Vietnamese texts and names."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boiduong.engines.vietnamese import (
    canonical_spelling,
    clean_name,
    fold,
    headline,
    inside,
    nfc,
    post_and_unit,
    tone_variants,
)

VOWELS = {
    "a": "aàảãáạăằẳẵắặâầẩẫấậ",
    "e": "eèẻẽéẹêềểễếệ",
    "i": "iìỉĩíị",
    "o": "oòỏõóọôồổỗốộơờởỡớợ",
    "u": "uùủũúụưừửữứự",
    "y": "yỳỷỹýỵ",
}
MARKED = "".join(letters[1:] for letters in VOWELS.values()) + "đ"
LETTERS_134 = MARKED + MARKED.upper()


def test_letters_with_marks_are_134() -> None:
    assert len(set(LETTERS_134)) == 134


@pytest.mark.parametrize("letter", LETTERS_134)
def test_fold_takes_every_vietnamese_letter_to_its_plain_one(letter: str) -> None:
    plain = next((base for base, all_ in VOWELS.items() if letter.lower() in all_), "d")
    assert fold(letter) == plain
    assert fold(unicodedata.normalize("NFD", letter)) == plain
    assert nfc(unicodedata.normalize("NFD", letter)) == letter


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Nguyễn Thị An", "nguyen thi an"),
        ("  Đắk\tLắk \n", "dak lak"),
        ("ĐẶNG ĐÌNH", "dang dinh"),
        ("Ƀuôn Kčă Ayŭn", "buon kca ayun"),
        ("Ê\u0306ban", "eban"),
        ("H'Hen Niê", "hhen nie"),
        ("H’ Hen Niê", "hhen nie"),
        ("H Hen Niê", "hhen nie"),
        ("Y Thanh Êban", "y thanh eban"),
        ("Cư M'gar", "cu mgar"),
        ("Ea H’leo", "ea hleo"),
        ("Ðỗ Mười", "do muoi"),
        ("", ""),
        (" ' ", ""),
    ],
)
def test_fold_is_what_people_type_in_a_search_box(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_fold_twice_is_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=LETTERS_134 + "abcdegh' "))
def test_fold_and_spelling_do_not_depend_on_composition(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert fold(apart) == fold(text)
    assert canonical_spelling(apart) == canonical_spelling(text)
    assert clean_name(apart) == clean_name(text)


@pytest.mark.parametrize(
    ("text", "one_spelling"),
    [
        ("Hoà", "Hòa"),
        ("Hòa", "Hòa"),
        ("HOÀ BÌNH", "HÒA BÌNH"),
        ("Thuý", "Thúy"),
        ("khoẻ", "khỏe"),
        ("Thuỵ", "Thụy"),
        ("hoàn", "hoàn"),
        ("quỳ", "quỳ"),
        ("qùy", "quỳ"),
        ("quá", "quá"),
        ("luá", "luá"),
        ("thuở", "thuở"),
    ],
)
def test_canonical_spelling_moves_the_tone_of_open_syllables(text: str, one_spelling: str) -> None:
    assert canonical_spelling(text) == one_spelling


@pytest.mark.parametrize(
    ("text", "variants"),
    [
        ("Nguyễn Thị Hoà", ("Nguyễn Thị Hòa", "Nguyễn Thị Hoà")),
        ("Lê Thúy", ("Lê Thúy", "Lê Thuý")),
        ("lùa", ("lùa",)),
        ("Nguyễn Thị An", ("Nguyễn Thị An",)),
    ],
)
def test_tone_variants_hold_both_spellings(text: str, variants: tuple[str, ...]) -> None:
    assert tone_variants(text) == variants


@given(st.text(alphabet=LETTERS_134 + "hnqtoaeuy "))
def test_tone_variants_fold_and_spell_alike(text: str) -> None:
    for variant in tone_variants(text):
        assert fold(variant) == fold(text)
        assert canonical_spelling(variant) == canonical_spelling(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("NGUYỄN THỊ AN", "Nguyễn Thị An"),
        ("nguyễn thị an", "Nguyễn Thị An"),
        ("  Nguyễn \t Thị\nAn ", "Nguyễn Thị An"),
        ("H’HEN NIÊ", "H'Hen Niê"),
        ("h' hen niê", "H' Hen Niê"),
        ("Y THANH ÊBAN", "Y Thanh Êban"),
        ("k'brêp", "K'Brêp"),
        ("Ðỗ Mười", "Đỗ Mười"),
        ("ĐINH THỊ ƯƠNG", "Đinh Thị Ương"),
        ("Nguyễn Thị Ny-Na", "Nguyễn Thị Ny-Na"),
        ("McDonald An", "McDonald An"),
        ("\u202eNguyễn\u200b An\u2066\x00", "Nguyễn An"),
        ("\ufeffLê An", "Lê An"),
        ("O''", "O''"),
        ("\u200f", ""),
    ],
)
def test_clean_name_keeps_the_name_and_drops_the_rest(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


@given(st.text())
def test_clean_name_twice_is_once_and_leaves_nothing_invisible(text: str) -> None:
    name = clean_name(text)
    assert clean_name(name) == name
    assert not any(unicodedata.category(sign)[0] == "C" for sign in name)
    assert name == name.strip()


def test_the_table_of_folded_letters_says_what_taking_apart_says() -> None:
    """A text of Vietnamese letters is folded by a table; one strange letter among them must not change the others."""
    for code in (*range(0x20, 0x600), *range(0x1E00, 0x2100), 0x4E2D, 0xFB01, 0x1F600):
        text = f"Đa{chr(code)}b"
        assert fold(f"{text}中") == f"{fold(text)}中", hex(code)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Xã Ia Nan", "xã Ia Nan"),
        ("Đại biểu HĐND cấp xã", "đại biểu HĐND cấp xã"),
        ("Thành phố Vinh", "thành phố Vinh"),
        ("Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("Quận 1", "Quận 1"),
        ("Phường 12, Quận 4", "Phường 12, Quận 4"),
        ("Lớp 1", "lớp 1"),
        ("Tỉnh ủy Thử", "Tỉnh ủy Thử"),
        ("Huyện đoàn", "Huyện đoàn"),
        ("Đảng ủy xã Hai", "Đảng ủy xã Hai"),
        ("Bí thư Đảng ủy", "Bí thư Đảng ủy"),
        ("Tỉnhh", "Tỉnhh"),
        ("", ""),
    ],
)
def test_common_words_are_small_inside_a_sentence_and_names_are_not(name: str, written: str) -> None:
    assert inside(name) == written


def test_post_and_unit_in_one_line() -> None:
    assert post_and_unit("Bí thư Đảng ủy", "Xã Ea Kar") == "Bí thư Đảng ủy, xã Ea Kar"
    assert post_and_unit("", "Xã Ea Kar") == "Xã Ea Kar"
    assert post_and_unit("Cán bộ", "") == "Cán bộ"
    assert headline("lớp thứ nhất") == "Lớp thứ nhất"
    assert headline("") == ""
