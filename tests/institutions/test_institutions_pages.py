"""Trang cơ sở, quy chế, nhiệm kỳ — laying down rules by hand, and what is refused."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.foundation.audit.models import AuditEvent
from boiduong.foundation.documents.models import CommitteeTerm, Document, NumberSeries
from boiduong.foundation.documents.queries import likely_numbers
from boiduong.foundation.institutions.forms import RuleSetForm
from boiduong.foundation.institutions.queries import in_force, terms
from boiduong.foundation.institutions.services import NumbersGiven, begin_term
from boiduong.foundation.organizations.models import Institution, RuleSet
from boiduong.foundation.organizations.rules import DEFAULT_RULE_SET
from boiduong.refusals import NotAllowed
from world import World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    """A course with its users."""
    return build_world(communes=2)


def _typed(body: dict[str, object], **changes: object) -> dict[str, object]:
    form = RuleSetForm(body=body)
    said = {name: form[name].value() for name in form.fields}
    return {key: value for key, value in (said | changes).items() if value not in (None, False)}


def _page(name: str, *args: object) -> str:
    return reverse(f"institutions:{name}", args=args)


def test_new_rules_follow_the_old_ones_and_leave_opened_classes_alone(client: Client, world: World) -> None:
    institution = world.course.institution
    old = institution.rule_sets.get()
    client.force_login(world.users["officer"])
    form_page = client.get(_page("rules_new", institution.pk)).content.decode()
    assert "Được vắng tối đa" in form_page
    typed = _typed(
        old.body,
        starts_on="1/1/2030",
        attendance__max_absent_share="25",
        bands="giỏi: 8\nđạt: 5",
        time__evening="18h30",
    )
    assert client.post(_page("rules_new", institution.pk), typed).status_code == 302
    made = institution.rule_sets.get(starts_on=date(2030, 1, 1))
    assert made.body["attendance"]["max_absent_share"] == 0.25
    assert made.body["time"]["half_day_starts"] == {"morning": "07:30", "afternoon": "13:30", "evening": "18:30"}
    assert not made.example
    assert RuleSet.objects.get(pk=old.pk).body == old.body
    assert not TrainingClass.objects.filter(rule_set=made).exists()
    assert AuditEvent.objects.filter(act="organizations.adopt_rule_set").exists()
    shown = client.get(_page("institution", institution.pk), {"bo": made.pk}).content.decode()
    assert "25 %" in shown
    assert "chưa có hiệu lực" in shown
    assert institution.code in client.get(_page("list")).content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"starts_on": "1/1/2030", "time__evening": "tối"}, "Ghi giờ và phút"),
        ({"starts_on": "1/1/2030", "time__evening": "8h"}, "Buổi sáng vào trước buổi chiều"),
        ({"starts_on": "1/1/1999"}, "Chọn ngày sau ngày ấy"),
        ({"starts_on": "1/1/2030", "bands": "giỏi tám"}, "Ghi tên mức, dấu hai chấm"),
        ({"starts_on": "1/1/2030", "attendance__max_absent_share": "120"}, "100"),
        ({"starts_on": "31/2/2030"}, "31"),
        ({"starts_on": "1/1/2030", "marking__markers": "hai"}, "marking__markers"),
    ],
)
def test_what_cannot_be_rules_is_said_and_nothing_is_written(
    client: Client, world: World, changes: dict[str, object], said: str
) -> None:
    institution = world.course.institution
    client.force_login(world.users["admin"])
    answer = client.post(_page("rules_new", institution.pk), _typed(DEFAULT_RULE_SET, **changes))
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert institution.rule_sets.count() == 1


def test_the_same_day_twice_is_refused(client: Client, world: World) -> None:
    institution = world.course.institution
    client.force_login(world.users["admin"])
    for expected in (302, 200):
        answer = client.post(_page("rules_new", institution.pk), _typed(DEFAULT_RULE_SET, starts_on="1/1/2030"))
        assert answer.status_code == expected
    assert institution.rule_sets.count() == 2


def test_an_administrator_adds_an_institution_and_its_first_rules(client: Client, world: World) -> None:
    client.force_login(world.users["admin"])
    unit = world.communes[0]
    name = unit.versions.get().name
    assert client.post(_page("new"), {"unit": name, "code": "truong-moi"}).status_code == 302
    made = Institution.objects.get(code="truong-moi")
    assert "Chưa có quy chế" in client.get(_page("institution", made.pk)).content.decode()
    assert client.post(_page("rules_new", made.pk), _typed(DEFAULT_RULE_SET, starts_on="1/1/2024")).status_code == 302
    assert made.rule_sets.get().example
    again = client.post(_page("new"), {"unit": name, "code": "truong-khac"})
    assert again.status_code == 200
    assert Institution.objects.filter(unit=unit).count() == 1


def test_terms_begin_once_and_never_before_numbers_given(client: Client, world: World, at: datetime) -> None:
    client.force_login(world.users["admin"])
    name = world.province.versions.get().name
    assert "Chưa có nhiệm kỳ" in client.get(_page("terms")).content.decode()
    for day, expected in (("1/10/2020", 302), ("1/10/2025", 302), ("1/10/2025", 200)):
        assert client.post(_page("terms"), {"unit": name, "starts_on": day}).status_code == expected
    first, last = sorted(terms(date(2026, 1, 1)), key=lambda one: one.term.starts_on)
    assert (first.until, last.until) == (date(2025, 10, 1), None)
    assert CommitteeTerm.objects.count() == 2
    Document.objects.filter(issuer=world.province).update(layout="party")
    with pytest.raises(NotAllowed):
        begin_term(world.province, starts_on=date(2030, 1, 1), by=world.users["clerk"], at=at)


def test_numbers_that_ran_by_the_year_do_not_stop_the_term(world: World, at: datetime, party_number: date) -> None:
    begin_term(world.province, starts_on=date(2024, 10, 1), by=None, at=at)
    paper = Document(kind="decision", issuer=world.province, layout="party", code="QĐ/TU")
    assert likely_numbers([paper, paper], date(2025, 4, 1)) == ["02-QĐ/TU", "03-QĐ/TU"]


@pytest.mark.parametrize("asked", ["0", "²", "-1", "9" * 40, "x' OR 1=1"])
def test_committee_asked_for_in_the_address_is_filled_in(client: Client, world: World, asked: str) -> None:
    client.force_login(world.users["admin"])
    name = world.province.versions.get().name
    filled = f'value="{name}"'
    assert filled in client.get(_page("terms"), {"noi": world.province.pk}).content.decode()
    assert filled not in client.get(_page("terms"), {"noi": asked}).content.decode()


def test_a_term_begins_after_the_last_party_number(world: World, at: datetime, party_number: date) -> None:
    NumberSeries.objects.update(basis="term")
    with pytest.raises(NumbersGiven):
        begin_term(world.province, starts_on=party_number, by=None, at=at)
    assert begin_term(world.province, starts_on=date(2030, 1, 1), by=None, at=at).pk


@pytest.fixture
def party_number(world: World, at: datetime) -> date:
    """The day of a numbered Party paper of the province."""
    day = date(2025, 3, 1)
    series = NumberSeries.objects.create(
        issuer=world.province, kind="decision", basis="year", period_starts_on=date(2025, 1, 1), last=1
    )
    Document.objects.create(
        kind="decision", issuer=world.province, layout="party", series=series, number=1, number_text="01-QĐ/TU",
        issued_on=day, state="numbered", subject="Thử", drafted_at=at,
    )  # fmt: skip
    return day


def test_nothing_begun_means_nothing_in_force(world: World) -> None:
    sets = list(world.course.institution.rule_sets.all())
    assert in_force(sets, date(1990, 1, 1)) is None
    assert in_force(sets, date(2090, 1, 1)) == sets[-1]
