"""A class is taken up again: whoever was summoned gets a new summons that names the old one, and answers anew."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from boiduong.course.delivery.courses.services import change_class
from boiduong.course.delivery.enrollment import services
from boiduong.course.delivery.enrollment.menu import opening_step
from boiduong.course.delivery.enrollment.models import Enrollment, Summons
from boiduong.course.delivery.enrollment.queries import counts
from boiduong.course.delivery.enrollment.services.summoning import hash_code
from boiduong.engines.typesetting import Paragraph
from boiduong.foundation.documents.queries import papers_of
from boiduong.foundation.notifications.models import OutboxMessage
from enrollment.test_enrollment_services import numbered, summoned
from world import World, build_world

pytestmark = pytest.mark.django_db
NEW_START = date(2025, 9, 8)


def postponed(at: datetime) -> tuple[World, dict[int, str], datetime]:
    """People summoned, one of them confirmed; the class is postponed, gets other days and is taken up again."""
    world = build_world()
    codes = summoned(world, at)
    first = next(iter(codes))
    services.answer_summons(codes[first], True, at=at)
    officer, later = world.users["officer"], at + timedelta(days=2)
    change_class(world.training_class, "postpone", reason="Bão", by=officer, at=later)
    world.training_class.starts_on, world.training_class.ends_on = NEW_START, NEW_START + timedelta(4)
    world.training_class.save()
    change_class(world.training_class, "resume", by=officer, at=later)
    return world, codes, later


def reopened(world: World, later: datetime) -> None:
    """The numbered decision opens the class again."""
    document = world.training_class.opening
    assert document is not None
    services.open_class(world.training_class, document, by=world.users["officer"], at=later)


def test_everybody_waits_for_a_new_summons_and_is_told(at: datetime) -> None:
    world, codes, later = postponed(at)
    assert set(Enrollment.objects.filter(pk__in=codes).values_list("state", flat=True)) == {"listed"}
    assert counts(world.course, as_of_at=at).confirmed == 1
    assert counts(world.course, as_of_at=later).confirmed == 0
    told = OutboxMessage.objects.filter(subject__startswith="Lớp mở tiếp")
    assert told.count() == len(codes) and all("thay giấy cũ" in row.body for row in told)
    code = next(iter(codes.values()))
    with pytest.raises(services.SummonsOutdated):
        services.answer_summons(code, True, at=later)
    page = Client().get(reverse("enrollment:confirm", kwargs={"code": code})).content.decode()
    assert "Sẽ có giấy triệu tập mới" in page and 'value="co"' not in page


def test_old_summons_is_not_sent_twice_and_the_new_one_names_it(at: datetime) -> None:
    world, codes, later = postponed(at)
    officer, old = world.users["officer"], Summons.objects.all()[0].document
    reopened(world, later)
    step = opening_step(world.course, officer, later)
    assert str(len(codes)) in step.title and step.main is not None and "#trieu-tap" in step.main.url
    with pytest.raises(services.SummonsSentBefore):
        services.summon(world.training_class, old, by=officer, at=later)
    paper = services.draft_summons(world.training_class, by=officer, at=later)
    words = [" ".join(b.text for b in page.blocks if isinstance(b, Paragraph)) for page in papers_of(paper)[1:]]
    assert len(words) == len(codes)
    assert all(f"thay Giấy triệu tập số {old.number_text}" in text for text in words)
    anew = services.summon(world.training_class, numbered(paper, world, later), by=officer, at=later)
    assert set(anew) == set(codes) and set(anew.values()).isdisjoint(codes.values())
    assert not Summons.objects.filter(code_hash__in=[hash_code(c) for c in codes.values()]).exists()
    told = OutboxMessage.objects.filter(subject__startswith="Giấy triệu tập mới")
    assert told.count() == len(codes) and all("Ngày khai giảng: 8/9/2025" in row.body for row in told)
    services.answer_summons(next(iter(anew.values())), True, at=later)
    assert counts(world.course, as_of_at=later).confirmed == 1


def test_first_summons_names_none_and_nobody_is_told_of_a_new_one(at: datetime) -> None:
    world = build_world()
    summoned(world, at)
    assert not OutboxMessage.objects.filter(subject__startswith="Giấy triệu tập mới").exists()
    assert "Giấy này thay" not in str(papers_of(Summons.objects.all()[0].document)[1].blocks)


def test_class_page_leads_to_the_new_summons(at: datetime) -> None:
    world, _, later = postponed(at)
    reopened(world, later)
    client = Client()
    client.force_login(world.users["officer"])
    address = reverse("enrollment:class", kwargs={"slug": world.course.slug, "pk": world.training_class.pk})
    page = client.get(address).content.decode()
    assert "giấy mới ghi rõ thay giấy nào" in page and "soan_trieu_tap" in page and 'value="gui"' not in page


def test_a_class_that_is_cancelled_after_all_tells_those_who_wait(at: datetime) -> None:
    world, codes, later = postponed(at)
    change_class(world.training_class, "cancel", reason="Thiếu", by=world.users["officer"], at=later)
    assert OutboxMessage.objects.filter(subject__startswith="Không mở lớp").count() == len(codes)
