"""Họp xét, ngoại lệ, quyết định — what is written, what is refused, and by whom."""

from __future__ import annotations

import pickle
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from boiduong.course.delivery.courses.models import CourseDocument, TrainingClass
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.recognition.awards.events import recognized
from boiduong.course.recognition.awards.models import JudgingNote, Meeting, RecognitionRow
from boiduong.course.recognition.awards.queries import (
    last_meeting,
    numbered_decisions,
    proposed_outcomes,
    recognized_rows,
    rows_by_learner,
)
from boiduong.course.recognition.awards.services import (
    DecisionNotNumbered,
    DecisionOfAnotherClass,
    ItemBelowHalf,
    NoteNeeded,
    NotFullParticipation,
    NothingToExcept,
    NotMinuted,
    NotOnTheList,
    NotTimeToJudge,
    OutcomeMissing,
    RulesBroken,
    decide,
    draft_decision,
    hold_meeting,
    lift_conduct,
    make_exception,
    note_conduct,
)
from boiduong.foundation.audit.models import AuditEvent
from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.services import give_number
from boiduong.refusals import NotAllowed
from boiduong.states import Forbidden
from recognition_world import Judged, judged_world, numbered
from world import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def judged() -> Judged:
    """Three learners: all fit."""
    return judged_world()


def test_proposed_outcomes_from_roll_and_marks(judged: Judged) -> None:
    """Story 5 and story 6 from real rows: 30 % absent, and 4.5 points."""
    first, second, third = judged.world.enrollments
    judged.absent(second, 3)
    judged.assignment.submissions.filter(enrollment=third).update(value=Decimal("4.5"))
    found = proposed_outcomes(judged.world.training_class)
    assert [one.enrollment.pk for one in found] == [first.pk, second.pk, third.pk]
    assert [one.outcome for one in found] == ["recognized", "not_recognized", "not_recognized"]
    assert [one.judgement.reasons[0].code for one in found[1:]] == ["absent_too_much", "item_below"]
    assert found[0].judgement.band == "giỏi"
    assert found[1].facts.planned == 40


def test_proposed_outcomes_a_resit_bars_the_band(judged: Judged) -> None:
    """The last attempt counts, and tells that there was one before."""
    learner = judged.world.enrollments[0]
    judged.assignment.submissions.filter(enrollment=learner).update(value=Decimal(3))
    judged.mark(learner, "9", attempt=2)
    found = proposed_outcomes(judged.world.training_class)[0]
    assert (found.outcome, found.judgement.band) == ("recognized", "khá")


def test_proposed_outcomes_without_a_paper_or_a_settled_mark() -> None:
    """Nothing handed in and not settled are told apart."""
    judged = judged_world(marks=False)
    judged.mark(judged.world.enrollments[0], None, settled=False)
    codes = [one.judgement.reasons[0].code for one in proposed_outcomes(judged.world.training_class)]
    assert codes == ["item_unsettled", "item_missing", "item_missing"]


def test_proposed_outcomes_as_many_queries_for_one_as_for_many(judged: Judged) -> None:
    """The page of a class of ninety costs what that of three costs."""
    training_class = judged.world.training_class
    with CaptureQueriesContext(
        connection,
    ) as three:
        proposed_outcomes(training_class)
    for n in range(20):
        person = make_person(f"Trần Thị {n}")
        one = Enrollment.objects.create(
            course=judged.world.course, person=person, training_class=training_class, state="attending", position=50 + n
        )
        judged.mark(one, "7")
    with CaptureQueriesContext(connection) as many:
        assert len(proposed_outcomes(training_class)) == 23
    assert len(many) == len(three) <= 10


def test_hold_meeting_drafts_the_minutes(judged: Judged, at: datetime) -> None:
    """Minutes wait for their number in the dossier of the class; the meeting knows how many do not fit."""
    world = judged.world
    judged.absent(world.enrollments[1], 3)
    meeting = hold_meeting(
        world.training_class, held_on=date(2025, 8, 21), chair="Hiệu trưởng", secretary="Thư ký",
        members=["Trưởng khoa"], remark="Thống nhất.", by=world.users["manager"], at=at,
    )  # fmt: skip
    assert meeting.not_recognized == 1
    assert meeting.minutes is not None and meeting.minutes.state == "locked"
    assert CourseDocument.objects.get(document=meeting.minutes).role == "recognition_minutes"
    assert last_meeting(world.training_class) == meeting
    assert "Vắng" in str(meeting.minutes.facts)


@pytest.mark.parametrize(("marked", "column"), [(True, "Xếp loại"), (False, "Ghi chú")])
def test_minutes_of_a_course_without_work_speak_of_attendance_only(at: datetime, marked: bool, column: str) -> None:
    judged = judged_world(marks=marked)
    world = judged.world
    if not marked:
        judged.assignment.delete()
        world.version.items.all().delete()
    meeting = hold_meeting(world.training_class, held_on=date(2025, 8, 21), by=world.users["manager"], at=at)
    said = str(meeting.minutes.facts if meeting.minutes else "")
    assert ("Mỗi nội dung phải đạt" in said) is marked
    assert ("Xếp loại" in said) is marked
    assert column in said


def test_hold_meeting_refused(judged: Judged, at: datetime) -> None:
    """Other people's class, and a class still running."""
    world = judged.world
    for name in ("clerk", "learner", "lecturer", "stranger", "auditor", "records"):
        with pytest.raises(NotAllowed):
            hold_meeting(world.training_class, held_on=date(2025, 8, 21), by=world.users[name], at=at)
    TrainingClass.objects.filter(pk=world.training_class.pk).update(state="running")
    world.training_class.refresh_from_db()
    with pytest.raises(NotTimeToJudge):
        hold_meeting(world.training_class, held_on=date(2025, 8, 21), by=None, at=at)
    assert not Meeting.objects.exists()


def test_draft_decision_holds_both_lists(judged: Judged, at: datetime) -> None:
    """The recognized, and the others with their reasons; a breach of rules in its own words."""
    world = judged.world
    judged.absent(world.enrollments[1], 3)
    hold_meeting(world.training_class, held_on=date(2025, 8, 21), by=None, at=at)
    note_conduct(world.enrollments[2], note="Học hộ", by=world.users["manager"], at=at)
    decision = draft_decision(world.training_class, by=world.users["officer"], at=at)
    text = str(decision.facts)
    assert decision.state == "locked"
    assert "DANH SÁCH SỐ 1" in text and "DANH SÁCH SỐ 2" in text
    assert "Vắng 30 % số tiết" in text and "Học hộ" in text
    give_number(decision, issued_on=date(2025, 8, 22), by=None, at=at)
    assert decision.pdf is not None and decision.number_text == "01/QĐ-TCT"


def test_draft_decision_refused(judged: Judged, at: datetime) -> None:
    """No minutes, no decision; a class manager does not draft it."""
    world = judged.world
    with pytest.raises(NotMinuted):
        draft_decision(world.training_class, by=None, at=at)
    with pytest.raises(NotAllowed):
        draft_decision(world.training_class, by=world.users["manager"], at=at)


def test_decide_writes_frozen_rows(judged: Judged, at: datetime) -> None:
    """The recognized stand first in the order of the class list; the class moves on; the event is heard."""
    world = judged.world
    first, second, third = world.enrollments
    judged.absent(first, 3)
    heard: list[dict[str, object]] = []

    def listen(**facts: object) -> None:
        heard.append(facts)

    recognized.connect(listen)
    try:
        rows = decide(world.training_class, numbered(world), by=world.users["officer"], at=at)
    finally:
        recognized.disconnect(listen)
    assert [(row.enrollment_id, row.outcome, row.position) for row in rows] == [
        (second.pk, "recognized", 1),
        (third.pk, "recognized", 2),
        (first.pk, "not_recognized", 3),
    ]
    assert world.training_class.state == "recognized"
    assert rows[2].reasons[0]["code"] == "absent_too_much"
    assert rows[0].facts["items"][0]["value"] == "8.00"
    assert rows[0].band == "giỏi"
    assert [row.enrollment_id for row in recognized_rows(world.course)] == [second.pk, third.pk]
    assert len(heard) == 1 and len(heard[0]["rows"]) == 3  # type: ignore[arg-type]
    assert AuditEvent.objects.filter(act="awards.decide").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        RecognitionRow.objects.update(outcome="recognized")


def test_decide_refuses_what_the_facts_do_not_carry(judged: Judged, at: datetime) -> None:
    """Story 5 and 6: the sentence names the person and the number."""
    world = judged.world
    training_class, document = world.training_class, numbered(world)
    first, second, third = world.enrollments
    everybody = dict.fromkeys((one.pk for one in world.enrollments), "recognized")
    judged.absent(first, 3)
    with pytest.raises(NotFullParticipation, match="absent 30 % of the periods, the limit is 20 %") as refused:
        decide(training_class, document, everybody, by=None, at=at)
    assert refused.value.source == "Circular 03/2023/TT-BNV, Article 6"
    assert pickle.loads(pickle.dumps(refused.value)).source == refused.value.source  # noqa: S301 - our own bytes
    judged.absent(first, 3, code="present")
    judged.assignment.submissions.filter(enrollment=second).update(value=Decimal("4.5"))
    with pytest.raises(ItemBelowHalf, match="Bài thu hoạch"):
        decide(training_class, document, everybody, by=None, at=at)
    judged.assignment.submissions.filter(enrollment=second).update(value=Decimal(5))
    with pytest.raises(OutcomeMissing, match="Nguyễn Văn C2"):
        decide(training_class, document, {first.pk: "recognized", second.pk: "recognized"}, by=None, at=at)
    with pytest.raises(NotOnTheList):
        decide(training_class, document, {**everybody, 999999: "recognized"}, by=None, at=at)
    with pytest.raises(NotOnTheList):
        decide(training_class, document, {**everybody, third.pk: "perhaps"}, by=None, at=at)
    with pytest.raises(NoteNeeded):
        decide(training_class, document, {**everybody, third.pk: "not_recognized"}, by=None, at=at)
    assert not RecognitionRow.objects.exists()
    assert TrainingClass.objects.get().state == "assessing"


def test_decide_needs_a_number(judged: Judged, at: datetime) -> None:
    """A draft decides nothing, and neither does a void paper."""
    world = judged.world
    hold_meeting(world.training_class, held_on=date(2025, 8, 21), by=None, at=at)
    with pytest.raises(DecisionNotNumbered):
        decide(world.training_class, draft_decision(world.training_class, by=None, at=at), by=None, at=at)
    void = numbered(world)
    void.state = "void"
    with pytest.raises(DecisionNotNumbered):
        decide(world.training_class, void, by=None, at=at)


def test_decide_refuses_the_decision_of_another_class(judged: Judged, at: datetime) -> None:
    """Written here for Class B it names others; what came from outside may speak of both classes."""
    first = judged.world.training_class
    second = TrainingClass.objects.create(course=first.course, label="Lớp B", version=first.version, position=2)
    paper = numbered(judged.world)
    Document.objects.filter(pk=paper.pk).update(outside=False)
    paper.refresh_from_db()
    CourseDocument.objects.create(course=first.course, document=paper, role="recognition_decision",
                                  training_class=second)  # fmt: skip
    assert list(numbered_decisions(second)) == [paper]
    assert not numbered_decisions(first).exists()
    with pytest.raises(DecisionOfAnotherClass):
        decide(first, paper, by=None, at=at)
    Document.objects.filter(pk=paper.pk).update(outside=True)
    paper.refresh_from_db()
    assert list(numbered_decisions(first)) == [paper]
    assert decide(first, paper, by=None, at=at)


def test_decide_by_role(judged: Judged, at: datetime) -> None:
    """Nobody but the training officer and the managing authority records a decision."""
    world = judged.world
    for name in ("manager", "clerk", "learner", "lecturer", "stranger", "auditor", "records", "admin"):
        with pytest.raises(NotAllowed):
            decide(world.training_class, numbered(world), by=world.users[name], at=at)
    assert decide(world.training_class, numbered(world), by=world.users["authority"], at=at)


def test_decide_not_in_a_running_class(at: datetime) -> None:
    """The state of the class holds the act back, and nothing is left behind."""
    judged = judged_world(state="running")
    with pytest.raises(Forbidden):
        decide(judged.world.training_class, numbered(judged.world), by=None, at=at)
    assert not RecognitionRow.objects.exists()


def test_exception_by_the_authority_with_a_note(judged: Judged, at: datetime) -> None:
    """The officer may not; without a note nobody may; the note is kept with the row."""
    world = judged.world
    first = world.enrollments[0]
    judged.absent(first, 3)
    for name in ("officer", "manager", "records", "clerk"):
        with pytest.raises(NotAllowed):
            make_exception(first, note="Đi họp theo giấy triệu tập", by=world.users[name], at=at)
    authority = world.users["authority"]
    with pytest.raises(NoteNeeded):
        make_exception(first, note="  ", by=authority, at=at)
    with pytest.raises(NothingToExcept):
        make_exception(world.enrollments[1], note="Tốt", by=authority, at=at)
    make_exception(first, note="Chống bão theo Công điện 05", by=authority, at=at)
    assert proposed_outcomes(world.training_class)[0].outcome == "exception"
    row = decide(world.training_class, numbered(world), by=world.users["officer"], at=at)[0]
    assert (row.outcome, row.note) == ("exception", "Chống bão theo Công điện 05")
    assert row.reasons[0]["code"] == "absent_too_much"
    with pytest.raises(NothingToExcept):
        make_exception(first, note="Lần nữa", by=authority, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        JudgingNote.objects.update(note="khác")


def test_exception_given_with_the_decision(judged: Judged, at: datetime) -> None:
    """The authority's own decision may carry the notes; an officer's may not bring new ones."""
    world = judged.world
    first = world.enrollments[0]
    judged.absent(first, 3)
    notes = {first.pk: "Chống bão"}
    with pytest.raises(NotAllowed):
        decide(world.training_class, numbered(world), None, notes, by=world.users["officer"], at=at)
    with pytest.raises(NoteNeeded):
        decide(world.training_class, numbered(world), None, {first.pk: " "}, by=None, at=at)
    rows = decide(world.training_class, numbered(world), None, notes, by=world.users["authority"], at=at)
    assert rows_by_learner(world.training_class)[first.pk].outcome == "exception"
    assert len(rows) == 3


def test_exception_for_somebody_who_meets_everything_is_plain_recognition(judged: Judged, at: datetime) -> None:
    """There is nothing to except, so the row does not say exception."""
    world = judged.world
    notes = {world.enrollments[0].pk: "Thừa"}
    rows = decide(world.training_class, numbered(world), None, notes, by=None, at=at)
    assert rows[0].outcome == "recognized" and rows[0].note == ""


def test_further_decision_for_late_ones(judged: Judged, at: datetime) -> None:
    """Who fell short and made up for it gets a further decision; the others are not decided twice."""
    world = judged.world
    third = world.enrollments[2]
    judged.assignment.submissions.filter(enrollment=third).update(value=Decimal(3))
    decide(world.training_class, numbered(world), by=None, at=at)
    judged.mark(third, "6", attempt=2)
    with pytest.raises(NotOnTheList):
        decide(
            world.training_class, numbered(world, "13/QĐ-TCT"), {world.enrollments[0].pk: "recognized"}, by=None, at=at
        )
    rows = decide(world.training_class, numbered(world, "14/QĐ-TCT"), by=None, at=at)
    assert [(row.enrollment_id, row.outcome) for row in rows] == [(third.pk, "recognized")]
    assert world.training_class.state == "recognized"
    with pytest.raises(NotOnTheList):
        decide(world.training_class, numbered(world, "15/QĐ-TCT"), by=None, at=at)
    assert recognized_rows(world.course, world.training_class).count() == 3


def test_stricter_than_the_rules_with_a_note(judged: Judged, at: datetime) -> None:
    """Conduct is judged by people: the meeting may refuse, and says why."""
    world = judged.world
    first = world.enrollments[0]
    outcomes = {one.pk: "recognized" for one in world.enrollments} | {first.pk: "not_recognized"}
    rows = decide(world.training_class, numbered(world), outcomes, by=None, at=at, notes={first.pk: "Học hộ"})
    assert (rows[-1].enrollment_id, rows[-1].outcome, rows[-1].note) == (first.pk, "not_recognized", "Học hộ")


def test_conduct_is_noted_by_people_and_may_be_lifted(judged: Judged, at: datetime) -> None:
    """The third condition; a mistaken note is lifted by another, and both stay in the record."""
    world = judged.world
    first = world.enrollments[0]
    for name in ("clerk", "learner", "authority", "stranger"):
        with pytest.raises(NotAllowed):
            note_conduct(first, note="Học hộ", by=world.users[name], at=at)
        with pytest.raises(NotAllowed):
            lift_conduct(first, note="Nhầm người", by=world.users[name], at=at)
    with pytest.raises(NoteNeeded):
        note_conduct(first, note="", by=world.users["manager"], at=at)
    note_conduct(first, note="Học hộ", by=world.users["manager"], at=at)
    found = proposed_outcomes(world.training_class)[0]
    assert (found.outcome, found.breach, found.judgement.reasons[0].code) == ("not_recognized", "Học hộ", "conduct")
    everybody = {one.pk: "recognized" for one in world.enrollments}
    with pytest.raises(RulesBroken):
        decide(world.training_class, numbered(world), everybody, by=None, at=at)
    lift_conduct(first, note="Nhầm người", by=world.users["officer"], at=at)
    assert proposed_outcomes(world.training_class)[0].outcome == "recognized"
    note_conduct(first, note="Thi hộ", by=world.users["manager"], at=at)
    row = decide(world.training_class, numbered(world), by=None, at=at)[-1]
    assert (row.outcome, row.note) == ("not_recognized", "Thi hộ")
