"""Xếp điểm cầu — many at once, refused where nobody can sit; a site is taken off while nothing hangs on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from boiduong.course.delivery.courses.models import Course, Site, TrainingClass
from boiduong.course.delivery.courses.services import SiteKnown, add_site, assign_staff
from boiduong.course.delivery.enrollment import services
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.scheduling.services import set_site_rooms
from boiduong.foundation.audit.models import AuditEvent
from boiduong.refusals import NotAllowed, Refusal
from boiduong.states import Forbidden
from world import World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    """Three learners of an opened class, and a site of the course."""
    world = build_world(class_state="opened", enrolled=True)
    Site.objects.create(course=world.course, name="Hội trường xã Ea Kar")
    return world


def sites_of(world: World) -> list[str]:
    """The name of the site of each learner, in the order of the list."""
    rows = Enrollment.objects.filter(course=world.course).order_by("position", "id")
    return [row.site.name if row.site else "" for row in rows.select_related("site")]


def test_many_are_put_at_a_site_and_taken_off_in_one_act(world: World, at: datetime) -> None:
    site = Site.objects.get()
    before = AuditEvent.objects.count()
    assert services.assign_site(world.enrollments, site, by=None, at=at) == 3
    assert sites_of(world) == [site.name] * 3
    assert AuditEvent.objects.count() == before + 1
    assert services.assign_site(world.enrollments[:1], None, by=None, at=at) == 1
    assert services.assign_site(world.enrollments, None, by=None, at=at) == 2
    assert sites_of(world) == [""] * 3


def test_sites_are_given_by_the_training_officer(world: World, at: datetime) -> None:
    for name in ("manager", "clerk", "learner"):
        with pytest.raises(NotAllowed):
            services.assign_site(world.enrollments, Site.objects.get(), by=world.users[name], at=at)


@pytest.mark.parametrize("case", ["nobody", "foreign site", "class over", "left the class"])
def test_nobody_is_put_where_nobody_sits(world: World, at: datetime, case: str) -> None:
    chosen, site = list(world.enrollments), Site.objects.get()
    if case == "nobody":
        chosen = []
    elif case == "foreign site":
        other = Course.objects.create(institution=world.institution, slug="khac", title="Khóa khác", created_at=at)
        Site.objects.update(course=other)
        site.refresh_from_db()
    elif case == "class over":
        TrainingClass.objects.update(state="closed")
    else:
        Enrollment.objects.filter(pk=chosen[0].pk).update(state="withdrawn")
    with pytest.raises((Refusal, Forbidden)):
        services.assign_site(chosen, site, by=None, at=at)
    assert sites_of(world) == [""] * 3


def test_page_puts_the_ticked_or_all_that_the_filter_shows(world: World, client: Client) -> None:
    client.force_login(world.users["officer"])
    address = f"/khoa/{world.course.slug}/mo-lop/lop/{world.training_class.pk}/diem-cau/"
    page = client.get(address).content.decode()
    assert "Ea Kar" in page and page.count('name="chon"') == 3
    site = Site.objects.get()
    first = world.enrollments[0]
    client.post(address, {"viec": "chon", "chon": [first.pk], "site": site.pk})
    assert sites_of(world) == [site.name, "", ""]
    said = client.post(f"{address}?trang_thai=chua", {"viec": "tat_ca", "site": site.pk}, follow=True).content.decode()
    assert "2" in said and sites_of(world) == [site.name] * 3
    client.post(address, {"viec": "chon", "chon": [first.pk], "site": ""})
    assert sites_of(world)[0] == ""
    assert "notice" in client.post(address, {"viec": "chon", "site": site.pk}, follow=True).content.decode()
    assert "notice" in client.post(address, {"viec": "chon", "site": "nonsense"}, follow=True).content.decode()
    client.post(address, {"viec": "them", "name": "Hội trường huyện"})
    assert Site.objects.count() == 2
    client.post(address, {"viec": "them", "name": " "})
    assert Site.objects.count() == 2
    client.force_login(world.users["manager"])
    assert client.get(address).status_code == 403


def test_a_site_is_named_once(world: World, at: datetime) -> None:
    with pytest.raises(SiteKnown):
        add_site(world.course, name="hội trường  xã Ea Kar", by=None, at=at)
    assert add_site(world.course, name="Hội trường xã Ea Súp", by=None, at=at).course == world.course


def _sitting(world: World, site: Site, at: datetime) -> None:
    services.assign_site(world.enrollments[:1], site, by=None, at=at)


def _kept(world: World, site: Site, at: datetime) -> None:
    assign_staff(world.training_class, person=world.people[0], duty="site_keeper", site=site, by=None, at=at)


def _above(world: World, site: Site, at: datetime) -> None:
    add_site(world.course, name="Nhà văn hóa thôn 3", parent=site, by=None, at=at)


def _left(world: World, site: Site, at: datetime) -> None:
    Enrollment.objects.filter(pk=world.enrollments[0].pk).update(site=site, state="withdrawn")


def _roomed(world: World, site: Site, at: datetime) -> None:
    set_site_rooms(world.course, {site.pk: (40, "Tầng 2")}, by=None, at=at)


HANGING = [
    pytest.param(_sitting, services.SiteTaken, id="somebody sits there"),
    pytest.param(_kept, services.SiteKept, id="somebody keeps its roll"),
    pytest.param(_above, services.SiteUsed, id="another site belongs to it"),
    pytest.param(_left, None, id="only somebody who left"),
    pytest.param(_roomed, None, id="only its room"),
]


@pytest.mark.parametrize(("hang", "refusal"), HANGING)
def test_a_site_is_taken_off_while_nothing_hangs_on_it(
    world: World, at: datetime, hang: Callable[[World, Site, datetime], None], refusal: type[Refusal] | None
) -> None:
    site = Site.objects.get()
    hang(world, site, at)
    if refusal is None:
        services.remove_site(site, by=world.users["officer"], at=at)
        assert not Site.objects.exists()
        assert AuditEvent.objects.filter(act="enrollment.remove_site").count() == 1
        return
    with pytest.raises(refusal):
        services.remove_site(site, by=None, at=at)
    assert Site.objects.filter(pk=site.pk).exists()


def test_sites_are_taken_off_on_the_page_by_the_office(world: World, client: Client, at: datetime) -> None:
    site = Site.objects.get()
    with pytest.raises(NotAllowed):
        services.remove_site(site, by=world.users["manager"], at=at)
    client.force_login(world.users["officer"])
    address = f"/khoa/{world.course.slug}/mo-lop/lop/{world.training_class.pk}/diem-cau/"
    _sitting(world, site, at)
    said = client.post(address, {"viec": "bo", "diem": site.pk}, follow=True).content.decode()
    assert "Còn 1 học viên" in said and Site.objects.exists()
    services.assign_site(world.enrollments, None, by=None, at=at)
    assert client.post(address, {"viec": "bo", "diem": "x"}).status_code == 404
    assert "Đã bỏ điểm cầu" in client.post(address, {"viec": "bo", "diem": site.pk}, follow=True).content.decode()
    assert not Site.objects.exists()
