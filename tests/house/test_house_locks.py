"""Thứ tự giữ dòng — services that hold several rows take them in one order, so that no two wait for each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db.models import QuerySet

from boiduong.course.curriculum.programs import services as programs
from boiduong.course.curriculum.programs.models import ProgramVersion
from boiduong.course.curriculum.topics import services as topics
from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.enrollment import services as enrollment
from boiduong.course.delivery.enrollment.models import Call, CallQuota, Enrollment, Nomination
from boiduong.course.delivery.scheduling import services as scheduling
from boiduong.course.delivery.scheduling.models import TimetableVersion
from boiduong.course.delivery.scheduling.rules import Placement
from boiduong.course.delivery.sessions import services as sessions
from boiduong.course.delivery.sessions.models import Session
from boiduong.course.recognition.certificates import services as certificates
from boiduong.course.recognition.certificates.models import Credential, CredentialState, Register
from boiduong.foundation.documents.models import NumberSeries
from boiduong.foundation.organizations.models import Institution
from boiduong.foundation.people.models import Person
from boiduong.states import Forbidden
from recognition_world import numbered, recognized_rows
from world import AT, World, build_world, make_person

pytestmark = pytest.mark.django_db
MONDAY = date(2025, 8, 18)
# The program, the school, its course, the class, the call with its quota, people, then what is taught and what gives
# numbers. A paper drafted in the act is nobody else's, so it may come anywhere.
ORDER = [
    ProgramVersion, Institution, Course, TrainingClass, Call, CallQuota, Nomination, Enrollment, TimetableVersion,
    Session, NumberSeries, Register, CredentialState,
]  # fmt: skip


@contextmanager
def holding(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[type]]:
    """The kinds of rows that are held in the block, each where it is first taken."""
    held: list[type] = []
    plain = QuerySet.select_for_update

    def noted(self: QuerySet[Any], *args: Any, **kwargs: Any) -> QuerySet[Any]:
        if self.model not in held:
            held.append(self.model)
        return plain(self, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(QuerySet, "select_for_update", noted)
        yield held


def program(world: World) -> Callable[[], object]:
    version = programs.create_program(name="Chương trình mới", issuer=world.school, by=None, at=AT)
    topics.add_topic(version, title="Một", by=None, at=AT)

    def fixed() -> None:
        document = topics.draft_program(version, by=None, at=AT)
        programs.freeze_version(version, by=None, at=AT, document=document)

    return fixed


def sent(world: World) -> list[Nomination]:
    call = enrollment.create_call(world.course, due_on=date(2025, 7, 25), by=None, at=AT)
    enrollment.set_quota(call, [(unit, None, 2, 1) for unit in world.communes], by=None, at=AT)
    enrollment.issue_call(call, by=None, at=AT)
    listed = [enrollment.Proposal(p, u, world.group) for p, u in zip(world.people, world.communes, strict=True)]
    enrollment.propose_many(call, listed, by=None, at=AT)
    return enrollment.submit_nominations(call, by=None, at=AT)


def reserve(world: World) -> Callable[[], object]:
    rows = sent(world)
    return lambda: enrollment.reserve(rows[:1], by=None, at=AT)


def promote(world: World) -> Callable[[], object]:
    rows = enrollment.reserve(sent(world)[:1], by=None, at=AT)
    return lambda: enrollment.promote(rows, by=None, at=AT)


def reinstate(world: World) -> Callable[[], object]:
    rows = enrollment.accept(sent(world), by=None, at=AT)
    made = enrollment.place(rows, world.training_class, by=None, at=AT)
    enrollment.withdraw_nomination(rows[:1], reason="Ốm", by=None, at=AT)
    back = [one for one in made if one.nomination_id == rows[0].pk]
    return lambda: enrollment.reinstate(back, world.training_class, reason="Đã khỏi", by=None, at=AT)


def drafted(world: World) -> TimetableVersion:
    version = scheduling.new_version(world.course, by=None, at=AT)
    lesson = Placement(
        MONDAY, "morning", 4, topic=world.topics[0].pk, classes=(world.training_class.pk,),
        lecturers=(world.lecturer.pk,),
    )  # fmt: skip
    scheduling.place(version, lesson, by=None, at=AT)
    return version


def release(world: World) -> Callable[[], object]:
    version = drafted(world)
    return lambda: scheduling.release(version, by=None, at=AT)


def first_roll(world: World) -> Callable[[], object]:
    scheduling.release(drafted(world), by=None, at=AT)
    TrainingClass.objects.update(state="opened", rule_set=world.rule_set)
    return lambda: sessions.open_roll(Session.objects.get(), by=None, at=datetime(2025, 8, 18, 1, tzinfo=UTC))


def issued(world: World) -> Credential:
    spec = certificates.define_paper(
        world.course, issuer=world.school, kind="certificate", title="Chứng chỉ", by=None, at=AT
    )
    recognized_rows(world, numbered(world))
    return certificates.issue(world.course, spec, issued_on=AT.date(), by=None, at=AT)[0]


def confirm_lost(world: World) -> Callable[[], object]:
    paper = issued(world)
    return lambda: certificates.confirm_completion(paper, reason="Báo mất", issued_on=AT.date(), by=None, at=AT)


def replace_paper(world: World) -> Callable[[], object]:
    paper = issued(world)
    Person.objects.update(full_name="Tên Đã Sửa", birth_on=date(1970, 1, 2))
    return lambda: certificates.replace_for_mistake(paper, reason="Sai ngày sinh", issued_on=AT.date(), by=None, at=AT)


WAYS = [
    (program, [ProgramVersion]),
    (reserve, [Course, CallQuota, Nomination]),
    (promote, [Course, CallQuota, Nomination]),
    (reinstate, [Course, TrainingClass, CallQuota, Nomination, Enrollment]),
    (release, [Institution, TimetableVersion, Session]),
    (first_roll, [TrainingClass, Session]),
    (confirm_lost, [Course, Register, CredentialState]),
    (replace_paper, [Register, CredentialState]),
]


@pytest.mark.parametrize(("way", "needed"), WAYS, ids=[way.__name__ for way, _ in WAYS])
def test_rows_are_held_in_the_order_of_the_house(
    monkeypatch: pytest.MonkeyPatch, way: Callable[[World], Callable[[], object]], needed: list[type]
) -> None:
    taught = way in (confirm_lost, replace_paper)
    act = way(build_world(enrolled=taught, class_state="assessing" if taught else "forming"))
    with holding(monkeypatch) as held:
        act()
    taken = [ORDER.index(model) for model in held if model in ORDER]
    assert taken == sorted(taken), [model.__name__ for model in held]
    assert set(needed) <= set(held)


def test_a_draft_released_meanwhile_is_not_discarded() -> None:
    version = drafted(build_world())
    scheduling.release(TimetableVersion.objects.get(pk=version.pk), by=None, at=AT)
    with pytest.raises(Forbidden):
        scheduling.discard(version, by=None, at=AT)
    assert TimetableVersion.objects.get(pk=version.pk).state == "released"


def test_a_person_replaced_holds_the_course_before_the_quota(monkeypatch: pytest.MonkeyPatch) -> None:
    world = build_world()
    row = sent(world)[0]
    with holding(monkeypatch) as held:
        enrollment.replace(row, make_person("Lê Thay Thế"), reason="Ốm", by=None, at=AT)
    assert held[0] is Course
