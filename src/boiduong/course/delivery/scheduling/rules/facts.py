"""Những gì quy tắc lịch đọc và nói — sessions, classes, rooms, lecturers as plain values, and what is broken."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from boiduong.refusals import Label, gettext_noop

HALF_ORDER = ("morning", "afternoon", "evening")
# What a class begins and ends with, in this order.
CEREMONIES = ("opening", "closing")
BLOCK, AT_RELEASE, WARN = "block", "block_at_release", "warn"
SENTENCES: dict[str, str] = {
    "class_twice": gettext_noop("%(who)s has two sessions at once on %(day)s, %(half)s: %(one)s; %(other)s."),
    "lecturer_twice": gettext_noop("%(who)s teaches two sessions at once on %(day)s, %(half)s: %(one)s; %(other)s."),
    "body_twice": gettext_noop(
        "%(who)s is asked twice at the same time on %(day)s, %(half)s: %(one)s; %(other)s. Ask for two people."
    ),
    "travel_short": gettext_noop(
        "%(who)s, %(day)s: from %(one)s to %(other)s there are %(gap)s minutes, the way between the two places takes "
        "%(minutes)s."
    ),
    "site_small": gettext_noop("The site %(who)s has %(seats)s seats for %(people)s learners."),
    "room_twice": gettext_noop("%(who)s is used twice at once on %(day)s, %(half)s: %(one)s; %(other)s."),
    "room_small": gettext_noop("%(who)s has %(seats)s seats for %(people)s people on %(day)s, %(half)s: %(one)s."),
    "outside_dates": gettext_noop("%(who)s does not meet on %(day)s (it runs from %(first)s to %(last)s): %(one)s."),
    "outside_sitting": gettext_noop("%(day)s lies between the sittings of %(who)s: %(one)s."),
    "holiday": gettext_noop("%(day)s is a holiday (%(who)s): %(one)s."),
    "public_holiday": gettext_noop("%(day)s is a public holiday (%(who)s): %(one)s."),
    "weekend": gettext_noop("%(day)s is a weekend day for %(who)s: %(one)s."),
    "evening": gettext_noop(
        "%(one)s of %(who)s is held on the evening of %(day)s; evenings are for discussion and self-study."
    ),
    "follows_early": gettext_noop("%(who)s: %(one)s on %(day)s, %(half)s comes before the end of %(other)s."),
    "follows_late": gettext_noop(
        "%(who)s: %(one)s on %(day)s, %(half)s comes %(after)s half-days after %(other)s; at most %(within)s are "
        "allowed."
    ),
    "report_early": gettext_noop("%(who)s: %(one)s on %(day)s, %(half)s comes before the end of %(other)s."),
    "report_late": gettext_noop(
        "%(who)s: %(one)s on %(day)s, %(half)s comes %(after)s days after %(other)s; at most %(within)s are allowed."
    ),
    "before_opening": gettext_noop("%(who)s: %(one)s on %(day)s, %(half)s comes before the opening."),
    "after_closing": gettext_noop("%(who)s: %(one)s on %(day)s, %(half)s comes after the closing."),
    "too_long": gettext_noop("%(day)s, %(half)s: %(one)s goes past the %(periods)s periods of a half-day."),
    "topic_short": gettext_noop("%(who)s: %(one)s has %(placed)s of %(periods)s periods on the timetable."),
    "topic_over": gettext_noop(
        "%(who)s: %(one)s has %(placed)s periods on the timetable, the program says %(periods)s."
    ),
    "other_program": gettext_noop("%(one)s is not on the program of %(who)s."),
    "teaches_and_learns": gettext_noop(
        "%(who)s is a learner of a class that meets at the same time on %(day)s, %(half)s: %(one)s; %(other)s."
    ),
    "no_lecturer": gettext_noop("Nobody is named to teach on %(day)s, %(half)s (%(who)s): %(one)s."),
    "past_moved": gettext_noop("%(day)s, %(half)s: %(one)s has already taken place and cannot be moved or left out."),
}
HALF_WORDS = {
    "morning": gettext_noop("in the morning"),
    "afternoon": gettext_noop("in the afternoon"),
    "evening": gettext_noop("in the evening"),
}


@dataclass(frozen=True)
class Placed:
    """Buổi trên lịch — one entry as plain values; several classes in it are one joint session.

    `foreign` marks a session of another course that shares a room or a lecturer with this one.
    """

    key: str
    day: date
    half: str
    first_period: int
    periods: int
    starts_at: datetime
    ends_at: datetime
    label: str
    classes: frozenset[int] = frozenset()
    lecturers: frozenset[int] = frozenset()
    room: int | None = None
    topic: int | None = None
    foreign: bool = False
    activity: str = ""


@dataclass(frozen=True)
class ClassFacts:
    """Lớp — what the rules ask of a class; `size` in people, `sittings` as closed ranges of days.

    `topics` are those that must be taught, `electives` those of the program that may be.
    """

    label: str
    size: int = 0
    starts_on: date | None = None
    ends_on: date | None = None
    sittings: tuple[tuple[date, date], ...] = ()
    weekends: bool = False
    part_time: bool = False
    topics: frozenset[int] = frozenset()
    electives: frozenset[int] = frozenset()


@dataclass(frozen=True)
class LecturerFacts:
    """Người dạy — `one_person` is false for a body or a rank, which may send two people."""

    label: str
    person: int | None = None
    one_person: bool = True
    learns_in: frozenset[int] = frozenset()


@dataclass(frozen=True)
class RoomFacts:
    """Phòng."""

    label: str
    seats: int
    venue: int | None = None


@dataclass(frozen=True)
class SiteFacts:
    """Điểm cầu — `people` are those who learn there, `seats` None where nobody has said."""

    label: str
    people: int
    seats: int | None = None


@dataclass(frozen=True)
class TopicFacts:
    """Chuyên đề — `periods` as the program says, None where it says nothing; `taught` where somebody must teach it.

    It comes after the topic that it `follows`, at most `within` half-days later, or days where they are `in_days`.
    """

    label: str
    periods: int | None = None
    taught: bool = False
    follows: int | None = None
    within: int | None = None
    in_days: bool = False
    evening: bool = False


@dataclass(frozen=True)
class World:
    """Những gì đã biết — classes, rooms, lecturers and topics by id, tiết of a half-day, sites of a remote course.

    `travel` are minutes between two venues by their ids, the smaller first; a pair that is not there takes no time.
    `holidays` are the days on which the school says that it is closed, by name, `public` those of the law. `cells` are
    the half-days in which each class meets by its calendar, evenings too; they may be left out where no limit counts
    half-days.
    """

    classes: Mapping[int, ClassFacts]
    rooms: Mapping[int, RoomFacts] = field(default_factory=dict)
    lecturers: Mapping[int, LecturerFacts] = field(default_factory=dict)
    topics: Mapping[int, TopicFacts] = field(default_factory=dict)
    periods_per_half_day: int = 4
    travel: Mapping[tuple[int, int], int] = field(default_factory=dict)
    sites: Sequence[SiteFacts] = ()
    holidays: Mapping[date, str] = field(default_factory=dict)
    public: Mapping[date, str] = field(default_factory=dict)
    cells: Mapping[int, Collection[tuple[date, str]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Violation:
    """Điều vi phạm — rule id, level, the facts of its sentence and the keys of the entries it speaks of."""

    rule: str
    level: str
    facts: Mapping[str, object]
    keys: tuple[str, ...] = ()

    @property
    def stops(self) -> bool:
        """Có chặn phát hành không."""
        return self.level != WARN

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """Câu nói rõ — translated by `translate`, with its facts filled in."""
        facts = {k: translate(v) if isinstance(v, Label) else v for k, v in self.facts.items()}
        return translate(SENTENCES[self.rule]) % facts


def told_of(entry: Placed, **more: object) -> dict[str, object]:
    """Nói về một buổi — the facts of a sentence about an entry."""
    return {
        "day": f"{entry.day.day}/{entry.day.month}",
        "half": Label(HALF_WORDS.get(entry.half, entry.half)),
        "one": entry.label,
        **more,
    }
