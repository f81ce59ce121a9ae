"""Văn bản hành chính — The content of one official paper, apart from how it is laid out."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from boiduong.engines.typesetting.blocks import Block

Layout = Literal["state", "party"]
Language = Literal["vi", "en"]
Head = Literal["issuer", "motto", "cover"]


@dataclass(frozen=True, slots=True)
class Signature:
    """Khối chữ ký — Who signs, line by line ("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG"), and the name.

    `note` prints in italics under the capacity ("Ký, ghi rõ họ tên").
    """

    capacity: tuple[str, ...] = ()
    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Annex:
    """Phụ lục — A list or table attached to the paper, numbered from its own page 1.

    `attached_to` replaces the line "(Kèm theo … số … ngày …)" that is otherwise derived.
    """

    title: str
    subject: str = ""
    blocks: tuple[Block, ...] = ()
    landscape: bool = False
    signature: Signature | None = None
    attached_to: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """Văn bản — One paper in the state layout (Nghị định 30/2020) or the Party layout.

    `title` empty means an official letter (công văn): the subject stands under the number.
    `number` empty leaves a dotted gap before `code`; `issued_on` None leaves the day, the month
    and, unless `year` is known, the year to fill in by hand. `issuer_in_text` is the issuer's name
    as it stands inside a sentence ("Trường Chính trị tỉnh …"), used in the line above each annex.
    `verify` is the text of the QR drawing and `verify_label` the words before it. `head` "motto" prints
    the name of the State alone, as a request or a form begins; "cover" is the front page of a report.
    Without number and code no number is printed. `mark` is the text of the small code at the foot of each
    page, by which a scan finds its paper again.
    """

    issuer: str
    layout: Layout = "state"
    parent_issuer: str = ""
    number: str = ""
    code: str = ""
    place: str = ""
    issued_on: date | None = None
    year: int | None = None
    title: str = ""
    subject: str = ""
    addressed_to: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    signature: Signature | None = None
    signatures: tuple[Signature, ...] = ()
    recipients: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    landscape: bool = False
    synthetic: bool = True
    language: Language = "vi"
    verify: str = ""
    footer: str = ""
    issuer_in_text: str = ""
    verify_label: str = "Kiểm tra văn bản:"
    head: Head = "issuer"
    mark: str = ""
