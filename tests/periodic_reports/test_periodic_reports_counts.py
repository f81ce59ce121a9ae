"""Số đếm có ngày — each count at its moment, corrections and revocations, stated numbers beside them."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boiduong.course.curriculum.programs.models import CompletionItem
from boiduong.course.delivery.courses.models import Site, StatedNumber, TrainingClass
from boiduong.course.delivery.enrollment import queries as enrollment
from boiduong.course.delivery.enrollment.models import NominationEvent
from boiduong.course.recognition.certificates.models import CredentialEvent, CredentialSpec
from boiduong.course.recognition.certificates.services import revoke
from boiduong.course.reporting.periodic_reports.queries import (
    composition,
    course_counts,
    course_lines,
    stated_beside_derived,
    totals_of,
    years,
)
from boiduong.course.reporting.periodic_reports.rules import COUNT_KINDS
from boiduong.foundation.people.models import PersonSecret
from periodic_reports.reported_world import DAY, Reported, build_reported, issue, mark, numbered
from world import AT

pytestmark = pytest.mark.django_db
MOMENTS = {
    "before": (AT - DAY, [0] * 9),
    "opened": (AT, [3, 3, 0, 0, 3, 0, 0, 0, 0]),
    "after the session": (AT + DAY, [3, 3, 0, 0, 3, 3, 0, 0, 0]),
    "after marking": (AT + 2 * DAY, [3, 3, 0, 0, 3, 3, 3, 0, 0]),
    "after the decision": (AT + 3 * DAY, [3, 3, 0, 0, 3, 3, 3, 2, 0]),
    "after the papers": (AT + 4 * DAY, [3, 3, 0, 0, 3, 3, 3, 2, 2]),
}


@pytest.mark.parametrize("name", MOMENTS)
def test_counts_at_each_moment(name: str) -> None:
    reported = build_reported()
    at, expected = MOMENTS[name]
    counts = course_counts(reported.world.course, as_of_at=at)
    assert list(counts.by_kind().values()) == expected
    assert counts.plain()["as_of_at"] == at.isoformat()


def test_counts_agree_with_enrollment_and_take_ten_queries() -> None:
    course = build_reported().world.course
    with CaptureQueriesContext(connection) as caught:
        counts = course_counts(course, as_of_at=AT + DAY)
    assert len(caught) <= 10
    said = enrollment.counts(course, as_of_at=AT + DAY)
    for kind in ("nominated", "accepted", "summoned", "confirmed", "opened"):
        assert getattr(counts, kind) == getattr(said, kind)


def test_counts_take_as_many_queries_for_many() -> None:
    course = build_reported(communes=12, present=11, recognized=9).world.course
    with CaptureQueriesContext(connection) as caught:
        counts = course_counts(course, as_of_at=AT + 5 * DAY)
    assert len(caught) <= 10
    assert (counts.present, counts.recognized, counts.certified) == (11, 9, 9)


def test_a_mark_that_was_corrected_is_no_attendance() -> None:
    reported = build_reported()
    one = reported.world.enrollments[0]
    first = one.marks.get()
    mark(reported.session, one, "unexcused", at=AT + 2 * DAY, corrects=first)
    course = reported.world.course
    assert course_counts(course, as_of_at=AT + DAY).present == 3, "that day it was not known yet"
    assert course_counts(course, as_of_at=AT + 2 * DAY).present == 2


def test_observers_are_counted_nowhere() -> None:
    reported = build_reported()
    one = reported.world.enrollments[0]
    one.counts_as = "observer"
    one.save()
    counts = course_counts(reported.world.course, as_of_at=AT + 5 * DAY)
    assert (counts.opened, counts.present, counts.graded, counts.recognized) == (2, 2, 2, 1)


def test_a_withdrawn_nomination_is_not_counted_from_then_on() -> None:
    reported = build_reported()
    event = NominationEvent.objects.order_by("id").first()
    assert event is not None
    NominationEvent.objects.create(nomination=event.nomination, at=AT + 2 * DAY, act="withdraw", to_state="withdrawn")
    course = reported.world.course
    assert course_counts(course, as_of_at=AT + DAY).nominated == 3
    assert course_counts(course, as_of_at=AT + 2 * DAY).nominated == 2


def test_without_items_the_recognized_are_the_graded() -> None:
    reported = build_reported()
    CompletionItem.objects.filter(pk=reported.world.item.pk).update(required=False)
    assert course_counts(reported.world.course, as_of_at=AT + 2 * DAY).graded == 0
    assert course_counts(reported.world.course, as_of_at=AT + 3 * DAY).graded == 2


def test_items_of_a_part_that_is_not_judged_are_not_asked() -> None:
    reported = build_reported()
    world = reported.world
    world.part.judged = "not"
    world.part.save()
    CompletionItem.objects.create(
        version=world.version, part=world.part, position=2, title="Tham luận", scale="pass_fail"
    )
    assert course_counts(world.course, as_of_at=AT + 2 * DAY).graded == 3
    CompletionItem.objects.create(version=world.version, position=3, title="Bài kiểm tra", scale="pass_fail")
    assert course_counts(world.course, as_of_at=AT + 2 * DAY).graded == 0


def test_a_decision_made_void_counts_for_nothing() -> None:
    reported = build_reported()
    reported.decision.state = "void"
    reported.decision.save()
    assert course_counts(reported.world.course, as_of_at=AT + 5 * DAY).recognized == 0


def test_revoked_and_replaced_papers_count_once_at_most() -> None:
    reported = build_reported()
    first, second = reported.credentials
    CredentialEvent.objects.create(credential=first, at=AT + 5 * DAY, act="revoked")
    CredentialEvent.objects.create(credential=second, at=AT + 6 * DAY, act="replaced")
    issue(reported.spec, second.row, second.register, second.pdf, entry_no=9, at=AT + 6 * DAY, replaces=second)
    course = reported.world.course
    assert [course_counts(course, as_of_at=AT + n * DAY).certified for n in (4, 5, 6)] == [2, 1, 1]


def test_a_paper_revoked_by_its_own_act_is_no_longer_counted() -> None:
    reported = build_reported()
    first, course = reported.credentials[0], reported.world.course
    decision = numbered(reported.world, "other", number="30/QĐ-TCT", on=AT.date())
    revoke(first, ground="fraud", reason="Học hộ", document=decision, by=None, at=AT + 5 * DAY)
    assert [course_counts(course, as_of_at=AT + n * DAY).certified for n in (4, 5)] == [2, 1]


def test_certified_counts_each_holder_of_any_paper_once() -> None:
    reported = build_reported()
    course, one = reported.world.course, reported.credentials[0]
    other = CredentialSpec.objects.create(
        course=course, title="Giấy chứng nhận", position=2, issuer=reported.world.school
    )
    issue(other, one.row, one.register, one.pdf, entry_no=9, at=AT + 5 * DAY)
    assert course_counts(course, as_of_at=AT + 5 * DAY).certified == 2
    for paper in reported.credentials:
        CredentialEvent.objects.create(credential=paper, at=AT + 6 * DAY, act="revoked")
    assert course_counts(course, as_of_at=AT + 6 * DAY).certified == 1, "the second paper is still held"


def _state(reported: Reported, kind: str, low: int, **more: object) -> StatedNumber:
    return StatedNumber.objects.create(course=reported.world.course, kind=kind, low=low, **more)


def test_stated_numbers_of_the_course() -> None:
    reported = build_reported()
    course = reported.world.course
    Site.objects.create(course=course, name="Điểm cầu huyện", count=4)
    Site.objects.create(course=course, name="Điểm cầu tỉnh")
    cases = [
        (_state(reported, "present", 3), "equal"),
        (_state(reported, "recognized", 3), "differs"),
        (_state(reported, "certified", 1, word="over"), "within"),
        (_state(reported, "not_said", 2), "fits"),
        (_state(reported, "not_said", 40), "differs"),
        (_state(reported, "classes", 1), "equal"),
        (_state(reported, "sites", 5), "equal"),
        (_state(reported, "topics", 3), "equal"),
        (_state(reported, "units", 3), "equal"),
        (_state(reported, "planned", 100), "unknown"),
    ]
    found = {
        row.stated.pk: row.verdict
        for row in stated_beside_derived(course, course_counts(course, as_of_at=AT + 5 * DAY))
    }
    assert {case.kind + str(case.low): found[case.pk].outcome for case, _ in cases} == {
        case.kind + str(case.low): outcome for case, outcome in cases
    }
    assert found[cases[3][0].pk].fits == ("recognized", "certified")


def test_a_number_said_of_a_class_is_compared_with_that_class() -> None:
    reported = build_reported()
    world = reported.world
    other = TrainingClass.objects.create(course=world.course, position=2, label="Lớp B", version=world.version)
    said = [
        _state(reported, "present", 3, training_class=world.training_class),
        _state(reported, "graded", 3, training_class=world.training_class),
        _state(reported, "recognized", 2, training_class=world.training_class),
        _state(reported, "certified", 2, training_class=world.training_class),
        _state(reported, "present", 1, training_class=other),
        _state(reported, "opened", 3, training_class=world.training_class),
    ]
    counts = course_counts(world.course, as_of_at=AT + 5 * DAY)
    found = {row.stated.pk: row.verdict.outcome for row in stated_beside_derived(world.course, counts)}
    assert [found[one.pk] for one in said] == ["equal", "equal", "equal", "equal", "unknown", "unknown"]


def test_composition_counts_and_names_nobody() -> None:
    reported = build_reported(communes=4)
    people = reported.world.people
    for person, sex, ethnicity in zip(
        people, ("female", "male", "female", ""), ("Ê Đê", "Kinh", "", None), strict=True
    ):
        person.sex = sex
        person.save()
        if ethnicity is not None:
            PersonSecret.objects.create(person=person, ethnicity=ethnicity)
    reported.world.enrollments[3].post_text = ""
    reported.world.enrollments[3].save()
    with CaptureQueriesContext(connection) as caught:
        made = composition(reported.world.course, on=date(2025, 8, 18))
    assert len(caught) == 3
    assert (made.learners, made.female, made.sex_not_said) == (4, 2, 1)
    assert (made.minority, made.ethnicity_not_said, made.units) == (1, 2, 4)
    assert made.posts == (("Bí thư Đảng ủy", 3),)
    assert made.other_posts == 1
    assert sum(n for _, _, n in made.ages) == 4


def test_course_lines_tell_turns_and_totals_tell_persons() -> None:
    reported = build_reported()
    officer = reported.world.users["officer"]
    at = AT + 5 * DAY
    [line] = course_lines(officer, year=2025, as_of_at=at)
    counts = course_counts(reported.world.course, as_of_at=at)
    assert (line.turns, line.recognized, line.certified) == (counts.present, counts.recognized, counts.certified)
    assert (line.classes, line.reported) == (1, False)
    total = totals_of([line], as_of_at=at)
    assert (total.courses, total.classes, total.turns, total.persons) == (1, 1, 3, 3)
    assert years(officer) == [2025]
    assert course_lines(officer, year=2024, as_of_at=at) == []
    assert len(course_lines(officer, year=None, as_of_at=at)) == 1
    assert course_lines(reported.world.users["stranger"], year=2025, as_of_at=at) == []


def test_count_kinds_are_the_fields() -> None:
    counts = course_counts(build_reported().world.course, as_of_at=AT)
    assert tuple(counts.by_kind()) == COUNT_KINDS
