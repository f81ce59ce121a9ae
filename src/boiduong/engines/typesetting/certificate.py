"""Chứng chỉ, giấy chứng nhận — The content of one credential on a landscape sheet."""

from dataclasses import dataclass
from datetime import date

from boiduong.engines.typesetting.paper import Layout, Signature


@dataclass(frozen=True, slots=True)
class Certificate:
    """Chứng chỉ — Everything one sheet prints; an empty birth, unit or serial leaves a dotted line; a post stands
    before the unit.

    `statement` is the sentence before the program ("Đã hoàn thành chương trình bồi dưỡng");
    `periods` is the length in periods (tiết); `serial` is the number of the blank (số hiệu) and
    `register_number` the entry in the register (số vào sổ); `verify` is the address printed beside the QR, and
    the text of the QR unless `qr` gives a longer one, which is then drawn larger.
    """

    issuer: str
    awarded_to: str
    program: str
    layout: Layout = "state"
    parent_issuer: str = ""
    title: str = "CHỨNG CHỈ"
    honorific: str = "ông"
    birth: str = ""
    post: str = ""
    unit: str = ""
    statement: str = "Đã hoàn thành chương trình bồi dưỡng"
    periods: int | None = None
    from_on: date | None = None
    to_on: date | None = None
    grade: str = ""
    place: str = ""
    issued_on: date | None = None
    year: int | None = None
    signature: Signature = Signature()
    serial: str = ""
    register_number: str = ""
    decision: str = ""
    verify: str = ""
    qr: str = ""
    check_code: str = ""
    synthetic: bool = True
