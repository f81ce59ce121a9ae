"""When a topic is held: what it comes after, how soon, and whether in the evening."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from boiduong.course.curriculum.programs import services as programs
from boiduong.course.curriculum.topics import rules, services
from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.curriculum.topics.queries import topics_of
from boiduong.refusals import NotAllowed, Refusal
from world import build_world

SAID = {"title": "Thảo luận", "kind": "discussion", "evening": False, "follows": None, "within": None, "number": 9}


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        pytest.param({}, None, id="nothing-said"),
        pytest.param({"follows": 1, "within": 2, "evening": True}, None, id="soon-after-and-in-the-evening"),
        pytest.param({"kind": "self_study", "evening": True}, None, id="self-study-in-the-evening"),
        pytest.param({"kind": "lecture", "evening": True}, rules.NoEvening, id="lecture-in-the-evening"),
        pytest.param({"kind": "field_study", "evening": True}, rules.NoEvening, id="field-day-in-the-evening"),
        pytest.param({"follows": 9}, rules.FollowsItself, id="itself"),
        pytest.param({"within": 2}, rules.WithinWithoutFollows, id="limit-without-a-topic"),
        pytest.param({"follows": 1, "within": 0}, rules.BadWithin, id="limit-of-nothing"),
        pytest.param({"follows": 1, "within": rules.MOST_WITHIN + 1}, rules.BadWithin, id="limit-of-years"),
    ],
)
def test_check_time(change: dict[str, object], refusal: type[Refusal] | None) -> None:
    facts = {**SAID, **change}
    if refusal is None:
        rules.check_time(**facts)
    else:
        with pytest.raises(refusal):
            rules.check_time(**facts)


@pytest.mark.parametrize(
    ("follows", "found"),
    [
        pytest.param({1: 2, 2: None}, False, id="a-line"),
        pytest.param({1: 2, 2: 3, 3: 1}, True, id="three-in-a-circle"),
        pytest.param({1: 1}, True, id="itself"),
        pytest.param({1: 2, 2: 3, 3: 2}, False, id="a-circle-of-others"),
        pytest.param({1: 5}, False, id="one-that-is-not-there"),
    ],
)
def test_goes_in_circle(follows: dict[int, int | None], found: bool) -> None:
    assert rules.goes_in_circle(follows, 1) is found


@pytest.mark.parametrize(
    ("kind", "followed", "days"),
    [
        ("report", "field_study", True),
        ("writing", "site_visit", True),
        ("report", "lecture", False),
        ("discussion", "field_study", False),
    ],
)
def test_reports_on_a_field_day_count_days(kind: str, followed: str, days: bool) -> None:
    assert rules.counts_days(kind, followed) is days


@pytest.mark.django_db
def test_a_topic_follows_one_of_its_version_and_never_in_a_circle(at: datetime) -> None:
    world = build_world()
    one, two, three = world.topics
    services.tie_topics(world.version, {two.pk: (one.pk, 2), three.pk: (two.pk, None)}, by=None, at=at)
    two.refresh_from_db()
    assert (two.follows, two.within, two.limit_in_days) == (one, 2, False)
    with pytest.raises(rules.FollowsInCircle):
        services.edit_topic(Topic.objects.get(pk=one.pk), follows=Topic.objects.get(pk=three.pk), by=None, at=at)
    with pytest.raises(rules.FollowsInCircle):
        services.tie_topics(world.version, {one.pk: (three.pk, None)}, by=None, at=at)
    other = programs.derive_version(world.version, label="khác", by=None, at=at)
    copied = list(topics_of(other))
    assert [(t.follows, t.within) for t in copied] == [(None, None), (copied[0], 2), (copied[1], None)]
    with pytest.raises(rules.FollowsElsewhere):
        services.edit_topic(Topic.objects.get(pk=two.pk), follows=copied[0], by=None, at=at)
    for ties in ({two.pk: (copied[0].pk, None)}, {0: (one.pk, None)}):
        with pytest.raises(rules.FollowsElsewhere):
            services.tie_topics(world.version, ties, by=None, at=at)
    chosen = programs.derive_version(world.version, label="rút gọn", by=None, at=at, keep=[two.pk, three.pk])
    assert [(t.follows and t.follows.title, t.within) for t in topics_of(chosen)] == [(None, None), (two.title, None)]
    with pytest.raises(services.TopicCarriedOn):
        services.remove_topic(one, by=None, at=at)
    last = Topic.objects.get(pk=copied[2].pk)
    services.remove_topic(copied[1], by=None, at=at)
    last.refresh_from_db()
    assert (last.follows, last.within) == (None, None)


@pytest.mark.django_db
def test_when_a_topic_is_held_is_said_of_a_fixed_program_too(at: datetime, client: Client) -> None:
    world = build_world()
    one, two, _ = world.topics
    Topic.objects.filter(pk=two.pk).update(kind="discussion")
    programs.freeze_version(world.version, by=None, at=at)
    two = Topic.objects.get(pk=two.pk)
    with pytest.raises(NotAllowed):
        services.set_time(two, follows=one, within=1, evening=True, by=world.users["manager"], at=at)
    client.force_login(world.users["officer"])
    page = reverse("topics:topic", args=[world.version.pk, two.pk])
    wrong = client.post(page, {"follows": "", "within": "3", "evening": "on"}, HTTP_ACCEPT_LANGUAGE="vi")
    assert "để trống số buổi muộn nhất" in wrong.content.decode()
    assert client.post(page, {"follows": one.pk, "within": "1", "evening": "on"}).status_code == 302
    two.refresh_from_db()
    assert (two.follows, two.within, two.evening) == (one, 1, True)
    shown = client.get(reverse("topics:version", args=[world.version.pk]), HTTP_ACCEPT_LANGUAGE="vi").content.decode()
    assert "sau chuyên đề 1" in shown and "muộn nhất 1 buổi" in shown and "được học buổi tối" in shown
