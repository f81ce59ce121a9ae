"""Trang chứng chỉ — papers of a course, issuing, the register as a book, one credential, one's own."""

from boiduong.course.recognition.certificates.views.book import file_register, register, register_pdf
from boiduong.course.recognition.certificates.views.issuing import hand, issue, issue_progress, new_kind
from boiduong.course.recognition.certificates.views.one import credential, credential_pdf, mine, replace, revoke
from boiduong.course.recognition.certificates.views.overview import step

__all__ = [
    "credential",
    "credential_pdf",
    "file_register",
    "hand",
    "issue",
    "issue_progress",
    "mine",
    "new_kind",
    "register",
    "register_pdf",
    "replace",
    "revoke",
    "step",
]
