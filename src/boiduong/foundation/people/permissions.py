"""Quyền với con người — who is shown whom, who edits, who reads restricted facts. Default deny."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q
from django.utils import timezone

from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role, scopes_of
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.organizations.queries import among, ancestor_ids, within
from boiduong.foundation.people.models import Person, PostHolding

EVERYBODY = (Role.TRAINING_OFFICER, Role.MANAGING_AUTHORITY, Role.RECORDS_OFFICER, Role.AUDITOR)

_run: list[Callable[[User], Q]] = []


def contribute_people(function: Callable[[User], Q]) -> Callable[[User], Q]:
    """Thêm người mình phụ trách — people know no class: a later stage says whom a class manager runs (Q on Person)."""
    if function not in _run:
        _run.append(function)
    return function


def clerk_units(user: User) -> frozenset[int] | None:
    """Đơn vị của cán bộ cử — unit ids over which the user is a clerk; None stands for every unit."""
    scopes = scopes_of(user, Role.UNIT_CLERK)
    if None in scopes:
        return None
    return frozenset[int]().union(*(within(scope) for scope in scopes if scope is not None))


def own_people(user: User) -> Q:
    """Người của đơn vị mình và lớp mình — with a post in it that has not ended, or in a class that the user runs."""
    today = timezone.localdate()
    holdings = PostHolding.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today))
    units = clerk_units(user)
    if units is not None:
        holdings = holdings.filter(unit__in=among(units))
    found = Q(pk__in=holdings.values("person")) if units is None or units else Q(pk__in=[])
    for function in _run:
        found |= function(user)
    return found


def _office_people(user: User) -> Q | None:
    """Người trong địa bàn của cơ quan — None stands for everybody, as for an office over everything here.

    The office of a school serves the place that the school belongs to: people who ever had a post there, people whose
    posts are not known yet, and whom a later stage adds. Another province is not its business.
    """
    scopes = scopes_of(user, *EVERYBODY)
    if None in scopes:
        return None
    if not scopes:
        return Q(pk__in=[])
    tops = frozenset[int]().union(*(ancestor_ids(scope) for scope in scopes if scope is not None))
    units = frozenset[int]().union(*(within(top) for top in tops))
    there = PostHolding.objects.filter(unit__in=among(units))
    return Q(pk__in=there.values("person")) | ~Q(pk__in=PostHolding.objects.values("person"))


def visible_q(user: User | None) -> Q:
    """Điều kiện được thấy — people of the place for the office, own people for clerks and class managers; oneself."""
    if user is None:
        return Q()
    office = _office_people(user)
    if office is None:
        return Q()
    found = office | own_people(user)
    return found | Q(pk=user.person_id) if user.person_id else found


def can_list(user: User | None) -> bool:
    """Mở danh sách — the office, clerks and class managers."""
    return has_role(user, *EVERYBODY, Role.UNIT_CLERK, Role.CLASS_MANAGER)


def can_add(user: User | None) -> bool:
    """Thêm người — the training officer, and a clerk for the own unit."""
    return has_role(user, Role.TRAINING_OFFICER, Role.UNIT_CLERK)


def can_post_in(user: User | None, unit_id: int) -> bool:
    """Ghi chức vụ trong một đơn vị — the training officer, or the clerk over it."""
    return has_role(user, Role.TRAINING_OFFICER) or has_role(user, Role.UNIT_CLERK, over=unit_id)


def _serves(user: User | None, person: Person) -> bool:
    """Whether the person is among those whom the user is shown."""
    return Person.objects.filter(visible_q(user), pk=person.pk).exists()


def can_edit(user: User | None, person: Person) -> bool:
    """Sửa thông tin — the training officer of the place, or the clerk of a unit in which the person has a post."""
    if has_role(user, Role.TRAINING_OFFICER):
        return _serves(user, person)
    if user is None or not has_role(user, Role.UNIT_CLERK):
        return False
    units = clerk_units(user)
    today = timezone.localdate()
    live = person.holdings.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today))
    return live.exists() if units is None else live.filter(unit__in=among(units)).exists()


def can_read_secret(user: User | None, person: Person) -> bool:
    """Xem thông tin hạn chế — the officer of the place, the manager of the person's class, the unit's clerk."""
    if has_role(user, Role.TRAINING_OFFICER):
        return _serves(user, person)
    if user is None or not has_role(user, Role.CLASS_MANAGER, Role.UNIT_CLERK):
        return False
    return Person.objects.filter(own_people(user), pk=person.pk).exists()
