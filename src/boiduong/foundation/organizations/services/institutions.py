"""Ghi cơ sở và bộ quy tắc — institutions, and the rules they adopt from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from boiduong.engines.vietnamese import date_short
from boiduong.foundation.audit.rules import digest
from boiduong.foundation.audit.services import Actor, acting
from boiduong.foundation.organizations.events import rule_set_adopted
from boiduong.foundation.organizations.models import Institution, LegalAct, RuleSet, Unit
from boiduong.foundation.organizations.queries import name_on
from boiduong.foundation.organizations.rules import DEFAULT_RULE_SET, check_rule_set
from boiduong.refusals import Refusal, gettext_noop


class InstitutionExists(Refusal):
    """Cơ sở đã có — the unit or the code is already an institution here."""

    text = gettext_noop("%(name)s is already an institution here, or the code %(code)s is taken.")


class RuleSetExists(Refusal):
    """Đã có bộ quy tắc ngày ấy — rules in force are never overwritten."""

    text = gettext_noop("A rule set already begins on %(day)s. Choose another day; rules in force are not overwritten.")


def add_institution(
    *, unit: Unit, code: str, settings: Mapping[str, Any] | None = None, by: Actor | None, at: datetime
) -> Institution:
    """Thêm cơ sở — a unit that runs courses here. Raises InstitutionExists."""
    with acting(by, "organizations.add_institution", at=at) as act:
        taken = Institution.objects.filter(code=code).exists() or Institution.objects.filter(unit=unit).exists()
        if taken:
            raise InstitutionExists(name=name_on(unit, timezone.localdate(at)), code=code)
        made = Institution.objects.create(unit=unit, code=code, settings=dict(settings or {}))
        act.record(made, after={"unit": unit.pk, "code": code})
    return made


def adopt_rule_set(
    *,
    institution: Institution,
    starts_on: date,
    body: Mapping[str, Any] | None = None,
    act: LegalAct | None = None,
    by: Actor | None,
    at: datetime,
) -> RuleSet:
    """Ban hành bộ quy tắc — from `starts_on`; without `body` the example of the software, marked as one.

    Every stage reads its section before anything is saved. Raises BadRuleSet, RuleSetExists.
    """
    plain = check_rule_set(DEFAULT_RULE_SET if body is None else body)
    with acting(by, "organizations.adopt_rule_set", at=at) as doing:
        if institution.rule_sets.filter(starts_on=starts_on).exists():
            raise RuleSetExists(day=date_short(starts_on))
        made = RuleSet.objects.create(
            institution=institution,
            starts_on=starts_on,
            act=act,
            body=plain,
            sha256=digest(plain),
            example=plain == DEFAULT_RULE_SET,
        )
        doing.record(made, after={"starts_on": starts_on, "sha256": made.sha256, "example": made.example})
    rule_set_adopted.send(RuleSet, rule_set=made, at=at)
    return made
