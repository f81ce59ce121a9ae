"""Nhãn — what was done with a paper, in the words of the log."""

from boiduong.refusals import gettext_noop

ACT_LABELS = {
    "documents.draft": gettext_noop("Drafted"),
    "documents.lock": gettext_noop("Sent to be numbered"),
    "documents.give_number": gettext_noop("Numbered and issued"),
    "documents.record_outside": gettext_noop("Recorded from outside"),
    "documents.discard": gettext_noop("Discarded"),
    "documents.void": gettext_noop("Made void"),
    "documents.file_scan": gettext_noop("Signed scan filed"),
}
