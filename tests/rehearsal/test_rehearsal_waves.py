"""Các đợt của một khóa — each wave opens, is summoned and marked by its own days, parallel classes in one go."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from boiduong.course.delivery.courses.models import CourseDocument
from boiduong.engines.course_file import complete, read
from boiduong.rehearsal.clock import Clock
from boiduong.rehearsal.runner import rehearse

FIRST, LAST = date(2024, 3, 4), date(2024, 9, 6)
WAVES = """\
format: boiduong-course/1
id: ba-dot
title: Lớp bồi dưỡng theo đợt
sources: [{id: s, read: own_paper, title: Bài thử}]
organizations: [{id: truong, name: Trường Chính trị tỉnh Thử, kind: school, line: party, level: province}]
units: [{id: xa, what: xã thử, names: [Xã Một, Xã Hai]}]
audience: {groups: [{id: bt, post_held: [Bí thư Đảng ủy xã], units: xa}]}
duties: [{by: truong, does: [manage_class, recognize]}]
program: {parts: [{id: p1, title: Phần một, topics: [{id: c1, title: Chuyên đề một}]}]}
calendar: {start: 2024-03-04, end: 2024-09-06}
classes:
  list:
    - {id: a, label: Đợt 1, start: 2024-03-04, end: 2024-03-06, size: 2}
    - {id: b, label: Đợt 2, start: 2024-09-04, end: 2024-09-06, size: 2}
    - {id: c, label: Đợt 1 song song, start: 2024-03-04, end: 2024-03-06, size: 2}
completion: {items: [{id: th, kind: report, title: Bài thu hoạch}]}
rehearsal: {assumed: true, seed: 7, learners: 6}
"""
DAYS = [
    pytest.param(None, None, (FIRST, LAST), id="of no days of its own"),
    pytest.param(FIRST, date(2024, 3, 8), (FIRST, date(2024, 3, 8)), id="the first wave"),
    pytest.param(date(2024, 9, 2), LAST, (date(2024, 9, 2), LAST), id="the last wave"),
    pytest.param(date(2024, 1, 1), date(2025, 1, 1), (FIRST, LAST), id="never beyond the course"),
]


@pytest.mark.parametrize(("first", "last", "expected"), DAYS)
def test_the_clock_of_a_wave(first: date | None, last: date | None, expected: tuple[date, date]) -> None:
    clock = Clock(FIRST, LAST, date(2024, 2, 1)).of_wave(first, last)
    assert (clock.first, clock.last) == expected
    assert (expected[0] - clock.opened.date()).days == 14
    assert clock.nominations_by == date(2024, 2, 1), "one call for all waves"


@pytest.mark.parametrize("left", [45, 18, 17, 12, 7])
def test_what_is_done_between_the_deadline_and_the_first_lesson_keeps_its_order(left: int) -> None:
    clock = Clock(FIRST, LAST, FIRST - timedelta(days=left))
    days = [clock.nominated, clock.reviewed, clock.opened, clock.summoned, clock.timetabled, clock.confirmed]
    assert days == sorted(days)
    assert clock.nominations_by < clock.opened.date() < clock.summoned.date() < clock.confirmed.date() < FIRST


@pytest.mark.django_db
def test_papers_of_a_wave_carry_its_own_days() -> None:
    content = WAVES.encode()
    rehearse(complete(read(content, name="ba-dot.yaml")), content=content, until="middle")
    rows = CourseDocument.objects.filter(role="opening_decision").order_by("document__issued_on", "id")
    said = [(row.training_class.label, row.document.issued_on) for row in rows.select_related("training_class")]  # type: ignore[union-attr]
    assert said == [
        ("Đợt 1", date(2024, 2, 19)),
        ("Đợt 1 song song", date(2024, 2, 19)),
        ("Đợt 2", date(2024, 8, 21)),
    ]
    summoned = CourseDocument.objects.filter(role="summons").values_list("document__issued_on", flat=True)
    assert sorted(summoned) == [date(2024, 2, 21), date(2024, 2, 21), date(2024, 8, 23)]
