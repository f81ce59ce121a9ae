"""Quy tắc giảng viên — how a lecturer may be asked for, and the standings."""

from boiduong.refusals import Label, Refusal, gettext_noop

ASKED_AS = {
    "person": gettext_noop("by name"),
    "post": gettext_noop("by post"),
    "body": gettext_noop("by body"),
    "rank": gettext_noop("by rank"),
}
STANDINGS = {
    "internal": gettext_noop("lecturer of the school"),
    "visiting": gettext_noop("visiting lecturer"),
    "reporter": gettext_noop("reporter"),
    "technician": gettext_noop("technician"),
}


class LecturerNotSaid(Refusal):
    """Chưa nói mời ai."""

    text = gettext_noop("A lecturer asked for %(how)s needs that to be written.")


class UnknownStanding(Refusal):
    """Không có loại này."""

    text = gettext_noop("“%(value)s” is not a kind of lecturer.")


def check_asked(
    *, asked_as: str, has_person: bool, post_text: str, body_text: str, rank_text: str, standing: str
) -> None:
    """Kiểm tra cách mời — what `asked_as` names must be said; raises LecturerNotSaid, UnknownStanding."""
    if asked_as not in ASKED_AS:
        raise UnknownStanding(value=asked_as)
    if standing not in STANDINGS:
        raise UnknownStanding(value=standing)
    said = {"person": has_person, "post": post_text.strip(), "body": body_text.strip(), "rank": rank_text.strip()}
    if not said[asked_as]:
        raise LecturerNotSaid(how=Label(ASKED_AS[asked_as]))
