"""Signed lists of revocations for phones: short, in order, and only from those who may sign them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.engines.credentials.conftest import NOW, SCHOOL

from boiduong.engines import credentials
from boiduong.engines.credentials import (
    KeptIssuerKey,
    KeyBook,
    KeyEntry,
    OfflineClaims,
    check_offline,
    new_issuer_key,
    offline_code,
    read_list,
    sealed_list,
)
from boiduong.engines.credentials.base45 import from_base45, to_base45
from boiduong.engines.credentials.cbor import written
from boiduong.engines.credentials.cose import sealed


def test_revoked_and_replaced_papers_are_found(key: KeptIssuerKey, book: KeyBook, claims: OfflineClaims) -> None:
    number = key.public.number
    papers = {(number, f"{place:04d}/2026/CC-TCT"): "revoked" for place in range(0, 100, 2)}
    papers[(number, "0051/2026/CC-TCT")] = "replaced"
    papers[(b"another!", "0053/2026/CC-TCT")] = "revoked"
    data = sealed_list(papers, sequence=7, made_at=NOW, key=key)  # type: ignore[arg-type]
    listed = read_list(data, book=book)
    assert (listed.sequence, listed.made_at) == (7, NOW)
    for place, state in ((42, "revoked"), (43, "valid"), (51, "replaced"), (53, "valid"), (999, "valid")):
        code = offline_code(replace(claims, number=f"{place:04d}/2026/CC-TCT"), key)
        answer = check_offline(code, book=book, revoked=listed)
        assert (answer.state, answer.listed) == (state, True)
    assert len(data) < 9 * 52 + 140


def test_empty_list(key: KeptIssuerKey, book: KeyBook) -> None:
    listed = read_list(sealed_list({}, sequence=1, made_at=NOW, key=key), book=book)
    assert listed.state_of(key.public.number, "1") is None


def test_list_of_a_key_that_may_not_sign_lists_refused(
    key: KeptIssuerKey, ed_key: KeptIssuerKey, book: KeyBook
) -> None:
    with pytest.raises(credentials.SignatureFails):
        read_list(sealed_list({}, sequence=1, made_at=NOW, key=ed_key), book=book)
    with pytest.raises(credentials.KeyUnknown):
        read_list(sealed_list({}, sequence=1, made_at=NOW, key=new_issuer_key()), book=book)
    gone = KeyBook((KeyEntry(key.public, SCHOOL, date(2020, 1, 1), withdrawn=True, lists=True),))
    with pytest.raises(credentials.SignatureFails):
        read_list(sealed_list({}, sequence=1, made_at=NOW, key=key), book=gone)


@pytest.mark.parametrize(
    "said",
    [
        {0: 2, 1: 1, 2: 1, 3: b""}, {0: 1, 1: 1, 2: 1}, {0: 1, 1: -1, 2: 1, 3: b""}, {0: 1, 1: 1, 2: 10**15, 3: b""},
        {0: 1, 1: True, 2: 1, 3: b""}, {0: 1, 1: 1, 2: 1, 3: "x"}, {0: 1, 1: 1, 2: 1, 3: b"short"}, [1],
        {0: 1, 1: 1, 2: 1, 3: b"12345678\x09"}, {0: 1, 1: 1, 2: 1, 3: b"22345678\x01" + b"12345678\x01"},
        {0: 1, 1: 1, 2: 1, 3: b"12345678\x01" * 2},
    ],
)  # fmt: skip
def test_list_of_another_form_refused(key: KeptIssuerKey, book: KeyBook, said: object) -> None:
    with pytest.raises(credentials.ListUnreadable):
        read_list(sealed(written(said), content="bd-list", key=key), book=book)


def test_code_is_no_list_and_list_is_no_code(key: KeptIssuerKey, book: KeyBook, claims: OfflineClaims) -> None:
    with pytest.raises(credentials.ListUnreadable):
        read_list(from_base45(offline_code(claims, key).removeprefix("BD1:")), book=book)
    data = sealed_list({}, sequence=1, made_at=NOW, key=key)
    assert check_offline("BD1:" + to_base45(data), book=book).state == "unreadable"


def test_heir_revokes_for_the_school_it_took_over(key: KeptIssuerKey, claims: OfflineClaims) -> None:
    heir = new_issuer_key()
    book = KeyBook(
        (
            KeyEntry(key.public, SCHOOL, date(2020, 1, 1), date(2026, 12, 31)),
            KeyEntry(heir.public, "Trường Chính trị Nghệ Tĩnh", date(2027, 1, 1), lists=True),
        )
    )
    data = sealed_list({(key.public.number, claims.number): "revoked"}, sequence=1, made_at=NOW, key=heir)
    answer = check_offline(offline_code(claims, key), book=book, revoked=read_list(data, book=book))
    assert (answer.state, answer.issuer) == ("revoked", SCHOOL)
