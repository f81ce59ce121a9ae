"""Chuyên cần — attendance in tiết from the marks and their verdicts, and who comes near the limit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone

from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.scheduling.queries import RulesMissing, time_rules
from boiduong.course.delivery.sessions.models import RollMark, RollVerdict, Session, TopicDone
from boiduong.course.delivery.sessions.queries.states import HELD, ON_ROLL
from boiduong.course.delivery.sessions.rules import (
    ATTENDED,
    CODES,
    Attendance,
    AttendanceRules,
    RollFact,
    attendance_of,
    read_attendance_rules,
)
from boiduong.foundation.organizations.queries import rule_set_on
from boiduong.web.prepared import prepared

# The few marks that are read by their index, where nearly every other one says "present".
NOT_PRESENT = [code for code in CODES if code != "present"]


def attendance_rules(training_class: TrainingClass) -> AttendanceRules:
    """Quy tắc chuyên cần của lớp — pinned at opening, else in force on its first day. Raises RulesMissing."""
    if training_class.rule_set is not None:
        return read_attendance_rules(training_class.rule_set.body["attendance"])
    course = training_class.course
    day = training_class.starts_on or course.starts_on or timezone.localdate()
    found = rule_set_on(course.institution, day)
    if found is None:
        raise RulesMissing(day=f"{day.day}/{day.month}/{day.year}")
    return read_attendance_rules(found.body["attendance"])


def attendance(training_class: TrainingClass) -> dict[int, Attendance]:
    """Chuyên cần của lớp — by enrollment id, in tiết.

    Planned of a person = sessions with a verdict of his (in whatever class he sat then) and those of his class still
    to be closed.
    """
    return _attendance([training_class], {training_class.pk: [pk for (pk,) in _on_roll(training_class.pk)]})


@prepared
def _on_roll(training_class: int) -> QuerySet[Enrollment, Any]:
    """Who is on the roll of a class."""
    return Enrollment.objects.filter(training_class=training_class, state__in=ON_ROLL).values_list("pk")


def attendance_for(enrollment: Enrollment) -> Attendance:
    """Chuyên cần của một học viên."""
    held = enrollment.training_class
    return _attendance([held], {held.pk: [enrollment.pk]})[enrollment.pk]


def _attendance(classes: Sequence[TrainingClass], people: Mapping[int, list[int]]) -> dict[int, Attendance]:
    """Attendance of some people of some classes of one course, `people` by class id: as many queries as for one."""
    if not any(people.values()):
        return {}
    minutes = time_rules(classes[0].course).period_minutes
    facts: dict[int, list[RollFact]] = {}
    to_come: dict[int, list[RollFact]] = {}
    ahead = Session.objects.filter(training_class__in=people, state__in=["planned", "open"])
    for number, periods in ahead.order_by().values_list("training_class_id", "periods"):
        to_come.setdefault(number, []).append(RollFact(periods))
    for held in classes:
        if held.mode == "self_paced":
            facts |= _learned_alone(held, people.get(held.pk, []))
        else:
            facts |= {n: [*to_come.get(held.pk, ())] for n in people.get(held.pk, ())}
    rows = RollVerdict.objects.filter(enrollment__in=facts, session__state__in=HELD).order_by()
    # Nearly all of them are alike: the database counts them.
    alike = rows.values_list("enrollment_id", "session__periods", "code", "minutes").annotate(times=Count("pk"))
    for person, periods, code, late, times in alike:
        facts[person] += [RollFact(periods, code, late)] * times
    found: dict[int, Attendance] = {}
    pinned: dict[int | None, AttendanceRules] = {}
    for held in classes:
        if held.rule_set_id not in pinned:
            pinned[held.rule_set_id] = attendance_rules(held)
        for n in people.get(held.pk, ()):
            found[n] = attendance_of(facts[n], pinned[held.rule_set_id], period_minutes=minutes)
    return found


def _learned_alone(training_class: TrainingClass, people: list[int]) -> dict[int, list[RollFact]]:
    """Topics of a self-paced class as facts: recorded ones are attended; the others are absent once lessons ended.

    While nothing at all is recorded (the list of the platform has not come) nobody is taken for absent.
    """
    topics = Topic.objects.filter(version=training_class.version_id, required=True).values_list("pk", "periods")
    periods = {pk: n or 0 for pk, n in topics}
    done = topics_done(training_class)
    rest = "unexcused" if done and training_class.state in ("assessing", "recognized", "closed") else ""
    return {
        n: [RollFact(hours, "present" if topic in done.get(n, ()) else rest) for topic, hours in periods.items()]
        for n in people
    }


def topics_done(training_class: TrainingClass) -> dict[int, set[int]]:
    """Chuyên đề đã tự học xong — topic ids by enrollment id, those taken back left out."""
    found: dict[int, set[int]] = {}
    rows = TopicDone.objects.filter(enrollment__training_class=training_class, voids=None, voided_by=None)
    for enrollment, topic in rows.values_list("enrollment_id", "topic_id"):
        found.setdefault(enrollment, set()).add(topic)
    return found


def alone_since(at: datetime) -> QuerySet[TopicDone]:
    """Ghi nhận tự học tính đến một lúc — rows known by then that none known by then takes back."""
    later = TopicDone.objects.filter(voids=OuterRef("pk"), received_at__lte=at)
    return TopicDone.objects.filter(~Exists(later), voids=None, received_at__lte=at)


def present_ids(course: Course, *, as_of_at: datetime | None = None) -> set[int]:
    """Người có dự học — enrollment ids with one session attended or one topic learned alone; as known at a moment."""
    alone = alone_since(as_of_at or timezone.now()).filter(enrollment__course=course)
    found = set(alone.values_list("enrollment_id", flat=True))
    if as_of_at is None:
        rows = RollVerdict.objects.filter(session__course=course, code__in=ATTENDED)
        return found | set(rows.values_list("enrollment_id", flat=True))
    marks = RollMark.objects.filter(session__course=course, code__in=ATTENDED, received_at__lte=as_of_at)
    return found | set(marks.values_list("enrollment_id", flat=True))


@dataclass(frozen=True)
class AtRisk:
    """Học viên cần nhắc."""

    enrollment: Enrollment
    attendance: Attendance


def at_risk(course: Course) -> list[AtRisk]:
    """Học viên vắng nhiều — from the warning share of the limit on, the most absent first.

    Only those with a mark other than present are reckoned up: nobody else can have missed anything.
    """
    people: dict[int, list[int]] = {}
    for number, training_class in _missed(course.pk):
        people.setdefault(training_class, []).append(number)
    if not people:
        return []
    classes = {one.pk: one for one in course.classes.all() if one.pk in people}
    for held in classes.values():
        held.course = course
    found = {n: a for n, a in _attendance([*classes.values()], people).items() if a.at_risk}
    rows = Enrollment.objects.filter(pk__in=found).select_related("person") if found else ()
    for one in rows:
        one.training_class = classes[one.training_class_id]
    return sorted((AtRisk(e, found[e.pk]) for e in rows), key=lambda r: (-r.attendance.absent_share, r.enrollment.pk))


@prepared
def _missed(course: int) -> QuerySet[RollVerdict, Any]:
    """Learners of a course with a mark other than present, and their class."""
    missed = RollVerdict.objects.filter(
        code__in=NOT_PRESENT, session__course=course, session__state__in=HELD, enrollment__state__in=ON_ROLL
    )
    return missed.order_by().values_list("enrollment_id", "enrollment__training_class_id").distinct()
