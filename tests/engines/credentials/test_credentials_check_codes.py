"""Check codes: only the issuer can make them, and people may type them as they read them."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boiduong.engines.credentials import SecretTooShort, check_code, facts_digest, normalized_code, same_code
from boiduong.randomness import CODE_LETTERS, new_code

SECRET = b"s" * 32
DIGEST = hashlib.sha256(b"facts").digest()


def test_code_is_eight_readable_characters_and_repeats() -> None:
    code = check_code(SECRET, number="0042/2026/CC-TCT", digest=DIGEST)
    assert len(code) == 8
    assert set(code) <= set(CODE_LETTERS)
    assert not set(CODE_LETTERS) & set("O0I1L")
    assert code == check_code(SECRET, number="0042/2026/CC-TCT", digest=DIGEST)


def test_code_depends_on_secret_number_and_facts() -> None:
    codes = {
        check_code(SECRET, number="0042/2026/CC-TCT", digest=DIGEST),
        check_code(b"t" * 32, number="0042/2026/CC-TCT", digest=DIGEST),
        check_code(SECRET, number="0043/2026/CC-TCT", digest=DIGEST),
        check_code(SECRET, number="0042/2026/CC-TCT", digest=hashlib.sha256(b"other").digest()),
        check_code(SECRET, number="0042/2026/CC-TC", digest=b"T" + DIGEST),
    }
    assert len(codes) == 5


def test_number_may_be_written_composed_or_not() -> None:
    composed, decomposed = "0042-CN/Tỉnh ủy", "0042-CN/Ti\u0309nh u\u0309y"
    assert check_code(SECRET, number=composed, digest=DIGEST) == check_code(SECRET, number=decomposed, digest=DIGEST)


def test_digest_is_of_the_facts_whatever_their_order() -> None:
    facts = {"name": "Lô Thị Mai", "periods": 96, "check_code": "ABQJ2345", "capacity": ["HIỆU TRƯỞNG"]}
    turned = {**dict(reversed(facts.items())), "check_code": "another"}
    assert facts_digest(facts) == facts_digest(turned) == facts_digest({**facts, "name": "Lô Thị Mai"})
    assert facts_digest(facts) != facts_digest({**facts, "name": "Lô Thị Mái"})
    with pytest.raises(TypeError):
        facts_digest({"day": object()})


def test_secret_too_short_refused() -> None:
    with pytest.raises(SecretTooShort, match="32 bytes"):
        check_code(b"short", number="1", digest=DIGEST)


@pytest.mark.parametrize(
    "typed",
    [
        "ABQJ2345",
        "abqj2345",
        " ABQJ 2345 ",
        "ABQJ-2345",
        "AB.QJ–2345",
        "ABO12345",
        "ab0l2345",
        "abqi2345",
        "ＡＢＱＪ２３４５",
    ],
)
def test_what_people_type_is_understood(typed: str) -> None:
    assert same_code(typed, "ABQJ2345")


@pytest.mark.parametrize("typed", ["", "ABQJ234", "ABQJ23456", "ABQJ2346", "ABÂJ2345", "????????"])
def test_wrong_code_stays_wrong(typed: str) -> None:
    assert not same_code(typed, "ABQJ2345")


def test_empty_codes_are_not_alike() -> None:
    assert not same_code("", "")


def test_codes_issued_before_are_understood() -> None:
    """Codes drawn at random, as on papers issued earlier, come from the same alphabet and pass unchanged."""
    for _ in range(200):
        code = new_code()
        assert normalized_code(code.lower()) == code


@given(st.text(max_size=40))
def test_any_text_can_be_compared(typed: str) -> None:
    assert normalized_code(normalized_code(typed)) == normalized_code(typed) or not typed.isascii()
    assert not same_code(typed, "ABQJ2345") or len(normalized_code(typed)) == 8
