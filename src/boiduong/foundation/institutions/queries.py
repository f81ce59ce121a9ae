"""Đọc cơ sở, quy chế, nhiệm kỳ — by name, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from boiduong.foundation.documents.models import CommitteeTerm
from boiduong.foundation.organizations.models import Institution, RuleSet
from boiduong.foundation.organizations.queries import names_on


@dataclass(frozen=True)
class Place:
    """Một cơ sở — its name today and the rule set in force, if it has one."""

    institution: Institution
    name: str
    rules: RuleSet | None


@dataclass(frozen=True)
class Term:
    """Một nhiệm kỳ — of a committee, until the next one begins."""

    term: CommitteeTerm
    name: str
    until: date | None


def in_force(sets: list[RuleSet], day: date) -> RuleSet | None:
    """Quy chế đang có hiệu lực — the last of `sets` that has begun on `day`."""
    begun = [one for one in sets if one.starts_on <= day]
    return max(begun, key=lambda one: one.starts_on) if begun else None


def places(day: date) -> list[Place]:
    """Các cơ sở — by name; three queries."""
    rows = list(Institution.objects.select_related("unit").prefetch_related("rule_sets"))
    names = names_on([one.unit_id for one in rows], day)
    found = [Place(one, names.get(one.unit_id, one.code), in_force(list(one.rule_sets.all()), day)) for one in rows]
    return sorted(found, key=lambda one: one.name)


def terms(day: date) -> list[Term]:
    """Các nhiệm kỳ — by committee, the newest first; two queries."""
    rows = list(CommitteeTerm.objects.order_by("unit_id", "-starts_on"))
    names = names_on([one.unit_id for one in rows], day)
    found: list[Term] = []
    later: CommitteeTerm | None = None
    for one in rows:
        until = later.starts_on if later is not None and later.unit_id == one.unit_id else None
        found.append(Term(one, names.get(one.unit_id, ""), until))
        later = one
    return sorted(found, key=lambda one: one.name)
