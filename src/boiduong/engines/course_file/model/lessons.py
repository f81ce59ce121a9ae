"""Chương trình và người dạy — Programs, parts, topics and lecturers."""

from __future__ import annotations

from dataclasses import dataclass

from ..kinds import AskedAs, TopicKind
from ..values import Amount, Duration, Text


@dataclass(frozen=True, slots=True)
class Lecturer:
    """Giảng viên — Asked for as a person, a post, a body or a rank; `label` says it in one line."""

    id: str
    asked_as: AskedAs
    label: Text
    name: Text | None = None
    post: Text | None = None
    body: Text | None = None
    rank: Text | None = None
    standing: str = "internal"
    scope: tuple[str, ...] = ()
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """Chuyên đề — One thing on the program; `origin` is the id in the file when one line stood for several.

    `follows` names the origin of the topic that it comes after, at most `within` half-days later.
    """

    id: str
    title: Text
    kind: TopicKind
    periods: int
    origin: str
    part: str | None = None
    length: Duration | None = None
    by: tuple[str, ...] = ()
    where: tuple[Text, ...] = ()
    venue: str | None = None
    host: tuple[Text, ...] = ()
    supervisor: tuple[Text, ...] = ()
    evidence: tuple[Text, ...] = ()
    safety: tuple[Text, ...] = ()
    taken_from: str | None = None
    required: bool = True
    joint: bool = False
    follows: str | None = None
    within: int | None = None
    evening: bool = False
    kind_assumed: bool = False
    periods_assumed: bool = True
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """Tự chọn — At least so many topics of a part must be chosen."""

    at_least: int
    of: Amount | None = None
    by: Text | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Phần — A part of a program with its topics."""

    id: str
    title: Text
    topics: tuple[Topic, ...] = ()
    aim: Text | None = None
    topic_count: Amount | None = None
    length: Duration | None = None
    choose: Choice | None = None
    owner: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    judged: str | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class TakenFrom:
    """Lấy từ chương trình — The program this one was taken from, and how."""

    title: Text
    issuer: Text | None = None
    topic_count: Amount | None = None
    how: str | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Program:
    """Chương trình — Parts and topics; `half_days` is what its periods fill (0 when self-paced)."""

    id: str
    title: Text
    half_days: int
    parts: tuple[Part, ...] = ()
    own_topics: tuple[Topic, ...] = ()
    version: Text | None = None
    issuer: tuple[str, ...] = ()
    taken_from: TakenFrom | None = None
    topic_count: Amount | None = None
    length: Duration | None = None
    formats: tuple[str, ...] = ()
    material: Text | None = None
    assumed: bool = False

    @property
    def topics(self) -> tuple[Topic, ...]:
        """Mọi chuyên đề — The topics of the parts in their order, then those of no part."""
        return (*(topic for part in self.parts for topic in part.topics), *self.own_topics)

    @property
    def periods(self) -> int:
        """Tổng số tiết — The periods of all topics together."""
        return sum(topic.periods for topic in self.topics)
