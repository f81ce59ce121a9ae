"""Việc văn bản — drafting, numbering and freezing papers; numbers come from the records officer."""

from boiduong.foundation.documents.services.drafting import (
    PaperEmpty,
    discard,
    draft,
    list_annex,
    lock,
    record_outside,
)
from boiduong.foundation.documents.services.numbering import (
    NumberMissing,
    NumberTaken,
    give_number,
    give_numbers,
    void,
)
from boiduong.foundation.documents.services.press import print_ahead
from boiduong.foundation.documents.services.scanning import SCAN_KINDS, file_scan

__all__ = [
    "SCAN_KINDS",
    "NumberMissing",
    "NumberTaken",
    "PaperEmpty",
    "discard",
    "draft",
    "file_scan",
    "give_number",
    "give_numbers",
    "list_annex",
    "lock",
    "print_ahead",
    "record_outside",
    "void",
]
