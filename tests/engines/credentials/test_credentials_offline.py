"""QR codes checked without a network: small, signed, believed only as far as the key book goes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime

import pytest
import zxingcpp
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cwt import COSE, COSEKey
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.credentials.conftest import NOW, SCHOOL

from boiduong.engines import credentials
from boiduong.engines.credentials import (
    KeptIssuerKey,
    KeyBook,
    KeyEntry,
    OfflineAnswer,
    OfflineClaims,
    check_offline,
    issuer_key_from_pem,
    key_book_from_json,
    new_issuer_key,
    offline_code,
    public_key_from_jwk,
)
from boiduong.engines.credentials.base45 import from_base45, to_base45
from boiduong.engines.credentials.cbor import read, written
from boiduong.engines.credentials.cose import sealed
from boiduong.engines.credentials.keys import b64url, from_b64url

VERSION_22 = 105  # modules of a side
PAGE = "https://tct.nghean.gov.vn/kiem-tra"
LONG = OfflineClaims(
    title="Giấy chứng nhận hoàn thành",
    number="12345/2026/CN-BTVTU",
    name="Nguyễn Phước Hoàng Công Tôn Nữ Thị Phương Uyên Thục Trinh",
    course="Bồi dưỡng, cập nhật kiến thức và kỹ năng lãnh đạo, quản lý, điều hành theo mô hình chính quyền địa phương "
    "hai cấp cho bí thư, phó bí thư, chủ tịch, phó chủ tịch hội đồng nhân dân, ủy ban nhân dân các xã, phường, đặc khu",
    issued_on=date(2026, 11, 22),
    from_on=date(2026, 11, 3),
    to_on=date(2026, 11, 20),
    pdf_sha256=bytes(range(32)),
    test=True,
)


def payload(code: str) -> dict:
    return read(read(from_base45(code.removeprefix("BD1:")), largest=1024)[2], largest=1024)


@pytest.mark.parametrize("page", ["", PAGE], ids=["base45", "link"])
@pytest.mark.parametrize("kind", ["ES256", "EdDSA"])
def test_code_says_what_the_paper_says(
    key: KeptIssuerKey, ed_key: KeptIssuerKey, book: KeyBook, claims: OfflineClaims, page: str, kind: str
) -> None:
    code = offline_code(claims, key if kind == "ES256" else ed_key, page=page)
    issuer = SCHOOL if kind == "ES256" else "Ban Thường vụ Tỉnh ủy Nghệ An"
    assert check_offline(f" {code}\n", book=book) == OfflineAnswer("valid", claims, issuer)
    assert len(code) < 300


@pytest.mark.parametrize("page", ["", PAGE], ids=["base45", "link"])
def test_longest_names_stay_under_600(key: KeptIssuerKey, book: KeyBook, page: str) -> None:
    code = offline_code(LONG, key, page=page)
    assert len(code) <= 600
    answer = check_offline(code, book=book)
    assert answer.claims is not None
    assert answer.claims.name == LONG.name
    assert answer.claims.course.endswith("…")
    assert LONG.course.startswith(answer.claims.course.rstrip("…").rstrip())
    assert len(answer.claims.course) > 100
    assert replace(answer.claims, course="") == replace(LONG, course="")
    drawn = zxingcpp.create_barcode(code, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    assert memoryview(drawn.to_image(scale=1, add_quiet_zones=False)).shape[0] <= VERSION_22


def test_course_is_never_cut_to_nothing(key: KeptIssuerKey, claims: OfflineClaims) -> None:
    with pytest.raises(credentials.CodeTooLong, match="at most 600"):
        offline_code(replace(claims, name="Ừ" * 400), key)


def test_another_library_accepts_the_code(key: KeptIssuerKey, ed_key: KeptIssuerKey, claims: OfflineClaims) -> None:
    for one in (key, ed_key):
        token = from_base45(offline_code(claims, one).removeprefix("BD1:"))
        jwk = one.public.jwk()
        kind = {1: 2, 3: -7, -1: 1, -3: from_b64url(jwk["y"])} if one is key else {1: 1, 3: -8, -1: 6}
        public = COSEKey.new({**kind, -2: from_b64url(jwk["x"]), 2: one.public.number, 4: [2]})
        said = COSE.new().decode(b"\xd2" + token, public)
        assert read(said, largest=1000)[2] == b"0042/2026/CC-TCT"


@settings(max_examples=150)
@given(data=st.data())
def test_changed_code_is_never_valid(
    key: KeptIssuerKey, book: KeyBook, claims: OfflineClaims, data: st.DataObject
) -> None:
    token = from_base45(offline_code(claims, key).removeprefix("BD1:"))
    place = data.draw(st.integers(0, len(token) - 1))
    changed = token[:place] + bytes([token[place] ^ data.draw(st.integers(1, 255))]) + token[place + 1 :]
    answer = check_offline("BD1:" + to_base45(changed), book=book)
    assert answer.state in {"altered", "unreadable", "unknown_key"}
    assert answer.claims is None


@settings(max_examples=150)
@given(st.text(max_size=80), st.sampled_from(["", "BD1:", "https://x.vn/#BD1.", "#BD1."]))
def test_any_text_is_answered(book: KeyBook, text: str, start: str) -> None:
    assert check_offline(start + text, book=book).state == "unreadable"


@pytest.mark.parametrize(
    "text", ["BD1:" + "0" * 5000, "https://tct.example.vn/tra-cuu/6f9619ff", "BD2:ABC", PAGE + "#BD1.=", ""]
)
def test_what_is_not_ours_is_unreadable(book: KeyBook, text: str) -> None:
    assert check_offline(text, book=book) == OfflineAnswer("unreadable")


def forged(said: object, key: KeptIssuerKey, content: str = "bd-credential") -> str:
    return "BD1:" + to_base45(sealed(written(said), content=content, key=key))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {0: 2}, {5: -1}, {5: 10**9}, {5: True}, {5: None}, {6: "x"}, {8: b"short"}, {8: "text"}, {9: 1}, {10: 1},
        {"x": 1}, {3: 5}, {3: b"\x00"}, {1: None}, {-1: 0},
    ],
)  # fmt: skip
def test_signed_content_of_another_form_is_unreadable(
    key: KeptIssuerKey, book: KeyBook, claims: OfflineClaims, change: dict
) -> None:
    said = payload(offline_code(claims, key)) | change
    assert check_offline(forged(said, key), book=book) == OfflineAnswer("unreadable")


def test_missing_content_is_unreadable(key: KeptIssuerKey, book: KeyBook, claims: OfflineClaims) -> None:
    said = payload(offline_code(claims, key))
    for part in (0, 1, 2, 3, 4, 5):
        less = {name: value for name, value in said.items() if name != part}
        assert check_offline(forged(less, key), book=book).state == "unreadable"
    assert check_offline(forged([1, 2], key), book=book).state == "unreadable"
    bare = OfflineClaims("Chứng chỉ", "1", "A", "B", date(2026, 1, 1))
    assert check_offline(offline_code(bare, key), book=book).claims == bare


@pytest.mark.parametrize(
    "shape",
    [
        lambda protected, payload, signature: [protected, {1: -7}, payload, signature],
        lambda protected, payload, signature: [protected, {}, payload],
        lambda protected, payload, signature: [protected, {}, None, signature],
        lambda protected, payload, signature: [{}, {}, payload, signature],
        lambda protected, payload, signature: {1: protected},
        lambda protected, payload, signature: [b"", {}, payload, signature],
        lambda protected, payload, signature: [written({1: -7, 4: b"k"}), {}, payload, signature],
        lambda protected, payload, signature: [written({1: -7, 4: b"k", 16: "bd-list"}), {}, payload, signature],
        lambda protected, payload, signature: [written({1: 5, 4: b"k", 16: "bd-credential"}), {}, payload, signature],
        lambda protected, payload, signature: [written({1: -7, 4: "k", 16: "bd-credential"}), {}, payload, signature],
        lambda protected, payload, signature: [
            written({1: b"-7", 4: b"k", 16: "bd-credential"}),
            {},
            payload,
            signature,
        ],
    ],
)
def test_other_shells_are_unreadable(key: KeptIssuerKey, book: KeyBook, claims: OfflineClaims, shape: object) -> None:
    protected, _, said, signature = read(from_base45(offline_code(claims, key).removeprefix("BD1:")), largest=1024)
    code = "BD1:" + to_base45(written(shape(protected, said, signature)))  # type: ignore[operator]
    assert check_offline(code, book=book).state == "unreadable"


def test_algorithm_is_the_keys_and_not_the_codes(
    key: KeptIssuerKey, ed_key: KeptIssuerKey, book: KeyBook, claims: OfflineClaims
) -> None:
    """A code may name our key and another algorithm: it is not tried."""
    _, _, said, _ = read(from_base45(offline_code(claims, key).removeprefix("BD1:")), largest=1024)
    for number, alg, signer in (
        (key.public.number, -8, ed_key),
        (ed_key.public.number, -7, key),
        (key.public.number, -8, key),
        (ed_key.public.number, -7, ed_key),
    ):
        protected = written({1: alg, 4: number, 16: "bd-credential"})
        signature = signer.sign(written(["Signature1", protected, b"", said]))
        code = "BD1:" + to_base45(written([protected, {}, said, signature]))
        assert check_offline(code, book=book) == OfflineAnswer("altered")
    protected = written({1: -7, 4: key.public.number, 16: "bd-credential"})
    code = "BD1:" + to_base45(written([protected, {}, said, b"short"]))
    assert check_offline(code, book=book).state == "altered"


def test_strange_key_is_unknown(book: KeyBook, claims: OfflineClaims) -> None:
    assert check_offline(offline_code(claims, new_issuer_key()), book=book) == OfflineAnswer("unknown_key")


@pytest.mark.parametrize(
    ("entry", "state"),
    [
        ({"since": date(2026, 11, 22), "until": date(2026, 11, 22)}, "valid"),
        ({"since": date(2026, 11, 23)}, "outside_key"),
        ({"since": date(2020, 1, 1), "until": date(2026, 11, 21)}, "outside_key"),
        ({"since": date(2020, 1, 1), "withdrawn": True}, "withdrawn_key"),
    ],
)
def test_key_counts_in_its_time(key: KeptIssuerKey, claims: OfflineClaims, entry: dict, state: str) -> None:
    answer = check_offline(offline_code(claims, key), book=KeyBook((KeyEntry(key.public, SCHOOL, **entry),)))
    assert answer.state == state
    assert answer.claims == claims


def test_key_book_comes_back(book: KeyBook) -> None:
    assert key_book_from_json(book.to_json()) == book
    assert key_book_from_json(book.to_json()).to_json() == book.to_json()


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", "null", '{"version": 2, "keys": []}', '{"version": 1, "keys": [{}]}',
        '{"version": 1, "keys": 5}',
        '{"version": 1, "keys": [5]}', '{"version": 1, "keys": [{"until": null}]}', "[" * 100_000,
    ],
)  # fmt: skip
def test_spoiled_key_book_refused(text: str) -> None:
    with pytest.raises(credentials.IssuerKeyUnreadable):
        key_book_from_json(text)


@pytest.mark.parametrize(
    "jwk",
    [
        None, {}, {"kty": "EC", "crv": "P-384", "x": "", "y": ""}, {"kty": "EC", "crv": "P-256", "x": "AQ", "y": "AQ"},
        {"kty": "OKP", "crv": "Ed25519", "x": "AQ"}, {"kty": "OKP", "crv": "Ed25519", "x": 5},
        {"kty": "RSA", "crv": "", "n": "AQ"},
    ],
)  # fmt: skip
def test_spoiled_public_key_refused(jwk: object) -> None:
    with pytest.raises(credentials.IssuerKeyUnreadable):
        public_key_from_jwk(jwk)


@pytest.mark.parametrize("kind", ["ES256", "EdDSA"])
def test_key_kept_under_a_password(kind: str) -> None:
    made = new_issuer_key(kind)  # type: ignore[arg-type]
    opened = issuer_key_from_pem(made.pem("mật khẩu"), "mật khẩu")
    assert opened.public == made.public
    opened.public.verify(b"x", made.sign(b"x"))
    for password in ("sai", None):
        with pytest.raises(credentials.IssuerKeyUnreadable):
            issuer_key_from_pem(made.pem("mật khẩu"), password)


@pytest.mark.parametrize("kind", ["ES256", "EdDSA"])
def test_signature_has_one_length(kind: str) -> None:
    """A zero before a number changes nothing of its value: the same signature would have many spellings."""
    made = new_issuer_key(kind)  # type: ignore[arg-type]
    right = made.sign(b"x")
    for wrong in (right[:-1], right + b"\0", right[:32] + b"\0" + right[32:], b""):
        with pytest.raises(credentials.SignatureFails):
            made.public.verify(b"x", wrong)


def test_other_kinds_of_key_refused() -> None:
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    for other in (rsa.generate_private_key(65537, 2048), ec.generate_private_key(ec.SECP384R1())):
        with pytest.raises(credentials.IssuerKeyUnreadable):
            issuer_key_from_pem(other.private_bytes(*plain), None)
    with pytest.raises(credentials.IssuerKeyUnreadable):
        issuer_key_from_pem(b"-----BEGIN", None)


def test_key_number_is_the_thumbprint(key: KeptIssuerKey) -> None:
    from joserfc.jwk import ECKey

    assert ECKey.import_key(key.public.jwk()).thumbprint().startswith(b64url(key.public.number)[:10])
    assert json.loads(KeyBook(()).to_json()) == {"version": 1, "keys": []}
    assert isinstance(NOW, datetime)
