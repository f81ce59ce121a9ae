"""Báo người liên quan — after an adjusted timetable is released, each hears of the own sessions and of no others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.utils import timezone

from boiduong.course.delivery.scheduling.models import TimetableVersion
from boiduong.course.delivery.scheduling.queries import adjustment_number
from boiduong.course.delivery.scheduling.queries.comparing import Names, compared, concerned, names_in
from boiduong.course.delivery.scheduling.rules import Difference, Placed
from boiduong.foundation.notifications.services import Message, post

TOPIC = "timetable"
HALF_WORDS = {"morning": "sáng", "afternoon": "chiều", "evening": "tối"}


def tell(version: TimetableVersion, before: TimetableVersion, *, at: datetime) -> int:
    """Gửi thông báo điều chỉnh — to learners, class managers and lecturers of what changed. Answers how many."""
    found = [d for d in compared(before, version) if (d.was or d.one).ends_at > at or d.one.ends_at > at]
    return post(_messages(version, found), at=at) if found else 0


def _messages(version: TimetableVersion, found: Sequence[Difference]) -> Iterator[Message]:
    names, people = names_in(found), concerned(found)
    by_class = {n: [d for d in found if n in d.classes] for d in found for n in d.classes}
    by_lecturer = {n: [d for d in found if n in d.lecturers] for d in found for n in d.lecturers}
    told: set[tuple[str, int]] = set()
    for lecturer, person in sorted(people.lecturers.items()):
        to = ("person", person) if person is not None else ("lecturer", lecturer)
        told.add(to)
        yield _message(version, to, by_lecturer[lecturer], names, with_class=True)
    for person, number in people.learners.items():
        if ("person", person) not in told:
            told.add(("person", person))
            yield _message(version, ("person", person), by_class[number], names)
    for person, numbers in people.managers.items():
        if ("person", person) not in told:
            own = [d for d in found if numbers & d.classes]
            yield _message(version, ("person", person), own, names, with_class=True)


def _message(
    version: TimetableVersion,
    to: tuple[str, int],
    found: Sequence[Difference],
    names: Names,
    *,
    with_class: bool = False,
) -> Message:
    number = adjustment_number(version)
    return Message(
        to=to,
        topic=TOPIC,
        about_id=version.pk,
        subject=f"Lịch học điều chỉnh lần {number}: {version.course.title}",
        body="\n".join(change_lines(found, names, with_class=with_class)),
        address=f"/khoa/{version.course.slug}/lich-hoc/",
        dedup_key=f"{TOPIC}:{version.pk}:{to[0]}:{to[1]}",
    )


def change_lines(found: Iterable[Difference], names: Names, *, with_class: bool) -> list[str]:
    """Mỗi buổi một dòng — what it was and what it is, in Vietnamese."""
    return [_line(d, names, with_class=with_class) for d in found]


def _line(one: Difference, names: Names, *, with_class: bool) -> str:
    lead = f"{names.classes_of(one)}: {one.one.label}" if with_class else one.one.label
    if one.was is None:
        return f"{lead}: thêm, {_when(one.one)}{_beside(', ', names.room_of(one.one))}."
    if one.now is None:
        return f"{lead}: bỏ buổi {_when(one.was)}."
    parts = [f"{_when(one.was)} chuyển sang {_when(one.now)}" if one.moved else _when(one.now)]
    if one.was.lecturers != one.now.lecturers:
        parts.append(f"người dạy: {names.people_of(one.now) or 'chưa có'}")
    if one.was.room != one.now.room:
        parts.append(f"phòng: {names.room_of(one.now) or 'ngoài trường'}")
    return f"{lead}: {', '.join(parts)}."


def _when(one: Placed) -> str:
    starts = timezone.localtime(one.starts_at)
    return f"{HALF_WORDS.get(one.half, one.half)} {one.day.day}/{one.day.month} ({starts:%-H:%M})"


def _beside(mark: str, words: str) -> str:
    return f"{mark}{words}" if words else ""
