"""Việc văn bản — drafting, numbering and freezing papers; numbers come from the records officer."""

from boiduong.foundation.documents.services.drafting import (
    DraftInUse,
    PaperEmpty,
    discard,
    draft,
    list_annex,
    lock,
    record_outside,
    take_back,
)
from boiduong.foundation.documents.services.numbering import (
    NumberMissing,
    NumberTaken,
    give_number,
    give_numbers,
    void,
)
from boiduong.foundation.documents.services.press import print_ahead
from boiduong.foundation.documents.services.scanning import (
    SCAN_KINDS,
    Sorted,
    file_batch,
    file_scan,
    set_scan_aside,
    settle_scan,
)
from boiduong.foundation.documents.services.signing import AlreadyNumbered, NobodySigns, PostMissing, choose_signer
from boiduong.foundation.documents.services.templates import (
    NoSampleYet,
    NoWordingHere,
    OtherInstitution,
    preview_template,
    upload_template,
    use_template,
)
from boiduong.foundation.documents.services.wording import COURSE_TAGS, INSERT_TAGS, LIST_TAGS, PAPER_TAGS

__all__ = [
    "DraftInUse",
    "COURSE_TAGS",
    "INSERT_TAGS",
    "LIST_TAGS",
    "PAPER_TAGS",
    "AlreadyNumbered",
    "NobodySigns",
    "PostMissing",
    "NoSampleYet",
    "NoWordingHere",
    "OtherInstitution",
    "choose_signer",
    "preview_template",
    "upload_template",
    "use_template",
    "SCAN_KINDS",
    "Sorted",
    "file_batch",
    "set_scan_aside",
    "settle_scan",
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
    "take_back",
    "void",
]
