"""Cấp giấy — in the order of the decision's list, one register lock a batch, bytes frozen as printed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.papers import PaperFrame, paper_frame, signature_of, unit_code
from boiduong.course.recognition.awards.models import RecognitionRow
from boiduong.course.recognition.awards.queries import recognized_rows
from boiduong.course.recognition.certificates.events import credentials_issued
from boiduong.course.recognition.certificates.models import (
    Credential,
    CredentialEvent,
    CredentialSpec,
    CredentialState,
    Register,
)
from boiduong.course.recognition.certificates.papers import sheet
from boiduong.course.recognition.certificates.permissions import can_issue
from boiduong.course.recognition.certificates.queries import competent, periods_of, register_period, waiting_rows
from boiduong.course.recognition.certificates.rules import (
    VERIFY_PATH,
    heading,
    honorific,
    register_number,
    statement,
)
from boiduong.engines.typesetting import Signature, Typesetter
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.files.services import store_many
from boiduong.foundation.organizations.queries import as_of
from boiduong.randomness import new_code, new_uid
from boiduong.refusals import Refusal, gettext_noop


class NotRecognized(Refusal):
    """Chưa được công nhận."""

    text = gettext_noop("Nobody in “%(title)s” has been recognized by a decision yet, so there is no paper to issue.")


class IssuerNotCompetent(Refusal):
    """Nơi cấp không có thẩm quyền."""

    text = gettext_noop(
        "%(issuer)s has not been given the part “issues certificates” in this course, so it cannot issue “%(paper)s”."
    )


@dataclass(frozen=True)
class Press:
    """Điều kiện in — what all sheets of one issue share; read once for the whole list."""

    spec: CredentialSpec
    frame: PaperFrame
    body: str
    signature: Signature
    signer: str
    issued_on: date
    restart: str
    periods: dict[int, int | None]  # tiết by program version


def press_for(spec: CredentialSpec, *, issued_on: date, signer: str = "") -> Press:
    """Chuẩn bị in — heads, code and signature of the issuer as of the day of issue; raises IssuerNotCompetent."""
    if spec.issuer is None or not competent(spec):
        raise IssuerNotCompetent(issuer=str(spec.issuer or "…"), paper=spec.title)
    frame = paper_frame(spec.issuer, kind="certificate", on=issued_on)
    classes = list(TrainingClass.objects.filter(course=spec.course).select_related("rule_set").order_by("position"))
    rules: Mapping[str, Any] = next((one.rule_set.body for one in classes if one.rule_set is not None), {})
    return Press(
        spec=spec,
        frame=frame,
        body=unit_code(spec.issuer, as_of(spec.issuer, issued_on)),
        signature=signature_of(spec.issuer, on=issued_on),
        signer=signer,
        issued_on=issued_on,
        restart=str(rules.get("numbering", {}).get("register", {}).get("restart", "year")),
        periods={version: periods_of(version) for version in {one.version_id for one in classes}},
    )


def issue(
    thing: Course | TrainingClass,
    spec: CredentialSpec,
    *,
    issued_on: date,
    by: User | None,
    at: datetime,
    only: Collection[int] | None = None,
    signer: str = "",
    progress: Callable[[int, int], None] | None = None,
    processes: int = 1,
    chunk: int = 60,
) -> list[Credential]:
    """Cấp giấy cho mọi người được công nhận chưa có — a course or one class; `only` limits to recognition rows.

    Each chunk is committed by itself: after a power cut a second call goes on with the next register number, none
    lost or doubled. `progress(done, all)` is called after each. Raises NotAllowed, NotRecognized, IssuerNotCompetent.
    """
    require(can_issue(by, spec))
    press = press_for(spec, issued_on=issued_on, signer=signer)
    training_class = thing if isinstance(thing, TrainingClass) else None
    waiting = [row for row in waiting_rows(spec, training_class) if only is None or row.pk in only]
    if not waiting and not recognized_rows(spec.course, training_class).exists():
        raise NotRecognized(title=training_class.label if training_class else spec.course.title)
    typesetter, made = Typesetter(), list[Credential]()
    for start in range(0, len(waiting), chunk):
        part = waiting[start : start + chunk]
        made += _issue_chunk(press, part, typesetter, processes=processes, by=by, at=at)
        if progress is not None:
            progress(start + len(part), len(waiting))
    return made


def _issue_chunk(
    press: Press,
    rows: Sequence[RecognitionRow],
    typesetter: Typesetter,
    *,
    processes: int,
    by: User | None,
    at: datetime,
) -> list[Credential]:
    """One transaction: lock the register, leave out whom another officer served meanwhile, number, write.

    The sheets are printed before it with the numbers that come next; only when another officer took some of them in
    between are they printed again while the register is held.
    """
    ahead = _printed_ahead(press, rows, typesetter, processes=processes, at=at)
    with acting(by, "certificates.issue", at=at) as act:
        register = locked_register(press)
        open_rows = _not_served(press.spec, rows)
        if not open_rows:
            return []
        made = write(press, register, open_rows, typesetter, processes=processes, by=by, at=at, ahead=ahead)
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


def locked_register(press: Press) -> Register:
    """Sổ đang giữ — made when its period begins, and held until the batch is written."""
    key = _register_key(press)
    Register.objects.get_or_create(**key)
    return Register.objects.select_for_update().get(**key)


@dataclass(frozen=True)
class Printed:
    """Loạt đã in — sheets for these rows, numbered after this last entry of the register."""

    after: int
    rows: tuple[int, ...]
    made: list[Credential]
    sheets: list[bytes]

    def fits(self, register: Register, rows: Sequence[RecognitionRow]) -> bool:
        """Còn đúng — nobody took a number or served one of the people since."""
        return register.last == self.after and tuple(row.pk for row in rows) == self.rows


def _printed_ahead(
    press: Press, rows: Sequence[RecognitionRow], typesetter: Typesetter, *, processes: int, at: datetime
) -> Printed:
    last = Register.objects.filter(**_register_key(press)).values_list("last", flat=True).first()
    return _printed(press, last or 0, _not_served(press.spec, rows), typesetter, processes=processes, at=at)


def _printed(
    press: Press,
    after: int,
    rows: Sequence[RecognitionRow],
    typesetter: Typesetter,
    *,
    processes: int,
    at: datetime,
    replaces: Credential | None = None,
) -> Printed:
    made = []
    for place, row in enumerate(rows, start=after + 1):
        number = register_number(
            place, year=press.issued_on.year, kind=press.spec.kind, body=press.body, layout=press.frame["layout"]
        )
        credential = Credential(
            uid=new_uid(), spec=press.spec, row=row, entry_no=place, number_text=number,
            check_code=new_code(), issued_on=press.issued_on, issued_at=at, replaces=replaces,
        )  # fmt: skip
        credential.facts = _facts(press, credential)
        made.append(credential)
    sheets = typesetter.render_certificates([sheet(one.facts) for one in made], processes=processes)
    return Printed(after, tuple(row.pk for row in rows), made, sheets)


def write(
    press: Press,
    register: Register,
    rows: Sequence[RecognitionRow],
    typesetter: Typesetter,
    *,
    processes: int,
    by: User | None,
    at: datetime,
    replaces: Credential | None = None,
    ahead: Printed | None = None,
) -> list[Credential]:
    """Ghi sổ, đóng băng — numbers follow the last entry of the locked register; what is not printed yet is printed."""
    if ahead is None or not ahead.fits(register, rows):
        ahead = _printed(press, register.last, rows, typesetter, processes=processes, at=at, replaces=replaces)
    made, sheets = ahead.made, ahead.sheets
    files = store_many([(_file_name(one), pdf) for one, pdf in zip(made, sheets, strict=True)],
                       mime="application/pdf", at=at)  # fmt: skip
    for one, stored in zip(made, files, strict=True):
        one.register, one.pdf, one.sha256 = register, stored, stored.sha256
    register.last += len(made)
    register.save(update_fields=["last"])
    Credential.objects.bulk_create(made)
    CredentialState.objects.bulk_create(CredentialState(credential=one) for one in made)
    who = by.pk if by else None
    CredentialEvent.objects.bulk_create(CredentialEvent(credential=c, at=at, act="issued", by_id=who) for c in made)
    return made


def _file_name(credential: Credential) -> str:
    return f"{credential.number_text.replace('/', '-')}.pdf"


def _facts(press: Press, credential: Credential) -> dict[str, object]:
    """Everything the sheet and the book say, copied: later edits of people or courses change nothing here."""
    row, spec = credential.row, press.spec
    learner, training_class, course = row.enrollment, row.training_class, spec.course
    person = learner.person
    sentence, program = statement(course.title)
    starts_on = training_class.starts_on or course.starts_on
    ends_on = training_class.ends_on or course.ends_on
    number, decided_on = row.decision.number_text, row.decision.issued_on
    day = f"{decided_on:%d/%m/%Y}" if decided_on else ""
    return {
        "layout": press.frame["layout"],
        "parent_issuer": press.frame["parent_issuer"],
        "issuer": press.frame["issuer"],
        "place": press.frame["place"],
        "heading": heading(spec.kind, spec.title),
        "name": person.full_name,
        "honorific": honorific(person.sex, layout=press.frame["layout"]),
        "sex": person.sex,
        "birth": f"{person.birth_on:%d/%m/%Y}" if person.birth_on else str(person.birth_year or ""),
        "post": learner.post_text,
        "unit": learner.unit_text,
        "statement": sentence,
        "program": program,
        "course": course.title,
        "class": training_class.label,
        "periods": press.periods.get(training_class.version_id),
        "from_on": starts_on.isoformat() if starts_on else "",
        "to_on": ends_on.isoformat() if ends_on else "",
        "band": row.band,
        "decision": f"Theo Quyết định số {number} ngày {day}",
        "decision_number": number,
        "decision_on": day,
        "number": credential.number_text,
        "check_code": credential.check_code,
        "issued_on": press.issued_on.isoformat(),
        "capacity": list(press.signature.capacity),
        "signer": press.signer,
        "verify": f"{settings.SITE_ADDRESS}{VERIFY_PATH}{credential.uid}",
        "synthetic": course.synthetic or person.synthetic,
    }
