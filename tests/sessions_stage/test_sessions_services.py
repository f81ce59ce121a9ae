"""The roll is opened, marked, closed and corrected; leave, make-ups and the lesson log follow."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from time import process_time
from uuid import UUID

import pytest
from django.utils.translation import override

from boiduong.course.delivery.courses.models import CourseDocument, StaffDuty, TrainingClass
from boiduong.course.delivery.courses.services import change_class
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.scheduling import services as scheduling
from boiduong.course.delivery.scheduling.queries import RulesMissing, propose_entries
from boiduong.course.delivery.scheduling.rules import Placement
from boiduong.course.delivery.sessions import menu, queries, services
from boiduong.course.delivery.sessions.menu import for_class_manager, sessions_step
from boiduong.course.delivery.sessions.models import Leave, MakeUp, RollMark, RollVerdict, Session
from boiduong.course.delivery.sessions.papers import log_paper, roll_paper
from boiduong.course.delivery.sessions.receivers import SessionsLeft, leaves_not_decided
from boiduong.engines.typesetting import Heading, Table
from boiduong.foundation.accounts.models import User
from boiduong.foundation.organizations.models import RuleSet
from boiduong.refusals import NotAllowed, ReasonNeeded
from boiduong.states import Forbidden
from world import AT, World, build_world, make_person

pytestmark = pytest.mark.django_db
MONDAY = date(2025, 8, 18)
MORNING = datetime(2025, 8, 18, 1, 0, tzinfo=UTC)  # 08:00 in Vietnam
TUESDAY = MORNING + timedelta(days=1)


def taught(*, state: str = "opened", communes: int = 3) -> tuple[World, list[Session]]:
    """A class with a released timetable: three lessons of four periods on Monday and Tuesday morning."""
    world = build_world(class_state=state, enrolled=True, communes=communes)
    version = scheduling.new_version(world.course, by=None, at=AT)
    halves = [(MONDAY, "morning"), (MONDAY, "afternoon"), (MONDAY + timedelta(1), "morning")]
    scheduling.place_many(
        version,
        [
            Placement(d, h, 4, topic=t.pk, classes=(world.training_class.pk,), lecturers=(world.lecturer.pk,))
            for (d, h), t in zip(halves, world.topics, strict=True)
        ],
        by=None,
        at=AT,
    )
    scheduling.release(version, by=None, at=AT)
    return world, [*Session.objects.order_by("starts_at")]


def hold(session: Session, codes: dict[Enrollment, str], *, at: datetime = MORNING) -> None:
    """Open, mark and close."""
    services.open_roll(session, by=None, at=at)
    services.mark(session, [(e.pk, code, None) for e, code in codes.items()], by=None, at=at)
    services.close_roll(session, by=None, at=at)


def code_of(session: Session, enrollment: Enrollment) -> str:
    return RollVerdict.objects.get(session=session, enrollment=enrollment).code


def user_of(world: World, who: str) -> User:
    return world.users[who]


def test_release_makes_one_session_a_lesson_and_class() -> None:
    world, sessions = taught()
    assert [(s.day, s.half, s.periods, s.state) for s in sessions] == [
        (MONDAY, "morning", 4, "planned"),
        (MONDAY, "afternoon", 4, "planned"),
        (MONDAY + timedelta(1), "morning", 4, "planned"),
    ]
    assert {s.training_class for s in sessions} == {world.training_class}


def test_adjusted_timetable_moves_cancels_and_adds_but_leaves_what_happened() -> None:
    world, sessions = taught()
    hold(sessions[0], {world.enrollments[0]: "present"})
    version = scheduling.revise(sessions[0].entry.version, by=None, at=MORNING)
    entries = [*version.entries.order_by("starts_at")]
    scheduling.move(entries[1], day=MONDAY + timedelta(2), half="morning", by=None, at=MORNING)
    scheduling.remove(entries[2], by=None, at=MORNING)
    own = (world.training_class.pk,)
    scheduling.place(
        version, Placement(MONDAY, "afternoon", 4, topic=world.topics[2].pk, classes=own), by=None, at=MORNING
    )
    scheduling.place(
        version, Placement(MONDAY + timedelta(2), "afternoon", 2, activity="closing", classes=own), by=None, at=MORNING
    )
    scheduling.release(version, by=None, at=MORNING)
    now = {s.key: s for s in Session.objects.all()}
    assert len(now) == 4
    assert now[sessions[0].key].state == "closed" and now[sessions[0].key].entry.version == version
    assert now[sessions[1].key].day == MONDAY + timedelta(2)
    assert now[sessions[2].key].state == "cancelled" and "bản 2" in now[sessions[2].key].cancelled_reason


def test_first_opened_roll_begins_the_class_and_closing_marks_everyone() -> None:
    world, sessions = taught()
    services.open_roll(sessions[0], by=user_of(world, "manager"), at=MORNING)
    assert TrainingClass.objects.get().state == "running"
    one, two, three = world.enrollments
    services.mark(
        sessions[0], [(one.pk, "present", None), (two.pk, "late", 20)], by=user_of(world, "manager"), at=MORNING
    )
    services.close_roll(sessions[0], by=user_of(world, "manager"), at=MORNING)
    assert [code_of(sessions[0], e) for e in (one, two, three)] == ["present", "late", "unexcused"]
    assert {e.pk: e.state for e in Enrollment.objects.all()} == {
        one.pk: "attending",
        two.pk: "attending",
        three.pk: "confirmed",
    }
    assert queries.present_ids(world.course) == {one.pk, two.pk}
    assert queries.present_ids(world.course, as_of_at=MORNING - timedelta(minutes=1)) == set()
    assert queries.present_ids(world.course, as_of_at=MORNING) == {one.pk, two.pk}


@pytest.mark.parametrize("who", ["learner", "stranger", "clerk", "lecturer", "auditor", "authority"])
def test_roll_is_the_class_managers(who: str) -> None:
    world, sessions = taught()
    user = user_of(world, who)
    for act in (
        lambda: services.open_roll(sessions[0], by=user, at=MORNING),
        lambda: services.mark(sessions[0], [], by=user, at=MORNING),
        lambda: services.close_roll(sessions[0], by=user, at=MORNING),
        lambda: services.correct(sessions[0], world.enrollments[0], "late", reason="x", by=user, at=MORNING),
        lambda: services.confirm_session(sessions[0], by=user, at=MORNING),
        lambda: services.draft_roll_book(world.training_class, by=user, at=MORNING),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_keeper_of_a_site_keeps_the_roll() -> None:
    world, sessions = taught()
    keeper = user_of(world, "stranger")
    keeper.person = make_person("Người Giữ Sổ")
    StaffDuty.objects.create(
        training_class=world.training_class, person=keeper.person, duty="site_keeper", starts_on=MONDAY
    )
    assert services.open_roll(sessions[0], by=keeper, at=MORNING).state == "open"


@pytest.mark.parametrize(("at", "who"), [(MORNING - timedelta(days=1), "officer"), (TUESDAY, "manager")])
def test_roll_is_opened_on_the_day(at: datetime, who: str) -> None:
    world, sessions = taught()
    with pytest.raises(services.OutsideWindow):
        services.open_roll(sessions[0], by=user_of(world, who), at=at)


def test_training_officer_enters_a_paper_roll_later() -> None:
    world, sessions = taught()
    assert services.open_roll(sessions[0], by=user_of(world, "officer"), at=TUESDAY).state == "open"
    assert services.open_roll(sessions[0], by=user_of(world, "officer"), at=TUESDAY).state == "open"


def test_second_roll_opened_at_the_same_moment_finds_the_class_begun() -> None:
    _, sessions = taught()
    read_before = [s.training_class.state for s in sessions]
    services.open_roll(sessions[0], by=None, at=MORNING)
    assert services.open_roll(sessions[1], by=None, at=MORNING).state == "open"
    assert (read_before[1], sessions[1].training_class.state) == ("opened", "running")


def test_roll_of_an_unopened_class_stays_shut() -> None:
    _, sessions = taught(state="forming")
    with pytest.raises(Forbidden):
        services.open_roll(sessions[0], by=None, at=MORNING)


def test_mark_sent_twice_is_kept_once() -> None:
    world, sessions = taught()
    services.open_roll(sessions[0], by=None, at=MORNING)
    line = (world.enrollments[0].pk, "present", None, UUID(int=7))
    for _ in range(2):
        services.mark(sessions[0], [line], by=None, at=MORNING)  # type: ignore[list-item]
    assert RollMark.objects.count() == 1


def test_marks_are_refused_whole_for_strangers_and_unknown_signs() -> None:
    world, sessions = taught()
    services.open_roll(sessions[0], by=None, at=MORNING)
    good = (world.enrollments[0].pk, "present", None)
    with pytest.raises(services.NotOnThisRoll):
        services.mark(sessions[0], [good, (999_999, "present", None)], by=None, at=MORNING)
    for code, minutes in (("<b>", None), ("made_up", None), ("late", -1), ("late", 10_000)):
        with pytest.raises(services.CodeUnknown):
            services.mark(sessions[0], [good, (good[0], code, minutes)], by=None, at=MORNING)
    assert not RollMark.objects.exists()


def test_marking_needs_an_open_roll() -> None:
    world, sessions = taught()
    with pytest.raises(Forbidden):
        services.mark(sessions[0], [(world.enrollments[0].pk, "present", None)], by=None, at=MORNING)
    with pytest.raises(Forbidden):
        services.close_roll(sessions[0], by=None, at=MORNING)


def test_correction_adds_a_mark_and_a_verdict_follows() -> None:
    world, sessions = taught()
    one = world.enrollments[0]
    hold(sessions[0], {})
    before = RollMark.objects.count()
    services.correct(sessions[0], one, "present", reason="Có mặt, ghi sót", by=user_of(world, "manager"), at=TUESDAY)
    assert RollMark.objects.count() == before + 1 and code_of(sessions[0], one) == "present"
    one.refresh_from_db()
    assert one.state == "attending"
    services.correct(sessions[0], one, "void", reason="Không thuộc buổi này", by=None, at=TUESDAY + timedelta(hours=1))
    assert not RollVerdict.objects.filter(enrollment=one).exists()


def test_correction_asks_for_reason_mark_and_sign() -> None:
    world, sessions = taught()
    hold(sessions[0], {})
    one = world.enrollments[0]
    with pytest.raises(ReasonNeeded):
        services.correct(sessions[0], one, "late", reason="  ", by=None, at=TUESDAY)
    with pytest.raises(services.CodeUnknown):
        services.correct(sessions[0], one, "absent", reason="x", by=None, at=TUESDAY)
    late = Enrollment.objects.create(
        course=world.course, person=make_person("Đến Sau"), training_class=world.training_class, state="confirmed"
    )
    with pytest.raises(services.NotMarked):
        services.correct(sessions[0], late, "late", reason="x", by=None, at=TUESDAY)


def test_confirmed_session_is_corrected_by_the_training_officer_only() -> None:
    world, sessions = taught()
    hold(sessions[0], {})
    session, manager = sessions[0], user_of(world, "manager")
    with pytest.raises(services.LogNotSigned):
        services.confirm_session(session, by=manager, at=TUESDAY)
    services.sign_log(session, side="lecturer", summary="Đã dạy hết", by=user_of(world, "lecturer"), at=TUESDAY)
    services.sign_log(session, side="manager", by=manager, at=TUESDAY)
    assert services.confirm_session(session, by=manager, at=TUESDAY).state == "confirmed"
    one = world.enrollments[0]
    with pytest.raises(NotAllowed):
        services.correct(session, one, "late", reason="x", by=manager, at=TUESDAY)
    services.correct(session, one, "late", minutes=30, reason="x", by=user_of(world, "officer"), at=TUESDAY)
    assert code_of(session, one) == "late"


def test_lesson_log_is_fixed_once_both_have_signed() -> None:
    world, sessions = taught()
    session, manager, lecturer = sessions[0], user_of(world, "manager"), user_of(world, "lecturer")
    with pytest.raises(services.LogEmpty):
        services.sign_log(session, side="manager", by=manager, at=MORNING)
    with pytest.raises(services.LogEmpty):
        services.write_log(session, summary=" ", by=manager, at=MORNING)
    with pytest.raises(NotAllowed):
        services.sign_log(session, side="manager", by=lecturer, at=MORNING)
    with pytest.raises(NotAllowed):
        services.sign_log(session, side="lecturer", by=manager, at=MORNING)
    services.sign_log(session, side="manager", summary="Nội dung", by=manager, at=MORNING)
    log = services.sign_log(session, side="lecturer", summary="Nội dung khác", by=lecturer, at=MORNING)
    assert log.signed_by_manager_at is None  # the change took back the first signature
    services.sign_log(session, side="manager", by=manager, at=MORNING)
    with pytest.raises(services.LogSigned):
        services.write_log(session, summary="Sửa", by=lecturer, at=MORNING)
    with pytest.raises(services.LogSigned):
        services.sign_log(session, side="manager", by=manager, at=MORNING)


def leave(world: World, *, hours: int = 4, by: str = "learner", n: int = 0) -> Leave:
    return services.ask_leave(
        world.enrollments[n],
        from_at=MORNING,
        to_at=MORNING + timedelta(hours=hours),
        reason_kind="urgent_work",
        reason="Họp đột xuất",
        by=user_of(world, by),
        at=AT,
    )


@pytest.mark.parametrize(
    ("hours", "level"),
    [(4, "class_manager"), (8, "training_office"), (28, "principal_and_unit")],
    ids=["one half-day", "one day", "longer"],
)
def test_leave_goes_to_the_level_of_its_length(hours: int, level: str) -> None:
    world, _ = taught()
    assert leave(world, hours=hours).level == level


def test_granted_leave_excuses_at_closing() -> None:
    world, sessions = taught()
    services.decide_leave(leave(world), grant=True, by=user_of(world, "manager"), at=AT)
    hold(sessions[0], {})
    hold(sessions[1], {})
    one = world.enrollments[0]
    assert [code_of(s, one) for s in sessions[:2]] == ["excused", "unexcused"]


def test_leave_granted_after_closing_replaces_the_closing_mark_only() -> None:
    world, sessions = taught()
    hold(sessions[0], {world.enrollments[1]: "unexcused"})
    for n in (0, 1):
        services.decide_leave(leave(world, n=n, by="officer"), grant=True, by=None, at=TUESDAY)
    assert code_of(sessions[0], world.enrollments[0]) == "excused"
    assert code_of(sessions[0], world.enrollments[1]) == "unexcused"


def test_leave_is_decided_at_its_level_with_reasons() -> None:
    world, _ = taught()
    day, longer, half = leave(world, hours=8), leave(world, hours=28), leave(world)
    with pytest.raises(services.LevelTooLow):
        services.decide_leave(day, grant=True, by=user_of(world, "manager"), at=AT)
    with pytest.raises(NotAllowed):
        services.decide_leave(half, grant=True, by=user_of(world, "learner"), at=AT)
    for asked, grant in ((half, False), (longer, True)):
        with pytest.raises(ReasonNeeded):
            services.decide_leave(asked, grant=grant, by=user_of(world, "officer"), at=AT)
    services.confirm_unit(longer, by=user_of(world, "clerk"), at=AT)
    services.decide_leave(longer, grant=True, reason="QĐ số 3", by=user_of(world, "officer"), at=AT)
    services.decide_leave(half, grant=False, reason="Không có giấy mời", by=user_of(world, "manager"), at=AT)
    with pytest.raises(Forbidden):
        services.decide_leave(half, grant=True, by=user_of(world, "manager"), at=AT)
    assert leaves_not_decided(course=world.course)
    services.withdraw_leave(day, by=user_of(world, "learner"), at=AT)
    assert leaves_not_decided(course=world.course) == []


def test_leave_granted_meanwhile_is_not_taken_back() -> None:
    world, _ = taught()
    asked = leave(world)
    services.decide_leave(Leave.objects.get(pk=asked.pk), grant=True, by=user_of(world, "manager"), at=AT)
    with pytest.raises(Forbidden):
        services.withdraw_leave(asked, by=user_of(world, "learner"), at=AT)
    assert Leave.objects.get(pk=asked.pk).state == "granted"


def test_leave_is_asked_for_oneself_or_by_the_unit() -> None:
    world, _ = taught()
    assert leave(world, by="clerk").state == "asked"
    for who in ("other_clerk", "stranger", "lecturer"):
        with pytest.raises(NotAllowed):
            leave(world, by=who)
    with pytest.raises(services.LeaveEmpty):
        leave(world, hours=0)
    facts = {"from_at": MORNING, "to_at": TUESDAY, "by": None, "at": AT}
    with pytest.raises(services.LeaveEmpty):
        services.ask_leave(world.enrollments[0], reason_kind="fun", reason="x", **facts)
    with pytest.raises(ReasonNeeded):
        services.ask_leave(world.enrollments[0], reason_kind="sick", reason=" ", **facts)


def parallel(world: World) -> Session:
    """A second class that hears the first topic on Tuesday afternoon."""
    other = TrainingClass.objects.create(
        course=world.course,
        position=2,
        label="Lớp B",
        version=world.version,
        rule_set=world.rule_set,
        state="opened",
        starts_on=MONDAY,
        ends_on=date(2025, 8, 20),
    )
    version = scheduling.revise(world.course.timetables.get(state="released"), by=None, at=AT)
    day = MONDAY + timedelta(1)
    scheduling.place(
        version, Placement(day, "afternoon", 4, topic=world.topics[0].pk, classes=(other.pk,)), by=None, at=AT
    )
    scheduling.release(version, by=None, at=AT)
    return Session.objects.get(training_class=other)


def test_make_up_with_a_parallel_class_takes_the_place_of_the_absence() -> None:
    world, sessions = taught()
    later, one, manager = parallel(world), world.enrollments[0], user_of(world, "manager")
    hold(sessions[0], {})
    booked = services.book_make_up(one, missed=sessions[0], taken=later, by=manager, at=TUESDAY)
    with pytest.raises(services.MakeUpBooked):
        services.book_make_up(one, missed=sessions[0], how="khác", by=manager, at=TUESDAY)
    with pytest.raises(services.MakeUpNotOver):
        services.finish_make_up(booked, done=True, by=manager, at=TUESDAY)
    services.finish_make_up(booked, done=True, by=manager, at=TUESDAY + timedelta(days=1))
    assert code_of(sessions[0], one) == "made_up"
    result = queries.attendance(world.training_class)[one.pk]
    assert (result.made_up, result.unexcused, result.absent) == (4, 0, 0)
    with pytest.raises(Forbidden):
        services.finish_make_up(booked, done=False, by=manager, at=TUESDAY)


def test_home_counts_who_may_make_a_topic_up_in_another_class() -> None:
    world, sessions = taught()
    manager = user_of(world, "manager")
    assert manager.person_id is not None
    hold(sessions[0], {})
    assert queries.to_make_up(manager.person_id, TUESDAY) == [], "no other class holds the topic"
    later = parallel(world)
    [(pk, slug, _label, _title, n)] = queries.to_make_up(manager.person_id, TUESDAY)
    assert (pk, slug, n) == (world.training_class.pk, world.course.slug, len(world.enrollments))
    [line] = menu.make_ups_to_book(user=manager, at=TUESDAY)
    assert str(n) in line.title and line.action.url.endswith(f"/diem-danh/{pk}/")
    services.book_make_up(world.enrollments[0], missed=sessions[0], taken=later, by=manager, at=TUESDAY)
    assert [row[-1] for row in queries.to_make_up(manager.person_id, TUESDAY)] == [n - 1]
    assert queries.to_make_up(manager.person_id, TUESDAY + timedelta(days=9)) == [], "that session is over"
    world.rule_set.refresh_from_db()  # its own copy of the rules, not the one that all tests share
    world.rule_set.body["attendance"]["make_up_allowed"] = False
    world.rule_set.save()
    assert [*menu.make_ups_to_book(user=manager, at=TUESDAY)] == []
    assert [*menu.make_ups_to_book(user=user_of(world, "officer"), at=TUESDAY)] == []


def test_failed_make_up_may_be_booked_again() -> None:
    world, sessions = taught()
    one = world.enrollments[0]
    hold(sessions[0], {})
    first = services.book_make_up(one, missed=sessions[0], how="Viết thu hoạch chuyên đề", by=None, at=TUESDAY)
    services.finish_make_up(first, done=False, by=None, at=TUESDAY)
    assert services.book_make_up(one, missed=sessions[0], how="Lần hai", by=None, at=TUESDAY).state == "booked"
    assert code_of(sessions[0], one) == "unexcused"


def test_make_up_told_twice_writes_one_mark() -> None:
    world, sessions = taught()
    one = world.enrollments[0]
    hold(sessions[0], {})
    booked = services.book_make_up(one, missed=sessions[0], how="Viết bài", by=None, at=TUESDAY)
    services.finish_make_up(MakeUp.objects.get(pk=booked.pk), done=True, by=None, at=TUESDAY)
    with pytest.raises(Forbidden):
        services.finish_make_up(booked, done=True, by=None, at=TUESDAY)
    assert RollMark.objects.filter(enrollment=one, code="made_up").count() == 1


def test_make_up_takes_a_free_seat_of_the_class_joined() -> None:
    world, sessions = taught()
    later, (one, two, _) = parallel(world), world.enrollments
    hold(sessions[0], {})
    TrainingClass.objects.filter(pk=later.training_class_id).update(capacity=1)
    services.book_make_up(one, missed=sessions[0], taken=later, by=None, at=TUESDAY)
    with pytest.raises(services.NoSeatThere, match="Lớp B"):
        services.book_make_up(two, missed=sessions[0], taken=later, by=None, at=TUESDAY)


def test_make_up_is_refused_where_it_makes_no_sense() -> None:
    world, sessions = taught()
    one, two, _ = world.enrollments
    hold(sessions[0], {two: "present"})
    with pytest.raises(services.NotMissed):
        services.book_make_up(two, missed=sessions[0], how="x", by=None, at=TUESDAY)
    for facts in ({"taken": sessions[2]}, {"taken": sessions[0]}, {"how": " "}):
        with pytest.raises(services.NotSameTopic):
            services.book_make_up(one, missed=sessions[0], by=None, at=TUESDAY, **facts)  # type: ignore[arg-type]
    Session.objects.filter(pk=sessions[0].pk).update(topic=None)
    assert not queries.later_sessions_of_topic(one, Session.objects.get(pk=sessions[0].pk)).exists()
    with pytest.raises(NotAllowed):
        services.book_make_up(one, missed=sessions[0], how="x", by=user_of(world, "learner"), at=TUESDAY)
    body = {**world.rule_set.body, "attendance": {**world.rule_set.body["attendance"], "make_up_allowed": False}}
    RuleSet.objects.filter(pk=world.rule_set.pk).update(body=body)
    one = Enrollment.objects.get(pk=one.pk)
    with pytest.raises(services.MakeUpNotAllowed):
        services.book_make_up(one, missed=sessions[0], how="x", by=None, at=TUESDAY)


def test_attendance_is_counted_in_periods_of_the_pinned_rules() -> None:
    world, sessions = taught()
    one, two, three = world.enrollments
    hold(sessions[0], {one: "present", two: "late"})
    hold(sessions[1], {one: "excused", two: "present"})
    totals = queries.attendance(world.training_class)
    assert (totals[one.pk].planned, totals[one.pk].present, totals[one.pk].excused) == (12, 4, 4)
    assert (totals[two.pk].present, totals[two.pk].lost, totals[two.pk].late_count) == (7, 1, 1)
    assert totals[three.pk].unexcused == 8 and totals[three.pk].over_limit
    assert queries.attendance_for(two) == totals[two.pk]
    risky = queries.at_risk(world.course)
    assert [r.enrollment for r in risky] == [three, one]
    counts = queries.roll_counts(sessions)
    assert (counts[sessions[0].pk].present, counts[sessions[0].pk].expected, counts[sessions[0].pk].late) == (2, 3, 1)
    assert (counts[sessions[2].pk].present, counts[sessions[2].pk].expected) == (0, 3)


def test_class_without_pinned_rules_reads_those_in_force() -> None:
    world = build_world(enrolled=True)
    assert queries.attendance_rules(world.training_class).max_absent_share == 0.2
    assert queries.at_risk(world.course) == []
    world.training_class.starts_on = date(2010, 1, 1)
    with pytest.raises(RulesMissing):
        queries.attendance_rules(world.training_class)


def test_roll_rows_show_leave_and_people_marked_before_they_left() -> None:
    world, sessions = taught()
    services.decide_leave(leave(world, n=0), grant=True, by=None, at=AT)
    hold(sessions[0], {world.enrollments[1]: "present"})
    Enrollment.objects.filter(pk=world.enrollments[1].pk).update(state="withdrawn")
    rows = queries.roll_rows(sessions[0])
    assert [(r.code, r.leave is not None) for r in rows] == [
        ("excused", True),
        ("present", False),
        ("unexcused", False),
    ]
    assert [e.pk for e in queries.expected(sessions[0])] == [world.enrollments[0].pk, world.enrollments[2].pk]
    assert queries.absences(world.enrollments[2]).count() == 1


def test_rebuilding_finds_and_repairs_drift() -> None:
    world, sessions = taught()
    hold(sessions[0], {world.enrollments[0]: "present"})
    assert services.rebuild_verdicts(world.course) == 0
    RollVerdict.objects.filter(enrollment=world.enrollments[0]).update(code="late")
    RollVerdict.objects.filter(enrollment=world.enrollments[1]).delete()
    assert services.rebuild_verdicts() == 2
    assert code_of(sessions[0], world.enrollments[0]) == "present"


def test_lessons_end_when_every_session_was_held() -> None:
    world, sessions = taught()
    hold(sessions[0], {})
    with pytest.raises(SessionsLeft):
        change_class(world.training_class, "end_lessons", by=None, at=TUESDAY)
    hold(sessions[1], {})
    hold(sessions[2], {}, at=TUESDAY)
    step = sessions_step(world.course, user_of(world, "officer"), TUESDAY)
    assert (step.state, step.main and step.main.url.rsplit("/", 1)[1]) == ("todo", "#acts")
    with override("en"):
        asked = [one.title for one in for_class_manager(user_of(world, "manager"), TUESDAY)]
    assert asked[-1] == "End the lessons of Lớp A"
    assert change_class(world.training_class, "end_lessons", by=None, at=TUESDAY).state == "assessing"
    assert sessions_step(world.course, user_of(world, "officer"), TUESDAY).state == "done"
    assert not any("End the lessons" in one.title for one in for_class_manager(user_of(world, "manager"), TUESDAY))


def test_books_are_drafted_for_the_class() -> None:
    world, sessions = taught()
    with pytest.raises(services.NothingHeld):
        services.draft_roll_book(world.training_class, by=None, at=AT)
    hold(sessions[0], {world.enrollments[0]: "present", world.enrollments[1]: "late"})
    Session.objects.filter(pk=sessions[1].pk).update(day=date(2025, 8, 25))
    moved = Session.objects.get(pk=sessions[1].pk)
    hold(moved, {world.enrollments[0]: "left_early"}, at=MORNING + timedelta(days=7))
    services.sign_log(sessions[0], side="manager", summary="Đủ nội dung", remark="Lớp tốt", by=None, at=MORNING)
    paper = roll_paper(world.training_class, on=MONDAY)
    assert [b.text for b in paper.blocks if isinstance(b, Heading)] == ["Tuần 1 (18/08/2025)", "Tuần 2 (25/08/2025)"]
    weeks = [b for b in paper.blocks if isinstance(b, Table)]
    assert [row[3] for row in weeks[0].rows] == ["x", "M", "K"] and weeks[0].columns[3].group == "18/8"
    assert [row[3:] for row in weeks[1].rows] == [("S", "0", "0"), ("K", "0", "4"), ("K", "0", "8")]
    log = log_paper(world.training_class, on=MONDAY).blocks[0]
    assert isinstance(log, Table)
    assert log.rows[0] == ("18/08/2025", "Sáng", "4", "Chuyên đề 1", "Đủ nội dung", "3 / 1", "Lớp tốt", "", "Đã ký")
    services.draft_roll_book(world.training_class, by=None, at=MORNING)
    document = services.draft_log_book(world.training_class, by=None, at=MORNING)
    assert document.state == "locked" and document.kind == "lesson_log"
    assert set(CourseDocument.objects.values_list("role", flat=True)) == {"timetable", "roll", "lesson_log"}


def test_closing_two_hundred_rolls_of_fifty_eight_stays_within_seconds() -> None:
    world = build_world(class_state="opened", communes=58, enrolled=True)
    course, first = world.course, world.training_class
    classes = [first]
    for n in range(2, 11):
        classes.append(
            TrainingClass.objects.create(
                course=course,
                position=n,
                label=f"Lớp {n}",
                version=world.version,
                rule_set=world.rule_set,
                state="running",
                starts_on=first.starts_on,
                ends_on=first.ends_on,
            )
        )
    people = [make_person(f"Người {n}") for n in range(9 * 58)]
    Enrollment.objects.bulk_create(
        Enrollment(course=course, person=p, training_class=classes[1 + n // 58], state="attending")
        for n, p in enumerate(people)
    )
    version = scheduling.new_version(course, by=None, at=AT)
    scheduling.place_many(version, propose_entries(course), by=None, at=AT)
    scheduling.release(version, by=None, at=AT)
    entry = version.entries.first()
    Session.objects.all().delete()
    Session.objects.bulk_create(
        Session(
            course=course,
            training_class=c,
            key=UUID(int=c.pk * 100 + n),
            entry=entry,
            day=MONDAY,
            half="morning",
            periods=4,
            starts_at=MORNING,
            ends_at=MORNING + timedelta(hours=3),
            topic=world.topics[0],
            state="open",
        )
        for c in classes
        for n in range(20)
    )
    sessions = [*Session.objects.select_related("training_class__course__institution")]
    begun = process_time()
    services.close_many(sessions, by=None, at=MORNING)
    took = process_time() - begun
    assert RollMark.objects.count() == 11_600
    assert took < 6, took  # CPU seconds, with room for a tracer
