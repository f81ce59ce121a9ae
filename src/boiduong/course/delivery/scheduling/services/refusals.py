"""Khi lịch học không làm được — the anticipated refusals of the timetable."""

from __future__ import annotations

from collections.abc import Callable

from boiduong.course.delivery.scheduling.rules import Violation
from boiduong.refusals import Refusal, gettext_noop


class DraftExists(Refusal):
    """Đang có bản nháp — one draft at a time, so that two people do not arrange past each other."""

    text = gettext_noop("Draft %(number)s of this timetable is still open. Release it or discard it first.")


class ReleasedIsFixed(Refusal):
    """Lịch đã ban hành — a released timetable is never edited; it is revised by a new version."""

    text = gettext_noop("Timetable %(number)s has left the draft state. Make an adjusted version and change that one.")


class EntryUnclear(Refusal):
    """Buổi chưa rõ — without a class, or with both a topic and an activity, or with neither."""

    text = gettext_noop("Say which classes meet, and either the topic or the activity, with at least one period.")


class NotThisCourse(Refusal):
    """Lớp của khóa khác."""

    text = gettext_noop("One of the classes belongs to another course.")


class NothingPlaced(Refusal):
    """Lịch trống."""

    text = gettext_noop("There is nothing on this timetable yet.")


class NothingChanged(Refusal):
    """Không có gì đổi so với lịch đang có hiệu lực — nobody is sent a paper that says the same."""

    text = gettext_noop(
        "Nothing differs from timetable %(number)s, which is in force: there is nothing to release. Change a session, "
        "or discard the draft."
    )


class NothingToUndo(Refusal):
    """Không còn việc để hoàn tác."""

    text = gettext_noop("Nothing has been done on this draft that could be undone.")


class SessionLocked(Refusal):
    """Buổi đã khóa."""

    text = gettext_noop("This session is locked where it stands. Unlock it first.")


class NoRunNow(Refusal):
    """Máy không đang xếp."""

    text = gettext_noop("The machine is not at work on this draft, or the choice is no longer offered.")


class ReasonNeeded(Refusal):
    """Chưa viết lý do hoặc tên người dạy."""

    text = gettext_noop("Write the reason, or the name of the person who comes.")


class UnknownRule(Refusal):
    """Không có quy tắc, mức hoặc buổi này."""

    text = gettext_noop("Choose a rule, a level or a half-day of the list.")


class Blocked(Refusal):
    """Lịch còn xung đột — the base of refusals that tell the first violation."""

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """Câu trả lời — with the sentence of the first violation in it."""
        first = self.facts["first"]
        said = first.sentence(translate) if isinstance(first, Violation) else str(first)
        return translate(self.text) % {**self.facts, "first": said}


class Clash(Blocked):
    """Xung đột — the timetable cannot be released while a blocking rule is broken."""

    text = gettext_noop("The timetable cannot be released: %(count)s clashes. The first one: %(first)s")


class NothingPastMoves(Blocked):
    """Buổi đã qua giữ nguyên."""

    text = gettext_noop("The timetable cannot be released. %(first)s")


class PlacingBlocked(Blocked):
    """Không đặt được — a rule that blocks in this course would be broken."""

    text = gettext_noop("It cannot be placed: this rule blocks in this course. %(first)s")


class WarningsUnread(Blocked):
    """Chưa đọc cảnh báo — or there are others now than those that were read."""

    text = gettext_noop(
        "The timetable is not released yet: read the warnings (%(count)s) and say that you have. The first one: "
        "%(first)s"
    )


class NotASite(Refusal):
    """Không phải điểm cầu của khóa."""

    text = gettext_noop("This site does not belong to the course.")


class NumberImpossible(Refusal):
    """Số không hợp."""

    text = gettext_noop("Write a number from 1 to %(most)s, or leave it empty.")


class PlaceGone(Refusal):
    """Đề xuất không còn đúng."""

    text = gettext_noop("The year has changed meanwhile: this place is taken. Look at the new proposals.")
