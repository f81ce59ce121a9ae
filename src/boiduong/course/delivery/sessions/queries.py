"""Đọc buổi học — rolls, attendance in tiết, leave and make-ups; everything from the marks and their verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.delivery.courses.models import Course, Site, TrainingClass
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.scheduling.queries import RulesMissing, time_rules
from boiduong.course.delivery.scheduling.rules import overlaps
from boiduong.course.delivery.sessions.models import Leave, MakeUp, RollMark, RollVerdict, Session, SiteRoll, TopicDone
from boiduong.course.delivery.sessions.rules import (
    ATTENDED,
    Attendance,
    AttendanceRules,
    RollFact,
    attendance_of,
    read_attendance_rules,
)
from boiduong.foundation.organizations.queries import rule_set_on

EXPECTED = ("summoned", "confirmed", "attending")
ON_ROLL = ("listed", *EXPECTED)
HELD = ("closed", "confirmed")


def sessions_of(course: Course, *, training_class: TrainingClass | None = None) -> QuerySet[Session]:
    """Các buổi của khóa — or of one class, in order of time, cancelled ones too."""
    found = Session.objects.filter(course=course).select_related("topic", "training_class", "entry__room")
    return found if training_class is None else found.filter(training_class=training_class)


def expected(session: Session) -> QuerySet[Enrollment]:
    """Người phải có mặt — summoned, confirmed or attending learners of the class, in the order of the list."""
    found = Enrollment.objects.filter(training_class=session.training_class_id, state__in=EXPECTED)
    return found.select_related("person", "group").order_by("position", "id")


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
    people = Enrollment.objects.filter(training_class=training_class, state__in=ON_ROLL)
    return _attendance([training_class], {training_class.pk: [*people.values_list("pk", flat=True)]})


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
    rows = RollVerdict.objects.filter(enrollment__in=facts, session__state__in=HELD)
    for person, periods, code, late in rows.values_list("enrollment_id", "session__periods", "code", "minutes"):
        facts[person].append(RollFact(periods, code, late))
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
    missed = RollVerdict.objects.filter(
        enrollment__course=course, enrollment__state__in=ON_ROLL, session__state__in=HELD
    ).exclude(code="present")
    people: dict[int, list[int]] = {}
    for number, training_class in missed.values_list("enrollment_id", "enrollment__training_class_id").distinct():
        people.setdefault(training_class, []).append(number)
    if not people:
        return []
    classes = [*course.classes.filter(pk__in=people)]
    for held in classes:
        held.course = course
    found = {n: a for n, a in _attendance(classes, people).items() if a.at_risk}
    rows = Enrollment.objects.filter(pk__in=found).select_related("person", "training_class") if found else ()
    return sorted((AtRisk(e, found[e.pk]) for e in rows), key=lambda r: (-r.attendance.absent_share, r.enrollment.pk))


@dataclass(frozen=True)
class RollRow:
    """Một dòng của bảng điểm danh — the learner, what the roll says now and a leave that covers the session."""

    enrollment: Enrollment
    code: str = ""
    minutes: int | None = None
    leave: Leave | None = None


def roll_rows(session: Session) -> list[RollRow]:
    """Bảng điểm danh của buổi — every expected learner, and whoever else has a mark in it."""
    verdicts = {v.enrollment_id: v for v in session.verdicts.all()}
    people = Enrollment.objects.filter(
        Q(training_class=session.training_class_id, state__in=EXPECTED) | Q(pk__in=verdicts)
    )
    leaves = leaves_over(session)
    rows = []
    for one in people.select_related("person", "group").order_by("position", "id"):
        verdict = verdicts.get(one.pk)
        code, minutes = (verdict.code, verdict.minutes) if verdict else ("", None)
        rows.append(RollRow(one, code, minutes, leaves.get(one.pk)))
    return rows


def leaves_over(session: Session) -> dict[int, Leave]:
    """Đơn nghỉ đã duyệt trong buổi — by enrollment, granted leave that overlaps the session."""
    return {
        leave.enrollment_id: leave
        for leave in granted_leaves([session]).get(session.training_class_id, ())
        if overlaps(leave.from_at, leave.to_at, session.starts_at, session.ends_at)
    }


def granted_leaves(sessions: Sequence[Session]) -> dict[int, list[Leave]]:
    """Đơn nghỉ đã duyệt — by class, those that touch the time from the first of the sessions to the last."""
    granted = Leave.objects.filter(
        enrollment__training_class__in={s.training_class_id for s in sessions},
        state="granted",
        from_at__lt=max(s.ends_at for s in sessions),
        to_at__gt=min(s.starts_at for s in sessions),
    )
    found: dict[int, list[Leave]] = {}
    for leave in granted.select_related("enrollment"):
        found.setdefault(leave.enrollment.training_class_id, []).append(leave)
    return found


@dataclass(frozen=True)
class RollCount:
    """Sĩ số của buổi."""

    present: int = 0
    expected: int = 0
    late: int = 0
    excused: int = 0
    unexcused: int = 0


def roll_counts(sessions: Iterable[Session]) -> dict[int, RollCount]:
    """Sĩ số các buổi — by session id, in two queries; expected = marked once held, else those of the class now."""
    held = [*sessions]
    classes = dict(
        Enrollment.objects.filter(training_class__in={s.training_class_id for s in held}, state__in=EXPECTED)
        .values_list("training_class")
        .annotate(n=Count("id"))
        .order_by()
    )
    codes: dict[int, dict[str, int]] = {}
    rows = RollVerdict.objects.filter(session__in=held).values_list("session_id", "code").annotate(n=Count("id"))
    for number, code, n in rows.order_by():
        codes.setdefault(number, {})[code] = n
    return {s.pk: _count(codes.get(s.pk, {}), classes.get(s.training_class_id, 0), s.state in HELD) for s in held}


def _count(codes: Mapping[str, int], in_class: int, closed: bool) -> RollCount:
    return RollCount(
        present=sum(n for code, n in codes.items() if code in ATTENDED),
        expected=sum(codes.values()) if closed else in_class,
        late=codes.get("late", 0) + codes.get("left_early", 0),
        excused=codes.get("excused", 0),
        unexcused=codes.get("unexcused", 0),
    )


def absences(enrollment: Enrollment) -> QuerySet[RollVerdict]:
    """Các buổi vắng — with and without leave, not yet made up, in order of time."""
    found = enrollment.verdicts.filter(code__in=["excused", "unexcused"], session__state__in=HELD)
    return found.select_related("session__topic").order_by("session__starts_at")


def later_sessions_of_topic(missed: Session) -> QuerySet[Session]:
    """Buổi có thể học bù — later sessions of the same topic or of one with the same ancestor, in any class here."""
    if missed.topic is None:
        return Session.objects.none()
    root = missed.topic.lineage_id or missed.topic_id
    found = Session.objects.filter(
        Q(topic=root) | Q(topic__lineage=root),
        starts_at__gt=missed.starts_at,
        course__institution=missed.course.institution,
    )
    return found.exclude(state="cancelled").exclude(pk=missed.pk).select_related("training_class", "topic")


def open_leaves(course: Course) -> QuerySet[Leave]:
    """Đơn chờ quyết định."""
    found = Leave.objects.filter(enrollment__course=course, state="asked")
    return found.select_related("enrollment__person", "enrollment__training_class__course__institution")


def open_make_ups(course: Course) -> QuerySet[MakeUp]:
    """Học bù đang chờ."""
    found = MakeUp.objects.filter(enrollment__course=course, state="booked")
    return found.select_related("enrollment__person", "missed__topic", "taken__training_class")


@dataclass(frozen=True)
class SiteRow:
    """Một điểm cầu của buổi — how many of its people are marked, and when it handed in."""

    site: Site
    expected: int
    marked: int
    present: int
    handed_in: SiteRoll | None = None


def site_rows(session: Session, rows: Sequence[RollRow]) -> list[SiteRow]:
    """Các điểm cầu của buổi — from the rows of its roll; two queries, none where nobody sits at a site."""
    held: dict[int, list[RollRow]] = {}
    for row in rows:
        if row.enrollment.site_id is not None:
            held.setdefault(row.enrollment.site_id, []).append(row)
    if not held:
        return []
    handed = {r.site_id: r for r in session.site_rolls.all()}
    return [
        SiteRow(
            site,
            len(held[site.pk]),
            sum(bool(r.code) for r in held[site.pk]),
            sum(r.code in ATTENDED for r in held[site.pk]),
            handed.get(site.pk),
        )
        for site in Site.objects.filter(pk__in=held)
    ]
