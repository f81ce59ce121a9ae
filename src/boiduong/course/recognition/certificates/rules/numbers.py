"""Số vào sổ và câu chữ — how a register number reads, and the words on a sheet."""

from __future__ import annotations

import re
from datetime import date

from boiduong.refusals import gettext_noop

# kind -> (heading on the sheet, code in the register number)
KINDS: dict[str, tuple[str, str]] = {
    "certificate": ("CHỨNG CHỈ", "CC"),
    "attestation": ("GIẤY CHỨNG NHẬN", "CN"),
    "diploma": ("BẰNG", "B"),
    "completion": ("GIẤY XÁC NHẬN HOÀN THÀNH", "XN"),
}
NUMBER_KINDS = {
    "certificate": gettext_noop("certificate"),
    "attestation": gettext_noop("attestation"),
    "diploma": gettext_noop("diploma"),
    "completion": gettext_noop("completion paper"),
}
# Grounds of Thông tư 03/2023/TT-BNV, Điều 8; a rule set says which of them its institution uses.
GROUNDS = {
    "fraud": gettext_noop("Fraud in enrollment or study"),
    "wrong_person": gettext_noop("Issued to the wrong person or outside the issuer's authority"),
    "altered": gettext_noop("The paper was altered"),
    "lent": gettext_noop("The paper was lent to somebody else"),
    "issuer_error": gettext_noop("A mistake of the issuer"),
}
VERIFY_PATH = "/tra-cuu/"
LONGEST_HEADING = 40
_OPENING = re.compile(r"^(?:khóa|lớp|chương trình)?\s*(?:bồi dưỡng|tập huấn)\s+", re.IGNORECASE)


def register_number(entry_no: int, *, year: int, kind: str, body: str, layout: str) -> str:
    """Số vào sổ — "0125/2025/CC-TCT" of a school or State body, "0125-CN/TU" of a Party committee.

    Four digits at least; beyond 9999 the number grows, nothing is cut off.
    """
    code = KINDS[kind][1]
    if layout == "party":
        return f"{entry_no:04d}-{code}/{body}"
    return f"{entry_no:04d}/{year}/{code}-{body}"


def heading(kind: str, title: str) -> str:
    """Tên loại giấy — the title given for the course where it is short enough to stand in capitals."""
    named = title.strip().upper()
    return named if 0 < len(named) <= LONGEST_HEADING else KINDS[kind][0]


def statement(course_title: str) -> tuple[str, str]:
    """Câu xác nhận — (sentence, name of the program), so that "bồi dưỡng" is not said twice."""
    title = " ".join(course_title.split())
    found = _OPENING.match(title)
    if found is None:
        return "Đã hoàn thành khóa bồi dưỡng", title
    rest = title[found.end() :]
    return "Đã hoàn thành chương trình bồi dưỡng", rest[:1].upper() + rest[1:]


def confirmation(title: str, number: str, issued_on: date) -> str:
    """Câu trên giấy xác nhận — which paper was issued and lost."""
    return f"Đã được cấp {title.lower()} số {number} ngày {issued_on:%d/%m/%Y}; bản chính bị mất"


def honorific(sex: str, *, layout: str) -> str:
    """Cách xưng — đồng chí in Party papers, ông or bà in the others, both where the sex is not said."""
    if layout == "party":
        return "đồng chí"
    return {"male": "ông", "female": "bà"}.get(sex, "ông (bà)")
