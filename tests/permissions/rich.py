"""Hai khóa đã học xong — one whole course and its like in another province, with users of every role in the first."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.curriculum.programs.services import derive_version
from boiduong.course.delivery.courses.models import Course, StaffDuty, TrainingClass
from boiduong.course.delivery.enrollment.models import CallQuota, Enrollment
from boiduong.course.delivery.scheduling.models import EntryLecturer
from boiduong.course.delivery.scheduling.queries import current_version
from boiduong.course.delivery.scheduling.services import revise
from boiduong.course.recognition.certificates.models import Credential
from boiduong.course.recognition.personnel_records.rules import OutsideFacts
from boiduong.course.recognition.personnel_records.services import declare_outside, take_evidence
from boiduong.engines.course_file import complete, read
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.documents.models import UnfiledScan, WordTemplate
from boiduong.foundation.files.services import store
from boiduong.foundation.jobs.services import enqueue
from boiduong.foundation.organizations.models import Institution, Unit
from boiduong.foundation.people.models import Person
from boiduong.rehearsal.runner import rehearse
from world import START, make_person, make_unit, make_user

AFTER = datetime(2025, 1, 6, 1, 0, tzinfo=UTC)
FILE = Path(__file__).parent / "course.yaml"
ROLES = (
    "anonymous",
    "stranger",
    "admin",
    "officer",
    "manager",
    "authority",
    "clerk",
    "other_clerk",
    "lecturer",
    "learner",
    "records",
    "auditor",
)


@dataclass
class Side:
    """Một bên — a course lived to its end; `own` for the users of the world, or foreign to them."""

    course: Course
    province: Unit
    district: Unit
    institution: Institution
    training_class: TrainingClass
    lecturer: Lecturer
    enrollments: list[Enrollment]
    senders: list[Unit]
    summons_codes: list[str] = field(default_factory=list)


@dataclass
class Rich:
    """Thế giới đầy — two sides and one user a role; None is the visitor who has not signed in."""

    own: Side
    foreign: Side
    users: dict[str, User | None]


def course_text(*, slug: str, province: str, district: str, seed: int) -> str:
    """Tệp khóa — the small course of this folder, held in another place."""
    text = FILE.read_text(encoding="utf-8")
    for name, value in (("SLUG", slug), ("PROVINCE", province), ("DISTRICT", district), ("SEED", str(seed))):
        # The file writes each of them inside double quotes, except the number.
        text = text.replace(f"@{name}@", value.replace("\\", "\\\\").replace('"', '\\"'))
    return text


def live_course(*, slug: str, province: str, district: str, seed: int, until: str = "end") -> Side:
    """Học hết một khóa — through the services, in a province of its own."""
    top = make_unit(f"tỉnh {province}", kind="province", level="province")
    below = make_unit(f"huyện {district}", kind="district", level="district", parent=top)
    text = course_text(slug=slug, province=province, district=district, seed=seed)
    reading = read(text.encode(), name=f"{slug}.yaml")
    life, _ = rehearse(complete(reading), content=text.encode(), until=until)
    return side_of(Course.objects.select_related("institution__unit").get(pk=life.course.pk), top, below)


def side_of(course: Course, province: Unit, district: Unit) -> Side:
    """Một khóa đã sống — what of it its pages are asked for."""
    training_class = course.classes.order_by("position").first()
    assert training_class is not None
    rows = Enrollment.objects.filter(course=course).select_related("person", "sent_by").order_by("position", "pk")
    # The first is one who stayed to the end and got a paper: what is his is asked for as his own.
    papers = set(Credential.objects.filter(spec__course=course).values_list("row__enrollment_id", flat=True))
    enrollments = sorted(rows, key=lambda one: one.pk not in papers)
    lecturer = _lecturer(course, course.slug)
    quotas = CallQuota.objects.filter(call__course=course).order_by("pk")
    senders = [quota.unit for quota in quotas.select_related("unit") if quota.unit is not None]
    return Side(course, province, district, course.institution, training_class, lecturer, enrollments, senders)


def _lecturer(course: Course, slug: str) -> Lecturer:
    """The first lecturer of the timetable becomes a person who may sign in."""
    first = EntryLecturer.objects.filter(entry__version__course=course).order_by("pk").first()
    person = make_person(f"Giảng Viên {slug}")
    if first is not None:
        lecturer = first.lecturer
    else:
        lecturer = Lecturer.objects.filter(institution=course.institution).order_by("pk")[0]
    lecturer.asked_as, lecturer.person = "person", person
    lecturer.save()
    return lecturer


def _manager(side: Side) -> Person:
    """The person whom the rehearsal put in charge of the class."""
    duty = StaffDuty.objects.filter(training_class=side.training_class, duty="class_manager").order_by("pk").last()
    if duty is None:
        duty = StaffDuty.objects.create(
            training_class=side.training_class, person=make_person("Chủ Nhiệm Lớp"), starts_on=START
        )
    return duty.person


def _drafts(side: Side, *, at: datetime) -> None:
    """Begin the next program and the next timetable, so that pages which change drafts have one."""
    derive_version(side.training_class.version, label="Bản sau", by=None, at=at)
    released = current_version(side.course)
    if released is not None:
        revise(released, by=None, at=at)


def _elsewhere(side: Side, *, at: datetime) -> None:
    """One class that the learner had at another school, waiting to be confirmed."""
    facts = OutsideFacts(
        school="Học viện khác", name="Lớp ở nơi khác", from_on=date(2024, 3, 1), to_on=date(2024, 3, 31),
        form="Bồi dưỡng", paper="Chứng chỉ", number="7/CC",
    )  # fmt: skip
    paper = take_evidence(b"%PDF-1.7\n%%EOF", name="giấy.pdf", at=at)
    declare_outside(side.enrollments[0].person, facts, evidence=paper, by=None, at=at)


def _wording(side: Side, sender: User | None, *, at: datetime) -> None:
    """A wording of the school, and a scan that waits for its paper."""
    kept = store(f"{side.course.slug}".encode(), name="mau.docx", mime="application/octet-stream", at=at)
    WordTemplate.objects.create(
        institution=side.institution, kind="summons", version=1, source=kept, tags=[], uploaded_at=at
    )
    UnfiledScan.objects.create(source=kept, name="a.pdf", fault="no_code", sent_at=at, sent_by_id=sender and sender.pk)


def rich_users(side: Side) -> dict[str, User | None]:
    """Một người một vai — each over what the role holds on this side, and over nothing else."""
    school = side.institution.unit
    learner = side.enrollments[0]
    clerk_unit = learner.sent_by or side.senders[0]
    other = next(unit for unit in side.senders if unit.pk != clerk_unit.pk)
    return {
        "anonymous": None,
        "stranger": make_user("stranger", None, None),
        "admin": make_user("admin", Role.ADMIN, None),
        "officer": make_user("officer", Role.TRAINING_OFFICER, school),
        "manager": make_user("manager", Role.CLASS_MANAGER, school, _manager(side)),
        "authority": make_user("authority", Role.MANAGING_AUTHORITY, side.province),
        "clerk": make_user("clerk", Role.UNIT_CLERK, clerk_unit),
        "other_clerk": make_user("other_clerk", Role.UNIT_CLERK, other),
        "lecturer": make_user("lecturer", Role.LECTURER, school, side.lecturer.person),
        "learner": make_user("learner", Role.LEARNER, clerk_unit, learner.person),
        "records": make_user("records", Role.RECORDS_OFFICER, side.province),
        "auditor": make_user("auditor", Role.AUDITOR, side.province),
    }


def build_rich(*, until: str = "end") -> Rich:
    """Dựng hai bên — own in Nghệ An, foreign in Quảng Nam."""
    own = live_course(slug="khoa-minh", province="Nghệ An", district="Con Cuông", seed=11, until=until)
    foreign = live_course(slug="khoa-nguoi", province="Quảng Nam", district="Nam Giang", seed=22, until=until)
    for side in (own, foreign):
        _drafts(side, at=AFTER)
        _elsewhere(side, at=AFTER)
    enqueue("rehearsal.demo_course", at=AFTER, args={"file": "ha-noi-2022", "until": "end"}, key="sample")
    users = rich_users(own)
    _wording(own, users["records"], at=AFTER)
    _wording(foreign, None, at=AFTER)
    return Rich(own, foreign, users)


def enriched(side: Side, *, at: datetime) -> dict[str, User | None]:
    """Một khóa cho mọi trang — beside what the course lived, what pages about drafts need; its users by role."""
    _drafts(side, at=at)
    _elsewhere(side, at=at)
    enqueue("rehearsal.demo_course", at=at, args={"file": "ha-noi-2022", "until": "end"}, key="sample")
    users = rich_users(side)
    _wording(side, users["records"], at=at)
    return users


__all__ = ["ROLES", "Rich", "Side", "build_rich", "course_text", "enriched", "live_course", "rich_users", "side_of"]
