"""Xét điều kiện — writing what speaks against people, and lifting it with a reason."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from django.utils import timezone

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.services import RuleSetMissing
from boiduong.course.delivery.enrollment.models import Finding, Nomination
from boiduong.course.delivery.enrollment.permissions import can_review
from boiduong.course.delivery.enrollment.queries import candidates, course_facts, finding_sentence, unit_names
from boiduong.course.delivery.enrollment.rules import (
    LIVE,
    GroupRule,
    Section,
    judge,
    leaders_all_sent,
    read_eligibility,
)
from boiduong.course.delivery.enrollment.services.changing import need_reason
from boiduong.engines.vietnamese import date_short
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.organizations.queries import rule_set_on
from boiduong.refusals import Refusal, gettext_noop

# The sentence names so many people; the page shows all.
NAMED = 5


class NotEligible(Refusal):
    """Không đủ điều kiện — people with a finding that blocks, each with its sentence."""

    text = gettext_noop("Not done, because of: %(people)s")

    def __init__(self, findings: Sequence[Finding]) -> None:
        """Keep the findings that block."""
        people = "; ".join(f.nomination.person.full_name for f in findings[:NAMED])
        super().__init__(people=people)
        self.findings = list(findings)

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """Each person with the reason, in the language of the page."""
        told = [
            f"{f.nomination.person.full_name}: {finding_sentence(f.rule, f.facts, translate)}"
            for f in self.findings[:NAMED]
        ]
        return translate(self.text) % {"people": " ".join(told)}


def eligibility_of(course: Course, *, at: datetime) -> Section:
    """Điều kiện cử đang có hiệu lực — of the institution on the first day of the course; raises RuleSetMissing."""
    day = course.starts_on or timezone.localdate(at)
    found = rule_set_on(course.institution, day)
    if found is None:
        raise RuleSetMissing(day=date_short(day))
    return read_eligibility(found.body["eligibility"])


def renew_findings(nominations: Sequence[Nomination], *, at: datetime) -> list[Finding]:
    """Xét lại — findings as things stand now; one that was lifted stays lifted while it is the same.

    The caller is in a transaction. Raises RuleSetMissing, BadRuleSet.
    """
    course = nominations[0].course
    section = eligibility_of(course, at=at)
    people, facts = candidates(course, nominations, timezone.localdate(at))
    old = Finding.objects.filter(nomination__in=nominations)
    lifted = {(f.nomination_id, f.rule, str(sorted(f.facts.items()))) for f in old.exclude(lift_reason="")}
    old.filter(lift_reason="").delete()
    rules: dict[int, GroupRule] = {}
    rows = []
    for one in nominations:
        if one.group_id not in rules:
            rules[one.group_id] = GroupRule.from_conditions(one.group.label, one.group.conditions)
        for found in judge(people[one.pk], group=rules[one.group_id], course=facts, section=section):
            if (one.pk, found.rule, str(sorted(found.facts.items()))) not in lifted:
                rows.append(Finding(nomination=one, rule=found.rule, level=found.level, facts=found.facts))
    Finding.objects.bulk_create(rows)
    return rows


def renew_leader_findings(course: Course, unit_ids: Collection[int | None], *, at: datetime) -> None:
    """Xét lại việc cử hết lãnh đạo — of colleagues, when somebody of their unit joins or leaves the list.

    What is no longer true goes, what became true comes; what was lifted stays with its reason. Nothing else is judged
    anew. The caller is in a transaction. Raises RuleSetMissing, BadRuleSet only where something became true.
    """
    units = {unit for unit in unit_ids if unit is not None}
    today = timezone.localdate(at)
    facts = course_facts(course, units, {}, today)
    all_sent = {unit: leaders for unit in units if (leaders := leaders_all_sent(facts, unit))}
    stored = Finding.objects.filter(rule="unit_leaders", nomination__course=course, nomination__sent_by__in=units)
    told = dict(stored.values_list("nomination_id", "lift_reason"))
    if not all_sent and not told:
        return
    live = Nomination.objects.filter(course=course, sent_by__in=units, state__in=LIVE)
    true = {pk: unit for pk, unit, person in live.values_list("pk", "sent_by_id", "person_id")
            if person in all_sent.get(unit, ())}  # fmt: skip
    stored.filter(lift_reason="").exclude(nomination__in=true).delete()
    fresh = {pk: unit for pk, unit in true.items() if pk not in told}
    level = eligibility_of(course, at=at).unit_keeps_one_leader if fresh else "ignore"
    if level == "ignore":
        return
    names = unit_names(set(fresh.values()), today)
    Finding.objects.bulk_create(
        Finding(
            nomination_id=pk,
            rule="unit_leaders",
            level=level,
            facts={"unit": names.get(unit, ""), "count": len(all_sent[unit])},
        )
        for pk, unit in fresh.items()
    )


def blocked(nominations: Sequence[Nomination]) -> list[Finding]:
    """Điều còn chặn — findings of level block that nobody has lifted."""
    rows = Finding.objects.filter(nomination__in=nominations, level="block", lift_reason="")
    return list(rows.select_related("nomination__person"))


def lift_finding(finding: Finding, *, reason: str, by: User | None, at: datetime) -> Finding:
    """Bỏ chặn — by whoever reviews, with a reason that stays beside the finding. Raises NotAllowed, ReasonNeeded."""
    require(can_review(by, finding.nomination.course))
    why = need_reason(reason)
    with acting(by, "enrollment.lift_finding", at=at) as act:
        finding.lifted_by_id = by.pk if by else None
        finding.lift_reason = why
        finding.save(update_fields=["lifted_by_id", "lift_reason"])
        act.record(finding, after={"rule": finding.rule, "level": finding.level}, reason=why)
    return finding
