"""Số được khen thưởng — counted from decisions with a number, told in the report, compared with what was stated."""

from __future__ import annotations

import pytest

from boiduong.course.delivery.courses.models import StatedNumber
from boiduong.course.recognition.awards.services import commend
from boiduong.course.reporting.periodic_reports.papers import final_report
from boiduong.course.reporting.periodic_reports.queries import (
    commended_in,
    commended_of,
    course_counts,
    course_lines,
    report_facts,
    stated_beside_derived,
)
from boiduong.engines.typesetting import Bullets
from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.services import give_number, void
from periodic_reports.reported_world import DAY, Reported, build_reported
from world import AT

pytestmark = pytest.mark.django_db
DRAFTED, NUMBERED, LATER = AT + 4 * DAY, AT + 5 * DAY, AT + 6 * DAY


def _commended(*, people: int = 2) -> tuple[Reported, Document]:
    reported = build_reported()
    chosen = [one.pk for one in reported.world.enrollments[:people]]
    return reported, commend(reported.world.training_class, chosen, by=None, at=DRAFTED)


def _outcomes(reported: Reported) -> str:
    facts = report_facts(reported.world.course, as_of_at=LATER)
    paper = final_report(reported.world.course, reported.world.school, facts, on=LATER.date(), remarks="", proposals="")
    return " ".join(item for block in paper.blocks if isinstance(block, Bullets) for item in block.items)


def test_a_draft_commends_nobody_a_numbered_decision_from_its_day_on() -> None:
    reported, document = _commended()
    course = reported.world.course
    assert commended_in(course, LATER) == 0
    assert commended_of(course, LATER) == {}, "another body may have commended them: not nought, but not known"
    assert "Khen thưởng" not in _outcomes(reported)
    give_number(document, issued_on=NUMBERED.date(), by=None, at=NUMBERED)
    document.refresh_from_db()
    assert [commended_in(course, at) for at in (AT, DRAFTED, NUMBERED, LATER)] == [0, 0, 2, 2]
    assert commended_of(course, LATER) == {"awarded": 2}
    assert f"Khen thưởng: Giấy khen 2 học viên (Quyết định số {document.number_text})." in _outcomes(reported)
    void(document, reason="Ghi nhầm danh sách", by=None, at=LATER)
    assert commended_in(course, LATER) == 0


def test_what_was_stated_is_compared_with_the_course_and_with_the_class() -> None:
    reported, document = _commended(people=1)
    course, held = reported.world.course, reported.world.training_class
    StatedNumber.objects.create(course=course, kind="awarded", low=1, source_text="Báo")
    StatedNumber.objects.create(course=course, training_class=held, kind="awarded", low=3, source_text="Báo")

    def said() -> list[tuple[str, int | None]]:
        counts = course_counts(course, as_of_at=LATER)
        return [(row.verdict.outcome, row.verdict.derived) for row in stated_beside_derived(course, counts)]

    assert said() == [("unknown", None), ("unknown", None)]
    give_number(document, issued_on=NUMBERED.date(), by=None, at=NUMBERED)
    assert said() == [("equal", 1), ("differs", 1)]


def test_the_courses_of_a_year_tell_the_commended() -> None:
    reported, document = _commended()
    give_number(document, issued_on=NUMBERED.date(), by=None, at=NUMBERED)
    [line] = course_lines(reported.world.users["officer"], year=2025, as_of_at=LATER)
    assert (line.recognized, line.commended) == (2, 2)
