"""Nhãn — names of counts and of what a comparison came to, for the pages."""

from boiduong.refusals import gettext_noop

COUNT_LABELS = {
    "nominated": gettext_noop("Nominated"),
    "accepted": gettext_noop("Accepted"),
    "summoned": gettext_noop("Summoned"),
    "confirmed": gettext_noop("Confirmed"),
    "opened": gettext_noop("In the opening decision"),
    "present": gettext_noop("Attended at least one session"),
    "graded": gettext_noop("With a result in every item"),
    "recognized": gettext_noop("Recognized"),
    "certified": gettext_noop("Holding a certificate"),
}
OUTCOME_LABELS = {
    "equal": gettext_noop("agrees"),
    "within": gettext_noop("agrees within its word"),
    "fits": gettext_noop("may be this number"),
    "differs": gettext_noop("differs"),
    "unknown": gettext_noop("not counted here"),
}
