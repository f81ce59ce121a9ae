"""Chuẩn bị — annual plan, program, call, nominations, review, classes, opening and summons."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import datetime, time
from itertools import islice

from boiduong.course.annual_plan.plans import services as plans
from boiduong.course.curriculum.programs.services import freeze_version
from boiduong.course.curriculum.topics.services import draft_program
from boiduong.course.delivery.courses import services as courses
from boiduong.course.delivery.courses.models import TargetGroup, TrainingClass
from boiduong.course.delivery.enrollment import services as enrollment
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.foundation.people.models import Person
from boiduong.foundation.people.services import PersonFacts, add_people
from boiduong.rehearsal.clock import Clock
from boiduong.rehearsal.life.roster import WOMEN_IN_A_HUNDRED, give_posts, invent_people
from boiduong.rehearsal.life.state import Life
from boiduong.rehearsal.people import SyntheticPerson, synthetic_people

MANAGER_SEED = 77_000
OF_TODAY = 2_015  # courses since then are run by the same generation


def plan_year(life: Life) -> None:
    """Kế hoạch năm — the line with its quota, approved by the numbered plan."""
    line, officer, at = life.course.plan_line, life.actors.officer, life.clock.planned
    if line is None:
        return
    if line.plan.document is None or line.plan.document.state not in ("numbered", "filed"):
        plans.submit_lines([line], by=officer, at=at)
        life.number(plans.draft_plan(line.plan, by=officer, at=at, synthetic=True), at=at)
        line.plan.refresh_from_db()
        plans.approve_lines([line], document=line.plan.document, by=life.actors.authority, at=at)
    else:
        plans.submit_lines([line], by=officer, at=at)
        plans.approve_lines([line], by=life.actors.authority, at=at)


def write_program(life: Life) -> None:
    """Chương trình — drafted, numbered and fixed; the course is ready."""
    at, officer = life.clock.programmed, life.actors.officer
    versions = {c.version_id: c.version for c in life.classes()}
    for version in versions.values():
        if version.frozen_at is None:
            document = life.number(draft_program(version, by=officer, at=at, synthetic=True), at=at)
            freeze_version(version, by=officer, at=at, document=document)
    life.course.refresh_from_db()
    if life.course.state == "draft":
        courses.prepare_course(life.course, by=officer, at=at, without_paper=not life.file.papers)


def call_units(life: Life) -> None:
    """Chiêu sinh — as many seats for each unit and group as the file comes to."""
    invent_people(life)
    at, officer = life.clock.called, life.actors.officer
    if life.course.standpoint == "point":
        courses.start_course(life.course, by=officer, at=at)
        return
    seats = Counter((s.unit.pk, s.group.pk) for s in life.seats)
    units = {s.unit.pk: s.unit for s in life.seats}
    groups = {s.group.pk: s.group for s in life.seats}
    life.call = enrollment.create_call(life.course, due_on=life.clock.nominations_by, by=officer, at=at)
    quota = [(units[unit], groups[group], number, 1) for (unit, group), number in seats.items()]
    enrollment.set_quota(life.call, quota, by=officer, at=at)
    life.number(enrollment.draft_call(life.call, by=officer, at=at), at=at)
    enrollment.issue_call(life.call, by=officer, at=at)
    courses.start_course(life.course, by=officer, at=at)


def nominate(life: Life) -> None:
    """Các đơn vị cử — every seat, and a few people more for the reserve."""
    if life.call is None:
        return
    at, clerk = life.clock.nominated, life.actors.clerk
    proposals = [enrollment.Proposal(s.person, s.unit, s.group, s.post) for s in life.seats]
    enrollment.propose_many(life.call, proposals, by=clerk, at=at)
    reserves = _reserve_people(life)
    if reserves:
        enrollment.propose_many(life.call, reserves, by=clerk, at=at)
    enrollment.submit_nominations(life.call, by=life.actors.officer, at=at)
    life.number(enrollment.draft_nomination_list(life.course, by=life.actors.officer, at=at), at=at)


def nominate_partly(life: Life) -> None:
    """Đang cử — most units have sent their list, a few are still preparing it, one in twenty has not begun."""
    if life.call is None:
        return
    at, clerk = life.clock.nominated, life.actors.clerk
    units = list(dict.fromkeys(s.unit.pk for s in life.seats))
    silent, preparing = set(units[0::20]), set(units[1::20])
    proposals = [enrollment.Proposal(s.person, s.unit, s.group, s.post) for s in life.seats if s.unit.pk not in silent]
    enrollment.propose_many(life.call, proposals, by=clerk, at=at)
    for unit in {s.unit.pk: s.unit for s in life.seats if s.unit.pk not in silent | preparing}.values():
        enrollment.submit_nominations(life.call, unit, by=clerk, at=at)


def _reserve_people(life: Life) -> list[enrollment.Proposal]:
    """Two people for the reserve and one who will be refused, from three units."""
    places: list[tuple[int, int]] = []
    for seat in life.seats:
        if (seat.unit.pk, seat.group.pk) not in places:
            places.append((seat.unit.pk, seat.group.pk))
    chosen = places[:3] if len(places) >= 3 else []
    seat_of = {(s.unit.pk, s.group.pk): s for s in reversed(life.seats)}
    invented = [_reserve_person(life, n, seat_of[key].group) for n, key in enumerate(chosen)]
    people = add_people(
        [
            PersonFacts(full_name=p.full_name, birth_on=p.birth_on, sex=p.sex, synthetic=True, ethnicity=p.ethnicity)
            for p in invented
        ],
        by=life.actors.clerk,
        at=life.clock.nominated,
    )
    seats = [replace(seat_of[key], person=person) for person, key in zip(people, chosen, strict=True)]
    give_posts(life, seats)
    return [enrollment.Proposal(s.person, s.unit, s.group, s.post, "reserve") for s in seats]


def _reserve_person(life: Life, n: int, group: TargetGroup) -> SyntheticPerson:
    """Người dự bị thứ n — a woman or a man where the group asks for one."""
    women = WOMEN_IN_A_HUNDRED.get(str(group.conditions.get("sex", "")), 30)
    return synthetic_people(life.file.rehearsal.seed + 1, n + 1, born=_in_time(life, 1975, 1985), women=women)[n]


def _in_time(life: Life, first: int, last: int) -> tuple[int, int]:
    """Năm sinh hợp với khóa — the years of people of today, earlier for a course of long ago."""
    back = max(0, OF_TODAY - life.clock.first.year)
    return first - back, last - back


def review(life: Life) -> None:
    """Xét danh sách cử — accepted, in reserve, one refused with its reason; the call is closed."""
    if life.call is None:
        return
    at, authority = life.clock.reviewed, life.actors.authority
    sent = list(life.call.nominations.filter(state="submitted").select_related("person", "quota").order_by("id"))
    own = {s.person.pk for s in life.seats}
    extra = [n for n in sent if n.person_id not in own]
    enrollment.accept([n for n in sent if n.person_id in own], by=authority, at=at)
    if extra:
        enrollment.refuse(
            extra[-1:], reason="Chưa đủ thời gian giữ chức vụ theo đối tượng của lớp", by=authority, at=at
        )
    if extra[:-1]:
        enrollment.reserve(extra[:-1], by=authority, at=at)
    enrollment.close_call(life.call, by=life.actors.officer, at=at)
    life.number(enrollment.draft_review_result(life.course, by=life.actors.officer, at=at), at=at)


def form(life: Life) -> None:
    """Chia lớp, chia tổ, phân công chủ nhiệm — as the file says who sits where."""
    at, officer = life.clock.opened, life.actors.officer
    if life.call is None:
        _seat_directly(life)
    else:
        by_person = dict(life.call.nominations.filter(state="accepted").values_list("person_id", "id"))
        plan: dict[int, list[int]] = defaultdict(list)
        for seat in life.seats:
            plan[seat.class_id].append(by_person[seat.person.pk])
        enrollment.form_classes(life.course, plan=plan, by=officer, at=at)
    managers = _managers(life)
    for training_class, person in zip(life.classes(), managers, strict=False):
        courses.assign_staff(training_class, person=person, by=officer, at=at, starts_on=at.date())
        enrollment.divide_groups(training_class, by=officer, at=at)


def _seat_directly(life: Life) -> None:
    """A point of somebody else's course has no call of ours: its people are written down as they come."""
    for training_class in life.classes():
        own = [s for s in life.seats if s.class_id == training_class.pk]
        seats = [
            enrollment.DirectSeat(person=s.person, unit=s.unit, post_text=s.post, counts_as=s.group.counts_as)
            for s in own
        ]
        enrollment.enroll_many(training_class, seats, by=life.actors.officer, at=life.clock.opened)


def _managers(life: Life) -> list[Person]:
    """Class managers and markers of the school: invented as well, at most one for eight classes."""
    needed = max(2, min(len(life.classes()), 12))
    invented = synthetic_people(life.file.rehearsal.seed + MANAGER_SEED, needed, born=_in_time(life, 1978, 1990))
    people = add_people(
        [PersonFacts(full_name=p.full_name, birth_on=p.birth_on, sex=p.sex, synthetic=True) for p in invented],
        by=life.actors.officer,
        at=life.clock.opened,
    )
    life.markers = people
    return [people[n % len(people)] for n in range(len(life.classes()))]


def open_classes(life: Life) -> None:
    """Mở lớp — a numbered decision with its list for each class, two weeks before the class begins."""
    for clock, classes in life.waves():
        _open_wave(life, classes, at=clock.opened)


def _open_wave(life: Life, classes: list[TrainingClass], *, at: datetime) -> None:
    officer = life.actors.officer
    drafted = life.number_each(classes, lambda c: enrollment.draft_opening(c, by=officer, at=at), at=at)
    for training_class, document in drafted:
        enrollment.open_class(training_class, document, by=officer, at=at)


def summon(life: Life) -> None:
    """Triệu tập và xác nhận — some answer by the code on the paper, the others tell the office."""
    for clock, classes in life.waves():
        _summon_wave(life, classes, clock)


def _arrival(training_class: TrainingClass) -> time | None:
    """When the first morning begins by the rules of the class; who learns alone need not be anywhere."""
    rules = training_class.rule_set
    if rules is None or training_class.mode == "self_paced":
        return None
    return time.fromisoformat(rules.body["time"]["half_day_starts"]["morning"])


def _summon_wave(life: Life, classes: list[TrainingClass], clock: Clock) -> None:
    at, officer = clock.summoned, life.actors.officer
    drafted = life.number_each(
        classes, lambda c: enrollment.draft_summons(c, arrive=_arrival(c), by=officer, at=at), at=at
    )
    for training_class, document in drafted:
        codes = enrollment.summon(training_class, document, by=officer, at=at)
        for code in islice(codes.values(), 3):
            enrollment.answer_summons(code, True, at=clock.confirmed)
        waiting = list(
            Enrollment.objects.filter(training_class=training_class, state="summoned").select_related(
                "person", "course"
            )
        )
        if waiting:
            enrollment.confirm_many(waiting, by=officer, at=max(at, clock.confirmed))
