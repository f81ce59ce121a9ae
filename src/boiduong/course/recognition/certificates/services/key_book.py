"""Giữ sổ khóa — public keys entered, ended, withdrawn; how names are shown; all of it only ever added to."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from boiduong.course.recognition.certificates.models import CodeKey, CodeKeyEvent, IssuerChoice
from boiduong.course.recognition.certificates.permissions import can_keep_keys
from boiduong.course.recognition.certificates.queries import entry_of
from boiduong.course.recognition.certificates.rules import NAMES_SHOWN
from boiduong.course.recognition.certificates.services.keys import secret_code_key
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.organizations.queries import name_on
from boiduong.refusals import ReasonNeeded, Refusal, gettext_noop


class NoKeySet(Refusal):
    """Chưa khai báo khóa."""

    text = gettext_noop("No such key is set for %(issuer)s in the file that says where the keys are.")


class KeyEntered(Refusal):
    """Khóa đã có trong sổ."""

    text = gettext_noop("The key %(number)s is in the key book already.")


class KeyEndsEarlier(Refusal):
    """Ngày hết dùng không hợp lệ."""

    text = gettext_noop("The key %(number)s has ended already, or would end before it begins.")


def enter_key(issuer: Unit, use: str, *, since: date, lists: bool = False, by: User | None, at: datetime) -> CodeKey:
    """Ghi khóa vào sổ — the public part of the key that is set for the issuer; from `since` its papers may bear it.

    Raises NotAllowed, NoKeySet, KeyEntered, KeysUnreadable, KeyOpenToOthers, IssuerKeyUnreadable.
    """
    require(can_keep_keys(by, issuer.pk))
    key = secret_code_key(issuer, on=timezone.localdate(at), use=use)
    if key is None:
        raise NoKeySet(issuer=name_on(issuer, timezone.localdate(at)))
    number = key.public.number.hex()
    with acting(by, "certificates.enter_key", at=at) as act:
        if CodeKey.objects.filter(number=number).exists():
            raise KeyEntered(number=number)
        made = CodeKey.objects.create(
            issuer=issuer, use=use, number=number, jwk=key.public.jwk(), issuer_text=name_on(issuer, since)[:300],
            since=since, lists=lists, added_at=at, by_id=by.pk if by else None,
        )  # fmt: skip
        act.record(made, after={"issuer": issuer.pk, "use": use, "number": number, "since": since.isoformat()})
    return made


def end_key(key: CodeKey, *, on: date, by: User | None, at: datetime) -> CodeKeyEvent:
    """Thôi dùng khóa — its last day; papers of that day and before stay good. Raises NotAllowed, KeyEndsEarlier."""
    require(can_keep_keys(by, key.issuer_id))
    if entry_of(key).until is not None or on < key.since:
        raise KeyEndsEarlier(number=key.number)
    return _happened(key, "ended", on=on, reason="", by=by, at=at)


def withdraw_key(key: CodeKey, *, reason: str, by: User | None, at: datetime) -> CodeKeyEvent:
    """Loại khóa — its secret may be in strange hands: its papers are checked online only from now on.

    Raises NotAllowed, ReasonNeeded, KeyEndsEarlier.
    """
    require(can_keep_keys(by, key.issuer_id))
    if not reason.strip():
        raise ReasonNeeded
    if entry_of(key).withdrawn:
        raise KeyEndsEarlier(number=key.number)
    return _happened(key, "withdrawn", on=timezone.localdate(at), reason=reason.strip()[:1000], by=by, at=at)


def _happened(key: CodeKey, act_name: str, *, on: date, reason: str, by: User | None, at: datetime) -> CodeKeyEvent:
    with acting(by, f"certificates.key_{act_name}", at=at) as act:
        made = CodeKeyEvent.objects.create(
            key=key, act=act_name, on=on, reason=reason, at=at, by_id=by.pk if by else None
        )
        act.record(key, after={"act": act_name, "on": on.isoformat()}, reason=reason)
    return made


def choose_name_shown(issuer: Unit, name_shown: str, *, by: User | None, at: datetime) -> IssuerChoice:
    """Chọn cách hiện tên — whole, initials, none: what the public page shows of the papers of this issuer.

    Raises NotAllowed, ValueError for another word.
    """
    require(can_keep_keys(by, issuer.pk))
    if name_shown not in NAMES_SHOWN:
        raise ValueError(name_shown)
    with acting(by, "certificates.choose_name_shown", at=at) as act:
        made = IssuerChoice.objects.create(issuer=issuer, name_shown=name_shown, at=at, by_id=by.pk if by else None)
        act.record(made, after={"issuer": issuer.pk, "name_shown": name_shown})
    return made
