"""Tờ chứng chỉ và sổ cấp — the sheet from its frozen facts, the register as a book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.papers import paper_frame, signature_of
from boiduong.course.recognition.certificates.models import Credential, CredentialEvent, Register
from boiduong.course.recognition.certificates.rules import KINDS
from boiduong.engines.typesetting import Certificate, Column, Paper, Paragraph, Signature, Table
from boiduong.engines.vietnamese import date_digits, headline, inside, number
from boiduong.foundation.organizations.queries import name_on

BOOK_COLUMNS = (
    Column("STT", 0.65, "center"),
    Column("Số vào sổ", 2.1, "center"),
    Column("Họ và tên", 1.9),
    Column("Ngày sinh", 1.4, "center"),
    Column("Giới", 0.65, "center"),
    Column("Đơn vị", 1.85),
    Column("Lớp, khóa", 1.2),
    Column("QĐ công nhận", 2.3, "center"),
    Column("Số hiệu phôi", 1.15, "center"),
    Column("Xếp loại", 0.85, "center"),
    Column("Ngày cấp", 1.4, "center"),
    Column("Ký nhận", 0.95, "center"),
    Column("Ghi chú", 2.0),
)
SEXES = {"male": "Nam", "female": "Nữ"}


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def sheet(facts: Mapping[str, Any]) -> Certificate:
    """Tờ giấy — from the facts of one credential and nothing else, so that it can be told what it says."""
    return Certificate(
        layout=facts["layout"],
        parent_issuer=facts["parent_issuer"],
        issuer=facts["issuer"],
        title=facts["heading"],
        awarded_to=facts["name"],
        honorific=facts["honorific"],
        birth=facts["birth"],
        post=facts["post"],
        unit=inside(facts["unit"]) if facts["post"] else facts["unit"],
        statement=facts["statement"],
        program=facts["program"],
        periods=facts["periods"],
        from_on=_day(facts["from_on"]),
        to_on=_day(facts["to_on"]),
        grade=facts["band"],
        place=facts["place"],
        issued_on=_day(facts["issued_on"]),
        signature=Signature(tuple(facts["capacity"]), facts["signer"]),
        register_number=facts["number"],
        decision=facts["decision"],
        check_code=facts["check_code"],
        # Who has no camera types number and code at the short address; the QR code names this very paper.
        verify=facts["verify"].rpartition("/")[0] + "/",
        qr=facts.get("qr") or facts["verify"],
        serial=facts.get("serial", ""),
        synthetic=facts["synthetic"],
    )


def _remark(credential: Credential) -> str:
    """What the book says of a paper after its issue."""
    said = []
    for event in credential.events.all():
        if event.act == "revoked":
            said.append(f"Thu hồi {_by_decision(event)}")
        elif event.act == "replaced":
            said.append(f"Đã thay bằng số {credential.replaced_by.number_text}")
        elif event.act == "taken_back":
            said.append(f"Đính chính {date_digits(localdate(event.at))}: chưa trao")
    if credential.replaces is not None:
        said.append(f"Cấp thay số {credential.replaces.number_text}")
    if credential.facts.get("confirms"):
        said.append("Xác nhận cho giấy bị mất")
    said += [f"Phôi {serial} hỏng" for serial in _serials(credential)[:-1]]
    return "; ".join(said)


def _by_decision(event: CredentialEvent) -> str:
    """The decision with its day, the day that the public page tells; the day of the entry where none is known."""
    if event.document is None or event.document.issued_on is None:
        return date_digits(localdate(event.at))
    return f"theo QĐ {event.document.number_text} ngày {date_digits(event.document.issued_on)}"


def _serials(credential: Credential) -> list[str]:
    """The sheets taken for it, the last one at the end."""
    return [use.blank.serial for use in credential.blank_uses.all()]


def _handed(credential: Credential) -> str:
    """Who signed for it: what was entered last, since an entry by mistake is corrected by a later row."""
    said = ""
    for event in credential.events.all():
        if event.act in ("handed", "taken_back"):
            said = (event.to_text or "Đã nhận") if event.act == "handed" else ""
    return said


def book_row(credential: Credential, *, course: Course | None = None) -> tuple[str, ...]:
    """Một dòng sổ — as it stood at the issue; the remark and the signature come from later events."""
    facts = credential.facts
    decision = f"{facts['decision_number']} ngày {facts['decision_on']}".strip()
    return (
        str(credential.entry_no),
        credential.number_text,
        facts["name"],
        facts["birth"],
        SEXES.get(facts["sex"], ""),
        facts["unit"],
        headline(facts["class"] if course else f"{facts['class']}, {facts['course']}"),
        decision,
        next(iter(_serials(credential)[-1:]), ""),
        headline(facts["band"]),
        date_digits(credential.issued_on),
        _handed(credential),
        _remark(credential),
    )


def _period(register: Register) -> str:
    """What the head of a whole book says of its time: a year, a term, or nothing where it never begins anew."""
    begins = register.period_starts_on
    if begins.year == 1:
        return "Đánh số liên tục"
    return f"Năm {begins.year}" if (begins.month, begins.day) == (1, 1) else f"Từ ngày {date_digits(begins)}"


def book(register: Register, rows: Iterable[Credential], *, on: date, course: Course | None, synthetic: bool) -> Paper:
    """Sổ cấp chứng chỉ — landscape, one line an entry, nothing ever left out."""
    frame = paper_frame(register.issuer, kind="register", on=on)
    lines = tuple(book_row(credential, course=course) for credential in rows)
    return Paper(
        **frame,
        title=f"SỔ CẤP {KINDS[register.kind][0]}",
        subject=course.title if course else _period(register),
        blocks=(
            Table(BOOK_COLUMNS, lines, small=True),
            Paragraph(
                f"Sổ này có {number(len(lines))} dòng. Không xóa dòng đã ghi; chỗ thu hồi, cấp thay ghi ở cột ghi chú."
            ),
        ),
        signature=signature_of(register.issuer, on=on),
        landscape=True,
        synthetic=synthetic,
        issuer_in_text=name_on(register.issuer, on),
    )
