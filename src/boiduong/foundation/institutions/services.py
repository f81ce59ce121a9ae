"""Ghi cơ sở, quy chế, nhiệm kỳ — nothing that was in force is ever written over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from boiduong.engines.vietnamese import date_short
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.documents.models import CommitteeTerm, Document
from boiduong.foundation.institutions.permissions import can_add_institution, can_keep_terms, can_lay_down
from boiduong.foundation.institutions.rules import with_values
from boiduong.foundation.organizations import services as organizations
from boiduong.foundation.organizations.models import Institution, RuleSet, Unit
from boiduong.foundation.organizations.queries import name_on
from boiduong.foundation.organizations.rules import DEFAULT_RULE_SET
from boiduong.refusals import Refusal, gettext_noop


class BeforeLast(Refusal):
    """Trước quy chế sau cùng — history is not rewritten."""

    text = gettext_noop("The rules begin before the last ones of %(day)s. Choose a later day.")


class TermExists(Refusal):
    """Đã có nhiệm kỳ ngày ấy."""

    text = gettext_noop("A term of %(name)s already begins on %(day)s.")


class NumbersGiven(Refusal):
    """Đã cho số — papers of the days after carry numbers of the term that would end."""

    text = gettext_noop("%(name)s has numbered papers on or after %(day)s. A term begins after the last number given.")


def add_institution(*, unit: Unit, code: str, by: User | None, at: datetime) -> Institution:
    """Thêm cơ sở đào tạo — a unit that runs courses here. Raises InstitutionExists."""
    require(can_add_institution(by))
    return organizations.add_institution(unit=unit, code=code, by=by, at=at)


def lay_down(
    institution: Institution,
    *,
    starts_on: date,
    values: Mapping[str, Any],
    bands: str,
    by: User | None,
    at: datetime,
) -> RuleSet:
    """Ghi quy chế mới — the last set with the typed values, from a day on; classes keep the set of their opening.

    Raises BeforeLast, RuleSetExists, BadRuleSet, BandUnread, BandsDisordered.
    """
    require(can_lay_down(by, institution))
    last = institution.rule_sets.order_by("-starts_on").first()
    if last is not None and starts_on < last.starts_on:
        raise BeforeLast(day=date_short(last.starts_on))
    body = with_values(last.body if last is not None else DEFAULT_RULE_SET, values, bands)
    return organizations.adopt_rule_set(institution=institution, starts_on=starts_on, body=body, by=by, at=at)


def begin_term(unit: Unit, *, starts_on: date, by: User | None, at: datetime) -> CommitteeTerm:
    """Ghi nhiệm kỳ — numbers of the committee begin anew on that day. Raises TermExists, NumbersGiven.

    Numbers that ran by the year for want of a term do not stand in the way: those of the term are passed over, so none
    is given twice.
    """
    require(can_keep_terms(by, unit.pk))
    with acting(by, "institutions.begin_term", at=at) as act:
        facts = {"name": name_on(unit, starts_on), "day": date_short(starts_on)}
        if CommitteeTerm.objects.filter(unit=unit, starts_on=starts_on).exists():
            raise TermExists(**facts)
        if Document.objects.filter(
            issuer=unit, layout="party", series__basis="term", issued_on__gte=starts_on
        ).exists():
            raise NumbersGiven(**facts)
        made = CommitteeTerm.objects.create(unit=unit, starts_on=starts_on)
        act.record(made, after={"unit": unit.pk, "starts_on": starts_on})
    return made
