"""What a course file says of discussions and evenings reaches the program."""

from __future__ import annotations

import pytest

from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.curriculum.topics.rules import EVENING_KINDS
from boiduong.engines.course_file import complete, read
from boiduong.engines.course_file.kinds import EVENING_KINDS as IN_FILES
from boiduong.rehearsal.clock import Clock
from boiduong.rehearsal.importing import import_course

FILE = """format: boiduong-course/1
id: lop-nho
title: Bồi dưỡng kỹ năng lãnh đạo cấp xã
sources: [{id: s, read: whole}]
organizations: [{id: truong, name: Trường Chính trị tỉnh Mẫu, kind: school, line: party, level: province}]
duties: [{by: truong, does: [plan, call, host, certify]}]
calendar: {start: 2025-08-18, end: 2025-08-20}
classes: {count: 1, size: 30}
program:
  topics:
    - {id: ky-nang, kind: lecture, title: Kỹ năng, count: 2}
    - {id: tl, kind: discussion, title: Thảo luận kỹ năng, follows: ky-nang, within: 3, evening: true}
    - {id: tu-hoc, kind: self_study, title: Tự nghiên cứu, evening: true}
"""


def test_files_and_programs_name_the_same_kinds_for_the_evening() -> None:
    assert tuple(kind.value for kind in IN_FILES) == EVENING_KINDS


@pytest.mark.django_db
def test_a_discussion_of_a_file_follows_the_last_topic_of_its_line() -> None:
    reading = read(FILE, name="lop-nho.yaml")
    assert reading.errors == ()
    file = complete(reading)
    course = import_course(file, content=FILE.encode(), by=None, at=Clock.of(file).imported).course
    version = course.classes.get().version
    found = Topic.objects.filter(version=version).order_by("position").select_related("follows")
    assert [(t.title, t.follows and t.follows.title, t.within, t.evening) for t in found] == [
        ("Kỹ năng (chuyên đề 1)", None, None, False),
        ("Kỹ năng (chuyên đề 2)", None, None, False),
        ("Thảo luận kỹ năng", "Kỹ năng (chuyên đề 2)", 3, True),
        ("Tự nghiên cứu", None, None, True),
    ]
