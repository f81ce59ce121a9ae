"""Đọc sổ khóa — public keys of issuers with their days, how names are shown, the signed list of revocations."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from boiduong.course.recognition.certificates.models import (
    CodeKey,
    Credential,
    CredentialEvent,
    CredentialState,
    IssuerChoice,
    RevocationIssue,
)
from boiduong.engines.credentials import IssuerPublicKey, KeyBook, KeyEntry, public_key_from_jwk
from boiduong.engines.credentials.revocations import Ended, PaperKey
from boiduong.engines.vietnamese import nfc
from boiduong.foundation.organizations.models import Institution, Unit
from boiduong.foundation.organizations.queries import as_of

ENDING = ("revoked", "replaced")


def names_of(unit: Unit, on: date) -> frozenset[str]:
    """Tên gọi của nơi cấp — codes and names of the day in small letters: how a file of places may call it."""
    version = as_of(unit, on)
    codes = Institution.objects.filter(unit=unit).values_list("code", flat=True)
    said = [unit.code, *codes, *((version.name, version.short_name) if version else ())]
    return frozenset(nfc(text).casefold() for text in said if text)


def code_keys(issuer: Unit | None = None, *, use: str = "qr") -> QuerySet[CodeKey]:
    """Các khóa trong sổ — in the order in which they were entered, each with what happened to it."""
    found = CodeKey.objects.filter(use=use).prefetch_related("events")
    return found if issuer is None else found.filter(issuer=issuer)


def code_key(number: bytes) -> CodeKey | None:
    """Một khóa, theo số của nó."""
    return CodeKey.objects.filter(number=number.hex()).prefetch_related("events").first()


def entry_of(row: CodeKey) -> KeyEntry:
    """Một dòng sổ khóa — as pages and phones believe it."""
    ended = [event.on for event in row.events.all() if event.act == "ended"]
    return KeyEntry(
        public_key_from_jwk(row.jwk),
        row.issuer_text,
        row.since,
        min(ended) if ended else None,
        withdrawn=any(event.act == "withdrawn" for event in row.events.all()),
        lists=row.lists,
    )


def usable_on(row: CodeKey, day: date) -> bool:
    """Khóa ký được giấy của ngày ấy — in use, and its secret in no strange hands."""
    entry = entry_of(row)
    return entry.covers(day) and not entry.withdrawn


def key_book(*, trials: bool) -> KeyBook:
    """Sổ khóa mã QR — keys of rehearsals only where `trials` are believed: never in a school's own installation."""
    rows = code_keys() if trials else code_keys().filter(test=False)
    return KeyBook(tuple(entry_of(row) for row in rows))


def public_keys_of(issuer: Unit, *, use: str, trials: bool) -> list[IssuerPublicKey]:
    """Khóa công khai của nơi cấp — those withdrawn left out: nobody can tell old from forged any more."""
    rows = code_keys(issuer, use=use) if trials else code_keys(issuer, use=use).filter(test=False)
    return [entry.key for entry in map(entry_of, rows) if not entry.withdrawn]


def places_ended(issuer: Unit, first: int, end: int) -> list[int]:
    """Giấy không còn hiệu lực trong một khoảng — ids of the issuer's papers from `first` up to before `end`."""
    ended = CredentialState.objects.filter(state__in=ENDING, credential_id__gte=first, credential_id__lt=end)
    return list(ended.filter(credential__register__issuer=issuer).values_list("credential_id", flat=True))


def name_shown(issuer_id: int) -> str:
    """Cách hiện tên trên trang tra cứu — the issuer's last choice; the whole name until it chooses."""
    last = IssuerChoice.objects.filter(issuer_id=issuer_id).order_by("-id").first()
    return last.name_shown if last else "full"


def last_ending() -> int:
    """Lần thu hồi, thay thế cuối — the id of the event; 0 where there was none."""
    found = CredentialEvent.objects.filter(act__in=ENDING).order_by("-id").values_list("id", flat=True).first()
    return found or 0


def last_list() -> RevocationIssue | None:
    """Danh sách thu hồi mới nhất."""
    return RevocationIssue.objects.order_by("-sequence").first()


def ended_papers(*, trials: bool) -> dict[PaperKey, Ended]:
    """Giấy có mã QR đã thu hồi, đã thay — by the number of the key that signed the code and the register number."""
    ended = CredentialState.objects.filter(state__in=ENDING)
    states: dict[int, Ended] = {one.credential_id: "revoked" if one.state == "revoked" else "replaced" for one in ended}
    rows = Credential.objects.filter(status__state__in=ENDING).values_list("id", "number_text", "facts__key")
    believed = {row.number for row in (code_keys() if trials else code_keys().filter(test=False))}
    return {(bytes.fromhex(key), number): states[pk] for pk, number, key in rows if key in believed and pk in states}
