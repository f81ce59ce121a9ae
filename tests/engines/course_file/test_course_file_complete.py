"""Hoàn thiện khóa — The three samples, the eight courses, and what is assumed where a file is silent."""

from __future__ import annotations

import copy
import json
from datetime import date
from pathlib import Path

import pytest

from boiduong.engines.course_file import (
    CeremonyKind,
    CourseFile,
    Defaults,
    DutyKind,
    FileHasErrors,
    Judged,
    LearnersNotSaid,
    Mode,
    ScaleKind,
    complete,
    kinds,
    read,
    schema,
)
from boiduong.engines.course_file.values import Text

SAMPLES = sorted(Path("samples").glob("*.yaml"))
COURSES = sorted(Path("tests/courses").glob("*.yaml"))
HEAD = "format: boiduong-course/1\nid: khoa\ntitle: Khóa\nsources: [{id: s, read: whole}]\n"


def course_of(text: str, *, learners: int | None = 40, today: date | None = None) -> CourseFile:
    """A course from what stands after the four needed lines."""
    rehearsal = f"rehearsal: {{assumed: true, seed: 7, learners: {learners}}}\n" if learners else ""
    return complete(read(HEAD + text + rehearsal, name="khoa.yaml"), today=today)


def of_path(path: Path) -> CourseFile:
    return complete(read(path.read_bytes(), name=path.name), today=date(2026, 11, 22))


@pytest.mark.parametrize("path", [*SAMPLES, *COURSES], ids=lambda path: path.stem)
def test_real_course_reads_clean_and_is_whole(path: Path) -> None:
    assert [one.told() for one in read(path.read_bytes(), name=path.name).errors] == []

    course = of_path(path)

    assert course.learners == course.rehearsal.learners == sum(group.headcount for group in course.learner_groups)
    assert len({one.label for one in course.classes}) == len({one.id for one in course.classes}) == len(course.classes)
    for one in course.classes:
        program = course.program(one.program)
        assert one.size == sum(number for _, number in one.group_sizes) > 0
        assert program.periods <= one.half_days * course.rehearsal.half_day_periods
        assert all(topic.periods > 0 for topic in program.topics)
        assert course.calendar.start <= one.start <= one.end <= course.calendar.end
        assert {day for s in one.sittings for day in (s.start, s.end)} <= set(one.days)
        assert course.organization(one.owner)
    for program in course.programs:
        names = [topic.id for topic in program.topics]
        assert len(set(names)) == len(names) > 0
    for kind in DutyKind:
        if kind not in (DutyKind.COORDINATE, DutyKind.NOMINATE, DutyKind.OWN_LEARNERS):
            assert course.responsible(kind) in course.organizations
    assert all(course.organization(paper.issuer) for paper in course.papers)
    assert all(one.vi and one.en and one.path for one in course.assumptions)
    assert hash(course) == hash(of_path(path))


def test_the_three_samples_hold_what_their_sources_say() -> None:
    ha_noi, dak_lak, tuong_duong = (
        of_path(Path(f"samples/{name}.yaml")) for name in ("ha-noi-2022", "dak-lak-2025", "tuong-duong-2022")
    )

    assert (dak_lak.calendar.start, dak_lak.calendar.end) == (date(2025, 8, 18), date(2025, 8, 22))
    assert not dak_lak.calendar.start_assumed
    assert len([topic for topic in dak_lak.programs[0].topics if topic.kind == "lecture"]) == 7
    assert dak_lak.units[0].size == 102
    assert tuong_duong.learners == 91
    assert len(tuong_duong.classes[0].days) == 16
    assert [paper.issuer for paper in tuong_duong.papers] == ["truong", "btv"]
    assert tuong_duong.responsible(DutyKind.CERTIFY, scope="chung-nhan").id == "btv"
    assert ha_noi.learners == 579
    lectures = [topic for part in ha_noi.programs[0].parts for topic in part.topics]
    assert len(lectures) == 18
    assert all(isinstance(topic.title, Text) and topic.title.assumed for topic in lectures)
    assert lectures[0].title == "Chuyên đề 1 của phần 1"


def test_sixteen_classes_are_waves_over_the_year() -> None:
    course = of_path(Path("tests/courses/hanoi-2017-chutich-pho-16-lop.yaml"))

    assert [one.label for one in course.classes][:2] == ["Lớp A", "Lớp B"]
    assert {len(one.days) for one in course.classes} == {32}
    assert len({one.start for one in course.classes}) == 16
    assert {group.id: group.headcount for group in course.groups} == {"ct": 584, "pct": 848}
    assert max((s.end - s.start).days for one in course.classes for s in one.sittings) <= 4


def test_waves_of_one_class_each_keep_their_own_size_and_opening() -> None:
    course = of_path(Path("tests/courses/hcma-2023-pho-bi-thu-tinh-3-dot.yaml"))

    assert [(one.size, one.start) for one in course.classes] == [
        (39, date(2023, 7, 26)),
        (44, date(2023, 8, 9)),
        (34, date(2023, 12, 11)),
    ]
    assert [(one.day, len(one.classes)) for one in course.ceremonies] == [(one.start, 1) for one in course.classes]
    assert course.calendar.end == date(2023, 12, 19)


def test_point_of_another_course_has_sites_but_no_paper() -> None:
    course = of_path(Path("tests/courses/tuyenquang-2025-09-diem-cau.yaml"))

    assert [site.id for site in course.sites if site.ours] == ["tinh-uy", "diem-xa"]
    assert course.papers == ()
    assert course.classes[0].days == (date(2025, 9, 6), date(2025, 9, 7), date(2025, 9, 8))
    assert [(group.id, group.headcount) for group in course.groups] == [("xa", 180), ("tinh", 9)]


def test_point_without_sites_gets_one_of_its_own() -> None:
    assert [(one.ours, one.assumed) for one in course_of("standpoint: point\n").sites] == [(True, True)]


def test_bare_file_becomes_a_course_and_says_what_was_assumed() -> None:
    course = course_of("", today=date(2026, 11, 21))

    assert course.calendar.start == date(2026, 11, 23)
    assert len(course.classes[0].days) == 3
    assert len(course.programs[0].topics) == 6
    assert [one.name.assumed for one in course.organizations] == [True]
    assert [one.label.assumed for one in course.groups] == [True]
    assert course.completion.judged is Judged.ATTENDANCE_ONLY
    assert [paper.issuer_said for paper in course.papers] == [False]
    assert course.venues[0].assumed
    assert course.plan.assumed
    assert course.plan.nominations_by == date(2026, 11, 5)
    paths = {one.path for one in course.assumptions}
    assert {"organizations", "audience", "program", "calendar.start", "calendar.end", "papers", "venues"} <= paths


def test_file_with_errors_is_refused() -> None:
    with pytest.raises(FileHasErrors, match="x has errors: 1"):
        complete(read(HEAD + "mode: xyz\n", name="x"))
    with pytest.raises(FileHasErrors):
        complete(read("", name="x"))


LEARNERS = [
    ("stated: [{count: opened, value: 66}, {count: planned, value: 70}]\n", 66),
    ("stated: [{count: not_said, value: {nearly: 400}}]\n", 396),
    ("stated: [{count: present, value: {over: 300}}]\n", 303),
    ("stated: [{count: opened, value: {about: 90}}]\nplan: {learners: 100}\n", 90),
    ("classes: {list: [{id: a}, {id: b}]}\nstated: [{count: opened, value: 81, of: [a, b]}]\n", 81),
    (
        "classes: {list: [{id: a}, {id: b}]}\n"
        "stated: [{count: opened, value: 41, of: a}, {count: opened, value: 42, of: b}]\n",
        83,
    ),
    ("classes: {count: 2, list: [{id: a}]}\nstated: [{count: opened, value: 41, of: a}]\nplan: {learners: 90}\n", 90),
    ("audience: {groups: [{id: g, other: x}]}\nstated: [{count: opened, value: 41, of: g}]\n", 41),
    ("classes: {list: [{id: a, size: 30}, {id: b, size: 31}]}\nplan: {learners: 90}\n", 61),
    ("classes: {count: 3, size: {from: 30, to: 40}}\n", 105),
    ("classes: {size: 30, list: [{id: a}, {id: b}]}\n", 60),
    (
        "audience: {groups: [{id: g, other: x, expected: 12}, {id: h, other: y, expected: 5, counts_as: observer}]}\n",
        12,
    ),
    ("units: [{id: x, count: 7}]\nplan: {quota: [{units: x, seats: 2, each: true}, {unit: A, seats: 3}]}\n", 17),
    ("units: [{id: x, by_kind: {xã: 3, phường: 4}}]\nplan: {quota: [{units: x, seats: 2, each: true}]}\n", 14),
    ("units: [{id: x, names: [A, B]}]\nplan: {quota: [{units: x, seats: 2, each: true}]}\n", 4),
    ("units: [{id: x}]\nplan: {quota: [{units: x, seats: 2, each: true}]}\n", 2),
    ("plan: {learners: 90}\n", 90),
]


@pytest.mark.parametrize(("text", "learners"), LEARNERS)
def test_learners_come_from_the_first_number_that_tells_them(text: str, learners: int) -> None:
    assert course_of(text, learners=None).learners == learners


@pytest.mark.parametrize("text", ["", "stated: [{count: units, value: 9}]\n", "units: [{id: x, count: 102}]\n"])
def test_file_without_any_number_of_learners_is_refused(text: str) -> None:
    with pytest.raises(LearnersNotSaid, match=r"khoa\.yaml does not say how many learners"):
        course_of(text, learners=None)


def test_seed_comes_from_the_id_and_is_the_same_everywhere() -> None:
    assert course_of("plan: {learners: 9}\n", learners=None).rehearsal.seed == 1068131745


CALENDARS = [
    # what is said, first day, last day, study days of the only class
    ("calendar: {start: 2025-08-18, end: 2025-08-22}", date(2025, 8, 18), date(2025, 8, 22), 5),
    ("calendar: {start: 2025-08-18, length: {days: 7}}", date(2025, 8, 18), date(2025, 8, 26), 7),
    ("calendar: {start: 2025-08-18, length: {per: class}}", date(2025, 8, 18), date(2025, 8, 20), 3),
    ("calendar: {start: 2025-08-22, end: 2025-08-22}\nprogram: {topic_count: 30}",
     date(2025, 8, 22), date(2025, 8, 27), 4),
    ("calendar: {start: 2025-08-18, length: {weeks: 2}}", date(2025, 8, 18), date(2025, 8, 29), 10),
    ("calendar: {start: 2025-08-18, length: {half_days: 5}}", date(2025, 8, 18), date(2025, 8, 20), 3),
    ("calendar: {start: 2025-08-18, length: {periods: 20}}", date(2025, 8, 18), date(2025, 8, 20), 3),
    ("calendar: {start: 2025-08-18, length: {days: 2.5}}", date(2025, 8, 18), date(2025, 8, 20), 3),
    ("calendar: {start: 2025-08-18, length: {working_days: 6}}", date(2025, 8, 18), date(2025, 8, 25), 6),
    ("calendar: {start: 2025-08-18, length: {months: 1}}", date(2025, 8, 18), date(2025, 9, 16), 22),
    ("calendar: {start: 2025-08-16, end: 2025-08-16}\nprogram: {topic_count: 2}",
     date(2025, 8, 16), date(2025, 8, 16), 1),
    ("calendar: {start: 2025-08-15, end: 2025-08-18, weekend: true}", date(2025, 8, 15), date(2025, 8, 18), 4),
    ("calendar: {start: 2017-11}\nprogram: {topic_count: 7}", date(2017, 11, 1), date(2017, 11, 6), 4),
    ("calendar: {start: 2011}\nprogram: {topic_count: 1}", date(2011, 3, 1), date(2011, 3, 1), 1),
    ("calendar: {start: --09-28, end: --10-02}", date(2025, 9, 28), date(2025, 10, 2), 5),
    ("calendar: {start: --12-29, end: --01-02}", date(2025, 12, 29), date(2026, 1, 2), 5),
    ("calendar: {start: 2023-07-26, end: 2023-08}\nprogram: {topic_count: 6}",
     date(2023, 7, 26), date(2023, 8, 31), 12),
    ("classes: {list: [{id: a, start: 2025-08-18, end: 2025-08-19}]}", date(2025, 8, 18), date(2025, 8, 19), 2),
    ("classes: {list: [{id: a, start: 2025-08-18, length: {days: 3}}]}", date(2025, 8, 18), date(2025, 8, 20), 3),
    (
        "calendar: {sittings: [{start: 2025-08-25, end: 2025-08-26}, {start: 2025-08-18}, {note: sau này}]}",
        date(2025, 8, 18),
        date(2025, 8, 26),
        3,
    ),
    (
        "calendar: {start: 2025-08}\nclasses: {list: [{id: a, sittings: [{start: 2025-08-20, end: 2025-08-22}]}]}",
        date(2025, 8, 1),
        date(2025, 8, 22),
        3,
    ),
    ("calendar: {start: 2025}\nceremonies: [{kind: opening, on: 2025-05-12}]", date(2025, 5, 12), date(2025, 5, 14), 3),
    ("calendar: {end: 2025-08-22, not_after: 2025-09}\nceremonies: [{kind: opening, on: 2025-08-18}]",
     date(2025, 8, 18), date(2025, 8, 22), 5),
    ("calendar: {start: 2025-01-06, end: 2025-12-31, length: {days: 12}}", date(2025, 1, 6), date(2025, 12, 31), 12),
    ("calendar: {start: 2025-01-06, end: 2025-01-31, length: {days: 4}}", date(2025, 1, 6), date(2025, 1, 31), 4),
    ("calendar: {start: 2025-08-23, end: 2025-08}", date(2025, 8, 23), date(2025, 8, 29), 6),
    ("calendar: {start: 2025-08-30, end: 2025-08}", date(2025, 8, 30), date(2025, 8, 31), 2),
    ("calendar: {start: 2025-08-18, end: 2025-08-18}\nprogram: {topic_count: 30}",
     date(2025, 8, 18), date(2025, 8, 21), 4),
]  # fmt: skip


@pytest.mark.parametrize(("text", "start", "end", "days"), CALENDARS)
def test_calendar_is_filled_from_what_is_said(text: str, start: date, end: date, days: int) -> None:
    course = course_of(text + "\n", today=date(2025, 1, 1))

    assert (course.calendar.start, course.calendar.end, len(course.classes[0].days)) == (start, end, days)


def test_day_without_a_calendar_is_the_day_the_source_was_published() -> None:
    text = HEAD.replace("read: whole", "read: whole, published_on: 2022-10-07")
    course = complete(read(text + "plan: {learners: 9}\n", name="x"))

    assert course.calendar.start == date(2022, 10, 7)
    assert course.calendar.start_assumed
    assert course_of("").calendar.start == date(2026, 3, 2)


PERIODS = [
    # topics, calendar days, periods of each topic (4 a half-day)
    ("[{id: a, kind: lecture}, {id: b, kind: lecture}]", 1, [4, 4]),
    ("[{id: a, kind: lecture}, {id: b, kind: field_study}]", 2, [4, 12]),
    ("[{id: a, kind: lecture, count: 3}]", 1, [4, 2, 2]),
    ("[{id: a, kind: lecture, count: 4}]", 1, [2, 2, 2, 2]),
    ("[{id: a, kind: lecture, count: 3}, {id: b, kind: writing}]", 1, [2, 2, 2, 2]),
    ("[{id: a, kind: lecture, count: 2}, {id: b, kind: writing}]", 1, [2, 2, 4]),
    ("[{id: a, kind: lecture, count: 8}]", 1, [1] * 8),
    ("[{id: a, kind: lecture, count: 9}]", 1, [4] + [1] * 8),
    ("[{id: a, kind: lecture, length: {periods: 6}}, {id: b, kind: lecture}]", 2, [6, 8]),
    ("[{id: a, kind: lecture, length: {half_days: 3}}, {id: b, kind: lecture}]", 1, [4, 4]),
]


@pytest.mark.parametrize(("topics", "days", "periods"), PERIODS)
def test_periods_fit_the_half_days(topics: str, days: int, periods: list[int]) -> None:
    text = f"program: {{topics: {topics}}}\ncalendar: {{start: 2025-08-18, length: {{days: {days}, per: class}}, " \
        f"end: 2025-08-{17 + days}}}\n"  # fmt: skip
    course = course_of(text)

    assert [topic.periods for topic in course.programs[0].topics] == periods
    assert course.programs[0].periods <= 4 * course.classes[0].half_days


def test_ceremonies_take_their_half_days() -> None:
    text = "program: {topic_count: 4}\ncalendar: {start: 2025-08-18, end: 2025-08-20}\n"
    ceremonies = "ceremonies: [{kind: opening}, {kind: closing}]\n"

    assert course_of(text).programs[0].half_days == 6
    course = course_of(text + ceremonies)
    assert course.programs[0].half_days == 4
    assert [(one.kind, one.day) for one in course.ceremonies] == [
        (CeremonyKind.OPENING, date(2025, 8, 18)),
        (CeremonyKind.CLOSING, date(2025, 8, 20)),
    ]


def test_half_day_of_other_length_is_kept() -> None:
    text = HEAD + "program: {topic_count: 2}\ncalendar: {start: 2025-08-18, end: 2025-08-18}\n"
    rehearsal = "rehearsal: {assumed: true, seed: 1, learners: 9, half_day_periods: 5, clock: 2025-07-01}\n"
    course = complete(read(text + rehearsal, name="x"), defaults=Defaults(half_day_periods=3))

    assert [topic.periods for topic in course.programs[0].topics] == [5, 5]
    assert course.rehearsal.clock == date(2025, 7, 1)


def test_opening_on_a_day_concerns_the_classes_not_yet_over() -> None:
    course = course_of(
        "classes: {list: [{id: a, start: 2025-08-04, end: 2025-08-05}, {id: b, start: 2025-08-11, end: 2025-08-12}]}\n"
        "ceremonies: [{kind: opening, on: 2025-08-11}, {kind: opening, on: 2025-08-04, for: a}, "
        "{kind: closing, on: 2025-08-20, for: b}, {kind: opening, on: 2025-08-15}]\n"
    )

    assert [one.classes for one in course.ceremonies] == [("b",), ("a",), ("b",), ("a", "b")]


CLASSES = [
    ("", [("Lớp A", 40)]),
    ("classes: {count: 3}\n", [("Lớp A", 14), ("Lớp B", 13), ("Lớp C", 13)]),
    ("classes: {size: 25}\n", [("Lớp A", 20), ("Lớp B", 20)]),
    ("plan: {classes: 2}\n", [("Lớp A", 20), ("Lớp B", 20)]),
    ("stated: [{count: classes, value: 2}]\n", [("Lớp A", 20), ("Lớp B", 20)]),
    ("classes: {list: [{id: x, number: '7', size: 30}, {id: y}]}\n", [("Lớp 7", 30), ("Lớp 2", 10)]),
    ("classes: {count: 2, list: [{id: lop-2, code: K01A, size: 10}]}\n", [("Lớp K01A", 10), ("Lớp B", 30)]),
    ("classes: {list: [{id: x, label: Lớp}, {id: y, label: Lớp}]}\n", [("Lớp", 20), ("Lớp (2)", 20)]),
    ("classes: {list: [{id: x, size: 30}, {id: y, size: 50}]}\n", [("Lớp A", 15), ("Lớp B", 25)]),
    ("programs: [{id: p, topic_count: 2}, {id: q, topic_count: 3}]\n", [("Lớp A", 20), ("Lớp B", 20)]),
]


@pytest.mark.parametrize(("text", "classes"), CLASSES)
def test_classes_become_a_definite_list(text: str, classes: list[tuple[str, int]]) -> None:
    assert [(one.label, one.size) for one in course_of(text).classes] == classes


def test_many_classes_are_numbered_and_none_is_empty() -> None:
    course = course_of("classes: {count: 30, list: [{id: lop-2}]}\n", learners=30)

    assert {one.size for one in course.classes} == {1}
    assert course.classes[29].label == "Lớp 30"
    assert len({one.id for one in course.classes}) == 30
    assert course_of("classes: {list: [{id: a}, {id: b}]}\n", learners=1).learners == 2


def test_each_program_has_its_classes_and_fits_them() -> None:
    course = course_of(
        "organizations: [{id: a, name: A}, {id: b, name: B}]\n"
        "programs: [{id: p, topic_count: 2}, {id: q, topic_count: 3, length: {days: 4}, title: Q, "
        "taken_from: {title: Khung, how: selection}}]\n"
        "classes: {list: [{id: x, program: q, owner: b, discussion_groups: 3, units: [Ia Nan]}, {id: y, program: p}]}\n"
    )

    x, y = course.classes
    assert (x.program, x.owner, len(x.days), x.discussion_groups, x.unit_names) == ("q", "b", 4, 3, ("Ia Nan",))
    assert (y.program, y.owner) == ("p", "a")
    assert course.program("q").periods == 32
    assert course.program("q").taken_from is not None
    assert [topic.title for topic in course.topics_named("p")] == ["Chuyên đề 1", "Chuyên đề 2"]
    with pytest.raises(KeyError):
        course.program("r")
    with pytest.raises(KeyError):
        course.organization("c")


def test_self_paced_course_has_no_study_days() -> None:
    course = course_of(
        "mode: self_paced\nprogram: {parts: [{id: p, topic_count: 5}, "
        "{id: q, choose: {at_least: 5, of: 14}, topics: [{id: t, title: T, kind: video}]}]}\n"
        "calendar: {start: 2025-08-18, end: 2025-09-30}\nceremonies: [{kind: opening, mode: online}]\n",
        learners=18_000,
    )

    only = course.classes[0]
    assert (only.size, only.days, only.half_days, only.mode) == (18_000, (), 0, Mode.SELF_PACED)
    assert (only.start, only.end) == (date(2025, 8, 18), date(2025, 9, 30))
    assert course.venues == ()
    assert course.programs[0].half_days == 0
    assert len(course.programs[0].topics) == 20
    assert course.programs[0].parts[1].choose is not None
    assert all(topic.periods == 4 for topic in course.programs[0].topics)


def test_self_paced_class_may_have_dates_of_its_own() -> None:
    course = course_of(
        "classes: {list: [{id: x, mode: self_paced, start: 2025-08-01, end: 2025-08-20}, "
        "{id: y, start: 2025-08-04, end: 2025-08-05}]}\n"
    )

    assert [(one.start, len(one.days)) for one in course.classes] == [(date(2025, 8, 1), 0), (date(2025, 8, 4), 2)]


def test_course_of_several_classes_in_a_short_calendar_runs_in_parallel() -> None:
    course = course_of("classes: {count: 3}\ncalendar: {start: 2025-08-18, end: 2025-08-20}\n")

    assert {one.days for one in course.classes} == {tuple(date(2025, 8, day) for day in (18, 19, 20))}


def test_people_of_a_class_come_from_its_groups() -> None:
    course = course_of(
        "audience: {groups: [{id: g, posts_held_together: [Bí thư, Chủ tịch], expected: 30}, "
        "{id: h, category: đối tượng 3}, {id: o, other: khách, counts_as: observer, expected: 4}]}\n"
        "classes: {list: [{id: x, groups: g, size: 10}, {id: y, groups: [o]}]}\n"
    )

    x, y = course.classes
    assert dict(x.group_sizes) == {"g": 10}
    assert sum(dict(y.group_sizes).values()) == 30
    assert {group.id: group.headcount for group in course.groups}["o"] == 4
    assert course.groups[0].label == "Bí thư đồng thời Chủ tịch"


ITEMS = [
    ("{id: i, kind: test}", "", ScaleKind.POINTS_10, True),
    ("{id: i, kind: test, scale: points_100, due: 2025-08-30}", "", ScaleKind.POINTS_100, False),
    ("{id: i, kind: test, scale: not_said}", "judged: pass_only, ", ScaleKind.PASS_FAIL, True),
    ("{id: i, kind: test}", "judged: bands, ", ScaleKind.BANDS, True),
    ("{id: i, kind: test, scale: bands}", "", ScaleKind.BANDS, True),
    (
        "{id: i, kind: test, scale: [giỏi, khá], pass_share: 0.6, markers: 1, due: 2025-08-30}",
        "",
        ScaleKind.BANDS,
        False,
    ),
]


@pytest.mark.parametrize(("item", "judged", "kind", "assumed"), ITEMS)
def test_scale_of_an_item_is_said_or_assumed(item: str, judged: str, kind: ScaleKind, assumed: bool) -> None:
    course = course_of(f"completion: {{{judged}items: [{item}]}}\n")

    scale = course.completion.items[0].scale
    assert (scale.kind, scale.assumed) == (kind, assumed)
    assert bool(scale.bands) == (kind is ScaleKind.BANDS)


def test_course_that_writes_reports_gets_one() -> None:
    course = course_of("program: {formats: [report_writing]}\n")

    assert [item.assumed for item in course.completion.items] == [True]
    assert course.completion.judged is Judged.EACH_ITEM


def test_field_work_alone_needs_no_lecture() -> None:
    assert len(course_of("program: {topics: [{id: t, kind: placement}]}\n").programs[0].topics) == 1
    part = "program: {parts: [{id: p, topics: [{id: t, kind: placement, required: true}]}]}\n"
    assert [topic.part for topic in course_of(part).programs[0].topics] == ["p"]


def test_paper_without_issuer_is_issued_by_who_certifies_it() -> None:
    course = course_of(
        "organizations: [{id: a, name: A}, {id: b, name: B, kind: school}, {id: c, name: C}]\n"
        "duties: [{by: c, does: [certify], for: p}, {by: [a, b], does: [coordinate]}]\n"
        "papers: [{id: p, kind: certificate, to: chosen, handed_to: unit_representative}, {id: q, kind: other}]\n"
    )

    assert [(paper.issuer, paper.issuer_said) for paper in course.papers] == [("c", False), ("c", False)]
    assert course.responsible(DutyKind.TEACH).id == "b"
    assert course.responsible(DutyKind.PLAN).id == "a"
    assert course.responsible(DutyKind.TEACH, scope="p").id == "b"
    assert [duty.by for duty in course.duties_by(DutyKind.COORDINATE)] == ["a", "b"]


def test_coordinating_school_teaches_when_nothing_else_is_said() -> None:
    course = course_of(
        "organizations: [{id: a, name: A}, {id: b, name: B, kind: school}]\n"
        "duties: [{by: [a, b], does: [coordinate]}]\n"
    )

    assert {course.responsible(kind).id for kind in (DutyKind.TEACH, DutyKind.RECOGNIZE, DutyKind.CERTIFY)} == {"b"}
    assert course.responsible(DutyKind.SUMMON).id == "a"


def test_every_block_is_carried_over() -> None:
    course = course_of(
        "results: [{counts: {giỏi: 4}, shares_printed: {giỏi: 100}, on: 2025-08}]\n"
        "links: [{kind: part_of, course: B}]\n"
        "after: [{kind: coverage, by: [A]}]\ndoubts: [{says: a, but: b}]\nnotes: [c]\n"
        "situations: {raised_by: [unit], subject: đất đai}\nbasis: [{kind: plan, number: '52'}]\n"
        "venues: [{id: v, place: Huyện}]\nsites: [{id: s1, level: province, count: {about: 9}, roll: with_parent}]\n"
        "lecturers: [{id: g, asked_as: rank, rank: chuyên gia, standing: reporter}, {id: k, asked_as: body}]\n"
    )

    assert course.results[0].shares_printed == (("giỏi", 100.0),)
    assert course.links[0].course == "B"
    assert course.after[0].by == ("A",)
    assert (course.doubts[0].says, course.notes) == ("a", ("c",))
    assert course.situations is not None
    assert course.situations.subject == ("đất đai",)
    assert course.basis[0].number == "52"
    assert course.classes[0].venue == "v"
    assert (course.sites[0].count, course.sites[0].name.assumed) == (9, True)
    assert [one.label for one in course.lecturers] == ["chuyên gia", "k"]


def test_enums_are_the_lists_of_the_schema() -> None:
    definitions = json.loads(json.dumps(schema()))["$defs"]
    properties = {name: body.get("properties", {}) for name, body in definitions.items()}
    pairs = [
        (kinds.Mode, definitions["mode"]["enum"]),
        (kinds.DutyKind, properties["duty"]["does"]["items"]["enum"]),
        (kinds.CountsAs, properties["group"]["counts_as"]["enum"]),
        (kinds.TopicKind, properties["topic"]["kind"]["enum"]),
        (kinds.AskedAs, properties["lecturer"]["asked_as"]["enum"]),
        (kinds.CeremonyKind, properties["ceremony"]["kind"]["enum"]),
        (kinds.Roll, properties["site"]["roll"]["enum"]),
        (kinds.ItemKind, properties["item"]["kind"]["enum"]),
        (kinds.PaperKind, properties["paper"]["kind"]["enum"]),
        (kinds.CountKind, properties["stated"]["count"]["enum"]),
        (kinds.Judged, [one for one in properties["completion"]["judged"]["enum"] if one != "not_said"]),
    ]

    for enum, listed in pairs:
        assert [one.value for one in enum] == listed


def test_published_schema_is_the_one_that_is_used() -> None:
    package = Path("src/boiduong/engines/course_file/course.schema.json").read_bytes()

    assert Path("docs/course.schema.json").read_bytes() == package


def test_text_keeps_its_mark_when_copied() -> None:
    assert copy.deepcopy(Text("a", assumed=True)).assumed


def test_planned_group_is_called_planned() -> None:
    """Who is planned for a post does not hold it: the call must not ask for secretaries."""
    groups = (
        "audience: {groups: [{id: a, post_planned: [Bí thư, Phó Bí thư]}, "
        "{id: b, post_held: [Chủ tịch], post_planned: [Bí thư]}]}\n"
    )
    labels = [str(group.label) for group in course_of(groups).groups]
    assert labels == ["Cán bộ quy hoạch Bí thư, Phó Bí thư", "Chủ tịch được quy hoạch Bí thư"]


def test_topics_made_for_a_part_are_taught_by_whom_the_part_names() -> None:
    course = course_of(
        "lecturers: [{id: x, asked_as: rank, rank: giảng viên}, {id: y, asked_as: rank, rank: báo cáo viên}]\n"
        "program: {topic_count: 4, parts: [{id: p, title: Một, by: x}, {id: q, title: Hai, by: y}]}\n"
    )
    assert [topic.by for topic in course.programs[0].topics] == [("x",), ("x",), ("y",), ("y",)]


def test_place_of_one_class_is_not_that_of_the_others() -> None:
    course = course_of(
        "venues: [{id: v, name: hội trường UBND xã}]\nclasses: {count: 3, list: [{id: a, venue: v, size: 10}]}\n"
    )
    assert course.classes[0].venue == "v"
    assert {one.venue for one in course.classes[1:]} == {"co-so"}


def test_course_beside_work_is_held_at_weekends_and_not_on_a_day_to_avoid() -> None:
    course = course_of(
        "mode: part_time\nprogram: {topic_count: 10, length: {days: 5}}\n"
        "calendar: {start: 2024-08-03, end: 2024-08-31, weekend: true, avoid: ['2024-08-10']}\n"
    )
    days = course.classes[0].days
    assert {day.weekday() for day in days} <= {5, 6}
    assert date(2024, 8, 10) not in days
    assert len(days) == 5
    weekdays = course_of("calendar: {start: 2024-08-05, end: 2024-08-09, avoid: ['2024-08-07']}\n").classes[0].days
    assert date(2024, 8, 7) not in weekdays


def test_topics_that_need_more_weekends_get_more() -> None:
    course = course_of(
        "mode: part_time\nprogram: {topic_count: 24}\ncalendar: {start: 2024-08-03, end: 2024-08-10, weekend: true}\n"
    )
    assert {day.weekday() for day in course.classes[0].days} <= {5, 6}


def test_classes_of_one_group_each_hold_the_people_expected_of_it() -> None:
    groups = "audience: {groups: [{id: g, other: x, expected: 20}, {id: h, other: y, expected: 33}]}\n"
    apart = course_of(groups + "classes: {list: [{id: a, groups: g}, {id: b, groups: h}]}\n", learners=None)
    shared = course_of(groups + "classes: {list: [{id: a, groups: g}, {id: b, groups: [g, h]}]}\n", learners=None)

    assert [(one.size, one.size_assumed, dict(one.group_sizes)) for one in apart.classes] == [
        (20, True, {"g": 20}),
        (33, True, {"h": 33}),
    ]
    assert [one.size for one in shared.classes] == [27, 26]


@pytest.mark.parametrize("duties", ["", "duties: [{by: a, does: [manage_class]}]\n"])
def test_who_issues_a_paper_certifies_without_a_word(duties: str) -> None:
    course = course_of(
        "organizations: [{id: a, name: A, kind: school}, {id: b, name: B}, {id: c, name: C}]\n" + duties + "papers: "
        "[{id: p, kind: certificate, issuer: b}, {id: q, kind: attestation, issuer: [c, b]}, "
        "{id: k, kind: commendation, issuer: a}]\n"
    )

    assert {(duty.by, duty.scope) for duty in course.duties_by(DutyKind.CERTIFY)} == {
        ("b", ("p",)), ("c", ("q",)), ("b", ("q",)),
    }  # fmt: skip
    assert course.responsible(DutyKind.CERTIFY).id == "b"
    assert course.responsible(DutyKind.MANAGE_CLASS).id == "a"
    assert not any("cấp giấy" in one.vi for one in course.assumptions)


def test_issuer_with_the_duty_gets_no_second_one() -> None:
    course = course_of(
        "organizations: [{id: a, name: A}]\nduties: [{by: a, does: [certify]}]\n"
        "papers: [{id: p, kind: certificate, issuer: a}]\n"
    )

    assert [duty.scope for duty in course.duties_by(DutyKind.CERTIFY)] == [()]


def test_where_nothing_is_judged_no_paper_is_made_up() -> None:
    assert course_of("completion: {judged: none}\n").papers == ()
    assert len(course_of("completion: {judged: attendance_only}\n").papers) == 1


def test_one_week_is_the_week_of_every_class_unless_they_are_said_to_be_shorter() -> None:
    text = "classes: {count: 2}\ncalendar: {start: 2025-08-18, end: 2025-08-22}\nprogram: {topic_count: 2"
    week = course_of(text + "}\n")
    turns = course_of(text + ", length: {days: 2, per: class}}\n")

    assert [len(one.days) for one in week.classes] == [5, 5]
    assert [(one.start.day, one.end.day) for one in turns.classes] == [(18, 19), (21, 22)]


def test_who_learns_alone_has_weeks_for_it() -> None:
    course = course_of(
        "mode: self_paced\nprogram: {parts: [{id: p, topic_count: 5}, {id: q, topic_count: 14}]}\n"
        "calendar: {start: 2025-08-18}\n"
    )

    assert course.calendar.end == date(2025, 10, 24)


def test_half_a_day_is_not_a_day() -> None:
    text = "program: {length: {half_days: 1}, topics: [{id: t, title: T}]}\ncalendar: {start: 2025-08-18}\n"

    assert [(topic.periods, len(course_of(text).classes[0].days)) for topic in course_of(text).programs[0].topics] == [
        (4, 1)
    ]


@pytest.mark.parametrize(
    ("topics", "lost"),
    [
        ("{id: a, title: A, length: {periods: 16}}, {id: b, title: B, length: {half_days: 4}}", 2),
        ("{id: a, title: A, length: {periods: 3}}, {id: b, title: B}", 0),
        (", ".join(f"{{id: t{n}, title: T, length: {{periods: 4}}}}" for n in range(8)), 8),
    ],
)
def test_lengths_that_could_not_be_kept_are_told(topics: str, lost: int) -> None:
    course = course_of(f"program: {{topics: [{topics}]}}\ncalendar: {{start: 2025-08-18, end: 2025-08-19}}\n")
    told = [one.vi for one in course.assumptions if "không giữ được" in one.vi]

    assert told == ([f"{lost} chuyên đề không giữ được thời lượng đã ghi, vì lịch chỉ có 4 buổi."] if lost else [])


@pytest.mark.parametrize(("completion", "told"), [("", True), ("completion: {items: [{id: i, kind: test}]}\n", False)])
def test_nobody_fails_what_nobody_marks(completion: str, told: bool) -> None:
    course = course_of(
        f"{completion}rehearsal: {{assumed: true, seed: 1, learners: 9, not_recognized: 2}}\n", learners=None
    )

    assert any("không có ai trượt" in one.vi for one in course.assumptions) is told


OVERLOADED = [
    ("venues: [{id: v, name: Phòng, seats: 30}]\nclasses: {count: 4}\n", ["Phòng phải phục vụ 4 lớp trong 16 buổi"]),
    ("venues: [{id: v, name: Phòng, seats: 40}]\nclasses: {count: 4}\n", []),
    ("venues: [{id: v, name: Phòng}]\nclasses: {count: 4}\n", []),
    (
        "lecturers: [{id: g, asked_as: person, name: Ông A}]\nclasses: {count: 4}\n"
        "program: {topics: [{id: t, title: T, by: g}, {id: u, title: U, by: g}]}\n",
        ["Ông A phải phục vụ 4 lớp trong 16 buổi"],
    ),
    (
        "lecturers: [{id: g, asked_as: body, body: Sở A}]\nclasses: {count: 4}\n"
        "program: {topics: [{id: t, title: T, by: g}, {id: u, title: U, by: g}]}\n",
        [],
    ),
    (
        "lecturers: [{id: g, asked_as: person, name: Ông A}]\nclasses: {count: 4}\n"
        "program: {topics: [{id: t, title: T, by: g, joint: true}, {id: u, title: U}]}\n",
        [],
    ),
]


@pytest.mark.parametrize(("text", "told"), OVERLOADED)
def test_room_or_person_asked_for_too_often_is_told(text: str, told: list[str]) -> None:
    course = course_of(f"{text}calendar: {{start: 2025-08-18, end: 2025-08-19}}\n")
    lines = [one.vi.partition(" mà")[0] for one in course.assumptions if "sẽ trùng" in one.vi]

    assert lines == told


def test_topics_that_say_their_days_get_them_where_the_calendar_has_room() -> None:
    course = course_of(
        "calendar: {start: 2025-11-10, end: 2025-12-05}\n"
        "program: {topics: [{id: a, title: A, length: {days: 5}}, {id: b, title: B, length: {days: 4}}]}\n"
    )
    assert [topic.periods for topic in course.programs[0].topics] == [40, 32]
    assert not [one for one in course.assumptions if "không giữ được" in one.vi]


WAVES = "calendar: {sittings: [{start: 2025-05-12, end: 2025-05-14}, {start: 2025-05-21, end: 2025-05-23}]}\n"


@pytest.mark.parametrize(
    ("classes", "days"),
    [
        ("{list: [{id: a, label: Đợt 1}, {id: b, label: Đợt 2}]}", [3, 3]),
        ("{list: [{id: a, label: Đợt 1}, {id: b, label: Đợt 2}], count: 3}", [6, 6, 6]),
        ("{list: [{id: a, label: Lớp 1}, {id: b, label: Lớp 2}]}", [6, 6]),
        ("{list: [{id: a, label: Đợt 1}]}", [6]),
        ("{list: [{id: a, label: Đợt 1, start: 2025-05-12, end: 2025-05-13}, {id: b, label: Đợt 2}]}", [2, 6]),
    ],
    ids=["waves", "a class more", "classes", "one wave", "own days"],
)
def test_waves_take_a_sitting_each(classes: str, days: list[int]) -> None:
    course = course_of(f"{WAVES}classes: {classes}\n")
    assert [len(one.days) for one in course.classes] == days


def test_who_hosts_one_site_is_not_asked_to_manage_the_classes() -> None:
    course = course_of(
        "organizations: [{id: o, name: Sở, kind: department}, {id: b, name: Đồn, kind: armed_force}]\n"
        "sites: [{id: d, level: commune}]\n"
        "duties: [{by: b, does: [host], for: d}, {by: o, does: [plan, lead]}]\n"
    )
    assert course.responsible(DutyKind.MANAGE_CLASS).id == "o"
    assert course.responsible(DutyKind.HOST).id == "b"
    alone = course_of(
        "organizations: [{id: o, name: Sở, kind: department}, {id: b, name: Đồn, kind: armed_force}]\n"
        "sites: [{id: d, level: commune}]\nduties: [{by: b, does: [host], for: d}]\n"
    )
    assert alone.responsible(DutyKind.MANAGE_CLASS).id == "b"


@pytest.mark.parametrize(
    ("sites", "venue"),
    [
        ("{id: t, level: center}, {id: h, name: hội trường Tỉnh ủy, ours: true}", "hội trường Tỉnh ủy"),
        ("{id: h, name: điểm cầu, ours: true, venue: v}", "Nhà văn hóa"),
    ],
)
def test_learners_of_a_site_sit_where_the_site_is(sites: str, venue: str) -> None:
    course = course_of(f"standpoint: point\nmode: online\nvenues: [{{id: v, name: Nhà văn hóa}}]\nsites: [{sites}]\n")
    names = {one.id: str(one.name) for one in course.venues}
    assert [names[one.venue or ""] for one in course.classes] == [venue]
