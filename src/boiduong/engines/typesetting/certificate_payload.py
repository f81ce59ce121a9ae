"""Dữ liệu cho chứng chỉ — Turns a credential into the JSON that its template reads."""

import math
from datetime import date

from boiduong.engines.typesetting.certificate import Certificate
from boiduong.engines.typesetting.payload import Json
from boiduong.engines.typesetting.qr import qr_png
from boiduong.engines.typesetting.text import clean, one_line
from boiduong.engines.typesetting.widths import width_mm
from boiduong.engines.typesetting.wording import (
    issuer_lines,
    place_and_date,
    synthetic_line,
)

# Millimeters: a module of a long code must stay wide enough for the camera of an old phone.
QR_SIDE, LARGE_QR_SIDE = 28, 38
LONGEST_SMALL_QR = 120
# Points, millimeters of room and height of a line for title, program and unit; what is free between head and foot.
WRAPPING = ((24.05, 245, 1.5), (16.9, 205, 1.0), (14.05, 145, 0.85))
SPARE_LINES = 3


def certificate_payload(certificate: Certificate) -> dict[str, Json]:
    """Dữ liệu một chứng chỉ — Every text cleaned, every sentence written out."""
    signature = certificate.signature
    return {
        "long": is_long(certificate),
        "layout": certificate.layout,
        "document_title": one_line(f"{certificate.title} {certificate.awarded_to}") or "Chứng chỉ",
        "author": one_line(certificate.issuer),
        "parent_issuer": clean(certificate.parent_issuer),
        "issuer": clean(issuer_lines(certificate.issuer)),
        "title": clean(certificate.title).strip(),
        "awarded": clean(f"Cấp cho {certificate.honorific}".rstrip()),
        "name": clean(certificate.awarded_to),
        "birth": clean(certificate.birth),
        "unit": clean(post_and_unit(certificate)),
        "unit_label": "Chức vụ, đơn vị:" if certificate.post else "Đơn vị:",
        "statement": clean(certificate.statement),
        "program": clean(certificate.program),
        "duration": duration_line(certificate),
        "grade": clean(certificate.grade),
        "decision": clean(certificate.decision),
        "place_and_date": clean(place_and_date(certificate.place, certificate.issued_on, year=certificate.year)),
        "capacity": [clean(line) for line in signature.capacity],
        "signer": clean(signature.name),
        "serial": clean(certificate.serial),
        "register_number": clean(certificate.register_number),
        "check_code": clean(certificate.check_code),
        "qr": [*qr_png(certificate.qr or certificate.verify)] if certificate.qr or certificate.verify else "",
        "qr_side": QR_SIDE if len(certificate.qr) <= LONGEST_SMALL_QR else LARGE_QR_SIDE,
        "verify": clean(certificate.verify),
        "synthetic_line": synthetic_line(language="vi") if certificate.synthetic else "",
    }


def post_and_unit(certificate: Certificate) -> str:
    """Chức vụ, đơn vị — What is known of the two."""
    return ", ".join(text for text in (certificate.post, certificate.unit) if text)


def is_long(certificate: Certificate) -> bool:
    """Chữ dài — Whether some text may need a smaller size to stay on one page."""
    texts = (
        (certificate.awarded_to, 36),
        (certificate.parent_issuer, 60),
        (certificate.issuer, 60),
        (certificate.statement, 100),
        (certificate.decision, 110),
        (certificate.verify, 100),
        *((line, 40) for line in certificate.signature.capacity),
        (certificate.signature.name, 40),
        (certificate.place, 30),
        (certificate.birth, 20),
        (certificate.grade, 40),
        (certificate.honorific, 40),
        (certificate.serial, 30),
        (certificate.register_number, 30),
        (certificate.check_code, 30),
    )
    wrapping = (certificate.title, certificate.program, post_and_unit(certificate))
    many_lines = len(certificate.signature.capacity) > 3
    if many_lines or any(len(text) > usual for text, usual in texts):
        return True
    return any("\n" in text for text in (*wrapping, *(text for text, _ in texts))) or _height(wrapping) > SPARE_LINES


def _height(wrapping: tuple[str, ...]) -> float:
    """Lines past the first of title, program and unit at the usual size, in lines of the program."""
    return sum(
        (math.ceil(width_mm(text, points) * 1.15 / room) - 1) * weight if text else 0
        for text, (points, room, weight) in zip(wrapping, WRAPPING, strict=True)
    )


def duration_line(certificate: Certificate) -> str:
    """Thời lượng, thời gian — "Thời lượng: 80 tiết, từ ngày 10/10/2022 đến ngày 21/10/2022"."""
    parts: list[str] = []
    if certificate.periods is not None:
        parts.append(f"Thời lượng: {certificate.periods} tiết")
    if certificate.from_on and certificate.to_on:
        parts.append(f"từ ngày {_short(certificate.from_on)} đến ngày {_short(certificate.to_on)}")
    line = ", ".join(parts)
    return line[:1].upper() + line[1:]


def _short(on: date) -> str:
    return f"{on.day:02d}/{on.month:02d}/{on.year}"
