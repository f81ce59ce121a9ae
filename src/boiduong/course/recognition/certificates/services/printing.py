"""In và ký — what all sheets of one issue share, the words of each sheet, and the bytes that are then frozen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any

from django.conf import settings

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.papers import PaperFrame, paper_frame, signature_of, unit_code
from boiduong.course.recognition.awards.models import RecognitionRow
from boiduong.course.recognition.certificates.models import Blank, Credential, CredentialSpec
from boiduong.course.recognition.certificates.papers import sheet
from boiduong.course.recognition.certificates.queries import competent, periods_of
from boiduong.course.recognition.certificates.rules import (
    VERIFY_PATH,
    heading,
    honorific,
    register_number,
    statement,
)
from boiduong.course.recognition.certificates.services.keys import Keys, keys_for
from boiduong.engines.credentials import OfflineClaims, check_code, facts_digest, offline_code
from boiduong.engines.typesetting import Certificate, Signature, Typesetter
from boiduong.foundation.organizations.queries import as_of
from boiduong.randomness import new_uid
from boiduong.refusals import Refusal, gettext_noop

if TYPE_CHECKING:  # importing the engine takes a second: it is imported where a paper is signed
    from boiduong.engines.signing import PdfSigning, SignatureWish


MANY_SHEETS = 20  # after so many, what the compiler remembers of them is worth giving back


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
    keys: Keys


def press_for(spec: CredentialSpec, *, issued_on: date, at: datetime, signer: str = "") -> Press:
    """Chuẩn bị in — heads, code and signature of the issuer as of the day of issue; its keys opened and tried.

    Raises IssuerNotCompetent, and what `keys_for` raises: nothing has been numbered then.
    """
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
        keys=keys_for(spec, issued_on=issued_on, at=at),
    )


FactsOf = Callable[[Press, Credential], dict[str, object]]


@dataclass(frozen=True)
class Printed:
    """Loạt đang in — sheets for these rows on these blanks, numbered after this last entry of the register."""

    after: int
    blanks: tuple[Blank, ...]
    made: list[Credential]
    _coming: list[Future[bytes]]

    def fits(self, last: int, rows: Sequence[RecognitionRow], blanks: Sequence[Blank]) -> bool:
        """Còn đúng — nobody took a number or a blank, or served one of the people, since."""
        same = self.blanks == tuple(blanks)
        return last == self.after and [row.pk for row in rows] == [one.row_id for one in self.made] and same

    @property
    def last(self) -> int:
        """Số vào sổ cuối cùng của loạt."""
        return self.after + len(self.made)

    def sheets(self) -> list[bytes]:
        """Các tờ đã in, đã ký — waits for those that are not ready; raises what their signing raised."""
        return [sheet.result() for sheet in self._coming]


@dataclass
class Workshop:
    """Xưởng in — threads that set type and sign with one key, kept from chunk to chunk; use it in a `with`.

    The compiler works outside the interpreter's lock, and what is being printed does not keep the register waiting.
    """

    press: Press
    threads: int = 1
    typesetter: Typesetter = field(default_factory=Typesetter)
    _hands: ThreadPoolExecutor = field(init=False)
    _signing: PdfSigning | None = field(default=None, init=False)
    _key: Lock = field(default_factory=Lock, init=False)
    _begun: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        """The threads begin with the first sheet."""
        self._hands = ThreadPoolExecutor(self.threads, thread_name_prefix="certificates")

    def __enter__(self) -> Workshop:
        """Begin: the key is opened."""
        if self.press.keys.opening is not None:
            self._signing = self.press.keys.opening()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End: what was not begun is not printed."""
        self._hands.shutdown(cancel_futures=True)
        if self._begun > MANY_SHEETS:
            self.typesetter.forget()

    def begin(
        self,
        after: int,
        rows: Sequence[RecognitionRow],
        *,
        at: datetime,
        blanks: Sequence[Blank] = (),
        replaces: Credential | None = None,
        facts_of: FactsOf | None = None,
    ) -> Printed:
        """Bắt đầu in một loạt — numbered after this entry, on these blanks where there are any, typeset and signed."""
        made = []
        for place, row in enumerate(rows):
            one = _numbered(self.press, row, entry_no=after + 1 + place, at=at, replaces=replaces)
            facts = (facts_of or sheet_facts)(self.press, one)
            facts["serial"] = blanks[place].serial if blanks else ""
            _with_codes(self.press, one, facts)
            made.append(one)
        self._begun += len(made)
        coming = [self._hands.submit(self._sheet, sheet(one.facts), at) for one in made]
        return Printed(after, tuple(blanks), made, coming)

    def _sheet(self, paper: Certificate, at: datetime) -> bytes:
        pdf = self.typesetter.render_certificate(paper)
        if self._signing is None:
            return pdf
        with self._key:
            return self._signing.sign(pdf, at=at, wish=_wish(self.press))


def _wish(press: Press) -> SignatureWish:
    from boiduong.engines.signing import SignatureWish

    name = press.frame["issuer"]
    return SignatureWish(name=name, reason=f"Cấp {press.spec.title}", place=press.frame["place"], closing=True)


def _numbered(
    press: Press, row: RecognitionRow, *, entry_no: int, at: datetime, replaces: Credential | None
) -> Credential:
    number = register_number(
        entry_no, year=press.issued_on.year, kind=press.spec.kind, body=press.body, layout=press.frame["layout"]
    )
    return Credential(
        uid=new_uid(), spec=press.spec, row=row, entry_no=entry_no, number_text=number,
        issued_on=press.issued_on, issued_at=at, replaces=replaces,
    )  # fmt: skip


def _with_codes(press: Press, credential: Credential, facts: dict[str, object]) -> None:
    """The check code is worked out from the facts, the QR code signs what a reader of the paper sees."""
    key = press.keys.qr
    facts["key"] = key.public.number.hex() if key is not None else ""
    digest = facts_digest(facts)
    credential.check_code = check_code(press.keys.secret, number=credential.number_text, digest=digest)
    facts["check_code"] = credential.check_code
    if key is not None:
        claims = OfflineClaims(
            title=str(facts["heading"]),
            number=credential.number_text,
            name=str(facts["name"]),
            course=str(facts["course"]),
            issued_on=press.issued_on,
            from_on=_day(facts["from_on"]),
            to_on=_day(facts["to_on"]),
            test=press.keys.test,
        )
        facts["qr"] = offline_code(claims, key, page=str(facts["verify"]))
    credential.facts = facts


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None


def sheet_facts(press: Press, credential: Credential) -> dict[str, object]:
    """Nội dung tờ giấy — what sheet and book say, copied: later edits of people or courses change nothing here."""
    row, spec = credential.row, press.spec
    learner, training_class, course = row.enrollment, row.training_class, spec.course
    person = learner.person
    sentence, program = statement(course.title)
    starts_on = training_class.starts_on or course.starts_on
    ends_on = training_class.ends_on or course.ends_on
    number, decided_on = row.decision.number_text, row.decision.issued_on
    day = f"{decided_on:%d/%m/%Y}" if decided_on else ""
    return {
        **issuer_facts(press, credential),
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
        "synthetic": course.synthetic or person.synthetic,
    }


def facts_to_come(press: Press, row: RecognitionRow) -> dict[str, object]:
    """Nội dung tờ giấy nếu cấp bây giờ — nothing is numbered, printed or written."""
    return sheet_facts(press, Credential(uid=new_uid(), spec=press.spec, row=row, issued_on=press.issued_on))


def issuer_facts(press: Press, credential: Credential) -> dict[str, object]:
    """Phần của nơi cấp — head, number, day and signature of this very paper."""
    return {
        "layout": press.frame["layout"],
        "parent_issuer": press.frame["parent_issuer"],
        "issuer": press.frame["issuer"],
        "place": press.frame["place"],
        "number": credential.number_text,
        "issued_on": press.issued_on.isoformat(),
        "capacity": list(press.signature.capacity),
        "signer": press.signer,
        "verify": f"{settings.SITE_ADDRESS}{VERIFY_PATH}{credential.uid}",
    }
