"""Chia lớp, chia tổ — placing accepted people in classes, and learners in discussion groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from boiduong.course.delivery.courses.models import Course, Group, TrainingClass
from boiduong.course.delivery.enrollment.models import Enrollment, EnrollmentEvent, Nomination
from boiduong.course.delivery.enrollment.permissions import can_form
from boiduong.course.delivery.enrollment.queries import (
    class_list,
    class_plan,
    members_of,
    unit_names,
    unit_order,
)
from boiduong.course.delivery.enrollment.rules import (
    GROUP_LARGEST,
    GROUP_SMALLEST,
    OPEN_TO_PEOPLE,
    SEATED,
    divide,
    in_order,
)
from boiduong.course.delivery.enrollment.services.changing import (
    NothingChosen,
    change_nominations,
    copy_back,
    fresh_nominations,
    one_course,
)
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.people.models import Person
from boiduong.refusals import Refusal, gettext_noop


class ClassFull(Refusal):
    """Lớp hết chỗ."""

    text = gettext_noop("%(label)s is full: %(taken)d of %(capacity)d seats are taken, %(asked)d more were asked.")


class ClassTakesNobody(Refusal):
    """Lớp không nhận thêm người."""

    text = gettext_noop("%(label)s takes nobody now: it is over, postponed or cancelled.")


class ForeignClass(Refusal):
    """Lớp của khóa khác."""

    text = gettext_noop("%(label)s belongs to another course.")


class AlreadyEnrolled(Refusal):
    """Đã là học viên của khóa."""

    text = gettext_noop("%(name)s already has a seat in this course.")


@dataclass(frozen=True)
class DirectSeat:
    """Người vào lớp không qua cử — walk-in, platform, or a course seen from one of its points."""

    person: Person
    unit: Unit | None = None
    unit_text: str = ""
    post_text: str = ""
    counts_as: str = "learner"


def lock_class(training_class: TrainingClass, *, more: int) -> TrainingClass:
    """Khóa lớp và đếm chỗ — the row under its lock; raises ClassTakesNobody, ClassFull."""
    row = TrainingClass.objects.select_for_update(of=("self",)).select_related("course").get(pk=training_class.pk)
    if row.state not in OPEN_TO_PEOPLE:
        raise ClassTakesNobody(label=row.label)
    if row.capacity is not None:
        taken = Enrollment.objects.filter(training_class=row, state__in=SEATED).count()
        if taken + more > row.capacity:
            raise ClassFull(label=row.label, taken=taken, capacity=row.capacity, asked=more)
    return row


def last_position(training_class: TrainingClass) -> int:
    """Số thứ tự cuối — newcomers stand behind those already printed."""
    return Enrollment.objects.filter(training_class=training_class).aggregate(n=Max("position"))["n"] or 0


def _seat(
    training_class: TrainingClass, rows: Sequence[Nomination], *, by: User | None, at: datetime
) -> list[Enrollment]:
    """Make enrollments of accepted nominations in the order given; the class is locked."""
    names = unit_names({n.sent_by_id for n in rows}, training_class.starts_on or timezone.localdate(at))
    start = last_position(training_class)
    made = [
        Enrollment(
            course_id=training_class.course_id, person=n.person, training_class=training_class, nomination=n,
            sent_by_id=n.sent_by_id, unit_text=names.get(n.sent_by_id, ""), post_text=n.post_text,
            counts_as=n.group.counts_as, position=start + place,
        )
        for place, n in enumerate(rows, start=1)
    ]  # fmt: skip
    _refuse_enrolled(training_class.course, [n.person for n in rows])
    change_nominations(rows, "place", by=by, at=at)
    return _create(made, by=by, at=at)


def _create(made: list[Enrollment], *, by: User | None, at: datetime) -> list[Enrollment]:
    Enrollment.objects.bulk_create(made)
    EnrollmentEvent.objects.bulk_create(
        EnrollmentEvent(enrollment=e, at=at, act="list", to_state=e.state, by_id=by.pk if by else None) for e in made
    )
    return made


def _refuse_enrolled(course: Course, people: Sequence[Person]) -> None:
    ids = [p.pk for p in people]
    found = Enrollment.objects.filter(course=course, person__in=ids).select_related("person").first()
    if found is not None:
        raise AlreadyEnrolled(name=found.person.full_name)


def form_classes(
    course: Course,
    *,
    by: User | None,
    at: datetime,
    way: str = "together",
    plan: Mapping[int, Sequence[int]] | None = None,
    units: Mapping[int, frozenset[int]] | None = None,
) -> list[Enrollment]:
    """Chia lớp — every accepted person gets a seat; `plan` (class id to nomination ids) is a plan already seen.

    Without a plan it is made now by `way`: together, order, units (with `units`: class id to unit ids), mode, apart.
    Raises NotAllowed, NothingChosen, NoClassOpen, UnknownWay, NotEnoughRoom, ClassFull, Forbidden.
    """
    require(can_form(by, course))
    on = timezone.localdate(at)
    with acting(by, "enrollment.form_classes", at=at) as act:
        classes = {
            c.pk: c for c in TrainingClass.objects.select_for_update(of=("self",)).filter(course=course).order_by("pk")
        }
        members = members_of(course, on=on)
        if not members:
            raise NothingChosen
        chosen = plan if plan is not None else class_plan(course, way=way, on=on, units=units)
        made: list[Enrollment] = []
        for key, ids in chosen.items():
            if key not in classes:
                raise ForeignClass(label=str(key))
            if not ids:
                continue
            locked = lock_class(classes[key], more=len(ids))
            ordered = in_order([members[pk] for pk in ids if pk in members])
            rows = fresh_nominations(list(Nomination.objects.filter(pk__in=[m.key for m in ordered])))
            by_id = {n.pk: n for n in rows}
            made += _seat(locked, [by_id[m.key] for m in ordered], by=by, at=at)
        act.record_many(Enrollment, [e.pk for e in made], after={"course": course.pk, "way": way})
    return made


def place(
    nominations: Sequence[Nomination], training_class: TrainingClass, *, by: User | None, at: datetime
) -> list[Enrollment]:
    """Xếp vào một lớp — late people and replacements, behind those already listed. Raises ClassFull, ForeignClass."""
    course = one_course(nominations)
    require(can_form(by, course))
    if training_class.course_id != course.pk:
        raise ForeignClass(label=training_class.label)
    with acting(by, "enrollment.place", at=at) as act:
        locked = lock_class(training_class, more=len(nominations))
        rows = fresh_nominations(nominations)
        order = unit_order(course)
        rows.sort(key=lambda n: (order.get(n.sent_by_id, len(order)), n.person.sort_key, n.pk))
        made = _seat(locked, rows, by=by, at=at)
        act.record_many(Enrollment, [e.pk for e in made], after={"class": training_class.pk})
    copy_back(nominations, fresh_nominations(nominations))
    return made


def enroll_many(
    training_class: TrainingClass, seats: Sequence[DirectSeat], *, by: User | None, at: datetime
) -> list[Enrollment]:
    """Ghi thẳng vào lớp — people who came without a nomination here. Raises ClassFull, AlreadyEnrolled."""
    require(can_form(by, training_class.course))
    if not seats:
        raise NothingChosen
    with acting(by, "enrollment.enroll_many", at=at) as act:
        locked = lock_class(training_class, more=len(seats))
        _refuse_enrolled(locked.course, [s.person for s in seats])
        names = unit_names({s.unit.pk for s in seats if s.unit}, locked.starts_on or timezone.localdate(at))
        start = last_position(locked)
        made = [
            Enrollment(
                course_id=locked.course_id, person=s.person, training_class=locked, sent_by=s.unit,
                unit_text=s.unit_text or (names.get(s.unit.pk, "") if s.unit else ""), post_text=s.post_text[:300],
                counts_as=s.counts_as, position=start + n,
            )
            for n, s in enumerate(seats, start=1)
        ]  # fmt: skip
        _create(made, by=by, at=at)
        act.record_many(Enrollment, [e.pk for e in made], after={"class": locked.pk})
    return made


def divide_groups(
    training_class: TrainingClass,
    *,
    by: User | None,
    at: datetime,
    smallest: int = GROUP_SMALLEST,
    largest: int = GROUP_LARGEST,
) -> list[Group]:
    """Chia tổ — learners in the order of the list, so that units stay together; done again it starts afresh.

    Raises NotAllowed, NothingChosen.
    """
    require(can_form(by, training_class.course))
    with acting(by, "enrollment.divide_groups", at=at) as act:
        TrainingClass.objects.select_for_update().get(pk=training_class.pk)
        learners = list(class_list(training_class))
        if not learners:
            raise NothingChosen
        parts = divide([e.pk for e in learners], smallest=smallest, largest=largest)
        known = {g.number: g for g in Group.objects.filter(training_class=training_class)}
        missing = [n for n in range(1, len(parts) + 1) if n not in known]
        Group.objects.bulk_create(Group(training_class=training_class, number=n) for n in missing)
        groups = {g.number: g for g in Group.objects.filter(training_class=training_class)}
        of = {pk: groups[n] for n, part in enumerate(parts, start=1) for pk in part}
        for learner in learners:
            learner.group = of[learner.pk]
        Enrollment.objects.bulk_update(learners, ["group"], batch_size=500)
        act.record(training_class, after={"groups": len(parts), "learners": len(learners)})
    return [groups[n] for n in range(1, len(parts) + 1)]
