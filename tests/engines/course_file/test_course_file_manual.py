"""Tài liệu tệp khóa — Every example of the manual is a file that reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from boiduong.engines.course_file import read

MANUAL = Path("docs/course-file.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", MANUAL, flags=re.DOTALL)
HEAD = "format: boiduong-course/1\nid: khoa\ntitle: Khóa\nsources: [{id: s1, read: whole}]\n"
ABOUT_OTHERS = {"unknown_ref", "nothing_to_refer_to", "misspelled_ref", "wrong_kind_ref", "outside_course"}


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_example_of_the_manual_has_the_right_shape(example: str) -> None:
    text = example if example.startswith("format:") else HEAD + example

    assert [one.told() for one in read(text, name="x").errors if one.code not in ABOUT_OTHERS] == []


def test_manual_shows_every_block() -> None:
    keys = set(re.findall(r"^([a-z_]+):", "\n".join(EXAMPLES), flags=re.MULTILINE))

    assert keys == {
        "format", "id", "title", "kind", "field", "standpoint", "told_at", "mode", "intake", "sources", "basis",
        "organizations", "units", "audience", "plan", "duties", "program", "lecturers", "venues", "classes", "sites",
        "calendar", "ceremonies", "situations", "completion", "results", "papers", "after", "links", "stated",
        "doubts", "rehearsal", "notes",
    }  # fmt: skip
