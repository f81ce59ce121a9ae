"""Tệp hỏng — Every way in which a clerk's file can go wrong, with the code, line and column it must be told at."""

from __future__ import annotations

from pathlib import Path

import pytest

from boiduong.engines.course_file import Level, read
from boiduong.engines.course_file.findings import finding
from boiduong.engines.course_file.parsing import MAX_BYTES
from boiduong.engines.course_file.sentences import SENTENCES

DAK_LAK = Path("samples/dak-lak-2025.yaml").read_text(encoding="utf-8")
HEAD = "format: boiduong-course/1\nid: khoa\ntitle: Khóa\nsources: [{id: s, read: whole}]\n"

# (code, what is appended after the four needed lines, line, column)
APPENDED = [
    ("misspelled_key", "standpont: whole\n", 5, 1),
    ("unknown_key", "xyzzy: 1\n", 5, 1),
    ("comma_in_text", "program: {topics: [{id: t, title: Tư duy, tầm nhìn}]}\n", 5, 43),
    ("comma_in_text", "organizations: [{id: a, name: {value: X, tầm nhìn, assumed: true}}]\n", 5, 42),
    ("misspelled_key", "organizations: [{id: a, name: {valu: X, assumed: true}}]\n", 5, 32),
    ("misspelled_choice", "mode: full-time\n", 5, 7),
    ("unknown_choice", "mode: xyz\n", 5, 7),
    ("unknown_choice", "mode: [online]\n", 5, 7),
    ("wrong_type", "calendar: 2025-08-18\n", 5, 11),
    ("wrong_type", "duties: {by: a}\n", 5, 9),
    ("wrong_type", "calendar: [2025-08-18]\n", 5, 11),
    ("wrong_type", "calendar: {weekend: có}\n", 5, 21),
    ("wrong_type", "rehearsal: {assumed: true, seed: abc}\n", 5, 34),
    ("number_as_text", "basis: [{kind: plan, number: 2315}]\n", 5, 30),
    ("number_as_text", "intake: 93\n", 5, 9),
    ("nothing_said", "intake:\n", 5, 1),
    ("nothing_said", "intake: ''\n", 5, 9),
    ("nothing_said", "notes: []\n", 5, 8),
    ("nothing_said", "mode:\n", 5, 1),
    ("nothing_said", "intake: '  '\n", 5, 9),
    ("nothing_said", 'intake: "\\u200b"\n', 5, 9),
    ("needed_empty", "venues: [{id: }]\n", 5, 11),
    ("needed_empty", "organizations: [{id: a, name: ''}]\n", 5, 31),
    ("needed_empty", "audience: {groups: []}\n", 5, 20),
    ("text_too_long", f"intake: {'k' * 101}\n", 5, 9),
    ("text_too_long", f"notes: [{'k' * 5001}]\n", 5, 9),
    ("text_too_long", f"program: {{topics: [{{id: t, title: {'k' * 401}}}]}}\n", 5, 35),
    ("text_too_long", f"program: {{topics: [{{id: t, kind: range, where: [{'k' * 80}, {'k' * 80}]}}]}}\n", 5, 48),
    ("share_as_percent", "completion: {items: [{id: i, kind: test, pass_share: 50}]}\n", 5, 54),
    ("bad_id", "venues: [{id: Hội trường}]\n", 5, 15),
    ("bad_id", "duties: [{by: Sở, does: [lead]}]\n", 5, 15),
    ("bad_id", "organizations: [{id: a, name: A}]\nduties: [{by: [a, Sở], does: [lead]}]\n", 6, 19),
    ("bad_month", "calendar: {start: 2025-13-01}\n", 5, 19),
    ("bad_day", "calendar: {start: 2025-02-30}\n", 5, 19),
    ("bad_day", "calendar: {start: 2025-03-32}\n", 5, 19),
    ("bad_day", "calendar: {start: --02-30}\n", 5, 19),
    ("bad_date", "calendar: {start: 18/8/2025}\n", 5, 19),
    ("bad_date", "calendar: {start: 2025-8-18}\n", 5, 19),
    ("bad_amount", "classes: {count: ba}\n", 5, 18),
    ("bad_amount", "classes: {count: {from: 3}}\n", 5, 18),
    ("assumed_not_true", "classes: {count: {exactly: 3, assumed: false}}\n", 5, 40),
    ("assumed_not_true", "organizations: [{id: a, name: {value: A, assumed: false}}]\n", 5, 51),
    ("assumed_not_true", "classes: {assumed: false}\n", 5, 20),
    ("value_not_marked", "organizations: [{id: a, name: {value: A}}]\n", 5, 31),
    ("wrong_shape", "organizations: [{id: a, name: {value: 5, assumed: true}}]\n", 5, 31),
    ("wrong_shape", "classes: {list: [{id: l, units: 5}]}\n", 5, 33),
    ("wrong_shape", "organizations: [{id: a, name: [A]}]\n", 5, 31),
    ("wrong_shape", "basis: {}\ncompletion: {items: [{id: i, kind: test, scale: {a: 1}}]}\n", 6, 49),
    ("out_of_range", "rehearsal: {assumed: true, seed: 1, learners: 0}\n", 5, 47),
    ("out_of_range", "rehearsal: {assumed: true, seed: 1, half_day_periods: 9}\n", 5, 55),
    ("said_twice", "organizations: [{id: a, name: A}]\nduties: [{by: a, does: [lead, lead]}]\n", 6, 24),
    ("said_twice", "organizations: [{id: a, name: A}]\nduties: [{by: [a, a], does: [lead]}]\n", 6, 15),
    ("number_as_text", "audience: {groups: [{id: g, other: x, terms: [2020]}]}\n", 5, 47),
    ("bad_term", "audience: {groups: [{id: g, other: x, terms: ['2020']}]}\n", 5, 47),
    ("no_condition", "audience: {groups: [{id: g}]}\n", 5, 21),
    ("nameless_topic", "program: {topics: [{id: t}]}\n", 5, 20),
    ("missing_key", "duties: [{does: [lead]}]\n", 5, 10),
    ("id_twice", "venues: [{id: s}]\n", 5, 15),
    ("nothing_to_refer_to", "plan: {basis: kh}\n", 5, 15),
    ("unknown_ref", "basis: [{id: abc, kind: plan}]\nplan: {basis: kh}\n", 6, 15),
    ("no_study_day", "calendar: {start: 2025-05-12, end: 2025-05-13, avoid: [2025-05-12, 2025-05-13]}\n", 5, 55),
    ("no_study_day", "calendar: {start: 2025-05-10, end: 2025-05-11, avoid: [2025-05-10, 2025-05-11]}\n", 5, 55),
    ("misspelled_ref", "organizations: [{id: truong, name: A}]\nduties: [{by: truon, does: [lead]}]\n", 6, 15),
    ("wrong_kind_ref", "duties: [{by: s, does: [lead]}]\n", 5, 15),
    ("nothing_to_refer_to", "classes: {list: [{id: l, units: xa}]}\n", 5, 33),
    (
        "duty_for_item",
        "organizations: [{id: a, name: A}]\ncompletion: {items: [{id: bai, kind: test}]}\n"
        "duties: [{by: a, does: [mark], for: bai}]\n",
        7,
        37,
    ),
    ("circle", "sites: [{id: a, parent: b}, {id: b, parent: a}]\n", 5, 25),
    ("misspelled_ref", "program: {topics: [{id: bai, title: A}, {id: b, kind: discussion, follows: bay}]}\n", 5, 76),
    (
        "follows_elsewhere",
        "programs:\n  - {topics: [{id: a, title: A}]}\n  - {topics: [{id: b, kind: discussion, follows: a}]}\n",
        7,
        50,
    ),
    ("follows_circle", "program: {topics: [{id: a, title: A, follows: b}, {id: b, title: B, follows: a}]}\n", 5, 47),
    ("follows_circle", "program: {topics: [{id: a, title: A, follows: a}]}\n", 5, 47),
    ("within_alone", "program: {topics: [{id: a, kind: discussion, within: 2}]}\n", 5, 54),
    ("out_of_range", "program: {topics: [{id: a, title: A}, {id: b, title: B, follows: a, within: 0}]}\n", 5, 77),
    ("no_evening", "program: {topics: [{id: a, title: A, evening: true}]}\n", 5, 47),
    ("no_evening", "program: {parts: [{id: p, topics: [{id: a, kind: report, evening: true}]}]}\n", 5, 67),
    ("two_programs", "program: {topic_count: 3}\nprograms: [{topic_count: 3}]\n", 6, 11),
    ("absurd_year", "calendar: {start: 0001-01-02}\n", 5, 19),
    ("absurd_year", "plan: {nominations_by: 2205-08-18}\n", 5, 24),
    ("end_before_start", "calendar: {start: 2025-08-18, end: 2025-08-10}\n", 5, 36),
    ("end_before_start", "classes: {list: [{id: l, sittings: [{start: 2025-08-18, end: 2025-07}]}]}\n", 5, 62),
    ("end_before_start", "organizations: [{id: a, name: A, founded_on: 2025, ended_on: 2020}]\n", 5, 62),
    (
        "outside_course",
        "calendar: {start: 2025-08-18, end: 2025-08-22}\nclasses: {list: [{id: l, start: 2025-09-01}]}\n",
        6,
        33,
    ),
    (
        "outside_course",
        "calendar: {start: 2025-08-18, end: 2025-08-22}\nceremonies: [{kind: opening, on: 2024-08-18}]\n",
        6,
        34,
    ),
    (
        "sitting_overlap",
        "calendar:\n  sittings:\n    - {start: 2025-08-18, end: 2025-08-22}\n"
        "    - {start: 2025-08-22, end: 2025-08-25}\n",
        8,
        15,
    ),
    ("length_beyond_dates", "calendar: {start: 2025-08-18, end: 2025-08-22, length: {days: 9}}\n", 5, 56),
    ("absurd_number", "classes: {count: 501}\n", 5, 18),
    ("absurd_number", "classes: {count: {about: 900000}}\n", 5, 26),
    ("absurd_number", "program: {topics: [{id: t, kind: lecture, count: 9999}]}\n", 5, 50),
    ("absurd_number", "program: {length: {days: 99999.5}}\n", 5, 26),
    ("from_over_to", "classes: {size: {from: 40, to: 30}}\n", 5, 17),
    ("more_topics", "program: {topic_count: 1, topics: [{id: a, title: A}, {id: b, title: B}]}\n", 5, 24),
    ("more_classes", "classes: {count: 1, list: [{id: a}, {id: b}]}\n", 5, 18),
    ("sizes_differ", "classes: {count: 2, size: 50}\nstated: [{count: opened, value: 120}]\n", 6, 33),
    (
        "sizes_differ",
        "classes: {list: [{id: a, size: 9}, {id: b}]}\nstated: [{count: opened, value: 8, of: a}]\n",
        6,
        33,
    ),
    ("stated_differs", "classes: {count: 2}\nstated: [{count: classes, value: 3}]\n", 6, 34),
    ("stated_differs", "program: {topic_count: 2}\nstated: [{count: topics, value: 3}]\n", 6, 33),
    ("stated_differs", "units: [{id: x, count: 2}]\nstated: [{count: units, value: 3, of: x}]\n", 6, 32),
    ("more_names", "units: [{id: x, count: 1, names: [A, B]}]\n", 5, 34),
    ("kinds_differ", "units: [{id: x, count: 9, by_kind: {xã: 3, phường: 4}}]\n", 5, 36),
    ("results_differ", "results: [{counts: {giỏi: 5, khá: 4}, total_said: 10}]\n", 5, 51),
    ("results_differ", "results: [{counts: {giỏi: 5}}]\nstated: [{count: graded, value: 4}]\n", 6, 33),
    ("share_differs", "results: [{counts: {giỏi: 40, khá: 56}, shares_printed: {giỏi: 41.6}}]\n", 5, 64),
    ("quota_over_plan", "plan: {learners: 10, quota: [{unit: A, seats: 11}]}\n", 5, 29),
    (
        "over_capacity",
        "units: [{id: x, count: 56}]\nplan: {quota: [{units: x, seats: 3, each: true}]}\n"
        "classes: {list: [{id: l, capacity: 60}]}\n",
        6,
        15,
    ),
    (
        "over_capacity",
        "audience: {groups: [{id: g, other: x, expected: 61}]}\nclasses: {list: [{id: l, capacity: 60}]}\n",
        5,
        20,
    ),
    (
        "hours_over",
        "program: {length: {periods: 7}, topics: [{id: a, title: A, length: {periods: 8}}]}\n",
        5,
        19,
    ),
    (
        "hours_over",
        "program: {parts: [{id: p, length: {half_days: 1}, topics: [{id: a, title: A, length: {half_days: 2}}]}]}\n",
        5,
        35,
    ),
    ("expected_differs", "audience: {groups: [{id: g, other: x, expected: 9}]}\nplan: {learners: 10}\n", 6, 18),
    ("too_few_electives", "program: {parts: [{id: p, choose: {at_least: 3}, topics: [{id: t, title: T}]}]}\n", 5, 46),
    ("parts_differ", "program: {topic_count: 5, parts: [{id: p, topic_count: 6}]}\n", 5, 24),
    ("parts_differ", "program: {topic_count: 5, parts: [{id: p, topic_count: 4}]}\n", 5, 24),
    ("rehearsal_beyond", "rehearsal: {assumed: true, seed: 1, learners: 5, withdrawn: 6}\n", 5, 61),
    ("made_up_beyond", "rehearsal: {assumed: true, seed: 1, learners: 9, excused: 1, made_up: 2}\n", 5, 71),
    ("duplicate_key", "mode: online\nmode: online\n", 6, 1),
    ("alias", "mode: &a online\n", 5, 7),
    ("alias", "mode: *a\n", 5, 7),
    ("alias", "mode: !!python/object:os.system online\n", 5, 7),
    ("bad_key", "? [a]\n: 1\n", 5, 3),
    ("tab", "calendar:\n\tstart: 2025-08-18\n", 6, 1),
    ("tab", "mode:\tonline\n", 5, 6),
    ("colon_in_text", "intake: lớp: hai\n", 5, 12),
    ("unclosed_quote", "intake: 'hai\n", 5, 9),
    ("text_after_quote", 'intake: "lớp hai" cho cán bộ\n', 5, 19),
    ("text_after_quote", "intake: 'hai' ba\n", 5, 15),
    ("unclosed_bracket", "calendar: {start: 2025-08-18\nmode: online\n", 6, 5),
    ("bad_indent", "intake: |\n  a\n b\n", 7, 2),
    ("missing_colon", "intake\n? b\n", 6, 1),
    ("broken_yaml", "intake: @hai\n", 5, 9),
    ("bad_character", "intake: ha\x07i\n", 5, 11),
    ("several_documents", "---\nmode: online\n", 5, 1),
]


@pytest.mark.parametrize(("code", "text", "line", "column"), APPENDED)
def test_spoiled_file_is_told_with_its_place(code: str, text: str, line: int, column: int) -> None:
    findings = read(HEAD + text, name="x").findings

    assert (code, line, column) in [(one.code, one.line, one.column) for one in findings], findings


WHOLE = [
    ("empty_file", "", 1, 1),
    ("empty_file", "# chỉ có lời chú\n", 1, 1),
    ("not_a_course", "- một\n- hai\n", 1, 1),
    ("not_a_course", "chữ", 1, 1),
    ("not_utf8", b"format: x\ntitle: Kh\xf3a\n", 2, 10),
    ("not_utf8", "format: x".encode("utf-16"), 1, 1),
    ("not_text", b"PK\x03\x04\x14\x00", 1, 1),
    ("not_text", b"%PDF-1.7\n", 1, 1),
    ("too_large", "a" * (MAX_BYTES + 1), 1, 1),
    ("too_deep", "a: " + "[" * 40 + "]" * 40, 1, 28),
    ("too_many_values", "[" + "1," * 60_000 + "]", 1, 100_000),
    ("bad_format", HEAD.replace("course/1", "course/2"), 1, 9),
    ("missing_key", HEAD.replace("title: Khóa\n", ""), 1, 1),
    ("unclosed_bracket", "a: [1", 1, 6),
]


@pytest.mark.parametrize(("code", "text", "line", "column"), WHOLE)
def test_unreadable_file_is_told_with_its_place(code: str, text: str | bytes, line: int, column: int) -> None:
    reading = read(text, name="x")

    assert (code, line, column) in [(one.code, one.line, one.column) for one in reading.findings], reading.findings
    assert not reading.is_clean


NOTES = [
    ("fewer_topics", "program: {topic_count: 3, topics: [{id: a, title: A}]}\n", Level.NOTE),
    ("fewer_classes", "classes: {count: 3, list: [{id: a}]}\n", Level.NOTE),
    ("fewer_names", "units: [{id: x, count: 3, names: [A, B]}]\n", Level.NOTE),
    ("quota_under_plan", "plan: {learners: 10, quota: [{unit: A, seats: 9}]}\n", Level.NOTE),
    ("hours_under", "program: {length: {periods: 9}, topics: [{id: a, title: A, length: {periods: 8}}]}\n", Level.NOTE),
    (
        "hall_too_small",
        "venues: [{id: v, seats: 60}]\nclasses: {list: [{id: l, size: 61, venue: v}]}\n",
        Level.WARNING,
    ),
    ("rehearsal_capped", "rehearsal: {assumed: true, seed: 1, learners: 6, late: 2, excused: 3}\n", Level.WARNING),
    ("ends_too_late", "calendar: {start: 2025-08-18, end: 2025-08-22, not_after: 2025-08-20}\n", Level.WARNING),
    (
        "due_before_start",
        "calendar: {start: 2025-08-18}\ncompletion: {items: [{id: t, kind: report, due: 2025-08-01}]}\n",
        Level.WARNING,
    ),
    ("nominations_late", "plan: {nominations_by: 2025-09-01}\ncalendar: {start: 2025-08-18}\n", Level.WARNING),
    (
        "calendar_beyond_classes",
        "calendar: {start: 2025-08-01, end: 2025-08-30}\n"
        "classes: {list: [{id: a, start: 2025-08-04, end: 2025-08-08}]}\n",
        Level.WARNING,
    ),
]


@pytest.mark.parametrize(("code", "text", "level"), NOTES)
def test_remark_does_not_refuse_the_file(code: str, text: str, level: Level) -> None:
    reading = read(HEAD + text, name="x")

    assert [(one.code, one.level) for one in reading.findings] == [(code, level)]
    assert reading.is_clean


AGREEING = [
    "calendar: {start: 2025-08-04, end: 2025-08-08}\nclasses: {list: [{id: a, start: 2025-08-04, end: 2025-08-08}]}\n",
    "results: [{counts: {giỏi: 5}}]\nstated: [{count: graded, value: 5}]\n",
    "program: {topic_count: 0}\n",
    "calendar: {start: --12-28, end: --01-05}\n",
    "calendar: {start: 2025, end: 2025}\n",
    "calendar: {start: 2025-08, end: 2025-08-10, length: {days: 3, per: class}}\n",
    "calendar: {start: 2025-08-18, end: 2025-08-22, length: {days: {about: 5}}}\n",
    "calendar: {start: 2025-08-18, end: 2025-08-22}\nceremonies: [{kind: opening, on: --08-18}, {kind: opening}]\n",
    "calendar: {sittings: [{start: 2025-08-18}, {start: 2025-08-20}]}\n",
    "classes: {count: 11, size: {from: 30, to: 40}}\nstated: [{count: not_said, value: {nearly: 400}}]\n",
    "classes: {list: [{id: a, size: 9}, {id: b, size: 10}]}\nstated: [{count: opened, value: 19, of: [a, b]}]\n",
    "results: [{counts: {giỏi: 40, khá: 56}, shares_printed: {giỏi: 41.7, khá: 58.33}}]\n",
    "results: [{counts: {giỏi: 0}, shares_printed: {giỏi: 10, khá: 5}}]\n",
    "plan: {learners: {over: 10}, quota: [{units: x, seats: 5, each: true}]}\nunits: [{id: x, count: 2}]\n",
    "plan: {learners: 9, quota: [{units: x, seats: 5, each: true}]}\nunits: [{id: x}]\n",
    "program: {topic_count: 1, topics: [{id: a, title: A}, {id: b, kind: discussion}]}\n",
    "program: {topic_count: {about: 20}, topics: [{id: a, title: A, count: {from: 10, to: 30}}]}\n",
    "program: {topic_count: 5, parts: [{id: p, topic_count: 4}], topics: [{id: t, title: T}]}\n",
    "programs: [{topic_count: 5}, {topic_count: 6}]\nstated: [{count: topics, value: 7}]\n",
    "classes: {list: [{id: l, units: [Ia Pnôn]}]}\n",
    "program: {length: {days: 2}, topics: [{id: a, title: A, length: {periods: 8}}, {id: b, title: B}]}\n",
    "program: {length: {periods: 8, per: course}, topics: [{id: a, title: A, length: {periods: 9}}]}\n",
    "program: {length: {periods: 8}, topics: [{id: a, kind: lecture, count: 3, length: {periods: 9}}]}\n",
    "program: {length: {periods: 8}, topics: [{id: a, title: A, length: {periods: 4}}, {id: b, title: B}]}\n",
    "program: {parts: [{id: p, choose: {at_least: 1}, length: {periods: 4}, topics: [{id: a, title: A, "
    "length: {periods: 4}}, {id: b, title: B, length: {periods: 4}}]}]}\n",
    "audience: {groups: [{id: g, other: x, expected: 99}]}\nclasses: {count: 2, list: [{id: l, capacity: 60}]}\n",
    "audience: {groups: [{id: g, other: x, expected: 60}]}\nclasses: {list: [{id: l, capacity: 60}]}\n",
    "audience: {groups: [{id: g, other: x, expected: 10}, {id: h, other: y, counts_as: observer}]}\n"
    "plan: {learners: 10}\n",
]


@pytest.mark.parametrize("text", AGREEING)
def test_file_that_agrees_has_no_error(text: str) -> None:
    assert [one.told() for one in read(HEAD + text, name="x").errors] == []


DIFFERENT_SIZES = "classes: {count: 2, size: 50}\nstated: [{count: planned, value: 120}]\n"


@pytest.mark.parametrize(
    "doubt",
    [
        "{about: size, says: hai lớp 50 người, but: kế hoạch nhiều hơn}",
        "{says: hai lớp cộng lại 100, but: kế hoạch ghi 120}",
    ],
)
def test_disagreement_listed_as_doubt_is_shown_not_refused(doubt: str) -> None:
    reading = read(f"{HEAD}{DIFFERENT_SIZES}doubts: [{doubt}]\n", name="x")

    assert [one.code for one in reading.findings] == ["in_doubt"]
    assert "100" in reading.findings[0].sentence("vi")
    assert "doubts" in reading.findings[0].sentence("en")


def test_disagreement_about_something_else_stays_refused() -> None:
    doubt = "doubts: [{about: calendar, says: lịch ghi 5 ngày, but: bài viết 6 ngày}]\n"

    assert [one.code for one in read(HEAD + DIFFERENT_SIZES + doubt, name="x").errors] == ["sizes_differ"]


def test_every_error_of_a_file_is_told_at_once() -> None:
    text = DAK_LAK
    for right, wrong in (("standpoint:", "standpont:"), ("2025-08-22}", "2025-08-12}"), ("line: state", "line: stat")):
        text = text.replace(right, wrong)

    assert [one.code for one in read(text, name="x").errors] == [
        "misspelled_key",
        "misspelled_choice",
        "end_before_start",
    ]


def test_dates_words_and_numbers_of_yaml_1_1_stay_what_they_are() -> None:
    text = "intake: no\ncalendar: {start: 2025-08-18}\nceremonies: [{kind: opening, on: 2025-08-18}]\n"
    reading = read(HEAD + text, name="x")

    assert reading.is_clean
    assert isinstance(reading.facts, dict)
    assert reading.facts["intake"] == "no"
    assert reading.facts["calendar"] == {"start": "2025-08-18"}


def test_byte_order_mark_and_decomposed_letters_are_taken_off() -> None:
    reading = read("\ufeff" + HEAD.replace("Khóa", "Kho\u0301a"), name="x")

    assert reading.is_clean
    assert isinstance(reading.facts, dict)
    assert reading.facts["title"] == "Khóa"


def test_ids_are_told_twice_in_the_order_of_the_file() -> None:
    text = "program: {topics: [{id: t, title: Một}, {id: t, title: Hai}]}\nclasses: {list: [{id: t}]}\n"
    told = [(one.line, dict(one.facts)["first"]) for one in read(HEAD + text, name="x").errors]

    assert told == [(5, "5"), (6, "5")]


def test_a_sign_of_yaml_is_told_once() -> None:
    text = "intake: *a\nbasis: [{kind: plan, number: !!python/object/apply:os.system [rm]}]\n"

    assert [one.code for one in read(HEAD + text, name="x").errors] == ["alias", "alias"]


def test_text_pasted_from_a_page_stands_on_one_line() -> None:
    reading = read(HEAD + 'intake: "khóa\u00a0 107\\n\u200bnăm  2025"\n', name="x")

    assert isinstance(reading.facts, dict)
    assert reading.facts["intake"] == "khóa 107 năm 2025"


def test_reading_of_nothing_has_no_facts() -> None:
    assert read("", name="x").facts == {}


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_code_speaks_both_languages(code: str) -> None:
    names = (
        "limit mark key first known near value wanted got month bound id end start day listed said sum other where "
        "printed count total share asked there learners told last days room low high "
        "length people seats unit most excused year"
    )
    facts = dict.fromkeys(names.split(), "x")
    one = finding(code, 3, 4, "a", facts)

    assert one.sentence("vi").strip()
    assert one.sentence("en").strip()
    assert one.sentence("vi") != one.sentence("en")
    assert one.told("vi").startswith("Dòng 3, cột 4: ")
    assert one.told("en").startswith("Line 3, column 4: ")


def test_every_code_is_met_by_a_spoiled_file() -> None:
    met = {row[0] for row in [*APPENDED, *WHOLE, *NOTES]} | {"in_doubt"}

    assert met == set(SENTENCES)
