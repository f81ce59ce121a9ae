"""Danh sách — learners of a class, quota with what is held, nominations to review, calls of a unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from boiduong.course.delivery.courses.models import Course, CourseDocument, TargetGroup, TrainingClass
from boiduong.course.delivery.enrollment.models import (
    Call,
    CallQuota,
    Enrollment,
    EnrollmentEvent,
    Finding,
    Nomination,
    NominationEvent,
    Summons,
)
from boiduong.course.delivery.enrollment.permissions import clerk_units
from boiduong.course.delivery.enrollment.queries.counting import rooms_of
from boiduong.course.delivery.enrollment.queries.judging import unit_names
from boiduong.course.delivery.enrollment.rules import GONE, OPEN_TO_PEOPLE, SEATED, ClassRoom, Member, Room, form
from boiduong.foundation.accounts.models import User
from boiduong.foundation.documents.models import Document
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.organizations.queries import among, versions_on
from boiduong.web.prepared import prepared
from boiduong.web.reading import once


def class_list(training_class: TrainingClass) -> QuerySet[Enrollment]:
    """Danh sách lớp — live learners (listed to attending) in the order of the list, with person and unit."""
    rows = Enrollment.objects.filter(training_class=training_class, state__in=SEATED)
    return rows.select_related("person", "sent_by", "group").order_by("position", "id")


def live_call(course: Course) -> Call | None:
    """Đợt chiêu sinh của khóa — the last one; read once a page."""
    return once(f"enrollment.call:{course.pk}", lambda: course.calls.order_by("-id").first())


def nominations_by_state(course: Course) -> dict[str, int]:
    """Số người được cử theo trạng thái — one query a page."""
    return once(f"enrollment.nominations:{course.pk}", lambda: dict(_nominated(course.pk)))


@prepared
def _nominated(course: int) -> QuerySet[Nomination, Any]:
    """Nominations of a course, counted by state."""
    return Nomination.objects.filter(course=course).order_by().values_list("state").annotate(n=Count("pk"))


class QuotaSeats(NamedTuple):
    """Chỉ tiêu như đã ghi — a row of the quota; hundreds of them are read for one page."""

    pk: int
    call_id: int
    unit_id: int
    group_id: int | None
    seats: int
    reserves: int


@dataclass(frozen=True)
class QuotaLine:
    """Dòng chỉ tiêu — a unit's seats in a call, and how they stand."""

    quota: QuotaSeats
    unit_name: str
    group_label: str
    room: Room


def lines_by_call(
    calls: Sequence[Call], *, on: date, unit_ids: frozenset[int] | None = None
) -> dict[int, list[QuotaLine]]:
    """Bảng chỉ tiêu của nhiều đợt — call id to its rows; four queries for any number of calls."""
    rows = CallQuota.objects.filter(call__in=calls).order_by("id")
    asked = rows if unit_ids is None else rows.filter(unit_id__in=among(unit_ids))
    quotas = [QuotaSeats(*row) for row in asked.values_list("pk", "call", "unit", "group", "seats", "reserves")]
    wanted = rows.order_by().values("unit_id") if unit_ids is None else {q.unit_id for q in quotas}
    names = unit_names(wanted, on)
    rooms = rooms_of(quotas, names, calls=calls if unit_ids is None else ())
    groups = TargetGroup.objects.filter(pk__in={q.group_id for q in quotas if q.group_id}).only("label").in_bulk()
    found: dict[int, list[QuotaLine]] = {call.pk: [] for call in calls}
    for q in quotas:
        group = groups.get(q.group_id or 0)
        found[q.call_id].append(QuotaLine(q, names.get(q.unit_id, ""), group.label if group else "", rooms[q.pk]))
    return found


def quota_lines(call: Call, *, on: date, unit_ids: frozenset[int] | None = None) -> list[QuotaLine]:
    """Bảng chỉ tiêu — in the order it was set; only of some units where given."""
    return lines_by_call([call], on=on, unit_ids=unit_ids)[call.pk]


def nominations_of(course: Course, *, unit_ids: frozenset[int] | None = None) -> QuerySet[Nomination]:
    """Người được cử — with person, group, findings and last reason; of some units where given."""
    reason = NominationEvent.objects.filter(nomination=OuterRef("pk")).exclude(reason="").order_by("-id")
    said = EnrollmentEvent.objects.filter(enrollment__nomination=OuterRef("pk"), to_state__in=GONE)
    seat_reason = said.exclude(reason="").order_by("-id")
    rows = (
        Nomination.objects.filter(course=course)
        .select_related("person", "group", "sent_by")
        .prefetch_related(Prefetch("findings", queryset=Finding.objects.order_by("level", "id")))
        .annotate(
            last_reason=Subquery(reason.values("reason")[:1]),
            seat=F("enrollment__state"),
            seat_reason=Subquery(seat_reason.values("reason")[:1]),
        )
        .order_by("quota_id", "reserve_rank", "person__sort_key", "id")
    )
    return rows if unit_ids is None else rows.filter(sent_by_id__in=among(unit_ids))


def calls_for(user: User) -> QuerySet[Call]:
    """Đợt chiêu sinh của đơn vị tôi — issued or closed calls with a quota for the clerk's units."""
    units = clerk_units(user)
    mine = CallQuota.objects.filter(unit_id__in=among(units)).values("call_id")
    return Call.objects.filter(pk__in=mine).exclude(state="draft").select_related("course").order_by("due_on", "id")


def unit_order(course: Course) -> dict[int, int]:
    """Thứ tự đơn vị — as in the quota table of the call."""
    order: dict[int, int] = {}
    for unit in CallQuota.objects.filter(call__course=course).order_by("id").values_list("unit_id", flat=True):
        order.setdefault(unit, len(order))
    return order


def clusters(unit_ids: set[int], on: date) -> dict[int, str]:
    """Cụm đơn vị — the district where there is one, else a square of about 25 km around the place.

    Neighborhood is told from the middle points of places; roads are not known.
    """
    areas = {u.pk: u.area_id or u.pk for u in Unit.objects.filter(pk__in=unit_ids)}
    versions = {v.unit_id: v for v in versions_on(on).filter(unit__in=set(areas.values()))}
    parents = {v.parent_id for v in versions.values()}
    districts = set(versions_on(on).filter(unit__in=parents, level="district").values_list("unit_id", flat=True))
    found = {}
    for unit, area in areas.items():
        place = versions.get(area)
        if place is None:
            found[unit] = ""
        elif place.parent_id in districts:
            found[unit] = f"d{place.parent_id:09d}"
        elif place.lat is not None and place.lon is not None:
            found[unit] = f"g{int((place.lat + 90) * 4):04d}-{int((place.lon + 180) * 4):04d}"
        else:
            found[unit] = ""
    return found


def members_of(course: Course, *, on: date) -> dict[int, Member]:
    """Người chờ xếp lớp — accepted nominations as members, by id."""
    rows = list(Nomination.objects.filter(course=course, state="accepted").select_related("person", "group"))
    order = unit_order(course)
    where = clusters({n.sent_by_id for n in rows}, on)
    return {
        n.pk: Member(
            key=n.pk,
            unit_id=n.sent_by_id,
            cluster=where.get(n.sent_by_id, ""),
            unit_order=order.get(n.sent_by_id, len(order)),
            name_key=n.person.sort_key,
            mode=str(n.group.conditions.get("mode", "")),
        )
        for n in rows
    }


def seated(course: Course) -> dict[int, int]:
    """Sĩ số — class id to the number of live learners."""
    return dict(_seated(course.pk))


@prepared
def _seated(course: int) -> QuerySet[Enrollment, Any]:
    """Live learners of a course, counted by class."""
    rows = Enrollment.objects.filter(course=course, state__in=SEATED).order_by()
    return rows.values_list("training_class").annotate(n=Count("pk"))


def class_rooms(course: Course, units: Mapping[int, frozenset[int]] | None = None) -> list[ClassRoom]:
    """Lớp đang nhận người — classes still forming, with the seats that are left."""
    taken = seated(course)
    return [
        ClassRoom(
            key=c.pk,
            room=None if c.capacity is None else max(c.capacity - taken.get(c.pk, 0), 0),
            units=(units or {}).get(c.pk, frozenset()),
            mode=c.mode,
        )
        for c in TrainingClass.objects.filter(course=course, state="forming").order_by("position")
    ]


def class_plan(
    course: Course, *, way: str, on: date, units: Mapping[int, frozenset[int]] | None = None
) -> dict[int, list[int]]:
    """Phương án chia lớp — class id to accepted nomination ids; nothing is written.

    Whoever goes instead of somebody takes that seat, also in a class that is open already. Raises NoClassOpen,
    UnknownWay, NotEnoughRoom.
    """
    members = members_of(course, on=on)
    inherited = _seats_inherited(course)
    plan: dict[int, list[int]] = {}
    for nomination, training_class in inherited.items():
        plan.setdefault(training_class, []).append(nomination)
    others = [one for one in members.values() if one.key not in inherited]
    if others or not plan:
        for training_class, keys in form(others, class_rooms(course, units), way=way).items():
            plan[training_class] = keys + plan.get(training_class, [])
    return plan


def _seats_inherited(course: Course) -> dict[int, int]:
    """Accepted nominations that replace somebody who had a seat: to the class of that seat, while it takes people."""
    rows = Nomination.objects.filter(
        course=course, state="accepted", replaces__enrollment__training_class__state__in=OPEN_TO_PEOPLE
    )
    return dict(rows.order_by("pk").values_list("pk", "replaces__enrollment__training_class"))


def one_class_plan(course: Course, training_class_id: int, *, on: date) -> dict[int, list[int]]:
    """Phương án xếp cả vào một lớp — for those who come late, when the other classes are open already."""
    return {training_class_id: list(members_of(course, on=on))}


def learners_of(course: Course, *, unit_ids: frozenset[int] | None = None) -> QuerySet[Enrollment]:
    """Học viên của khóa — every state, with class, person and summons; of some units where given."""
    rows = Enrollment.objects.filter(course=course).select_related("person", "training_class", "group", "summons")
    rows = rows.order_by("training_class__position", "position", "id")
    return rows if unit_ids is None else rows.filter(sent_by_id__in=among(unit_ids))


def summons_by(code_hash: str) -> Summons | None:
    """Giấy triệu tập theo mã — found by the hash of the code on the paper."""
    found = Summons.objects.select_related(
        "enrollment__person", "enrollment__course", "enrollment__training_class__home_room__venue"
    )
    return found.filter(code_hash=code_hash).first()


@dataclass(frozen=True)
class ClassState:
    """Tình hình một lớp — people, answers, and the last decision and summons."""

    training_class: TrainingClass
    seated: int
    unnamed: int
    summoned: int
    confirmed: int
    listed: int
    decision: Document | None
    summons: Document | None

    @property
    def total(self) -> int:
        """Đã gửi giấy — whoever was summoned and is still on the list."""
        return self.summoned + self.confirmed


def class_states(course: Course) -> list[ClassState]:
    """Tình hình các lớp — three queries for any number of classes."""
    live = Q(enrollments__state__in=SEATED)
    classes = course.classes.order_by("position").annotate(
        n=Count("enrollments", filter=live),
        unnamed=Count("enrollments", filter=live & Q(enrollments__opening__isnull=True)),
        asked=Count("enrollments", filter=Q(enrollments__state="summoned")),
        sure=Count("enrollments", filter=Q(enrollments__state__in=("confirmed", "attending"))),
        fresh=Count("enrollments", filter=Q(enrollments__state="listed")),
    )
    papers: dict[tuple[int | None, str], Document] = {}
    rows = CourseDocument.objects.filter(course=course, role__in=("opening_decision", "summons"))
    live_papers = rows.exclude(document__state__in=("discarded", "void")).select_related("document")
    for row in live_papers.defer("document__facts").order_by("id"):
        papers[row.training_class_id, row.role] = row.document
    return [
        ClassState(
            c, c.n, c.unnamed, c.asked, c.sure, c.fresh,
            papers.get((c.pk, "opening_decision")), papers.get((c.pk, "summons")),
        )
        for c in classes
    ]  # fmt: skip


def summoned_before(training_class: TrainingClass) -> int:
    """Có giấy cũ, chờ giấy mới — learners on the list who hold a summons that no longer counts."""
    return class_list(training_class).filter(state="listed", summons__isnull=False).count()


def summons_missing(training_class: TrainingClass) -> int:
    """Còn chưa gửi giấy — learners on the list whom no summons was sent to."""
    return class_list(training_class).filter(state="listed").count()
