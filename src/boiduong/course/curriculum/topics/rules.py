"""Quy tắc chuyên đề — what kinds of topics there are, and what a program must offer."""

from __future__ import annotations

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


class TopicNotSaid(Refusal):
    """Chuyên đề chưa đủ."""

    text = gettext_noop("Write %(what)s.")


class BadTopic(Refusal):
    """Chuyên đề không hợp."""

    text = gettext_noop("“%(title)s”: “%(value)s” cannot be used here.")


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


def check_offer(*, topics: int, parts: dict[str, tuple[int | None, int]]) -> None:
    """Kiểm tra trước khi chốt — some topic at all, and in each part as many as must be chosen.

    `parts` is title -> (to choose, offered). Raises NoTopics, ElectivesFewerThanAsked.
    """
    if topics == 0:
        raise NoTopics
    for title, (asked, offered) in parts.items():
        if asked is not None and offered < asked:
            raise ElectivesFewerThanAsked(part=title, asked=asked, offered=offered)
