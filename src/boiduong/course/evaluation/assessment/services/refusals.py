"""Lời từ chối của việc chấm bài — what the services of this stage may answer besides the rules."""

from __future__ import annotations

from boiduong.refusals import Refusal, gettext_noop


class NotInProgram(Refusal):
    """Nội dung không thuộc chương trình của lớp."""

    text = gettext_noop("“%(title)s” is not part of the program of this class.")


class NotInClass(Refusal):
    """Không phải học viên của lớp."""

    text = gettext_noop("%(name)s is not a learner of %(label)s.")


class NotYourPaper(Refusal):
    """Không được phân công chấm bài này."""

    text = gettext_noop("This report is marked by other people.")


class MarkersTooFew(Refusal):
    """Thiếu giám khảo."""

    text = gettext_noop("Each report has %(needed)s markers. Name at least as many people.")


class SecondPersonNeeded(Refusal):
    """Cần người thứ hai."""

    text = gettext_noop("A settled mark is amended by two people. Name the second one.")


class RuleSetNotPinned(Refusal):
    """Lớp chưa có bộ quy chế."""

    text = gettext_noop("%(label)s has no rule set yet: it is pinned when the class opens.")


class NotAllSettled(Refusal):
    """Còn bài chưa thống nhất điểm."""

    text = gettext_noop("%(count)s reports of %(label)s have no settled mark yet. The mark sheet comes after them.")


class NothingToPrint(Refusal):
    """Chưa có bài."""

    text = gettext_noop("No report of %(label)s was received yet.")


class DueBeforeClass(Refusal):
    """Hạn nộp trước ngày đầu của lớp."""

    text = gettext_noop("%(label)s begins on %(day)s: what it hands in cannot be due before that day.")
