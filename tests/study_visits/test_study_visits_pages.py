"""Visits are planned, listed and reported on their pages."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.delivery.study_visits import services
from boiduong.course.delivery.study_visits.menu import visits_step
from boiduong.course.delivery.study_visits.models import Visit, VisitFinding
from boiduong.foundation.documents.models import Document
from world import AT, World, build_world

pytestmark = pytest.mark.django_db
BASE = "/khoa/khoa-thu/nghien-cuu-thuc-te/"
DAY = date(2025, 8, 19)


def signed_in(world: World, who: str) -> Client:
    client = Client()
    client.force_login(world.users[who])
    return client


def planned(world: World) -> Visit:
    return services.plan_visit(
        world.training_class, kind="field_study", starts_on=DAY, ends_on=DAY, place_text="Xã A", by=None, at=AT
    )


def test_manager_plans_lists_drafts_and_reports() -> None:
    world = build_world(class_state="opened", enrolled=True)
    client = signed_in(world, "manager")
    assert client.get(BASE).status_code == 200
    assert client.get(BASE + "moi/").status_code == 200
    facts = {
        "training_class": world.training_class.pk, "kind": "range", "place_text": "Trường bắn",
        "starts_on": "19/8/2025", "ends_on": "19/8/2025",
    }  # fmt: skip
    assert client.post(BASE + "moi/", facts).status_code == 200  # no safety plan
    assert not Visit.objects.exists()
    assert client.post(BASE + "moi/", {**facts, "safety_text": "Có quân y"}).status_code == 302
    visit = Visit.objects.get()
    address = f"{BASE}{visit.pk}/"
    assert client.get(address).status_code == 200
    one = world.enrollments[0].pk
    assert (
        client.post(address + "doan/", {"di": [str(one), "x", "99999"], f"vai-{one}": "Trưởng đoàn"}).status_code == 302
    )
    assert visit.members.get().role_text == "Trưởng đoàn"
    assert client.post(address + "nhan-loi/").status_code == 302
    assert address + "ke-hoach/" in client.get(address).content.decode()
    assert client.post(address + "ke-hoach/").status_code == 302
    assert address + "ke-hoach/" not in client.get(address).content.decode()
    Document.objects.update(state="discarded")
    assert address + "ke-hoach/" in client.get(address).content.decode(), "a plan that was discarded is drafted anew"
    assert client.post(address + "ket-qua/", {"text": "Điều học được"}).status_code == 302
    assert client.post(address + "ket-qua/", {"text": ""}).status_code == 409
    assert client.post(address + "bao-cao/", {"bao_cao": "Đoàn đi đủ"}).status_code == 302
    page = client.get(address).content.decode()
    assert "Điều học được" in page and "Đoàn đi đủ" in page
    assert client.get(BASE).content.decode().count("worklist") >= 1


@pytest.mark.parametrize(("who", "status"), [("learner", 200), ("auditor", 200), ("stranger", 404)])
def test_others_read_and_do_not_plan(who: str, status: int) -> None:
    world = build_world(class_state="opened", enrolled=True)
    visit = planned(world)
    services.assign_members(visit, world.enrollments, by=None, at=AT)
    client = signed_in(world, who)
    page = client.get(f"{BASE}{visit.pk}/")
    assert page.status_code == status
    assert client.post(f"{BASE}{visit.pk}/doan/").status_code == (403 if status == 200 else 404)
    if who == "learner":
        assert world.people[1].full_name not in page.content.decode()
        assert client.post(f"{BASE}{visit.pk}/ket-qua/", {"text": "Ghi"}).status_code == 302
        assert VisitFinding.objects.count() == 1


def test_step_speaks_of_visits() -> None:
    world = build_world(class_state="opened", enrolled=True)
    assert visits_step(world.course, None, AT).state == "off"
    Topic.objects.filter(pk=world.topics[0].pk).update(kind="field_study")
    assert visits_step(world.course, None, AT).main is not None
    assert visits_step(world.course, world.users["learner"], AT).main is None
    visit = planned(world)
    facts = visits_step(world.course, None, AT)
    assert [n.level for n in facts.needs] == ["clock"]
    assert visits_step(world.course, None, AT.replace(year=2026)).needs[0].level == "missing"
    services.write_report(visit, text="Xong", by=None, at=AT)
    assert visits_step(world.course, None, AT).state == "done"
