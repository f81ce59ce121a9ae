"""Trang chứng chỉ — papers of a course, issuing, the register as a book, one credential, one's own."""

from boiduong.course.recognition.certificates.views.book import file_register, register, register_pdf
from boiduong.course.recognition.certificates.views.desk import (
    enter_key,
    issuer,
    issuers,
    key_end,
    name_shown,
    whole_book,
)
from boiduong.course.recognition.certificates.views.handing import hand, not_handed
from boiduong.course.recognition.certificates.views.issuing import issue, issue_progress, new_kind
from boiduong.course.recognition.certificates.views.one import (
    blank_print,
    change_blank,
    confirm,
    credential,
    credential_pdf,
    mine,
    replace,
    revoke,
)
from boiduong.course.recognition.certificates.views.overview import step
from boiduong.course.recognition.certificates.views.stock import blanks, receive

__all__ = [
    "blank_print",
    "blanks",
    "change_blank",
    "confirm",
    "credential",
    "credential_pdf",
    "enter_key",
    "file_register",
    "hand",
    "issue",
    "issue_progress",
    "issuer",
    "issuers",
    "key_end",
    "mine",
    "name_shown",
    "new_kind",
    "not_handed",
    "receive",
    "register",
    "register_pdf",
    "replace",
    "revoke",
    "step",
    "whole_book",
]
