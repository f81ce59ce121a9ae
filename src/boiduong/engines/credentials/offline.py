"""Mã QR kiểm tra không cần mạng — what a certificate says, signed, small enough to be printed on it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from boiduong.engines.credentials.base45 import from_base45, to_base45
from boiduong.engines.credentials.cbor import Cbor, read, written
from boiduong.engines.credentials.compact_text import packed, unpacked
from boiduong.engines.credentials.cose import read_sealed, sealed
from boiduong.engines.credentials.key_book import KeyBook
from boiduong.engines.credentials.keys import IssuerKey, b64url, from_b64url
from boiduong.engines.credentials.refusals import CodeTooLong, CodeUnreadable, KeyUnknown, SignatureFails
from boiduong.engines.credentials.revocations import RevocationList
from boiduong.refusals import Label, gettext_noop

State = Literal["valid", "revoked", "replaced", "altered", "unknown_key", "withdrawn_key", "outside_key", "unreadable"]
VERSION = 1
LARGEST_CODE = 600  # characters printed; more cannot be read from paper by an old phone
LARGEST = 1024
MARKER, FRAGMENT = "BD1:", "BD1."
DAY_ONE = date(1970, 1, 1)
LAST_DAY = (date.max - DAY_ONE).days
SHORTEST_COURSE = 20
# The keys of the content, all of them signed.
TITLE, NUMBER, NAME, COURSE, ISSUED, FROM, TO, SHA256, TEST = 1, 2, 3, 4, 5, 6, 7, 8, 9


@dataclass(frozen=True, slots=True)
class OfflineClaims:
    """Nội dung mã QR — the issuer is not among it: the key book says whose key signed.

    `pdf_sha256` only in codes shown elsewhere: a code printed in the PDF cannot hold the hash of that PDF.
    """

    title: str
    number: str
    name: str
    course: str
    issued_on: date
    from_on: date | None = None
    to_on: date | None = None
    pdf_sha256: bytes = b""
    test: bool = False


@dataclass(frozen=True, slots=True)
class OfflineAnswer:
    """Trả lời — claims and issuer only where the signature fits; "valid" without a list means not looked up."""

    state: State
    claims: OfflineClaims | None = None
    issuer: str = ""
    listed: bool = False


def offline_code(claims: OfflineClaims, key: IssuerKey, *, page: str = "", largest: int = LARGEST_CODE) -> str:
    """Chữ trong mã QR — with `page` (an address) a link that any camera opens, the content after the # where no
    server sees it; without, Base45 text. The course is cut with "…" where the whole would not fit.

    Raises CodeTooLong.
    """
    shorter, text = claims, ""
    while True:
        token = sealed(written(_content(shorter)), content="bd-credential", key=key)
        text = f"{page}#{FRAGMENT}{b64url(token)}" if page else MARKER + to_base45(token)
        over = len(text) - largest
        if over <= 0:
            return text
        kept = len(shorter.course.rstrip("…")) - max(1, over // 2)
        if kept < SHORTEST_COURSE:
            raise CodeTooLong(size=len(text), largest=largest)
        shorter = replace(claims, course=unicodedata.normalize("NFC", claims.course)[:kept].rstrip() + "…")


def check_offline(text: str, *, book: KeyBook, revoked: RevocationList | None = None) -> OfflineAnswer:
    """Kiểm tra mã QR — from what was scanned or opened; hostile text included, no refusal is raised."""
    try:
        pack = read_sealed(_token(text), content="bd-credential", largest=LARGEST)
        entry = book.entry(pack.key_number)
        claims = _claims(read(pack.open_with(entry.key), largest=LARGEST))
    except CodeUnreadable:
        return OfflineAnswer("unreadable")
    except KeyUnknown:
        return OfflineAnswer("unknown_key")
    except SignatureFails:
        return OfflineAnswer("altered")
    ended = revoked.state_of(pack.key_number, claims.number) if revoked is not None else None
    state: State = ended or "valid"
    if entry.withdrawn:
        state = "withdrawn_key"
    elif not entry.covers(claims.issued_on):
        state = "outside_key"
    return OfflineAnswer(state, claims, entry.issuer, listed=revoked is not None)


def _token(text: str) -> bytes:
    """The bytes in a scanned text: Base45 after its marker, or what follows the # of a link."""
    plain = text.strip(" \t\r\n")
    if len(plain) > 2 * LARGEST:
        raise CodeUnreadable(fault=Label(gettext_noop("it is too long")))
    try:
        if plain.startswith(MARKER):
            return from_base45(plain.removeprefix(MARKER))
        _, _, fragment = plain.rpartition("#")
        if fragment.startswith(FRAGMENT):
            return from_b64url(fragment.removeprefix(FRAGMENT))
    except ValueError as error:
        raise CodeUnreadable(fault=Label(gettext_noop("its letters are damaged"))) from error
    raise CodeUnreadable(fault=Label(gettext_noop("it is not one of ours")))


def _content(claims: OfflineClaims) -> dict[int, object]:
    said: dict[int, object] = {
        0: VERSION,
        TITLE: packed(claims.title),
        NUMBER: packed(claims.number),
        NAME: packed(claims.name),
        COURSE: packed(claims.course),
        ISSUED: _day_number(claims.issued_on),
    }
    if claims.from_on is not None:
        said[FROM] = _day_number(claims.from_on)
    if claims.to_on is not None:
        said[TO] = _day_number(claims.to_on)
    if claims.pdf_sha256:
        said[SHA256] = claims.pdf_sha256
    if claims.test:
        said[TEST] = True
    return said


def _claims(said: Cbor) -> OfflineClaims:
    """Only the known keys, each of its own kind. Raises CodeUnreadable."""
    if not isinstance(said, dict) or said.get(0) != VERSION or not set(said) <= set(range(TEST + 1)):
        raise CodeUnreadable(fault=Label(gettext_noop("it is of another version")))
    sha256, test = said.get(SHA256, b""), said.get(TEST, False)
    if not isinstance(sha256, bytes) or len(sha256) not in (0, 32) or not isinstance(test, bool):
        raise CodeUnreadable(fault=Label(gettext_noop("its content is of another form")))
    try:
        title, number, name, course = (unpacked(said[part]) for part in (TITLE, NUMBER, NAME, COURSE))
        issued, start, end = _day(said[ISSUED]), said.get(FROM), said.get(TO)
        days = [_day(one) if one is not None else None for one in (start, end)]
    except (ValueError, KeyError) as error:
        raise CodeUnreadable(fault=Label(gettext_noop("its content is of another form"))) from error
    return OfflineClaims(title, number, name, course, issued, days[0], days[1], sha256, test)


def _day_number(day: date) -> int:
    return (day - DAY_ONE).days


def _day(value: Cbor) -> date:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LAST_DAY:
        message = "not a day"
        raise ValueError(message)
    return DAY_ONE + timedelta(days=value)
