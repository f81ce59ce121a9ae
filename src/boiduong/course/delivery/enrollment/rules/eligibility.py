"""Điều kiện cử — what speaks against a nomination, each with the level that the institution gave it.

Levels come from the section `eligibility` of the rule set in force; the numbers there are the institution's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from boiduong.engines.vietnamese import date_range, date_short, fold
from boiduong.foundation.organizations.rules import BadRuleSet, read_section, section_reader
from boiduong.refusals import Label, gettext_noop

LEVELS = ("block", "warn", "ignore")
NOT_A_LEVEL = gettext_noop("must be block, warn or ignore")
NOT_CHECKED_YET = gettext_noop("cannot be checked from what is kept here; write ignore")

SENTENCES: dict[str, str] = {
    "target_group": gettext_noop("Not of the group “%(group)s”: holds %(posts)s."),
    "target_sex": gettext_noop("The group “%(group)s” is for another sex."),
    "planned_unknown": gettext_noop("The planned post is not kept here; the unit's letter must say it."),
    "clash": gettext_noop("Attends “%(course)s” on %(days)s: the days overlap."),
    "clash_some": gettext_noop("Attends “%(course)s” on %(days)s: only some classes of this course fit."),
    "same_topics": gettext_noop("Took part in “%(course)s” of the same program, %(days)s."),
    "unit_leaders": gettext_noop("%(unit)s sends all its %(count)d leaders at once."),
    "twice": gettext_noop("Is already sent to this course by %(unit)s."),
}


@dataclass(frozen=True)
class SameTopics:
    """Đã học trong mấy năm — how long an earlier course of the same program speaks against another one."""

    level: str
    years: int


@dataclass(frozen=True)
class Section:
    """Phần `eligibility` của bộ quy tắc — one level a rule."""

    target_group: str
    same_topics_within_years: dict[str, Any]
    clash: str
    unit_keeps_one_leader: str
    age: str
    yearly_need: str

    @property
    def same_topics(self) -> SameTopics:
        """Mức và số năm của quy tắc "đã học"."""
        return read_section(SameTopics, "eligibility.same_topics_within_years", self.same_topics_within_years)


def read_eligibility(values: Mapping[str, Any]) -> Section:
    """Đọc phần điều kiện cử — raises BadRuleSet for an unknown level or a rule that nothing here can check."""
    section = read_section(Section, "eligibility", values)
    named = {
        "target_group": section.target_group,
        "same_topics_within_years.level": section.same_topics.level,
        "clash": section.clash,
        "unit_keeps_one_leader": section.unit_keeps_one_leader,
        "age": section.age,
        "yearly_need": section.yearly_need,
    }
    for key, level in named.items():
        if level not in LEVELS:
            raise BadRuleSet(where=f"eligibility.{key}", why=Label(NOT_A_LEVEL))
    for key in ("age", "yearly_need"):
        if named[key] != "ignore":
            raise BadRuleSet(where=f"eligibility.{key}", why=Label(NOT_CHECKED_YET))
    return section


section_reader("eligibility")(read_eligibility)


@dataclass(frozen=True)
class Span:
    """Khoảng ngày — both ends count; an unknown end means that nothing is known to overlap."""

    first: date | None
    last: date | None

    def overlaps(self, other: Span) -> bool:
        """Có trùng ngày không — also when one span lies wholly inside the other."""
        if self.first is None or self.last is None or other.first is None or other.last is None:
            return False
        return self.first <= other.last and other.first <= self.last

    def words(self) -> str:
        """Khoảng ngày bằng chữ — 18–22/8/2025, one day where only one is known."""
        if self.first and self.last and self.first <= self.last:
            return date_range(self.first, self.last)
        known = self.first or self.last
        return date_short(known) if known else "…"


@dataclass(frozen=True)
class Post:
    """Chức vụ của một người — name, held or planned, in which unit."""

    name: str
    status: str
    unit_id: int | None = None


@dataclass(frozen=True)
class OtherSeat:
    """Chỗ ở khóa khác — a course where the person is or was: days, program lineage, still live or done."""

    course: str
    span: Span
    lineage: int | None
    live: bool = True


@dataclass(frozen=True)
class GroupRule:
    """Điều kiện của một nhóm đối tượng — alternatives of posts, and the sex where the group names one."""

    label: str
    post_held: tuple[str, ...] = ()
    posts_held_together: tuple[str, ...] = ()
    post_planned: tuple[str, ...] = ()
    sex: str = ""

    @classmethod
    def from_conditions(cls, label: str, conditions: Mapping[str, object]) -> GroupRule:
        """Đọc điều kiện — from the json of a target group; what cannot be checked here is left to people."""
        return cls(
            label,
            _texts(conditions.get("post_held")),
            _texts(conditions.get("posts_held_together")),
            _texts(conditions.get("post_planned")),
            str(conditions.get("sex") or ""),
        )


@dataclass(frozen=True)
class Candidate:
    """Người được xét — what the rules need to know of one person."""

    person_id: int
    unit_id: int
    unit: str
    sex: str = ""
    posts: tuple[Post, ...] = ()
    seats: tuple[OtherSeat, ...] = ()


@dataclass(frozen=True)
class CourseFacts:
    """Khóa đang xét — the days of its classes, its program lineage and the moment of judging."""

    spans: tuple[Span, ...]
    lineage: int | None
    on: date
    leaders: Mapping[int, Collection[int]] = field(default_factory=dict)
    sent: Mapping[int, Collection[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """Điều phát hiện — which rule, how grave, and the facts of its sentence (key into SENTENCES)."""

    rule: str
    level: str
    facts: dict[str, object]


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Sequence):
        return tuple(str(v["value"]) if isinstance(v, Mapping) and "value" in v else str(v) for v in value)
    return ()


def same_post(wanted: str, name: str) -> bool:
    """Cùng chức vụ — the same words without marks, or one goes on where the other stops.

    "Bí thư Đảng ủy xã Ea Súp" is a "bí thư Đảng ủy"; "Phó Bí thư Đảng ủy" is not.
    """
    left, right = fold(wanted), fold(name)
    return bool(left and right) and (left == right or left.startswith(f"{right} ") or right.startswith(f"{left} "))


def _holds(wanted: Iterable[str], posts: Iterable[Post], *statuses: str) -> bool:
    names = [p.name for p in posts if p.status in statuses]
    return any(same_post(w, n) for w in wanted for n in names)


def group_findings(candidate: Candidate, group: GroupRule, level: str) -> list[Found]:
    """Đúng đối tượng — posts held, held together or planned are alternatives of one group.

    Planned posts may be a state secret and are often not kept here, so their absence only warns.
    """
    found = []
    if group.sex and candidate.sex and candidate.sex != group.sex:
        found.append(Found("target_sex", level, {"group": group.label}))
    together = group.posts_held_together
    asked = bool(group.post_held or together or group.post_planned)
    fits = (
        _holds(group.post_held, candidate.posts, "held", "mandate")
        or bool(together and all(_holds([w], candidate.posts, "held", "mandate") for w in together))
        or _holds(group.post_planned, candidate.posts, "planned")
    )
    if asked and not fits:
        if group.post_planned and not any(p.status == "planned" for p in candidate.posts):
            found.append(Found("planned_unknown", "warn", {}))
        else:
            posts = "; ".join(p.name for p in candidate.posts if p.status != "planned") or "…"
            found.append(Found("target_group", level, {"group": group.label, "posts": posts}))
    return found


def clash_findings(candidate: Candidate, course: CourseFacts, level: str) -> list[Found]:
    """Trùng ngày — a live seat elsewhere on the same days; only a warning while another class still fits."""
    found = []
    for seat in candidate.seats:
        hits = [seat.live and seat.span.overlaps(span) for span in course.spans]
        facts: dict[str, object] = {"course": seat.course, "days": seat.span.words()}
        if hits and all(hits):
            found.append(Found("clash", level, facts))
        elif any(hits):
            found.append(Found("clash_some", "warn", facts))
    return found


def repeat_findings(candidate: Candidate, course: CourseFacts, rule: SameTopics) -> list[Found]:
    """Đã học rồi — an earlier course of the same program that ended within so many years."""
    if course.lineage is None:
        return []
    return [
        Found("same_topics", rule.level, {"course": seat.course, "days": seat.span.words()})
        for seat in candidate.seats
        if seat.lineage == course.lineage and _within(seat.span.last, course.on, rule.years)
    ]


def _within(ended: date | None, on: date, years: int) -> bool:
    """Unknown days count as recent: a person looks at it."""
    return ended is None or (ended.year + years, ended.month, ended.day) > (on.year, on.month, on.day)


def leaders_all_sent(course: CourseFacts, unit: int) -> frozenset[int]:
    """Lãnh đạo bị cử hết — the known leaders of a unit, at least two, when all go on the same days; else nobody."""
    leaders = frozenset(course.leaders.get(unit, ()))
    stays = len(leaders) < 2 or not leaders <= set(course.sent.get(unit, ())) or len(set(course.spans)) > 1
    return frozenset() if stays else leaders


def leader_findings(candidate: Candidate, course: CourseFacts, level: str) -> list[Found]:
    """Cử hết lãnh đạo — told of a candidate who is one of those leaders."""
    leaders = leaders_all_sent(course, candidate.unit_id)
    if candidate.person_id not in leaders:
        return []
    return [Found("unit_leaders", level, {"unit": candidate.unit, "count": len(leaders)})]


def judge(candidate: Candidate, *, group: GroupRule, course: CourseFacts, section: Section) -> list[Found]:
    """Xét một người — every finding that the institution does not ignore, gravest first."""
    found = [
        *group_findings(candidate, group, section.target_group),
        *clash_findings(candidate, course, section.clash),
        *repeat_findings(candidate, course, section.same_topics),
        *leader_findings(candidate, course, section.unit_keeps_one_leader),
    ]
    ignored = {
        "planned_unknown": section.target_group == "ignore",
        "clash_some": section.clash == "ignore",
    }
    kept = [f for f in found if f.level != "ignore" and not ignored.get(f.rule)]
    return sorted(kept, key=lambda f: LEVELS.index(f.level))
