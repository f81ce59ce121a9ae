"""Quy tắc chuyên đề — what kinds of topics there are, and what a program must offer."""

from __future__ import annotations

from collections.abc import Mapping

from boiduong.refusals import Label, Refusal, gettext_noop

TOPIC_KINDS = {
    "lecture": gettext_noop("lecture"),
    "report": gettext_noop("report"),
    "discussion": gettext_noop("discussion"),
    "exchange": gettext_noop("exchange of experience"),
    "situations": gettext_noop("handling of situations"),
    "exercise": gettext_noop("exercise"),
    "role_play": gettext_noop("role play"),
    "field_study": gettext_noop("field study"),
    "site_visit": gettext_noop("site visit"),
    "placement": gettext_noop("placement"),
    "range": gettext_noop("shooting range"),
    "study_abroad": gettext_noop("study abroad"),
    "writing": gettext_noop("writing of the report"),
    "self_study": gettext_noop("self-study"),
    "video": gettext_noop("video"),
    "orientation": gettext_noop("orientation"),
    "other": gettext_noop("other activity"),
}
MOST_PERIODS = 400
EVENING_KINDS = ("discussion", "exchange", "situations", "self_study")
AWAY_KINDS = ("field_study", "site_visit", "placement", "range", "study_abroad")
REPORT_KINDS = ("report", "writing")
MOST_WITHIN = 200


class TopicNotSaid(Refusal):
    """Chuyên đề chưa đủ."""

    text = gettext_noop("Write %(what)s.")


class BadTopic(Refusal):
    """Chuyên đề không hợp."""

    text = gettext_noop("“%(title)s”: “%(value)s” cannot be used here.")


class NoEvening(Refusal):
    """Loại này không học buổi tối."""

    text = gettext_noop(
        "“%(title)s” cannot be held in the evening: only discussion, exchange of experience, handling of situations "
        "and self-study can."
    )


class FollowsItself(Refusal):
    """Theo sau chính mình."""

    text = gettext_noop("“%(title)s” cannot follow itself. Choose another topic.")


class FollowsInCircle(Refusal):
    """Theo sau thành vòng."""

    text = gettext_noop("“%(title)s” cannot follow “%(other)s”, which already comes after it.")


class FollowsElsewhere(Refusal):
    """Theo sau chuyên đề của bản khác."""

    text = gettext_noop("“%(title)s” can only follow a topic of the same version of the program.")


class WithinWithoutFollows(Refusal):
    """Có hạn mà không theo sau gì."""

    text = gettext_noop("Choose which topic “%(title)s” follows, or leave the limit empty.")


class BadWithin(Refusal):
    """Hạn không hợp."""

    text = gettext_noop("“%(title)s”: the limit must be a number from 1 to %(most)s, or empty.")


class NoTopics(Refusal):
    """Chương trình chưa có chuyên đề."""

    text = gettext_noop("The program has no topic yet. Add topics before it is fixed.")


class ElectivesFewerThanAsked(Refusal):
    """Số chuyên đề ít hơn số phải chọn."""

    text = gettext_noop("“%(part)s” asks for %(asked)s topics and offers %(offered)s.")


def check_topic(*, title: str, kind: str, periods: int | None) -> None:
    """Kiểm tra chuyên đề — a title, a known kind, periods (tiết) from 1 on. Raises TopicNotSaid, BadTopic."""
    if not title.strip():
        raise TopicNotSaid(what=Label(gettext_noop("the title of the topic")))
    if kind not in TOPIC_KINDS:
        raise BadTopic(title=title, value=kind)
    if periods is not None and not 1 <= periods <= MOST_PERIODS:
        raise BadTopic(title=title, value=periods)


def check_time(
    *, title: str, kind: str, evening: bool, follows: int | None, within: int | None, number: int | None = None
) -> None:
    """Kiểm tra lúc học — evening only for its kinds, no limit without a topic before it; `number` is its own id.

    Raises NoEvening, FollowsItself, WithinWithoutFollows, BadWithin.
    """
    if evening and kind not in EVENING_KINDS:
        raise NoEvening(title=title)
    if follows is not None and follows == number:
        raise FollowsItself(title=title)
    if within is not None and not 1 <= within <= MOST_WITHIN:
        raise BadWithin(title=title, most=MOST_WITHIN)
    if within is not None and follows is None:
        raise WithinWithoutFollows(title=title)


def goes_in_circle(follows: Mapping[int, int | None], number: int) -> bool:
    """Có thành vòng không — whether a topic comes after itself, by what each topic follows."""
    seen: set[int] = set()
    here = follows.get(number)
    while here is not None and here != number and here not in seen:
        seen.add(here)
        here = follows.get(here)
    return here == number


def counts_days(kind: str, followed: str) -> bool:
    """Hạn đếm theo ngày — for the report on a field day; every other limit counts half-days."""
    return kind in REPORT_KINDS and followed in AWAY_KINDS


def check_offer(*, topics: int, parts: dict[str, tuple[int | None, int]]) -> None:
    """Kiểm tra trước khi chốt — some topic at all, and in each part as many as must be chosen.

    `parts` is title -> (to choose, offered). Raises NoTopics, ElectivesFewerThanAsked.
    """
    if topics == 0:
        raise NoTopics
    for title, (asked, offered) in parts.items():
        if asked is not None and offered < asked:
            raise ElectivesFewerThanAsked(part=title, asked=asked, offered=offered)
