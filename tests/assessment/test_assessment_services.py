"""Services of reports: set, receive, mark by two, settle, amend, print; who may, and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from boiduong.course.curriculum.programs.models import CompletionItem, Program, ProgramVersion
from boiduong.course.delivery.courses.models import CourseDocument, TrainingClass
from boiduong.course.evaluation.assessment import queries, services
from boiduong.course.evaluation.assessment.events import report_settled
from boiduong.course.evaluation.assessment.models import Assignment, Score, Settlement, Submission
from boiduong.course.evaluation.assessment.permissions import can_open_file, can_second, is_marker
from boiduong.course.evaluation.assessment.rules import (
    BandUnknown,
    DifferenceTooLarge,
    MarksMissing,
    NotOnStep,
    OutOfScale,
)
from boiduong.course.evaluation.assessment.services import Mark
from boiduong.engines.typesetting import Table
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.audit.models import AuditEvent
from boiduong.foundation.documents.queries import papers_of, typesetter
from boiduong.foundation.files.services import store
from boiduong.refusals import NotAllowed, ReasonNeeded
from boiduong.states import Forbidden
from world import World, build_world, make_person, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    made = build_world(enrolled=True, class_state="running")
    made.item.refresh_from_db()
    return made


@pytest.fixture
def due(at: datetime) -> datetime:
    return at + timedelta(days=10)


@pytest.fixture
def given(world: World, at: datetime, due: datetime) -> Assignment:
    return services.set_assignment(
        world.training_class, world.item, due_at=due, question="Liên hệ", by=world.users["manager"], at=at
    )


def markers(world: World) -> list[object]:
    return [world.lecturer.person, world.second_lecturer.person]


def received(world: World, given: Assignment, at: datetime) -> list[Submission]:
    listed = [(one, "Bài của tôi", "báo cáo") for one in world.enrollments]
    return services.receive_many(given, listed, by=world.users["manager"], at=at)


def assigned(world: World, given: Assignment, at: datetime) -> list[Submission]:
    rows = received(world, given, at)
    services.assign_markers(given, markers(world), by=world.users["officer"], at=at)  # type: ignore[arg-type]
    return rows


def score(world: World, given: Assignment, row: Submission, first: str, second: str, at: datetime) -> None:
    marks = [
        Mark(row, marker, Decimal(value))  # type: ignore[arg-type]
        for marker, value in zip(markers(world), (first, second), strict=True)
    ]
    services.score_many(given, marks, by=world.users["officer"], at=at)


def settled(world: World, given: Assignment, at: datetime, value: str = "7") -> Submission:
    row = assigned(world, given, at)[0]
    score(world, given, row, value, value, at)
    services.settle(given, [row], by=world.users["officer"], at=at)
    return row


def test_assignment_is_set_once_and_its_due_moment_moves(world: World, given: Assignment, at: datetime) -> None:
    later = given.due_at + timedelta(days=1)
    again = services.set_assignment(world.training_class, world.item, due_at=later, by=None, at=at)
    assert (again.pk, again.due_at) == (given.pk, later)


def test_item_of_another_program_is_refused(world: World, at: datetime, due: datetime) -> None:
    other = ProgramVersion.objects.create(program=Program.objects.create(name="Khác"), label="1")
    item = CompletionItem.objects.create(version=other, position=1, title="Bài lạ", scale="pass_fail")
    with pytest.raises(services.NotInProgram, match="Bài lạ"):
        services.set_assignment(world.training_class, item, due_at=due, by=None, at=at)
    long_ago = datetime(2020, 1, 1, 10, tzinfo=UTC)
    with pytest.raises(services.DueBeforeClass):
        services.set_assignment(world.training_class, world.item, due_at=long_ago, by=None, at=at)


@pytest.mark.parametrize("user", ["learner", "lecturer", "clerk", "authority", "stranger"])
def test_others_set_nothing(world: World, at: datetime, due: datetime, user: str) -> None:
    with pytest.raises(NotAllowed):
        services.set_assignment(world.training_class, world.item, due_at=due, by=world.users[user], at=at)


def test_learner_hands_in_before_the_due_moment(world: World, given: Assignment, at: datetime) -> None:
    file = store(b"%PDF-1.7 bai", name="bai.pdf", mime="application/pdf", at=at)
    row = services.receive(
        given, world.enrollments[0], file=file, title="T" * 400, by=world.users["learner"], at=given.due_at
    )
    row.refresh_from_db()
    assert (row.attempt, row.late, row.on_paper, row.file, len(row.title)) == (1, False, False, file, 300)


def test_learner_changes_the_file_while_nobody_marks_it(world: World, given: Assignment, at: datetime) -> None:
    files = [store(f"%PDF-1.7 {n}".encode(), name="a.pdf", mime="application/pdf", at=at) for n in (1, 2)]
    learner, seat = world.users["learner"], world.enrollments[0]
    first = services.receive(given, seat, file=files[0], by=learner, at=at)
    again = services.receive(given, seat, file=files[1], by=learner, at=at)
    assert first.pk == again.pk
    assert Submission.objects.get().file == files[1]
    services.assign_markers(given, markers(world), by=None, at=at)  # type: ignore[arg-type]
    with pytest.raises(services.StillBeingMarked):
        services.receive(given, seat, file=files[0], by=learner, at=at)


def test_paper_report_is_not_exchanged_by_an_upload(world: World, given: Assignment, at: datetime) -> None:
    services.receive(given, world.enrollments[0], on_paper=True, by=world.users["manager"], at=at)
    with pytest.raises(services.StillBeingMarked):
        services.receive(given, world.enrollments[0], by=world.users["learner"], at=at)


@pytest.mark.parametrize(
    ("user", "on_paper", "allowed"),
    [
        ("learner", False, True),
        ("manager", True, True),
        ("officer", True, True),
        ("learner", True, False),
        ("clerk", False, False),
        ("lecturer", True, False),
        ("stranger", False, False),
    ],
)
def test_who_hands_in(world: World, given: Assignment, at: datetime, user: str, on_paper: bool, allowed: bool) -> None:
    seat = world.enrollments[0]
    if allowed:
        assert services.receive(given, seat, on_paper=on_paper, by=world.users[user], at=at).on_paper is on_paper
    else:
        with pytest.raises(NotAllowed):
            services.receive(given, seat, on_paper=on_paper, by=world.users[user], at=at)


def test_learner_hands_in_for_nobody_else(world: World, given: Assignment, at: datetime) -> None:
    with pytest.raises(NotAllowed):
        services.receive(given, world.enrollments[1], by=world.users["learner"], at=at)


def test_late_report_comes_on_paper_only(world: World, given: Assignment) -> None:
    late = given.due_at + timedelta(minutes=1)
    with pytest.raises(services.TooLate, match="24/7/2025"):
        services.receive(given, world.enrollments[0], by=world.users["learner"], at=late)
    row = services.receive(given, world.enrollments[0], on_paper=True, by=world.users["manager"], at=late)
    assert row.late is True
    assert services.receive_many(given, [(world.enrollments[1], "", "")], by=None, at=late)[0].late is True


def test_who_is_not_in_the_class_hands_in_nothing(world: World, given: Assignment, at: datetime) -> None:
    seat = world.enrollments[0]
    seat.state = "withdrawn"
    with pytest.raises(services.NotInClass):
        services.receive(given, seat, by=None, at=at)
    other = TrainingClass.objects.create(course=world.course, position=2, label="Lớp B", version=world.version)
    moved = world.enrollments[1]
    moved.training_class = other
    with pytest.raises(services.NotInClass):
        services.receive(given, moved, by=None, at=at)
    with pytest.raises(services.NotInClass):
        services.receive_many(given, [(moved, "", "")], by=None, at=at)


def test_whole_class_on_paper_in_one_act(world: World, given: Assignment, at: datetime) -> None:
    services.receive(given, world.enrollments[0], by=world.users["learner"], at=at)
    assert len(received(world, given, at)) == 2
    assert received(world, given, at) == []
    assert AuditEvent.objects.filter(act="assessment.receive_many", object_id="*").count() == 2


def test_class_without_rules_takes_no_report(at: datetime, due: datetime) -> None:
    world = build_world(enrolled=True)
    given = services.set_assignment(world.training_class, world.item, due_at=due, by=None, at=at)
    with pytest.raises(services.RuleSetNotPinned, match="Lớp A"):
        services.receive(given, world.enrollments[0], by=None, at=at)
    assert queries.rules_for(world.training_class) is None
    assert queries.own_reports(world.people[0].pk, at)[0].may_send is False


def test_markers_rotate_and_stay(world: World, given: Assignment, at: datetime) -> None:
    assigned(world, given, at)
    first = [[d.marker_id for d in one.duties] for one in queries.marked(given)]
    a, b = (m.pk for m in markers(world))  # type: ignore[attr-defined]
    assert first == [[a, b], [b, a], [a, b]]
    assert services.assign_markers(given, markers(world), by=None, at=at) == []  # type: ignore[arg-type]


def test_markers_are_as_many_people_as_the_program_asks(world: World, given: Assignment, at: datetime) -> None:
    same = [world.lecturer.person, world.lecturer.person]
    with pytest.raises(services.MarkersTooFew):
        services.assign_markers(given, same, by=None, at=at)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        services.assign_markers(given, markers(world), by=world.users["manager"], at=at)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "refusal"),
    [("6.3", NotOnStep), ("10.5", OutOfScale), ("-1", OutOfScale), ("NaN", OutOfScale), (None, OutOfScale)],
)
def test_bad_mark_keeps_all_out(
    world: World, given: Assignment, at: datetime, value: str | None, refusal: type[Exception]
) -> None:
    rows = assigned(world, given, at)
    person = world.lecturer.person
    assert person is not None
    marks = [Mark(rows[0], person, Decimal(7)), Mark(rows[1], person, None if value is None else Decimal(value))]
    with pytest.raises(refusal):
        services.score_many(given, marks, by=world.users["lecturer"], at=at)
    assert not Score.objects.exists()


def test_marker_marks_own_reports_only(world: World, given: Assignment, at: datetime) -> None:
    row = assigned(world, given, at)[0]
    first, second = world.lecturer.person, world.second_lecturer.person
    assert first is not None
    assert second is not None
    services.score_many(given, [Mark(row, first, Decimal(7), comment="c" * 2000)], by=world.users["lecturer"], at=at)
    assert len(Score.objects.get().comment) == 1000
    with pytest.raises(NotAllowed):
        services.score_many(given, [Mark(row, second, Decimal(7))], by=world.users["lecturer"], at=at)
    stranger = make_person("Người Ngoài")
    with pytest.raises(services.NotYourPaper):
        services.score_many(given, [Mark(row, stranger, Decimal(7))], by=None, at=at)


def test_second_thought_of_a_marker_counts(world: World, given: Assignment, at: datetime) -> None:
    row = assigned(world, given, at)[0]
    score(world, given, row, "5", "8", at)
    score(world, given, row, "7.5", "8", at)
    services.settle(given, [row], by=None, at=at)
    assert row.value == Decimal("7.75")
    assert Score.objects.count() == 4


def test_settled_report_takes_no_mark_and_is_not_settled_twice(world: World, given: Assignment, at: datetime) -> None:
    row = settled(world, given, at)
    stale = Submission.objects.get(pk=row.pk)
    stale.state = "submitted"
    with pytest.raises(Forbidden):
        score(world, given, row, "7", "7", at)
    with pytest.raises(Forbidden):
        services.settle(given, [stale], by=None, at=at)
    assert Settlement.objects.count() == 1


def test_report_settled_meanwhile_takes_no_mark(world: World, given: Assignment, at: datetime) -> None:
    row = assigned(world, given, at)[0]
    stale = Submission.objects.get(pk=row.pk)
    score(world, given, row, "7", "8", at)
    services.settle(given, [row], by=world.users["officer"], at=at)
    with pytest.raises(Forbidden):
        score(world, given, stale, "5", "5", at)
    assert Score.objects.filter(submission=row).count() == 2


def test_marks_too_far_apart_are_agreed_with_a_reason(world: World, given: Assignment, at: datetime) -> None:
    row = assigned(world, given, at)[0]
    officer = world.users["officer"]
    score(world, given, row, "5", "8", at)
    with pytest.raises(DifferenceTooLarge):
        services.settle(given, [row], by=officer, at=at)
    with pytest.raises(ReasonNeeded):
        services.settle(given, [row], agreed=Decimal(7), reason=" ", by=officer, at=at)
    with pytest.raises(NotOnStep):
        services.settle(given, [row], agreed=Decimal("7.2"), reason="Đọc lại", by=officer, at=at)
    with pytest.raises(OutOfScale):
        services.settle(given, [row], agreed_band="đạt", reason="Đọc lại", by=officer, at=at)
    services.settle(given, [row], agreed=Decimal(7), reason="Đọc lại", by=officer, at=at)
    made = Settlement.objects.get()
    assert (made.value, made.how, made.reason) == (Decimal(7), "agreed", "Đọc lại")
    row.refresh_from_db()
    assert (row.state, row.value) == ("settled", Decimal(7))


def test_nothing_is_settled_before_all_have_marked(world: World, given: Assignment, at: datetime) -> None:
    row = assigned(world, given, at)[0]
    for facts in ({}, {"agreed": Decimal(7), "reason": "x"}):
        with pytest.raises(MarksMissing):
            services.settle(given, [row], by=None, at=at, **facts)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        services.settle(given, [row], by=world.users["lecturer"], at=at)


def test_settling_tells_later_stages(world: World, given: Assignment, at: datetime) -> None:
    heard: list[object] = []

    def hear(submissions: object, **facts: object) -> None:
        heard.append(submissions)

    report_settled.connect(hear)
    try:
        row = settled(world, given, at)
    finally:
        report_settled.disconnect(hear)
    assert heard == [[row]]


def banded(world: World, at: datetime, due: datetime, scale: str, bands: list[str]) -> Assignment:
    item = CompletionItem.objects.create(
        version=world.version, position=2, title="Bài thực hành", scale=scale, bands=bands, markers=2
    )
    return services.set_assignment(world.training_class, item, due_at=due, by=None, at=at)


def test_bands_are_settled_when_markers_say_the_same(world: World, at: datetime, due: datetime) -> None:
    given = banded(world, at, due, "bands", ["tốt", "khá", "không đạt"])
    rows = assigned(world, given, at)
    a, b = markers(world)

    def say(row: Submission, *bands: str) -> None:
        marks = [Mark(row, m, band=band) for m, band in zip((a, b), bands, strict=True)]  # type: ignore[arg-type]
        services.score_many(given, marks, by=None, at=at)

    with pytest.raises(BandUnknown):
        say(rows[0], "giỏi", "khá")
    say(rows[0], "khá", "khá")
    say(rows[1], "khá", "không đạt")
    services.settle(given, [rows[0]], by=None, at=at)
    assert rows[0].band == "khá"
    assert [one.far for one in queries.marked(given)] == [False, True, False]
    with pytest.raises(DifferenceTooLarge):
        services.settle(given, [rows[1]], by=None, at=at)
    with pytest.raises(BandUnknown):
        services.settle(given, [rows[1]], agreed_band="giỏi", reason="Đọc lại", by=None, at=at)
    services.settle(given, [rows[1]], agreed_band="không đạt", reason="Đọc lại", by=None, at=at)
    assert rows[1].band == "không đạt"
    services.amend(
        rows[1], value=None, band="khá", reason="Nhập nhầm", second_person=world.users["lecturer"], by=None, at=at
    )
    assert rows[1].band == "khá"


def test_settled_mark_is_amended_by_two_with_a_reason(world: World, given: Assignment, at: datetime) -> None:
    row, officer, second = settled(world, given, at, "4.5"), world.users["officer"], world.users["lecturer"]
    with pytest.raises(ReasonNeeded):
        services.amend(row, value=Decimal(6), reason="  ", second_person=second, by=officer, at=at)
    for who in (None, officer, world.users["learner"], world.users["stranger"]):
        with pytest.raises(services.SecondPersonNeeded):
            services.amend(row, value=Decimal(6), reason="Cộng sót", second_person=who, by=officer, at=at)
    with pytest.raises(NotAllowed):
        services.amend(row, value=Decimal(6), reason="Cộng sót", second_person=officer, by=second, at=at)
    with pytest.raises(OutOfScale):
        services.amend(row, value=None, reason="Cộng sót", second_person=second, by=officer, at=at)
    made = services.amend(row, value=Decimal(6), reason="Cộng sót", second_person=second, by=officer, at=at)
    assert (made.how, made.value, Settlement.objects.count()) == ("amended", Decimal(6), 2)
    event = AuditEvent.objects.get(act="assessment.amend")
    assert event.before == {"value": "4.50", "band": ""} or event.before == {"value": "4.5", "band": ""}
    assert event.after is not None
    assert event.after["second"] == second.pk


def test_rules_may_let_one_person_amend(world: World, given: Assignment, at: datetime) -> None:
    row = settled(world, given, at)
    body = {**world.rule_set.body, "marking": {**world.rule_set.body["marking"], "amend_needs_second_person": False}}
    world.rule_set.body = body
    given.training_class.rule_set = world.rule_set
    row.assignment = given
    services.amend(row, value=Decimal(8), reason="Cộng sót", second_person=None, by=None, at=at)
    assert row.value == Decimal(8)


def test_unsettled_mark_is_not_amended(world: World, given: Assignment, at: datetime) -> None:
    row = assigned(world, given, at)[0]
    with pytest.raises(Forbidden):
        services.amend(
            row, value=Decimal(8), reason="x", second_person=world.users["lecturer"], by=world.users["officer"], at=at
        )


def test_failed_report_is_written_again_within_its_days(world: World, given: Assignment, at: datetime) -> None:
    row = settled(world, given, at, "4.5")
    seat, learner = row.enrollment, world.users["learner"]
    late = at + timedelta(days=31)
    own = queries.own_reports(world.people[0].pk, at)[0]
    assert (own.may_send, own.passed, own.due) == (True, False, at + timedelta(days=30))
    with pytest.raises(services.TooLate):
        services.receive(given, seat, by=learner, at=late)
    again = services.receive(given, seat, by=learner, at=at + timedelta(days=20))
    assert (again.attempt, again.late) == (2, False)
    assert queries.results(world.training_class)[seat.pk][0].settled is False
    services.assign_markers(given, markers(world), by=None, at=at)  # type: ignore[arg-type]
    score(world, given, again, "4", "4", at)
    services.settle(given, [again], by=None, at=at)
    with pytest.raises(services.NoAttemptLeft):
        services.receive(given, seat, by=learner, at=at)
    assert queries.own_reports(world.people[0].pk, at)[0].may_send is False


def test_passed_report_is_not_written_again(world: World, given: Assignment, at: datetime) -> None:
    row = settled(world, given, at)
    with pytest.raises(services.AlreadyPassed):
        services.receive(given, row.enrollment, by=None, at=at)
    own = queries.own_reports(world.people[0].pk, at)[0]
    assert (own.may_send, own.passed) == (False, True)


def test_settled_report_without_settlement_row_keeps_the_first_due_moment(
    world: World, given: Assignment, at: datetime
) -> None:
    row = received(world, given, at)[0]
    row.state, row.value = "settled", Decimal(3)
    row.save()
    rules = queries.rules_for(world.training_class)
    assert rules is not None
    assert queries.due_for(given, row, rules) == given.due_at


def test_results_of_a_class(world: World, given: Assignment, at: datetime) -> None:
    row = settled(world, given, at)
    results = queries.results(world.training_class)
    assert set(results) == {e.pk for e in world.enrollments}
    one = results[row.enrollment_id][0]
    assert (one.value, one.passed, one.settled, one.handed_in, one.attempt) == (Decimal(7), True, True, True, 1)
    other = results[world.enrollments[1].pk][0]
    assert (other.value, other.passed, other.settled, other.handed_in) == (None, False, False, True)


def test_marker_list_empties_as_marks_come(world: World, given: Assignment, at: datetime) -> None:
    row = assigned(world, given, at)[0]
    person = world.lecturer.person
    assert person is not None
    assert queries.to_mark(person).count() == 3
    services.score_many(given, [Mark(row, person, Decimal(7))], by=None, at=at)
    assert queries.to_mark(person).count() == 2


def test_boards_count_the_last_attempt(world: World, given: Assignment, at: datetime) -> None:
    row = settled(world, given, at, "4")
    board = queries.boards(world.course)[0]
    assert (board.learners, board.received, board.settled, board.without_markers) == (3, 3, 1, 0)
    assert (board.missing, board.waiting) == (0, 2)
    services.receive(given, row.enrollment, by=None, at=at)
    board = queries.boards(world.course)[0]
    assert (board.received, board.settled, board.without_markers) == (3, 0, 1)


def test_who_opens_the_file(world: World, given: Assignment, at: datetime) -> None:
    row = assigned(world, given, at)[0]
    may = {name: can_open_file(user, row) for name, user in world.users.items()}
    assert {name for name, yes in may.items() if yes} == {"learner", "lecturer", "manager", "officer"}
    assert can_open_file(None, row)
    assert not is_marker(None, row)
    assert not is_marker(world.users["officer"], row)


def test_who_may_be_the_second_person(world: World, given: Assignment, at: datetime) -> None:
    row = assigned(world, given, at)[0]
    asleep = make_user("asleep", Role.LECTURER, world.school)
    asleep.is_active = False
    assert not can_second(None, row)
    assert not can_second(asleep, row)
    assert can_second(world.users["authority"], row)
    assert not can_second(world.users["clerk"], row)


def cells(document: object) -> list[tuple[str, ...]]:
    tables = [b for p in papers_of(document) for b in p.blocks if isinstance(b, Table)]  # type: ignore[arg-type]
    return [row for table in tables for row in table.rows]


def test_mark_sheet_says_marks_in_figures_and_words(world: World, given: Assignment, at: datetime) -> None:
    rows = assigned(world, given, at)[:2]
    score(world, given, rows[0], "6.5", "7", at)
    score(world, given, rows[1], "3", "6", at)
    services.settle(given, [rows[0]], by=None, at=at)
    services.settle(given, [rows[1]], agreed=Decimal("4.5"), reason="Đọc lại", by=None, at=at)
    with pytest.raises(services.NotAllSettled, match="1 reports of Lớp A"):
        services.draft_mark_sheet(world.training_class, by=world.users["officer"], at=at)
    third = Submission.objects.get(state="submitted")
    third.markers.all().delete()
    third.delete()
    document = services.draft_mark_sheet(world.training_class, by=world.users["manager"], at=at)
    filed = CourseDocument.objects.get(document=document)
    assert (filed.role, filed.training_class, document.state) == ("mark_sheet", world.training_class, "locked")
    table = cells(document)
    assert [row[4:6] for row in table] == [("6,5", "7"), ("6", "3"), ("", "")] or [row[4:6] for row in table] == [
        ("6,5", "7"),
        ("3", "6"),
        ("", ""),
    ]
    assert table[0][6:] == ("6,75", "Sáu phẩy bảy mươi lăm", "Đạt", "")
    assert table[1][6:] == ("4,5", "Bốn phẩy năm", "Không đạt", "Giám khảo thống nhất")
    assert table[2][-1] == "Chưa nộp bài"
    assert typesetter().render(papers_of(document)[0]).startswith(b"%PDF")


def test_mark_sheet_of_two_items_numbers_them(world: World, given: Assignment, at: datetime, due: datetime) -> None:
    settled(world, given, at)
    Submission.objects.filter(state="submitted").update(state="settled", value=Decimal(5))
    other = banded(world, at, due, "pass_fail", [])
    world.training_class.label = "K1"
    services.receive_many(other, [(world.enrollments[2], "", "")], by=None, at=at)
    Submission.objects.filter(assignment=other).update(state="settled", band="đạt", attempt=2, late=True)
    paper = papers_of(services.draft_mark_sheet(world.training_class, by=None, at=at))[0]
    assert "Lớp K1" in paper.subject
    text = "".join(str(block) for block in paper.blocks)
    for said in ("I. Bài thu hoạch", "II. Bài thực hành", "Bài viết lại, lần 2; Nộp muộn", "đạt"):
        assert said in text


def test_mark_sheet_is_refused(world: World, given: Assignment, at: datetime) -> None:
    with pytest.raises(services.NothingToPrint):
        services.draft_mark_sheet(world.training_class, by=None, at=at)
    for user in ("learner", "lecturer", "stranger"):
        with pytest.raises(NotAllowed):
            services.draft_mark_sheet(world.training_class, by=world.users[user], at=at)


def test_slips_for_markers_one_page_a_report(world: World, given: Assignment, at: datetime) -> None:
    with pytest.raises(services.NothingToPrint):
        services.print_marking_slips(given, by=world.users["officer"], at=at)
    received(world, given, at)
    assert services.print_marking_slips(given, by=world.users["officer"], at=at).startswith(b"%PDF")
    services.assign_markers(given, markers(world), by=None, at=at)  # type: ignore[arg-type]
    row = given.submissions.order_by("id").first()
    assert row is not None
    score(world, given, row, "7", "7", at)
    assert services.print_marking_slips(given, by=world.users["officer"], at=at).startswith(b"%PDF")
    with pytest.raises(NotAllowed):
        services.print_marking_slips(given, by=world.users["learner"], at=at)
