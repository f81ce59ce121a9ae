"""Cấp giấy — in the order of the decision's list, one register lock a batch, bytes frozen as printed and signed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.recognition.awards.models import RecognitionRow
from boiduong.course.recognition.awards.queries import recognized_rows
from boiduong.course.recognition.certificates.events import credentials_issued
from boiduong.course.recognition.certificates.models import (
    Blank,
    BlankUse,
    Credential,
    CredentialEvent,
    CredentialSpec,
    CredentialState,
    Register,
)
from boiduong.course.recognition.certificates.permissions import can_issue
from boiduong.course.recognition.certificates.queries import in_stock, register_period, waiting_rows
from boiduong.course.recognition.certificates.services.printing import FactsOf, Press, Printed, Workshop, press_for
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting, add_rows
from boiduong.foundation.files.services import store_many
from boiduong.refusals import Refusal, gettext_noop


class NotRecognized(Refusal):
    """Chưa được công nhận."""

    text = gettext_noop("Nobody in “%(title)s” has been recognized by a decision yet, so there is no paper to issue.")


class BlanksShort(Refusal):
    """Không đủ phôi."""

    text = gettext_noop("%(wanted)s blanks are needed and %(left)s are left. Enter those received, or print without.")


def issue(
    thing: Course | TrainingClass,
    spec: CredentialSpec,
    *,
    issued_on: date,
    by: User | None,
    at: datetime,
    only: Collection[int] | None = None,
    signer: str = "",
    blanks: bool = False,
    progress: Callable[[int, int], None] | None = None,
    threads: int = 1,
    chunk: int = 60,
) -> list[Credential]:
    """Cấp giấy cho mọi người được công nhận chưa có — a course or one class; `only` limits to recognition rows.

    The papers are signed where the issuer has a key; with `blanks` each takes the next sheet of the stock. Each chunk
    is committed by itself: after a power cut a second call goes on with the next register number, none lost or
    doubled. `progress(done, all)` is called after each. Raises NotAllowed, NotRecognized, BlanksShort and what
    `press_for` raises, before anything is numbered.
    """
    require(can_issue(by, spec))
    press = press_for(spec, issued_on=issued_on, signer=signer, at=at)
    training_class = thing if isinstance(thing, TrainingClass) else None
    waiting = [row for row in waiting_rows(spec, training_class) if only is None or row.pk in only]
    if not waiting and not recognized_rows(spec.course, training_class).exists():
        raise NotRecognized(title=training_class.label if training_class else spec.course.title)
    if blanks:
        taken_from_stock(press, len(waiting))
    made = list[Credential]()
    parts = [waiting[start : start + chunk] for start in range(0, len(waiting), chunk)]
    with Workshop(press, threads) as workshop:
        ahead: Printed | None = None
        for place, part in enumerate(parts):
            printed = ahead or _begun(workshop, part, blanks=blanks, at=at)
            # The next chunk is printed while this one is written.
            following = parts[place + 1 : place + 2]
            ahead = _begun(workshop, following[0], after=printed, blanks=blanks, at=at) if following else None
            written = _issue_chunk(workshop, part, printed, blanks=blanks, by=by, at=at)
            if written is not printed.made:  # another officer took numbers: those of the next chunk are wrong, too
                ahead = None
            made += written
            if progress is not None:
                progress(place * chunk + len(part), len(waiting))
    return made


def _begun(
    workshop: Workshop, rows: Sequence[RecognitionRow], *, blanks: bool, at: datetime, after: Printed | None = None
) -> Printed:
    """A chunk in print with the numbers and blanks that come next: after the register, or after the chunk before."""
    press = workshop.press
    ready = _not_served(press.spec, rows)
    sheets = taken_from_stock(press, len(ready), skip=len(after.blanks) if after else 0) if blanks else []
    return workshop.begin(after.last if after else _last_entry(press), ready, at=at, blanks=sheets)


def _issue_chunk(
    workshop: Workshop,
    rows: Sequence[RecognitionRow],
    printed: Printed,
    *,
    blanks: bool,
    by: User | None,
    at: datetime,
) -> list[Credential]:
    """One transaction: lock the register, leave out whom another officer served meanwhile, number, write.

    The sheets were printed and signed before it; only when another officer took some of their numbers in between are
    they made again while the register is held.
    """
    press = workshop.press
    printed.sheets()
    with acting(by, "certificates.issue", at=at) as act:
        register = locked_register(press)
        open_rows = _not_served(press.spec, rows)
        if not open_rows:
            return []
        made = write(workshop, register, open_rows, by=by, at=at, ahead=printed, blanks=blanks)
        act.record_many(
            Credential,
            [credential.uid for credential in made],
            after={"spec": press.spec.pk, "from": made[0].number_text, "to": made[-1].number_text},
        )
        credentials_issued.send(sender=None, credentials=made, by=by, at=at)
    return made


def _not_served(spec: CredentialSpec, rows: Sequence[RecognitionRow]) -> list[RecognitionRow]:
    served = set(Credential.objects.filter(spec=spec, row__in=rows).values_list("row_id", flat=True))
    return [row for row in rows if row.pk not in served]


def _register_key(press: Press) -> dict[str, Any]:
    period = register_period(press.spec, press.issued_on, press.restart)
    return {"issuer_id": press.spec.issuer_id, "kind": press.spec.kind, "period_starts_on": period}


def _last_entry(press: Press) -> int:
    key = _register_key(press)
    last = Register.objects.filter(**key).values_list("last", flat=True).first()
    return _used_before(key) if last is None else last


def _used_before(key: dict[str, Any]) -> int:
    """Số đã dùng trong kỳ — where another book gave numbers in the period, as when a term is written down late."""
    rows = Credential.objects.filter(register__issuer=key["issuer_id"], register__kind=key["kind"])
    last: int | None = rows.filter(issued_on__gte=key["period_starts_on"]).aggregate(last=Max("entry_no"))["last"]
    return last or 0


def locked_register(press: Press) -> Register:
    """Sổ đang giữ — made when its period begins, and held until the batch is written."""
    key = _register_key(press)
    if not Register.objects.filter(**key).exists():
        Register.objects.get_or_create(**key, defaults={"last": _used_before(key)})
    return Register.objects.select_for_update().get(**key)


def taken_from_stock(press: Press, wanted: int, *, skip: int = 0) -> list[Blank]:
    """Phôi lấy ra — the next sheets of the issuer, none of them used yet, after some. Raises BlanksShort."""
    assert press.spec.issuer is not None, "the press has an issuer"  # noqa: S101
    found = list(in_stock(press.spec.issuer, press.spec.kind)[skip : skip + wanted])
    if len(found) < wanted:
        raise BlanksShort(wanted=wanted, left=len(found))
    return found


def write(
    workshop: Workshop,
    register: Register,
    rows: Sequence[RecognitionRow],
    *,
    by: User | None,
    at: datetime,
    replaces: Credential | None = None,
    ahead: Printed | None = None,
    blanks: bool = False,
    facts_of: FactsOf | None = None,
) -> list[Credential]:
    """Ghi sổ, đóng băng — numbers follow the last entry of the locked register; what is not printed yet is printed."""
    sheets_taken = taken_from_stock(workshop.press, len(rows)) if blanks else []
    if ahead is None or not ahead.fits(register.last, rows, sheets_taken):
        ahead = workshop.begin(register.last, rows, at=at, blanks=sheets_taken, replaces=replaces, facts_of=facts_of)
    made, who = ahead.made, by.pk if by else None
    files = store_many([(_file_name(one), pdf) for one, pdf in zip(made, ahead.sheets(), strict=True)],
                       mime="application/pdf", at=at)  # fmt: skip
    for one, stored in zip(made, files, strict=True):
        one.register, one.pdf, one.sha256 = register, stored, stored.sha256
    register.last += len(made)
    register.save(update_fields=["last"])
    Credential.objects.bulk_create(made)
    add_rows(CredentialState, ("credential", "state"), [(one.pk, "issued") for one in made])
    issued = [(one.pk, at, "issued", "", "", "", who) for one in made]
    add_rows(CredentialEvent, ("credential", "at", "act", "ground", "reason", "to_text", "by_id"), issued)
    BlankUse.objects.bulk_create(
        BlankUse(blank=blank, act="used", credential=one, at=at, by_id=who)
        for blank, one in zip(sheets_taken, made, strict=False)
    )
    return made


def _file_name(credential: Credential) -> str:
    return f"{credential.number_text.replace('/', '-')}.pdf"
