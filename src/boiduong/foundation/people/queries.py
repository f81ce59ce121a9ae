"""Đọc con người — whom one may see, in Vietnamese name order, with the posts they hold."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from boiduong.foundation.accounts.models import User
from boiduong.foundation.organizations.models import UnitVersion
from boiduong.foundation.organizations.queries import find_units, names_on
from boiduong.foundation.people.models import Person, PostHolding
from boiduong.foundation.people.permissions import visible_q


@dataclass(frozen=True)
class Post:
    """Một chức vụ — with the unit as it is called today."""

    holding: PostHolding
    unit: str
    live: bool

    @property
    def words(self) -> str:
        """Chức vụ, đơn vị."""
        return f"{self.holding.post.name}, {self.unit}" if self.unit else self.holding.post.name


def visible_people(user: User | None) -> QuerySet[Person]:
    """Người được thấy — by given name, middle name, family name."""
    return Person.objects.filter(visible_q(user))


def person_for(user: User | None, uid: uuid.UUID) -> Person:
    """Một người — raises Http404 where there is none or the user is not shown the person."""
    person = visible_people(user).filter(uid=uid).first()
    if person is None:
        raise Http404(uid)
    return person


def posts_of(people: Iterable[Person], *, ended: bool = False) -> dict[int, list[Post]]:
    """Chức vụ theo người — those held now, or with `ended` all of them; two queries for any number of people."""
    today = timezone.localdate()
    live = Q(ends_on__isnull=True) | Q(ends_on__gt=today)
    rows = PostHolding.objects.filter(person__in=[one.pk for one in people]).select_related("post")
    rows = rows.order_by("ends_on", "-starts_on", "id") if ended else rows.filter(live).order_by("id")
    holdings = list(rows)
    names = names_on((row.unit_id for row in holdings), today)
    found: dict[int, list[Post]] = {}
    for row in holdings:
        held = row.ends_on is None or row.ends_on > today
        found.setdefault(row.person_id, []).append(Post(row, names.get(row.unit_id, ""), held))
    return found


def units_named(text: str) -> list[UnitVersion]:
    """Đơn vị theo tên đã gõ — as they are called today."""
    return find_units(text, as_of=timezone.localdate(), limit=8)


def unit_words(version: UnitVersion) -> str:
    """Tên để gõ lại được — with the place above it where there is one."""
    return f"{version.name}, {version.parent}" if version.parent is not None else version.name
