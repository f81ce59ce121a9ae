"""Số đo thể thức — Margins and letter sizes of the two layouts; the PDF and the Word file read the same numbers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measures:
    """Số đo của một thể thức — millimeters for `*_mm`, points for everything else."""

    top_mm: float = 20
    bottom_mm: float = 20
    left_mm: float = 30
    right_mm: float = 20
    indent_mm: float = 10
    heading: float = 13  # quốc hiệu, or the Party's name
    motto: float = 14
    issuer: float = 13
    number: float = 13
    letter_subject: float = 12
    place_date: float = 14
    title: float = 14
    subject: float = 14
    body: float = 14
    note: float = 12
    table: float = 12
    small_table: float = 10
    signature: float = 14
    recipients_head: float = 12
    recipients: float = 11
    attached: float = 13
    page_number: float = 13
    paragraph_gap: float = 6


# Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I: each number lies inside the range that the decree gives.
STATE = Measures()

# Hướng dẫn 36-HD/VPTW was not read in full: these measures come from papers of Party committees, as examples.
PARTY = Measures(
    right_mm=15,
    heading=15,
    issuer=14,
    number=14,
    title=16,
    recipients_head=14,
    recipients=12,
)

MEASURES: dict[str, Measures] = {"state": STATE, "party": PARTY}
