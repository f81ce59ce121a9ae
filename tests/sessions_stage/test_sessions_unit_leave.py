"""Long leave waits for the unit that sent the learner: its clerk confirms here, or the office from its paper."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from boiduong.course.delivery.courses.models import StaffDuty
from boiduong.course.delivery.sessions import menu, services
from boiduong.course.delivery.sessions.models import Leave
from boiduong.course.delivery.sessions.papers.forms import leave_form
from boiduong.engines.typesetting import FactList
from boiduong.foundation.audit.models import AuditEvent
from boiduong.foundation.people.models import Person
from boiduong.refusals import NotAllowed
from boiduong.states import Forbidden
from sessions_stage.test_sessions_making_up import signed_in
from sessions_stage.test_sessions_services import leave, taught
from world import AT, make_person

pytestmark = pytest.mark.django_db
COURSE = "/khoa/khoa-thu/"


def test_long_leave_is_granted_after_the_unit_has_confirmed() -> None:
    world, _ = taught()
    asked, officer, clerk = leave(world, hours=28), world.users["officer"], world.users["clerk"]
    with pytest.raises(services.UnitNotConfirmed):
        services.decide_leave(asked, grant=True, reason="CV 12", by=officer, at=AT)
    assert Leave.objects.get().state == "asked"
    [line] = menu.leaves_of_the_unit(user=clerk, at=AT)
    assert line.action.url == f"{COURSE}don-nghi/"
    services.confirm_unit(asked, by=clerk, at=AT)
    assert [*menu.leaves_of_the_unit(user=clerk, at=AT)] == []
    with pytest.raises(services.UnitConfirmed):
        services.confirm_unit(asked, by=clerk, at=AT)
    assert services.decide_leave(asked, grant=True, reason="CV 12", by=officer, at=AT).state == "granted"
    with pytest.raises(Forbidden):
        services.confirm_unit(asked, by=clerk, at=AT)
    assert AuditEvent.objects.filter(act="sessions.confirm_unit", actor_id=clerk.pk).count() == 1


def test_refusing_needs_no_word_of_the_unit_and_short_leave_neither() -> None:
    world, _ = taught()
    officer = world.users["officer"]
    refused = services.decide_leave(leave(world, hours=28), grant=False, reason="Thi", by=officer, at=AT)
    granted = services.decide_leave(leave(world, hours=8), grant=True, by=officer, at=AT)
    assert (refused.state, granted.state) == ("refused", "granted")


def test_what_the_unit_asks_itself_it_has_confirmed() -> None:
    world, _ = taught()
    asked = leave(world, hours=28, by="clerk")
    assert asked.unit_confirmed_by_id == world.users["clerk"].pk
    assert services.decide_leave(asked, grant=True, reason="x", by=world.users["officer"], at=AT).state == "granted"


def test_office_names_the_paper_and_nobody_else_confirms() -> None:
    world, _ = taught()
    asked = leave(world, hours=28)
    for who in ("other_clerk", "learner", "manager", "stranger", "lecturer", "auditor"):
        with pytest.raises(NotAllowed):
            services.confirm_unit(asked, paper="CV 12", by=world.users[who], at=AT)
    with pytest.raises(services.UnitPaperMissing):
        services.confirm_unit(asked, paper=" ", by=world.users["officer"], at=AT)
    services.confirm_unit(asked, paper="CV 12/UBND ngày 1/8/2025", by=world.users["officer"], at=AT)
    facts = [
        block for block in leave_form(world.course, asked, on=date(2025, 8, 1)).blocks if isinstance(block, FactList)
    ]
    assert "CV 12/UBND" in str(facts)


def test_who_was_sent_by_nobody_waits_for_nobody() -> None:
    world, _ = taught()
    asked = leave(world, hours=28)
    asked.enrollment.sent_by = None
    asked.enrollment.save()
    with pytest.raises(NotAllowed):
        services.confirm_unit(asked, paper="CV 1", by=world.users["officer"], at=AT)
    assert services.decide_leave(asked, grant=True, reason="x", by=None, at=AT).state == "granted"


def test_clerk_sees_the_requests_of_the_unit_alone_and_confirms() -> None:
    world, _ = taught()
    own, foreign = leave(world, hours=28), leave(world, hours=28, by="officer", n=1)
    clerk = signed_in(world, "clerk")
    names = [Person.objects.get(pk=one.enrollment.person_id).full_name for one in (own, foreign)]
    page = clerk.get(f"{COURSE}don-nghi/").content.decode()
    assert names[0] in page and names[1] not in page and "chờ đơn vị xác nhận" in page
    assert clerk.post(f"{COURSE}don-nghi/{foreign.pk}/don-vi/").status_code == 403
    done = clerk.post(f"{COURSE}don-nghi/{own.pk}/don-vi/", follow=True).content.decode()
    assert "Đơn vị đã xác nhận" in done and "đơn vị xác nhận ngày" in done
    officer = signed_in(world, "officer")
    missing = officer.post(f"{COURSE}don-nghi/{foreign.pk}/don-vi/", follow=True).content.decode()
    assert "Ghi số và ngày" in missing
    grant = officer.post(f"{COURSE}don-nghi/{foreign.pk}/", {"viec": "cho", "ly_do": "x"}, follow=True)
    assert "Đơn vị chưa xác nhận" in grant.content.decode()
    assert signed_in(world, "stranger").get(f"{COURSE}don-nghi/").status_code == 404


def test_home_of_a_manager_who_was_replaced_says_nothing_of_the_class() -> None:
    world, _ = taught()
    leave(world, hours=4)
    manager = world.users["manager"]
    assert [*menu.for_class_manager(user=manager, at=AT)]
    StaffDuty.objects.create(
        training_class=world.training_class, duty="class_manager", person=make_person("Người Thay"),
        starts_on=AT.date(),
    )  # fmt: skip
    manager = type(manager).objects.get(pk=manager.pk)
    assert [*menu.for_class_manager(user=manager, at=AT)] == []


@pytest.mark.parametrize("who", ["clerk", "officer"])
def test_list_takes_as_many_queries_for_one_as_for_three(who: str) -> None:
    world, _ = taught()
    client, counts = signed_in(world, who), []
    leave(world, hours=28)
    client.get(f"{COURSE}don-nghi/")
    for more in (0, 2):
        for _n in range(more):
            leave(world, hours=28)
        with CaptureQueriesContext(connection) as caught:
            page = client.get(f"{COURSE}don-nghi/").content.decode()
        counts.append(len(caught))
        assert page.count("/don-vi/") == 1 + more
    assert counts[0] == counts[1] < 30
