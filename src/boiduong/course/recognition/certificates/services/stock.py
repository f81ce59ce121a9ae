"""Kho phôi — ranges received, sheets spoilt or void, and another sheet for a paper whose first was spoilt."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from boiduong.course.recognition.certificates.models import (
    Blank,
    BlankRange,
    BlankUse,
    Credential,
    CredentialState,
    Register,
)
from boiduong.course.recognition.certificates.permissions import can_keep_stock
from boiduong.course.recognition.certificates.queries import in_stock
from boiduong.course.recognition.certificates.rules import (
    BLANK_ACTS,
    CREDENTIAL,
    KINDS,
    SerialRange,
    may,
    serial_range,
    state_of,
)
from boiduong.course.recognition.certificates.services.issuing import BlanksShort
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.organizations.models import Unit
from boiduong.refusals import Label, ReasonNeeded, Refusal, gettext_noop


class SerialsKnown(Refusal):
    """Số hiệu phôi đã có."""

    text = gettext_noop("Some of the serials from %(first)s to %(last)s were received before.")


class SerialUnknown(Refusal):
    """Không có phôi này."""

    text = gettext_noop("There is no blank %(serial)s of this kind in the stock.")


class BlankNotFree(Refusal):
    """Phôi không ở trạng thái làm được việc ấy."""

    text = gettext_noop("Blank %(serial)s is “%(state)s”; that cannot be done with it any more.")


class PaperHandedOver(Refusal):
    """Giấy đã trao hoặc không còn hiệu lực."""

    text = gettext_noop("Paper %(number)s was handed over or is not valid: it takes no other blank.")


def receive_blanks(
    issuer: Unit,
    kind: str,
    *,
    first: str,
    last: str,
    received_on: date,
    source: str = "",
    by: User | None,
    at: datetime,
) -> BlankRange:
    """Nhập phôi — a range of serials, all new. Raises NotAllowed, SerialUnreadable, SerialsDoNotFit, SerialsKnown."""
    require(can_keep_stock(by, issuer.pk))
    if kind not in KINDS:
        raise ValueError(kind)
    serials = serial_range(first, last)
    try:
        with acting(by, "certificates.receive_blanks", at=at) as act:
            made = _entered(issuer, kind, serials, received_on=received_on, source=source, by=by, at=at)
            act.record(made, after={"issuer": issuer.pk, "kind": kind, "first": first, "last": last})
    except IntegrityError as error:
        raise SerialsKnown(first=first, last=last) from error
    return made


def _entered(
    issuer: Unit, kind: str, serials: SerialRange, *, received_on: date, source: str, by: User | None, at: datetime
) -> BlankRange:
    made = BlankRange.objects.create(
        issuer=issuer, kind=kind, prefix=serials.prefix, first=serials.first, last=serials.last, width=serials.width,
        received_on=received_on, source=source.strip()[:300], at=at, by_id=by.pk if by else None,
    )  # fmt: skip
    Blank.objects.bulk_create(
        (Blank(range=made, issuer=issuer, kind=kind, serial=serial) for serial in serials.serials()), batch_size=2000
    )
    return made


def set_aside(
    issuer: Unit, kind: str, serial: str, act_name: str, *, reason: str, by: User | None, at: datetime
) -> BlankUse:
    """Ghi phôi hỏng, phôi hủy — a sheet in stock. A used one is spoilt by `change_blank`.

    Raises NotAllowed, ReasonNeeded, SerialUnknown, BlankNotFree.
    """
    require(can_keep_stock(by, issuer.pk))
    if act_name not in ("spoilt", "void"):
        raise ValueError(act_name)
    if not reason.strip():
        raise ReasonNeeded
    typed = " ".join(serial.split()).upper()
    blank = Blank.objects.filter(issuer=issuer, kind=kind, serial=typed).first()
    if blank is None:
        raise SerialUnknown(serial=serial)
    with acting(by, f"certificates.blank_{act_name}", at=at) as act:
        if blank.uses.exists():
            raise BlankNotFree(serial=blank.serial, state=Label(BLANK_ACTS[_state(blank)]))
        made = _happened(blank, act_name, reason=reason, by=by, at=at)
        act.record(blank, after={"serial": blank.serial, "act": act_name}, reason=reason)
    return made


def change_blank(credential: Credential, *, reason: str, by: User | None, at: datetime) -> str:
    """Đổi phôi hỏng khi in — the sheet of a paper not handed over is spoilt, it takes the next; returns its serial.

    The frozen file stays as it was issued; the print for the new sheet and the book name the new serial.
    Raises NotAllowed, ReasonNeeded, PaperHandedOver, SerialUnknown, BlanksShort.
    """
    issuer, kind = credential.register.issuer, credential.spec.kind
    require(can_keep_stock(by, issuer.pk))
    if not reason.strip():
        raise ReasonNeeded
    with acting(by, "certificates.change_blank", at=at) as act:
        Register.objects.select_for_update().get(pk=credential.register_id)
        state = CredentialState.objects.select_for_update().get(credential=credential).state
        if not CREDENTIAL.allows(state, "hand"):
            raise PaperHandedOver(number=credential.number_text)
        old = credential.blank_uses.filter(act="used").order_by("-id").select_related("blank").first()
        new = in_stock(issuer, kind).first()
        if old is None:
            raise SerialUnknown(serial=credential.number_text)
        if new is None:
            raise BlanksShort(wanted=1, left=0)
        _happened(old.blank, "spoilt", reason=reason, by=by, at=at)
        _happened(new, "used", reason="", by=by, at=at, credential=credential)
        act.record(credential, before={"blank": old.blank.serial}, after={"blank": new.serial}, reason=reason)
    return new.serial


def _state(blank: Blank) -> str:
    return state_of(list(blank.uses.order_by("position").values_list("act", flat=True)))


def _happened(
    blank: Blank, act_name: str, *, reason: str, by: User | None, at: datetime, credential: Credential | None = None
) -> BlankUse:
    """One more line in the life of a sheet; its position keeps two people from doing two things with it."""
    state = _state(blank)
    if not may(state, act_name):
        raise BlankNotFree(serial=blank.serial, state=Label(BLANK_ACTS[state]))
    try:
        with transaction.atomic():
            return BlankUse.objects.create(
                blank=blank, position=blank.uses.count() + 1, act=act_name, credential=credential,
                reason=reason.strip()[:300], at=at, by_id=by.pk if by else None,
            )  # fmt: skip
    except IntegrityError as error:
        raise BlankNotFree(serial=blank.serial, state=Label(BLANK_ACTS["used"])) from error
