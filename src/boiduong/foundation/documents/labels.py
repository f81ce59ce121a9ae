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
    "documents.choose_signer": gettext_noop("Signer chosen"),
    "documents.keep_scan": gettext_noop("Scan kept, its paper not found"),
    "documents.settle_scan": gettext_noop("Kept scan filed"),
    "documents.set_scan_aside": gettext_noop("Kept scan set aside"),
    "documents.upload_template": gettext_noop("Wording template sent"),
    "documents.use_template": gettext_noop("Wording taken into use"),
}

# Why a scan was not filed, and how one that was filed has been checked.
FAULTS = {
    "refused": gettext_noop("not taken"),
    "unreadable": gettext_noop("cannot be opened"),
    "no_code": gettext_noop("no code of ours on its pages"),
    "unknown": gettext_noop("its code names no paper that you number"),
    "state": gettext_noop("the paper is not numbered, or void"),
    "missing": gettext_noop("the paper's own file is missing from the store: tell the system administrator"),
    "twice": gettext_noop("this paper stands in the batch twice"),
    "pages": gettext_noop("another number of pages than the paper"),
    "text": gettext_noop("its text is not that of the paper"),
}
CHECKED = {
    "code": gettext_noop("code and number of pages checked; the scan has no text to compare"),
    "text": gettext_noop("code, number of pages and text checked"),
}
