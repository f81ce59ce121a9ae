"""A later due day for one person: the rule, who may give it, what counts as in time, and the two pages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from boiduong.course.evaluation.assessment import queries, rules, services
from boiduong.course.evaluation.assessment.models import Assignment, Extension, Settlement, Submission
from boiduong.foundation.audit.models import AuditEvent
from boiduong.foundation.files.services import store
from boiduong.refusals import NotAllowed, ReasonNeeded, Refusal
from world import World, build_world

DAY = timedelta(days=1)
NOW = datetime(2025, 9, 10, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("until", "due", "refusal"),
    [
        (2, 1, None),
        (2, -3, None),
        (1, 1, rules.NotLater),
        (1, 2, rules.NotLater),
        (0, -1, rules.ExtensionOver),
        (-1, -3, rules.ExtensionOver),
    ],
    ids=["before the due day", "after the due day", "same day", "earlier day", "this very moment", "a day gone by"],
)
def test_extension_is_later_and_still_to_come(until: int, due: int, refusal: type[Refusal] | None) -> None:
    def put_off() -> None:
        rules.refuse_extension(NOW + until * DAY, due=NOW + due * DAY, at=NOW, name="An", said="1/9")

    if refusal is None:
        put_off()
    else:
        with pytest.raises(refusal):
            put_off()


def test_latest_due_moment_counts() -> None:
    assert rules.latest_due(NOW) == NOW
    assert rules.latest_due(NOW, None, NOW - DAY) == NOW
    assert rules.latest_due(NOW, NOW + DAY, NOW + 2 * DAY) == NOW + 2 * DAY


@pytest.fixture
def world(db: None) -> World:
    made = build_world(enrolled=True, class_state="running")
    made.item.refresh_from_db()
    return made


@pytest.fixture
def given(world: World) -> Assignment:
    at = timezone.now()
    return services.set_assignment(world.training_class, world.item, due_at=at + 5 * DAY, by=None, at=at)


def hand_in(world: World, given: Assignment, n: int, at: datetime) -> Submission:
    file = store(b"%PDF-1.7 bai", name="bai.pdf", mime="application/pdf", at=at)
    return services.receive(given, world.enrollments[n], file=file, title="Bài", by=None, at=at)


def test_one_learner_hands_in_later_and_in_time(world: World, given: Assignment) -> None:
    late, until = given.due_at + DAY, given.due_at + 3 * DAY
    officer, seat = world.users["officer"], world.enrollments[0]
    services.extend(given, seat, until=until, reason=" Ốm ", by=officer, at=late)
    assert Extension.objects.get().reason == "Ốm"
    assert AuditEvent.objects.filter(act="assessment.extend").exists()
    own = queries.own_reports(seat.person_id, late)[0]
    assert (own.due, own.extended, own.may_send) == (until, True, True)
    assert hand_in(world, given, 0, until).late is False
    with pytest.raises(rules.TooLate):
        hand_in(world, given, 1, late)
    rows = services.receive_many(given, [(world.enrollments[2], "", "")], by=None, at=late)
    assert [row.late for row in rows] == [True]


def test_paper_within_the_own_due_day_is_in_time(world: World, given: Assignment) -> None:
    services.extend(given, world.enrollments[0], until=given.due_at + 3 * DAY, reason="Ốm", by=None, at=given.due_at)
    listed = [(one, "", "") for one in world.enrollments[:2]]
    rows = services.receive_many(given, listed, by=None, at=given.due_at + 2 * DAY)
    assert [row.late for row in rows] == [False, True]


def test_a_due_moment_before_seven_in_the_morning_is_told_as_its_day_here(world: World, given: Assignment) -> None:
    settled = datetime(2025, 7, 20, 23, 30, tzinfo=UTC)  # 6:30 of the 21st in Viet Nam
    given.due_at = settled - DAY
    given.save(update_fields=["due_at"])
    seat = world.enrollments[0]
    row = Submission.objects.create(
        assignment=given, enrollment=seat, attempt=1, state="settled", value=4, received_at=settled - 2 * DAY
    )
    Settlement.objects.create(submission=row, value=4, how="mean", at=settled)
    with pytest.raises(rules.TooLate, match="20/8/2025"):
        services.receive(given, seat, by=None, at=settled + 31 * DAY)
    with pytest.raises(services.NotLater, match="until 20/8/2025"):
        services.extend(given, seat, until=settled + 29 * DAY, reason="Ốm", by=None, at=settled + DAY)


def test_step_is_not_done_while_somebody_may_still_hand_in(world: World, given: Assignment) -> None:
    at = given.due_at
    services.extend(given, world.enrollments[0], until=at + 2 * DAY, reason="Ốm", by=None, at=at)
    boards = queries.boards(world.course)
    assert queries.awaited(boards, at + DAY)
    assert not queries.awaited(boards, at + 3 * DAY)


def test_extension_is_refused(world: World, given: Assignment) -> None:
    at, seat, until = timezone.now(), world.enrollments[0], given.due_at + DAY
    for name in ("manager", "learner", "lecturer", "clerk", "authority", "stranger"):
        with pytest.raises(NotAllowed):
            services.extend(given, seat, until=until, reason="Ốm", by=world.users[name], at=at)
    with pytest.raises(ReasonNeeded):
        services.extend(given, seat, until=until, reason=" ", by=None, at=at)
    with pytest.raises(services.NotLater):
        services.extend(given, seat, until=given.due_at, reason="Ốm", by=None, at=at)
    with pytest.raises(services.ExtensionOver):
        services.extend(given, seat, until=at - DAY, reason="Ốm", by=None, at=at)
    hand_in(world, given, 0, at)
    with pytest.raises(services.StillBeingMarked):
        services.extend(given, seat, until=until, reason="Ốm", by=None, at=at)
    seat.state = "withdrawn"
    seat.save()
    with pytest.raises(services.NotInClass):
        services.extend(given, seat, until=until, reason="Ốm", by=None, at=at)
    assert not Extension.objects.exists()


def test_officer_gives_it_and_the_learner_sees_it(client: Client, world: World, given: Assignment) -> None:
    client.force_login(world.users["officer"])
    page = f"/khoa/khoa-thu/bai-thu-hoach/{given.pk}/"
    facts = {
        "gia-han-learner": world.enrollments[0].pk,
        "gia-han-due_on": "31/12/2099",
        "gia-han-reason_0": "other",
        "gia-han-reason_1": "Đi viện",
    }
    assert "Gia hạn nộp bài cho một người" in client.get(page).content.decode()
    assert client.post(page + "gia-han/", {**facts, "gia-han-due_on": "1/1/2020"}).status_code == 200
    assert client.post(page + "gia-han/", {**facts, "gia-han-reason_1": ""}).status_code == 200
    assert client.post(page + "gia-han/", facts).status_code == 302
    assert "Đi viện" in client.get(page).content.decode()
    client.force_login(world.users["learner"])
    text = client.get("/bai-cua-toi/").content.decode()
    assert "31/12/2099" in text
    assert "gia hạn riêng cho anh, chị" in text


@pytest.mark.parametrize("who", ["officer", "manager"])
def test_page_of_a_report_costs_the_same_for_many(client: Client, world: World, given: Assignment, who: str) -> None:
    """However many came in, are missing or have a later due day."""
    client.force_login(world.users[who])
    asked = [_queries(client, given)]
    for seat in world.enrollments:
        services.extend(given, seat, until=given.due_at + DAY, reason="Ốm", by=None, at=timezone.now())
        asked.append(_queries(client, given))
    for n in range(len(world.enrollments)):
        hand_in(world, given, n, timezone.now())
        asked.append(_queries(client, given))
    before, after = asked[:4], asked[4:]  # markers are offered as soon as there is a report to mark
    assert (len({*before}), len({*after})) == (1, 1) and max(asked) < 30, asked


def _queries(client: Client, given: Assignment) -> int:
    page = f"/khoa/khoa-thu/bai-thu-hoach/{given.pk}/"
    client.get(page)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(page).status_code == 200
    return len(seen)
