"""The page's checker in JavaScript says the same as the engine, of good codes and of hostile ones."""

from __future__ import annotations

import base64
import json
import random
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.engines.credentials.conftest import NOW, SCHOOL

from boiduong.engines.credentials import (
    WEB_FOLDER,
    KeptIssuerKey,
    KeyBook,
    KeyEntry,
    ListUnreadable,
    OfflineAnswer,
    OfflineClaims,
    SignatureFails,
    check_offline,
    new_issuer_key,
    offline_code,
    read_list,
    sealed_list,
)
from boiduong.engines.credentials.base45 import from_base45, to_base45
from boiduong.engines.credentials.cbor import read, written
from boiduong.engines.credentials.cose import sealed

SCRIPT = Path(__file__).parent / "check.mjs"


def asked(folder: Path, book: KeyBook, codes: list[str], lists: list[bytes]) -> dict[str, Any]:
    module = folder / "offline-check.mjs"  # outside a page, a module is known by its name
    module.write_bytes((WEB_FOLDER / "offline-check.js").read_bytes())
    said = {
        "module": str(module),
        "book": book.to_json(),
        "lists": [base64.b64encode(one).decode() for one in lists],
        "now": (NOW + timedelta(hours=30)).isoformat(),
        "codes": codes,
    }
    done = subprocess.run(["node", str(SCRIPT)], input=json.dumps(said), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def as_page(answer: OfflineAnswer) -> dict[str, Any]:
    """What the page's checker says for an answer of the engine."""
    said: dict[str, Any] = {"state": answer.state}
    if answer.claims is not None:
        one = answer.claims
        said["issuer"] = answer.issuer
        said["claims"] = {
            "title": one.title,
            "number": one.number,
            "name": one.name,
            "course": one.course,
            "issuedOn": one.issued_on.isoformat(),
            "fromOn": one.from_on.isoformat() if one.from_on else None,
            "toOn": one.to_on.isoformat() if one.to_on else None,
            "pdfSha256": one.pdf_sha256.hex(),
            "test": one.test,
        }
    return said


def hostile(code: str, key: KeptIssuerKey) -> list[str]:
    """Spoiled, cut, doubled and forged codes; drawn from a fixed seed, so that both sides see the same."""
    draw = random.Random(20261122)
    token = from_base45(code.removeprefix("BD1:"))
    made = [
        "",
        "BD1:",
        "BD1:A",
        "BD1:::::",
        "#BD1.",
        "#BD1.A",
        "#BD1.AB",
        "#BD1.é",
        "BD2:AB",
        "🙂",
        "BD1:" + "0" * 3000,
    ]
    for _ in range(150):
        place = draw.randrange(len(token))
        made.append("BD1:" + to_base45(token[:place] + bytes([draw.randrange(256)]) + token[place + 1 :]))
    made += ["BD1:" + to_base45(token[: draw.randrange(len(token))]) for _ in range(20)]
    made += ["BD1:" + to_base45(draw.randbytes(draw.randrange(40))) for _ in range(100)]
    said = read(read(token, largest=1024)[2], largest=1024)
    changes: list[dict[int, Any]] = [
        {0: 2}, {5: -1}, {5: True}, {5: 2932896}, {5: 2932897}, {6: None}, {6: "x"}, {8: b"1"}, {8: bytes(32)}, {9: 1},
        {9: True}, {10: 1}, {3: 5}, {3: b"\x00"}, {3: b"\x0b\x06\x7e"}, {3: b"\x0c"}, {3: b"\x7f"}, {3: "苗 \ufeff"},
        {-1: 0}, {2: "0042/2026/CC-TCT"}, {2: "0042\u0301"}, {4: None}, {1: 2**63},
    ]  # fmt: skip
    for change in changes:
        made.append("BD1:" + to_base45(sealed(written(said | change), content="bd-credential", key=key)))
    for payload in (
        b"",
        b"\xa0",
        b"\xa1\x00\x01\x00",
        b"\xa2\x00\x01\x00\x01",
        b"\x9f\xff",
        b"\xc0\x00",
        bytes([0x81] * 9),
    ):
        made.append("BD1:" + to_base45(sealed(payload, content="bd-credential", key=key)))
    made.append("BD1:" + to_base45(sealed(written(said), content="bd-list", key=key)))
    protected, payload = written({1: -8, 4: key.public.number, 16: "bd-credential"}), written(said)
    signature = key.sign(written(["Signature1", protected, b"", payload]))
    made.append("BD1:" + to_base45(written([protected, {}, payload, signature])))
    return made


def test_page_and_engine_say_the_same(
    key: KeptIssuerKey, ed_key: KeptIssuerKey, claims: OfflineClaims, tmp_path: Path
) -> None:
    late, gone = new_issuer_key(), new_issuer_key("EdDSA")
    book = KeyBook(
        (
            KeyEntry(key.public, SCHOOL, date(2020, 1, 1), lists=True),
            KeyEntry(ed_key.public, "Tỉnh ủy", date(2020, 1, 1), date(2026, 11, 22)),
            KeyEntry(late.public, "sau", date(2027, 1, 1)),
            KeyEntry(gone.public, "mất", date(2020, 1, 1), date(2026, 1, 1), withdrawn=True),
        )
    )
    number = key.public.number
    ended = {(number, f"{place:04d}/2026/CC-TCT"): "revoked" for place in range(100, 200)}
    lists = [
        sealed_list({**ended, (number, "0007/2026/CC-TCT"): "replaced"}, sequence=9, made_at=NOW, key=key),  # type: ignore[dict-item]
        sealed_list({}, sequence=8, made_at=NOW, key=key),
    ]
    listed = read_list(lists[0], book=book)
    good = offline_code(claims, key)
    codes = [good, offline_code(claims, key, page="https://tct.example.vn/kiem-tra"), f" {good}\r\n", f"\x1c{good}"]
    codes += [offline_code(claims, one) for one in (ed_key, late, gone, new_issuer_key())]
    for place in (7, 99, 100, 150, 199, 200):
        codes.append(offline_code(replace(claims, number=f"{place:04d}/2026/CC-TCT", test=True), key))
    codes.append(offline_code(replace(claims, course="Khóa…" * 90, pdf_sha256=bytes(32), from_on=None), key))
    codes += hostile(good, key)
    answer = asked(tmp_path, book, codes, lists)
    assert answer["used"] == 9
    states = set()
    for code, page in zip(codes, answer["answers"], strict=True):
        assert page.pop("listAge") == 30 * 3600
        assert page.pop("listMadeAt").startswith("2026-11-22T03:00:00")
        engine = check_offline(code, book=book, revoked=listed)
        assert page == as_page(engine), code
        states.add(engine.state)
    assert states == {
        "valid", "revoked", "replaced", "altered", "unknown_key", "withdrawn_key", "outside_key", "unreadable",
    }  # fmt: skip
    assert answer["milliseconds"] < 50


def test_page_refuses_the_lists_that_the_engine_refuses(
    key: KeptIssuerKey, ed_key: KeptIssuerKey, tmp_path: Path
) -> None:
    book = KeyBook(
        (KeyEntry(key.public, SCHOOL, date(2020, 1, 1), lists=True), KeyEntry(ed_key.public, "x", date(2020, 1, 1)))
    )
    right = sealed_list({(b"k", "1"): "revoked"}, sequence=1, made_at=NOW, key=key)
    contents = [
        {0: 2, 1: 1, 2: 1, 3: b""}, {0: 1, 1: 1, 2: 1}, {0: 1, 1: -1, 2: 1, 3: b""}, {0: 1, 1: 1, 2: 10**15, 3: b""},
        {0: 1, 1: True, 2: 1, 3: b""}, {0: 1, 1: 1, 2: 1, 3: "x"}, {0: 1, 1: 1, 2: 1, 3: b"short"},
        {0: 1, 1: 1, 2: 1, 3: b"12345678\x09"}, {0: 1, 1: 1, 2: 1, 3: b"22345678\x01" + b"12345678\x01"},
    ]  # fmt: skip
    lists = [sealed(written(one), content="bd-list", key=key) for one in contents]
    lists += [right[:-1], right[:-1] + bytes([right[-1] ^ 1]), sealed_list({}, sequence=1, made_at=NOW, key=ed_key)]
    answer = asked(tmp_path, book, [""], [*lists, right])
    assert answer["refused"] == ["Unreadable"] * len(lists) + [None]
    for one in lists:
        with pytest.raises((ListUnreadable, SignatureFails)):
            read_list(one, book=book)


def test_page_without_a_list_says_nothing_of_it(
    key: KeptIssuerKey, book: KeyBook, claims: OfflineClaims, tmp_path: Path
) -> None:
    (page,) = asked(tmp_path, book, [offline_code(claims, key)], [])["answers"]
    assert page == as_page(check_offline(offline_code(claims, key), book=book))


def test_checker_asks_nobody() -> None:
    source = (WEB_FOLDER / "offline-check.js").read_text(encoding="utf-8")
    for word in (
        "fetch(",
        "XMLHttpRequest",
        "import(",
        ' from "',
        "eval(",
        "Function(",
        "http:",
        "https:",
        "sourceMappingURL",
    ):
        assert word not in source
