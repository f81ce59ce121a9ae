"""Bài toán xếp lịch — the frozen description of what has to be timetabled, with nothing decided yet.

Time is counted in slots: `slot = day * 3 + half`, half 0 morning, 1 afternoon, 2 evening. A slot is one half-day
(buổi). Day 0 is `Calendar.first_on`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

FORMAT = "boiduong-timetabling"
VERSION = 4
READS = (1, 2, 3, 4)  # 1 knew no home venue of a lecturer, 2 no self-study, 3 no anchors nor uncounted slots
HALVES = 3
MORNING, AFTERNOON, EVENING = range(HALVES)

LESSON, DISCUSSION, SELF_STUDY, FIELD_DAY, REPORT, OPENING, CLOSING = (
    "lesson",
    "discussion",
    "self_study",
    "field_day",
    "report",
    "opening",
    "closing",
)
KINDS = (LESSON, DISCUSSION, SELF_STUDY, FIELD_DAY, REPORT, OPENING, CLOSING)

BLOCK, BLOCK_AT_RELEASE, WARN, IGNORE = "block", "block_at_release", "warn", "ignore"
STRENGTHS = (BLOCK, BLOCK_AT_RELEASE, WARN, IGNORE)
HARD_RULES = tuple(f"H{number}" for number in range(1, 9))
SOFT_RULES = tuple(f"S{number}" for number in range(1, 12))
WISHES = ("", "morning", "afternoon")


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Khung thời gian — the days of the course, the closed slots (holidays, weekends) and the noon break."""

    first_on: str
    days: int
    closed: tuple[int, ...] = ()
    not_before: int = 0
    break_minutes: int = 105
    half_day_minutes: int = 225


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """Cơ sở — a place with rooms; `closed` are the slots in which nobody teaches there."""

    id: str
    closed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Travel:
    """Thời gian đi lại — minutes from one venue to another, the same in both directions."""

    a: str
    b: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Hội trường, phòng học — seats and the slots in which somebody else has it."""

    id: str
    venue: str
    capacity: int
    busy: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Điểm thực tế — a place of study visits and how many learners it receives in a day."""

    id: str
    learners: int
    busy_days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fleet:
    """Xe — how many buses leave in one day and the seats of each; no buses means walking."""

    buses: int = 0
    seats: int = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class Lecturer:
    """Giảng viên — topics, busy slots, limits in half-days, fair share, wish, and the venue where they have their desk.

    A half-day at another venue than `home_venue` costs as a wish that is not met (S9); no home venue costs nothing.
    """

    id: str
    topics: tuple[str, ...]
    visiting: bool = False
    busy: tuple[int, ...] = ()
    most_per_day: int = 2
    most: int = 1000
    share: int = -1
    wish: str = ""
    home_venue: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingClass:
    """Lớp — size, venue, home room, and the slots outside the class (gaps between waves).

    A limit in half-days counts the slots of the calendar that are open, but for those `uncounted`.
    """

    id: str
    size: int
    venue: str
    home_room: str = ""
    closed: tuple[int, ...] = ()
    remote: bool = False
    uncounted: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Chuyên đề — its half-days, who hears it together, what it must come after and what follows it.

    `follows` and `within` tie a discussion (half-days) or a report (days) to its lesson or day away. Only a
    discussion and self-study may stand in an `evening`; the latter need not follow anything.
    """

    id: str
    part: int = 0
    half_days: int = 1
    kind: str = LESSON
    plenary: bool = False
    taught: bool = True
    heavy: bool = False
    evening: bool = False
    classes: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    follows: str = ""
    within: int = 0
    sites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Buổi học đã xếp — one session with its slot, lecturer and room (or site of a field day)."""

    session: str
    slot: int
    lecturer: str = ""
    room: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """Ô khóa — a session that must stay in its slot, and with this lecturer and room where they are named."""

    session: str
    slot: int
    lecturer: str = ""
    room: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Mốc đứng yên — something that the problem does not place, which a topic of a class comes after, or `before`.

    It ends in `slot`, or begins there where the topic comes before it. `within` is as of a topic: days where the rule
    is H8, else half-days. `name` is what stands there.
    """

    topic: str
    class_id: str
    slot: int
    name: str
    rule: str = "H5"
    before: bool = False
    within: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """Mức của quy tắc — how strongly a rule holds, as the user decided."""

    rule: str
    strength: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Trọng số — what one teaching day of a visiting and of an internal lecturer costs in S4."""

    visiting_day: int = 3
    internal_day: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Bài toán — one course with everything that limits its timetable."""

    name: str
    calendar: Calendar
    venues: tuple[Venue, ...]
    classes: tuple[TrainingClass, ...]
    topics: tuple[Topic, ...]
    lecturers: tuple[Lecturer, ...] = ()
    rooms: tuple[Room, ...] = ()
    travel: tuple[Travel, ...] = ()
    sites: tuple[Site, ...] = ()
    fleet: Fleet = field(default_factory=Fleet)
    locks: tuple[Lock, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    announced: tuple[Entry, ...] = ()
    strengths: tuple[Strength, ...] = ()
    weights: Weights = field(default_factory=Weights)

    @property
    def slots(self) -> int:
        """Number of slots of the calendar."""
        return self.calendar.days * HALVES

    def strength(self, rule: str) -> str:
        """Mức của quy tắc — what the user decided, or block for H and warn for S."""
        for item in self.strengths:
            if item.rule == rule:
                return item.strength
        return BLOCK if rule in HARD_RULES else WARN

    def blocks(self, rule: str) -> bool:
        """Whether the solver may never break the rule."""
        return self.strength(rule) in (BLOCK, BLOCK_AT_RELEASE)
