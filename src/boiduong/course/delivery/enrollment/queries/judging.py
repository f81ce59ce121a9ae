"""Dữ kiện để xét — what the rules need to know of people and course, a fixed number of queries for any list."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from boiduong.course.curriculum.programs.models import ProgramVersion
from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.enrollment.models import Enrollment, Nomination
from boiduong.course.delivery.enrollment.rules import (
    GONE,
    SEATED,
    SENTENCES,
    Candidate,
    CourseFacts,
    OtherSeat,
    Post,
    Span,
)
from boiduong.engines.vietnamese import inside
from boiduong.foundation.organizations.models import UnitVersion
from boiduong.foundation.organizations.queries import names_on
from boiduong.foundation.people.models import PostHolding


def unit_names(unit_ids: Collection[int] | QuerySet[Any, Any], on: date) -> dict[int, str]:
    """Tên các đơn vị trong một ngày — one query; outside its life a unit bears the nearest name that it had.

    Units of one name are told apart by where they lie: "Xã Liên Hà (huyện Đông Anh)"; one more query, for them alone.
    A query of ids is taken as it stands: hundreds of ids are then not sent one by one.
    """
    wanted = unit_ids if isinstance(unit_ids, QuerySet) else set(unit_ids)
    names: dict[int, str] = {}
    above: dict[int, int | None] = {}
    rows = UnitVersion.objects.filter(unit__in=wanted).order_by("unit_id", "starts_on")
    for unit, starts_on, name, parent in rows.values_list("unit_id", "starts_on", "name", "parent_id"):
        if unit not in names or starts_on <= on:
            names[unit], above[unit] = name, parent
    return _told_apart(names, above, on)


def _told_apart(names: dict[int, str], above: dict[int, int | None], on: date) -> dict[int, str]:
    times = Counter(names.values())
    alike = {unit for unit, name in names.items() if times[name] > 1}
    places = names_on({above[unit] for unit in alike}, on) if alike else {}
    return {
        unit: f"{name} ({inside(places[above[unit] or 0])})" if unit in alike and above[unit] in places else name
        for unit, name in names.items()
    }


def _current(on: date) -> Q:
    return (Q(starts_on__isnull=True) | Q(starts_on__lte=on)) & (Q(ends_on__isnull=True) | Q(ends_on__gt=on))


def lineages() -> dict[int, int]:
    """Dòng chương trình — version id to the first program of its line, over versions and selections."""
    versions = ProgramVersion.objects.values_list("id", "program_id", "taken_from_id")
    rows = {pk: (program, taken) for pk, program, taken in versions}
    found: dict[int, int] = {}
    for pk in rows:
        here, seen = pk, {pk}
        while (taken := rows[here][1]) is not None and taken in rows and taken not in seen:
            seen.add(taken)
            here = taken
        found[pk] = rows[here][0]
    return found


def posts_of(person_ids: Collection[int], on: date) -> dict[int, list[Post]]:
    """Chức vụ hiện có — held, by mandate or planned on a day."""
    posts: dict[int, list[Post]] = defaultdict(list)
    rows = PostHolding.objects.filter(_current(on), person__in=set(person_ids)).order_by("id")
    for person, name, status, unit in rows.values_list("person_id", "post__name", "status", "unit_id"):
        posts[person].append(Post(name, status, unit))
    return posts


def leaders_in(unit_ids: Collection[int], on: date) -> dict[int, set[int]]:
    """Lãnh đạo từng đơn vị — people who hold a post there on a day."""
    leaders: dict[int, set[int]] = defaultdict(set)
    rows = PostHolding.objects.filter(_current(on), unit__in=set(unit_ids), status="held")
    for unit, person in rows.values_list("unit_id", "person_id"):
        leaders[unit].add(person)
    return leaders


def other_seats(course: Course, person_ids: Collection[int], line: Mapping[int, int]) -> dict[int, list[OtherSeat]]:
    """Chỗ ở các khóa khác — enrollments, and live nominations that are not placed yet."""
    seats: dict[int, list[OtherSeat]] = defaultdict(list)
    rows = Enrollment.objects.filter(person__in=set(person_ids)).exclude(course=course)
    for one in rows.exclude(state__in=("declined", "withdrawn")).select_related("course", "training_class"):
        where = one.training_class
        span = Span(where.starts_on or one.course.starts_on, where.ends_on or one.course.ends_on)
        live = one.state in SEATED and where.state not in ("closed", "cancelled")
        seats[one.person_id].append(OtherSeat(one.course.title, span, line.get(where.version_id), live))
    asked = Nomination.objects.filter(person__in=set(person_ids), state__in=("submitted", "accepted", "reserve"))
    for ask in asked.exclude(course=course).select_related("course"):
        # Not placed yet, so nothing was learned there: the lineage stays open.
        seats[ask.person_id].append(OtherSeat(ask.course.title, Span(ask.course.starts_on, ask.course.ends_on), None))
    return seats


def course_facts(course: Course, unit_ids: Collection[int], line: Mapping[int, int], on: date) -> CourseFacts:
    """Khóa đang xét — days of its classes, lineage, and who of each unit leads and is sent."""
    classes = [c for c in course.classes.all() if c.state not in ("postponed", "cancelled")]
    spans = [Span(c.starts_on, c.ends_on) for c in classes if c.starts_on]
    sent: dict[int, set[int]] = defaultdict(set)
    live = Nomination.objects.filter(
        course=course,
        sent_by__in=set(unit_ids),
        reserve_rank__isnull=True,
        state__in=("proposed", "submitted", "accepted", "placed"),
    ).exclude(enrollment__state__in=GONE)
    for unit, person in live.values_list("sent_by_id", "person_id"):
        sent[unit].add(person)
    return CourseFacts(
        spans=tuple(spans) or (Span(course.starts_on, course.ends_on),),
        lineage=line.get(course.default_version_id) if course.default_version_id else None,
        on=course.starts_on or on,
        leaders=leaders_in(unit_ids, on),
        sent=sent,
    )


def candidates(course: Course, nominations: Iterable[Nomination], on: date) -> tuple[dict[int, Candidate], CourseFacts]:
    """Người được xét — nomination id to candidate, and the facts of the course; `person` is loaded."""
    listed = list(nominations)
    people, units = {n.person_id for n in listed}, {n.sent_by_id for n in listed}
    line = lineages()
    posts, seats, names = posts_of(people, on), other_seats(course, people, line), unit_names(units, on)
    made = {}
    for one in listed:
        held = tuple(posts.get(one.person_id, ()))
        if one.post_text and not any(p.name == one.post_text for p in held):
            held = (*held, Post(one.post_text, "held", one.sent_by_id))
        made[one.pk] = Candidate(
            person_id=one.person_id,
            unit_id=one.sent_by_id,
            unit=names.get(one.sent_by_id, ""),
            sex=one.person.sex,
            posts=held,
            seats=tuple(seats.get(one.person_id, ())),
        )
    return made, course_facts(course, units, line, on)


def finding_sentence(rule: str, facts: Mapping[str, object], translate: object = None) -> str:
    """Câu của một điều phát hiện — the sentence of its rule with its facts, translated where asked."""
    text = SENTENCES[rule]
    return str(translate(text) if callable(translate) else text) % dict(facts)
