"""Đã dùng — days of the rooms, beds and half-days of the lecturers of a school that are taken, and what may move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.scheduling.models import Entry, RuleStrength, TimetableVersion
from boiduong.course.delivery.scheduling.queries.facts import GONE
from boiduong.course.delivery.scheduling.queries.holidays import holidays_between
from boiduong.course.delivery.scheduling.queries.lodging import Stay, stays
from boiduong.course.delivery.scheduling.rules import BLOCK, HALF_DAYS_A_WEEK, RULE_OF, week_number, working_days
from boiduong.foundation.organizations.models import Institution
from boiduong.foundation.venues.models import Room, Venue

NOT_TOLD = ("draft", "ready")


@dataclass
class Occupation:
    """Những gì đã có người dùng — by class, so that one that moves can be left out."""

    rooms: list[Room]
    beds: int
    staff: int
    sessions: dict[int, set[date]] = field(default_factory=dict)
    stays: list[Stay] = field(default_factory=list)
    half_days: Counter[int] = field(default_factory=Counter)
    classes: list[TrainingClass] = field(default_factory=list)
    movable: list[TrainingClass] = field(default_factory=list)
    closed: frozenset[date] = frozenset()

    def dates_of(self, one: TrainingClass) -> tuple[date, date]:
        """Ngày đầu và ngày cuối — of the class, else of its course."""
        first, last = one.starts_on or one.course.starts_on, one.ends_on or one.course.ends_on
        assert first is not None and last is not None  # noqa: S101 - classes without days are not read
        return first, last

    def size_of(self, one: TrainingClass) -> int:
        """Số người — the places planned, else the seats of its room."""
        return one.capacity or (one.home_room.seats if one.home_room else 0)

    def stay_of(self, one: TrainingClass) -> int:
        """Số người ở nội trú của lớp — its share of those of the course."""
        beside = sum(other.course_id == one.course_id for other in self.classes)
        return -(-sum(stay.people for stay in self.stays if stay.course == one.course_id) // max(1, beside))

    def days_of(self, room: int, *, without: Collection[int]) -> set[date]:
        """Ngày phòng có người dùng — by sessions that are released, and by classes whose room it is."""
        days = set(self.sessions.get(room, ()))
        for one in self.classes:
            if one.home_room_id == room and one.pk not in without:
                days |= {*working_days(*self.dates_of(one))}
        return days

    def shut(self, room: int, *, without: Collection[int]) -> set[date]:
        """Ngày không xếp được vào phòng — in use, or a holiday of the school."""
        return self.days_of(room, without=without) | self.closed

    def beds_in(self, monday: date, *, without: Collection[int]) -> int:
        """Số chỗ ở có người trong tuần."""
        left_out = {one.course_id for one in self.classes if one.pk in without}
        week = {*working_days(monday, date.fromordinal(monday.toordinal() + 6))}
        return sum(
            s.people for s in self.stays if s.course not in left_out and s.first <= max(week) and s.last >= min(week)
        )


def occupation_of(
    institution: Institution, first: date, last: date, *, today: date, dormitory: Venue | None = None, kind: str = ""
) -> Occupation:
    """Đọc những gì đã dùng — rooms of the school of one kind or all; a handful of queries however long the time."""
    rooms = Room.objects.filter(venue__owner=institution.unit_id).select_related("venue")
    listed = [*(rooms.filter(kind=kind) if kind else rooms)]
    staff = [*Lecturer.objects.filter(institution=institution, standing="internal").values_list("pk", flat=True)]
    found = Occupation(listed, dormitory.beds if dormitory else 0, HALF_DAYS_A_WEEK * len(staff))
    found.closed = frozenset(holidays_between(institution.pk, first, last))
    released = Entry.objects.filter(version__state="released", day__gte=first, day__lte=last).order_by()
    for room, day in released.filter(room__in=listed).values_list("room_id", "day").distinct():
        found.sessions.setdefault(room or 0, set()).add(day)
    taught = released.filter(lecturers__lecturer__in=staff).values_list("day", "half", "lecturers__lecturer")
    found.half_days = Counter(week_number(first, day) for day, _, _ in taught.distinct())
    found.stays = stays(first, last, venues=[dormitory.pk]) if dormitory else []
    found.classes = _classes(listed, first, last)
    found.movable = _movable(found, institution, today)
    return found


def _classes(rooms: Collection[Room], first: date, last: date) -> list[TrainingClass]:
    """Classes that sit in these rooms in that time, with whether their timetable is released."""
    during = Q(starts_on__lte=last, ends_on__gte=first) | Q(
        starts_on__isnull=True, course__starts_on__lte=last, course__ends_on__gte=first
    )
    told = TimetableVersion.objects.filter(course=OuterRef("course"), state="released")
    rows = TrainingClass.objects.filter(during, home_room__in=rooms).exclude(state__in=(*GONE, "closed"))
    rows = rows.filter(Q(ends_on__isnull=False) | Q(course__ends_on__isnull=False))
    # Sessions that stand on a draft would lie on days that are no longer those of the class.
    draft = Entry.objects.filter(version__state="draft", classes__training_class=OuterRef("pk")).order_by()
    holds = RuleStrength.objects.filter(course=OuterRef("course"), strength=BLOCK, rule__in={*RULE_OF.values()})
    counted = Coalesce(Subquery(draft.values("classes__training_class").annotate(n=Count("pk")).values("n")), 0)
    rows = rows.annotate(told=Exists(told), drafted=counted, holds=Exists(holds))
    return [*rows.select_related("course", "home_room").order_by("pk")]


def _movable(found: Occupation, institution: Institution, today: date) -> list[TrainingClass]:
    """Classes of which nobody was told: still being formed, nothing released, in a room that is theirs alone.

    Two that share a room already are left where they are: they are somebody's to mend, not the machine's to build on.
    """
    kept = []
    for one in found.classes:
        first, last = found.dates_of(one)
        untold = one.state == "forming" and one.course.state in NOT_TOLD and not getattr(one, "told", True)
        mine = {*working_days(first, last)}
        # A class that counts with a holiday among its days knows why; by whole weeks it would lose or gain one.
        untold = untold and not mine & found.closed
        others = found.days_of(one.home_room_id or 0, without=(one.pk,))
        fits = one.home_room is not None and found.size_of(one) <= one.home_room.seats
        # What nobody may place by hand the machine does not bring about by moving the days under it.
        bound = getattr(one, "holds", False) and getattr(one, "drafted", 0)
        ours = one.course.institution_id == institution.pk
        if untold and fits and ours and not bound and first > today and not mine & others:
            kept.append(one)
    return kept
