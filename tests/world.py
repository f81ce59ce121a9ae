"""Thế giới thử — a small province with a school, communes, people, users of every role and a course."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache

from django.contrib.auth.hashers import make_password

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.curriculum.programs.models import CompletionItem, Program, ProgramPart, ProgramVersion
from boiduong.course.curriculum.topics.models import Topic, TopicLecturer
from boiduong.course.delivery.courses.models import Course, CourseDuty, StaffDuty, TargetGroup, TrainingClass
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.engines.vietnamese import fold, sort_key
from boiduong.foundation.accounts.models import RoleGrant, User
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.organizations.models import Institution, RuleSet, Unit, UnitVersion
from boiduong.foundation.organizations.rules import DEFAULT_RULE_SET
from boiduong.foundation.people.models import Person, PostHolding, PostKind
from boiduong.foundation.venues.models import Room, Venue

START = date(2020, 1, 1)
DUTIES = ("plan", "call", "decide_opening", "summon", "manage_class", "keep_roll", "mark", "recognize", "certify")
AT = datetime(2025, 7, 14, 1, 0, tzinfo=UTC)


def make_unit(name: str, *, kind: str, level: str, parent: Unit | None = None, line: str = "state") -> Unit:
    """A unit with one version."""
    unit = Unit.objects.create(founded_on=START)
    _version(unit, name, kind=kind, level=level, parent=parent, line=line).save()
    return unit


def _version(unit: Unit, name: str, *, kind: str, level: str, parent: Unit | None, line: str = "state") -> UnitVersion:
    return UnitVersion(
        unit=unit,
        starts_on=START,
        name=name,
        short_name=name,
        folded_name=fold(name),
        kind=kind,
        level=level,
        line=line,
        parent=parent,
    )


def make_person(name: str, *, birth_on: date | None = date(1975, 5, 19), sex: str = "") -> Person:
    """A synthetic person."""
    person = _person(name, birth_on=birth_on, sex=sex)
    person.save()
    return person


def _person(name: str, *, birth_on: date | None, sex: str = "") -> Person:
    return Person(
        full_name=name,
        sort_key=sort_key(name),
        folded_name=fold(name),
        birth_on=birth_on,
        birth_year=birth_on.year if birth_on else None,
        sex=sex,
        synthetic=True,
    )


@cache
def _password() -> str:
    """The hash of the password that everybody has."""
    return make_password("mật khẩu thử 1")


def _users(roles: dict[str, tuple[Role | None, Unit | None, Person | None]]) -> dict[str, User]:
    """Users with one role each, in two queries."""
    users = User.objects.bulk_create(
        User(username=name, display_name=name, person=person, password=_password())
        for name, (_, _, person) in roles.items()
    )
    RoleGrant.objects.bulk_create(
        RoleGrant(user=user, role=role.value, scope=scope, starts_on=START)
        for user, (role, scope, _) in zip(users, roles.values(), strict=True)
        if role is not None
    )
    return dict(zip(roles, users, strict=True))


def make_user(username: str, role: Role | None, scope: Unit | None, person: Person | None = None) -> User:
    """A user with one role."""
    user = User.objects.create_user(username, "mật khẩu thử 1", display_name=username, person=person)
    if role is not None:
        RoleGrant.objects.create(user=user, role=role.value, scope=scope, starts_on=START)
    return user


@dataclass
class World:
    """Everything a stage test needs; `communes`, `people` and `enrollments` are in the same order."""

    province: Unit
    school: Unit
    communes: list[Unit]
    institution: Institution
    rule_set: RuleSet
    room: Room
    lecturer: Lecturer
    second_lecturer: Lecturer
    version: ProgramVersion
    part: ProgramPart
    topics: list[Topic]
    item: CompletionItem
    course: Course
    group: TargetGroup
    training_class: TrainingClass
    post: PostKind
    people: list[Person] = field(default_factory=list)
    enrollments: list[Enrollment] = field(default_factory=list)
    users: dict[str, User] = field(default_factory=dict)


def build_world(
    *,
    communes: int = 3,
    class_state: str = "forming",
    course_state: str = "under_way",
    enrolled: bool = False,
) -> World:
    """Make the world; `class_state` other than forming pins the rule set. Rows of a kind are written in one query."""
    province = make_unit("Tỉnh Thử", kind="province", level="province")
    school = make_unit("Trường Chính trị tỉnh Thử", kind="school", level="province", parent=province, line="party")
    units = Unit.objects.bulk_create(Unit(founded_on=START) for _ in range(communes))
    UnitVersion.objects.bulk_create(
        _version(unit, f"Xã {n}", kind="commune", level="commune", parent=province) for n, unit in enumerate(units, 1)
    )
    institution = Institution.objects.create(unit=school, code="TCT")
    rule_set = RuleSet.objects.create(institution=institution, starts_on=START, body=DEFAULT_RULE_SET, sha256="0" * 64)
    room = Room.objects.create(venue=Venue.objects.create(name="Trường", owner=school), name="Hội trường A", seats=200)
    version = ProgramVersion.objects.create(
        program=Program.objects.create(name="Chương trình thử", issuer=school), label="1"
    )
    part = ProgramPart.objects.create(version=version, position=1, title="Phần một")
    item = CompletionItem.objects.create(
        version=version,
        position=1,
        title="Bài thu hoạch",
        scale="points",
        scale_max=10,
        step="0.5",
        pass_share="0.5",
    )
    topics = Topic.objects.bulk_create(
        Topic(version=version, part=part, position=n, title=f"Chuyên đề {n}", periods=4) for n in (1, 2, 3)
    )
    people = Person.objects.bulk_create(
        [
            *(_person(f"Giảng Viên {n}", birth_on=date(1970, 1, n)) for n in (1, 2)),
            *(
                _person(f"Nguyễn Văn {chr(65 + n % 26)}{n}", birth_on=date(1975, 1 + n % 12, 1 + n % 28))
                for n in range(communes)
            ),
            _person("Chủ Nhiệm Lớp", birth_on=date(1980, 2, 2)),
        ]
    )
    teachers, learners, manager = people[:2], people[2:-1], people[-1]
    lecturers = Lecturer.objects.bulk_create(
        Lecturer(institution=institution, asked_as="person", person=person) for person in teachers
    )
    TopicLecturer.objects.bulk_create(TopicLecturer(topic=topic, lecturer=lecturers[0], rank=1) for topic in topics)
    course = Course.objects.create(
        slug="khoa-thu",
        title="Khóa bồi dưỡng thử",
        institution=institution,
        default_version=version,
        starts_on=date(2025, 8, 18),
        ends_on=date(2025, 8, 20),
        state=course_state,
        synthetic=True,
        created_at=AT,
    )
    CourseDuty.objects.bulk_create(CourseDuty(course=course, unit=school, duty=duty) for duty in DUTIES)
    group = TargetGroup.objects.create(course=course, label="Bí thư, phó bí thư Đảng ủy xã", conditions={})
    training_class = TrainingClass.objects.create(
        course=course,
        position=1,
        label="Lớp A",
        version=version,
        starts_on=course.starts_on,
        ends_on=course.ends_on,
        home_room=room,
        capacity=100,
        state=class_state,
        rule_set=None if class_state == "forming" else rule_set,
    )
    post = PostKind.objects.create(code="bi-thu", name="Bí thư Đảng ủy", folded_name="bi thu dang uy")
    world = World(
        province,
        school,
        units,
        institution,
        rule_set,
        room,
        lecturers[0],
        lecturers[1],
        version,
        part,
        topics,
        item,
        course,
        group,
        training_class,
        post,
    )
    world.people = learners
    PostHolding.objects.bulk_create(
        PostHolding(person=person, post=post, unit=unit, starts_on=START)
        for person, unit in zip(learners, units, strict=True)
    )
    if enrolled:
        world.enrollments = Enrollment.objects.bulk_create(
            Enrollment(
                course=course, person=person, training_class=training_class, sent_by=unit, unit_text=f"Xã {n}",
                post_text=post.name, position=n, state="confirmed",
            )
            for n, (person, unit) in enumerate(zip(learners, units, strict=True), 1)
        )  # fmt: skip
    StaffDuty.objects.create(training_class=training_class, person=manager, starts_on=START)
    world.users = _users(
        {
            "admin": (Role.ADMIN, None, None),
            "officer": (Role.TRAINING_OFFICER, school, None),
            "manager": (Role.CLASS_MANAGER, school, manager),
            "authority": (Role.MANAGING_AUTHORITY, province, None),
            "clerk": (Role.UNIT_CLERK, units[0], None),
            "other_clerk": (Role.UNIT_CLERK, units[1], None),
            "lecturer": (Role.LECTURER, school, teachers[0]),
            "learner": (Role.LEARNER, units[0], learners[0]),
            "records": (Role.RECORDS_OFFICER, province, None),
            "auditor": (Role.AUDITOR, province, None),
            "stranger": (None, None, None),
        }
    )
    return world
