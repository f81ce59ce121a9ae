"""The small parsers: every value back as it was, every other spelling refused, no crash."""

from __future__ import annotations

import contextlib

import cbor2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boiduong.engines.credentials.base45 import from_base45, to_base45
from boiduong.engines.credentials.cbor import read, written
from boiduong.engines.credentials.compact_text import LETTERS, packed, unpacked
from boiduong.engines.credentials.keys import b64url, from_b64url
from boiduong.engines.credentials.refusals import CodeUnreadable

numbers = st.integers(-(2**64), 2**64 - 1)
leaves = numbers | st.binary(max_size=300) | st.text(max_size=40) | st.booleans() | st.none()
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(numbers | st.text(max_size=9), inner, max_size=6),
    max_leaves=12,
)


def depth(value: object) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max((depth(one) for one in inner), default=0)


@given(values)
def test_cbor_comes_back_as_it_was(value: object) -> None:
    if depth(value) > 5:
        with pytest.raises(CodeUnreadable):
            read(written(value), largest=10**6)
        return
    assert read(written(value), largest=10**6) == value


@settings(max_examples=300)
@given(st.binary(max_size=60))
def test_cbor_has_one_spelling(data: bytes) -> None:
    """Whatever is accepted, a general library reads the same, and writes back the very same bytes."""
    with contextlib.suppress(CodeUnreadable):
        value = read(data, largest=60)
        assert cbor2.loads(data) == value
        assert written(value) == data


@pytest.mark.parametrize(
    "spelled",
    [
        "", "18", "1817", "190017", "1a00000017", "1b0000000000000017", "f9 3c00", "fb 3ff0000000000000", "f7", "f8 20",
        "c0 6161", "5f 4101 ff", "9f 01 ff", "bf 0101 ff", "a2 0101 0102", "a2 0201 0101", "a1 4101 01", "a1 f4 01",
        "41", "61 ff", "62 c328", "0101", "81 81 81 81 81 01", "98 21" + "01" * 33, "ff", "1c", "5b ffffffffffffffff",
        "9b ffffffffffffffff", "a1 80 01",
    ],
)  # fmt: skip
def test_hostile_cbor_refused(spelled: str) -> None:
    with pytest.raises(CodeUnreadable):
        read(bytes.fromhex(spelled), largest=1000)


def test_cbor_holds_so_many_values_and_no_more() -> None:
    assert read(written(list(range(32))), largest=1000) == list(range(32))
    with pytest.raises(CodeUnreadable, match="too many"):
        read(written(list(range(33))), largest=1000)


def test_long_cbor_refused_before_it_is_read() -> None:
    with pytest.raises(CodeUnreadable, match="too long"):
        read(bytes(1001), largest=1000)


@given(st.binary(max_size=200))
def test_base45_comes_back(data: bytes) -> None:
    assert from_base45(to_base45(data)) == data


@pytest.mark.parametrize(
    ("plain", "coded"),
    [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"ietf!", "QED8WEX0")],
)
def test_base45_of_the_standard(plain: bytes, coded: str) -> None:
    assert to_base45(plain) == coded
    assert from_base45(coded) == plain


@pytest.mark.parametrize("text", ["A", "AAAA", "GGW", ":::", "ab", "::", "%A\n"])
def test_wrong_base45_refused(text: str) -> None:
    with pytest.raises(ValueError, match="base45"):
        from_base45(text)


@given(st.binary(max_size=100))
def test_base64url_comes_back(data: bytes) -> None:
    assert from_b64url(b64url(data)) == data


@pytest.mark.parametrize("text", ["A", "AB==", "AB", "A+B/", "AAA\n", "é"])
def test_loose_base64url_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"canonical|ascii|base64|padding"):
        from_b64url(text)


def test_all_vietnamese_letters_take_one_byte() -> None:
    assert len(set(LETTERS)) == 134
    for form in (LETTERS, LETTERS.replace("à", "a\u0300")):
        assert len(packed(form)) == 134
        assert len(packed(form + "…–“”’")) == 139
        assert unpacked(packed(form)) == LETTERS
    assert packed("Lô Thị Mai") == b"L" + packed("ô") + b" Th" + packed("ị") + b" Mai"


@given(st.text(max_size=60))
def test_any_name_comes_back(text: str) -> None:
    import unicodedata

    assert unpacked(packed(text)) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("name", ["H'Bia Êban", "Y Ƀlŭ Niê", "Sùng A Pó 苗", "Krŏng"])
def test_names_of_other_letters_stay_text(name: str) -> None:
    assert unpacked(packed(name)) == name


@pytest.mark.parametrize("value", [b"\x00", b"\x0c", b"\x7f", 5, None, ["a"]])
def test_what_is_no_packed_text_refused(value: object) -> None:
    with pytest.raises(ValueError, match="packed"):
        unpacked(value)
