"""Services of evaluation forms: adopt, open, vote without a name, paper forms, close, report."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from boiduong.course.delivery.courses.models import CourseDocument, TrainingClass
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.evaluation.feedback import queries, services
from boiduong.course.evaluation.feedback.models import Ballot, Form, HeldBallot, Poll, Turnout
from boiduong.course.evaluation.feedback.permissions import can_open, can_read_result
from boiduong.course.evaluation.feedback.rules import DEFAULT_FORM, AnswerOutOfScale, BadForm, TooManyBlank, read_form
from boiduong.engines.typesetting import Table
from boiduong.foundation.audit.models import AuditEvent
from boiduong.foundation.documents.queries import papers_of, typesetter
from boiduong.refusals import NotAllowed
from boiduong.states import Forbidden
from world import World, build_world

pytestmark = pytest.mark.django_db
CODES = [i.code for i in read_form(DEFAULT_FORM).indicators]


@pytest.fixture
def world() -> World:
    return build_world(enrolled=True, class_state="running", communes=8)


@pytest.fixture
def poll(world: World, at: datetime) -> Poll:
    return services.open_poll(
        world.training_class, opens_at=at, closes_at=at + timedelta(days=3), by=world.users["manager"], at=at
    )


def full(value: int) -> dict[str, object]:
    return {code: str(value) for code in CODES}


def vote_all(poll: Poll, seats: list[Enrollment], at: datetime, value: int = 8) -> None:
    for seat in seats:
        services.vote(poll, seat, full(value), by=None, at=at, remark="Tốt")


def test_opening_adopts_the_example_form_where_none_is_in_force(world: World, poll: Poll, at: datetime) -> None:
    assert (poll.form.starts_on, poll.form.body["example"], poll.state) == (date(2025, 1, 1), True, "open")
    again = services.open_poll(
        world.training_class, opens_at=at, closes_at=at + timedelta(days=9), by=world.users["officer"], at=at
    )
    assert (again.pk, Form.objects.count(), AuditEvent.objects.filter(act="feedback.open_poll").count()) == (
        poll.pk,
        1,
        1,
    )


def test_adopted_form_is_used_and_kept(world: World, at: datetime) -> None:
    body = {"criteria": [{"title": "A", "indicators": [{"code": "a", "text": "x"}]}]}
    officer = world.users["officer"]
    form = services.adopt_form(world.institution, starts_on=at.date(), body=body, by=officer, at=at)
    same = services.adopt_form(world.institution, starts_on=at.date(), by=officer, at=at)
    assert (same.pk, same.body) == (form.pk, body)
    poll = services.open_poll(world.training_class, opens_at=at, closes_at=at + timedelta(days=1), by=officer, at=at)
    assert poll.form == form


def test_adopting_is_refused(world: World, at: datetime) -> None:
    with pytest.raises(BadForm):
        services.adopt_form(world.institution, starts_on=at.date(), body={"criteria": []}, by=None, at=at)
    with pytest.raises(NotAllowed):
        services.adopt_form(world.institution, starts_on=at.date(), by=world.users["manager"], at=at)


def test_opening_is_refused(world: World, at: datetime) -> None:
    with pytest.raises(services.BadPeriod):
        services.open_poll(world.training_class, opens_at=at, closes_at=at, by=None, at=at)
    for user in ("learner", "lecturer", "authority", "stranger"):
        with pytest.raises(NotAllowed):
            services.open_poll(
                world.training_class, opens_at=at, closes_at=at + timedelta(1), by=world.users[user], at=at
            )


def test_learner_votes_once(world: World, poll: Poll, at: datetime) -> None:
    learner, seat = world.users["learner"], world.enrollments[0]
    person = world.people[0].pk
    assert queries.open_polls_of(person, at) == [poll]
    services.vote(poll, seat, full(8), by=learner, at=at, remark="  x" * 3000)
    assert queries.has_voted(poll, seat)
    assert queries.open_polls_of(person, at) == []
    with pytest.raises(services.AlreadyVoted):
        services.vote(poll, seat, full(1), by=learner, at=at)
    held = HeldBallot.objects.get()
    assert (held.answers, held.valid, len(held.remark)) == (dict.fromkeys(CODES, 8), True, 2000)


def test_voting_is_refused(world: World, poll: Poll, at: datetime) -> None:
    learner, seat, other = world.users["learner"], world.enrollments[0], world.enrollments[1]
    for user in ("learner", "manager", "officer", "stranger"):
        with pytest.raises(NotAllowed):
            services.vote(poll, other, full(8), by=world.users[user], at=at)
    with pytest.raises(AnswerOutOfScale):
        services.vote(poll, seat, {**full(8), CODES[0]: "11"}, by=learner, at=at)
    with pytest.raises(TooManyBlank, match="1 of 8"):
        services.vote(poll, seat, {**full(8), CODES[0]: ""}, by=learner, at=at)
    for moment in (at - timedelta(seconds=1), at + timedelta(days=4)):
        with pytest.raises(services.PollClosed):
            services.vote(poll, seat, full(8), by=learner, at=moment)
    assert not Turnout.objects.exists()
    assert not HeldBallot.objects.exists()


def test_voting_for_a_class_one_does_not_sit_in(world: World, poll: Poll, at: datetime) -> None:
    gone = world.enrollments[0]
    gone.state = "withdrawn"
    with pytest.raises(NotAllowed):
        services.vote(poll, gone, full(8), by=None, at=at)
    moved = world.enrollments[1]
    moved.training_class = TrainingClass.objects.create(
        course=world.course, position=2, label="Lớp B", version=world.version
    )
    with pytest.raises(NotAllowed):
        services.vote(poll, moved, full(8), by=None, at=at)


def test_form_with_blanks_may_be_handed_in_knowingly(world: World, poll: Poll, at: datetime) -> None:
    services.vote(poll, world.enrollments[0], {}, by=None, at=at, even_if_blank=True)
    assert HeldBallot.objects.get().valid is False


def marked_vote(poll: Poll, seat: Enrollment, mark: int, at: datetime) -> None:
    """A vote whose answers tell which one it was."""
    services.vote(poll, seat, {**full(5), CODES[0]: str(mark)}, by=None, at=at)


def stored_order(table: str) -> list[int]:
    """The marks in the order in which the database keeps the rows."""
    place = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table} ORDER BY {place}")
        ids = [str(row[0]) for row in cursor.fetchall()]
    model = HeldBallot if "held" in table else Ballot
    marks = {str(b.pk).replace("-", ""): b.answers[CODES[0]] for b in model.objects.all()}
    return [marks[one.replace("-", "")] for one in ids]


@pytest.mark.usefixtures("fixed_ids")
def test_order_of_ballots_does_not_follow_the_order_of_voters(world: World, poll: Poll, at: datetime) -> None:
    coming = list(range(1, 9))
    for mark, seat in zip(coming, world.enrollments, strict=True):
        marked_vote(poll, seat, mark, at)
    voters = list(Turnout.objects.order_by("id").values_list("enrollment_id", flat=True))
    assert voters == [seat.pk for seat in world.enrollments]
    held = stored_order("evaluation_feedback_heldballot")
    assert sorted(held) == coming
    assert held not in (coming, coming[::-1])
    services.close_poll(poll, by=None, at=at)
    kept = stored_order("evaluation_feedback_ballot")
    assert sorted(kept) == coming
    assert kept not in (coming, coming[::-1], held)
    assert not HeldBallot.objects.exists()


def test_the_place_of_a_ballot_says_nothing_about_its_voter(world: World, at: datetime) -> None:
    """Over many polls the first voter's form stands in every place about equally often."""
    places = [0] * 4
    for n in range(200):
        poll = Poll.objects.create(
            training_class=world.training_class,
            form=Form.objects.create(
                institution=world.institution, starts_on=date(2000, 1, 1) + timedelta(n), body=DEFAULT_FORM
            ),
            opens_at=at,
            closes_at=at + timedelta(days=1),
        )
        for mark, seat in enumerate(world.enrollments[:4], start=1):
            marked_vote(poll, seat, mark, at)
        order = stored_order("evaluation_feedback_heldballot")
        places[order.index(1)] += 1
        HeldBallot.objects.all().delete()
    # Each place is expected 50 times; a spread of six standard deviations passes.
    assert all(15 < count < 85 for count in places), places


def test_every_coming_writes_all_held_forms_under_new_keys(world: World, poll: Poll, at: datetime) -> None:
    vote_all(poll, world.enrollments[:3], at)
    before = set(HeldBallot.objects.values_list("id", flat=True))
    vote_all(poll, world.enrollments[3:4], at)
    after = set(HeldBallot.objects.values_list("id", flat=True))
    assert (len(before), len(after), before & after) == (3, 4, set())


def test_audit_holds_neither_person_nor_answer(world: World, poll: Poll, at: datetime) -> None:
    before = AuditEvent.objects.count()
    services.vote(poll, world.enrollments[0], full(3), by=world.users["learner"], at=at)
    assert AuditEvent.objects.count() == before


def test_open_poll_shows_how_many_and_nothing_more(world: World, poll: Poll, at: datetime) -> None:
    vote_all(poll, world.enrollments, at)
    result = queries.poll_result(poll)
    assert (result.expected, result.received, result.suppressed, result.index) == (8, 8, True, None)
    services.close_poll(poll, by=world.users["manager"], at=at)
    result = queries.poll_result(poll)
    assert (result.received, result.suppressed, result.index, result.band) == (8, False, 8.0, "good")
    assert set(Ballot.objects.values_list("day", flat=True)) == {at.date()}


def test_closed_poll_takes_nothing_more(world: World, poll: Poll, at: datetime) -> None:
    seen_open = Poll.objects.get(pk=poll.pk)
    services.close_poll(poll, by=None, at=at)
    with pytest.raises(services.PollClosed):
        services.vote(seen_open, world.enrollments[0], full(8), by=None, at=at)
    with pytest.raises(services.PollClosed):
        services.receive_paper_forms(seen_open, [(full(8), "")], by=None, at=at)
    with pytest.raises(Forbidden):
        services.close_poll(seen_open, by=None, at=at)
    assert queries.open_polls_of(world.people[0].pk, at) == []


def test_small_group_is_kept_back(world: World, poll: Poll, at: datetime) -> None:
    vote_all(poll, world.enrollments[:4], at)
    services.close_poll(poll, by=None, at=at)
    assert queries.poll_result(poll).suppressed
    assert queries.remarks_of(world.course) == []
    assert queries.total_of(queries.results_of(world.course)) is None


def test_paper_forms_without_a_name(world: World, poll: Poll, at: datetime) -> None:
    listed = [(full(7), " a "), ({}, "")]
    assert services.receive_paper_forms(poll, listed, by=world.users["manager"], at=at) == 2
    assert sorted(HeldBallot.objects.values_list("valid", "remark")) == [(False, ""), (True, "a")]
    with pytest.raises(NotAllowed):
        services.receive_paper_forms(poll, listed, by=world.users["learner"], at=at)
    with pytest.raises(AnswerOutOfScale):
        services.receive_paper_forms(poll, [({CODES[0]: "x"}, "")], by=None, at=at)
    with pytest.raises(services.TooManyForms, match="7 forms for 6 learners"):
        services.receive_paper_forms(poll, [(full(7), "")] * 7, by=None, at=at)
    assert HeldBallot.objects.count() == 2


@pytest.mark.parametrize("user", ["learner", "lecturer", "clerk", "authority", "stranger"])
def test_others_close_nothing(world: World, poll: Poll, at: datetime, user: str) -> None:
    with pytest.raises(NotAllowed):
        services.close_poll(poll, by=world.users[user], at=at)


def test_who_reads_the_result(world: World, poll: Poll) -> None:
    readers = {name for name, user in world.users.items() if can_read_result(user, poll)}
    assert readers == {"officer", "authority", "auditor"}
    assert {n for n, u in world.users.items() if can_open(u, world.training_class)} == {"officer", "manager"}


def test_rules_of_the_poll_before_the_class_opens(world: World, poll: Poll) -> None:
    poll.training_class.rule_set = None
    assert queries.rules_for(poll).suppress_below == 5
    world.training_class.rule_set = None
    world.training_class.state = "forming"
    world.training_class.save()
    world.rule_set.delete()
    fresh = Poll.objects.get(pk=poll.pk)
    assert queries.rules_for(fresh).suppress_below == 5


def second_class(world: World, at: datetime, votes: int) -> Poll:
    """Another class of the course, with as many voters as said and one learner more."""
    held = TrainingClass.objects.create(
        course=world.course,
        position=2,
        label="Lớp B",
        version=world.version,
        state="running",
        rule_set=world.rule_set,
    )
    poll = services.open_poll(held, opens_at=at, closes_at=at + timedelta(days=1), by=None, at=at)
    source = build_people(world, held, votes + 1)
    vote_all(poll, source[:votes], at, value=2)
    return poll


def build_people(world: World, held: TrainingClass, count: int) -> list[Enrollment]:
    from world import make_person

    return [
        Enrollment.objects.create(
            course=world.course, person=make_person(f"Lê Thị B{n}"), training_class=held, position=n, state="attending"
        )
        for n in range(count)
    ]


def test_report_keeps_a_small_class_out_of_the_total(world: World, poll: Poll, at: datetime) -> None:
    vote_all(poll, world.enrollments, at)
    other = second_class(world, at, 3)
    officer = world.users["officer"]
    with pytest.raises(services.PollsOpen, match="Lớp A, Lớp B"):
        services.draft_evaluation_report(world.course, by=officer, at=at)
    for one in (poll, other):
        services.close_poll(one, by=officer, at=at)
    document = services.draft_evaluation_report(world.course, by=officer, at=at)
    filed = CourseDocument.objects.get(document=document)
    assert (filed.role, document.kind, document.state) == ("evaluation_report", "evaluation_report", "locked")
    paper = papers_of(document)[0]
    tables = [b for b in paper.blocks if isinstance(b, Table)]
    assert tables[0].rows == (
        ("Lớp A", "8", "8", "8", "8,00", "Tốt"),
        ("Lớp B", "4", "3", "3", "Không công bố", "Không công bố"),
    )
    assert tables[1].total == ("Chỉ số chung", "8,00")
    text = "".join(str(b) for b in paper.blocks)
    assert "Thu về 11 phiếu của 12 học viên, đạt 91,7" in text
    assert "mức tốt" in text
    assert typesetter().render(paper).startswith(b"%PDF")


def test_report_of_two_classes_adds_them(world: World, poll: Poll, at: datetime) -> None:
    vote_all(poll, world.enrollments, at)
    other = second_class(world, at, 8)
    for one in (poll, other):
        services.close_poll(one, by=None, at=at)
    total = queries.total_of(queries.results_of(world.course))
    assert total is not None
    assert (total.expected, total.received, total.index, total.band) == (17, 16, 5.0, "average")
    paper = papers_of(services.draft_evaluation_report(world.course, by=None, at=at))[0]
    assert "Không công bố" not in "".join(str(b) for b in paper.blocks)


def test_report_where_nobody_answered(world: World, poll: Poll, at: datetime) -> None:
    Enrollment.objects.all().delete()
    services.close_poll(poll, by=None, at=at)
    paper = papers_of(services.draft_evaluation_report(world.course, by=None, at=at))[0]
    text = "".join(str(b) for b in paper.blocks)
    assert "Thu về 0 phiếu của 0 học viên; 0 phiếu" in text
    assert "III." not in text


def test_report_is_refused(world: World, at: datetime) -> None:
    with pytest.raises(services.NoPoll):
        services.draft_evaluation_report(world.course, by=world.users["officer"], at=at)
    with pytest.raises(NotAllowed):
        services.draft_evaluation_report(world.course, by=world.users["manager"], at=at)
