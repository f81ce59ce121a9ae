"""Bản dùng thử — demo accounts, one per role, and the three courses in three states of life."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.curriculum.lecturers.services import name_person
from boiduong.course.delivery.courses.models import Course, StaffDuty
from boiduong.course.delivery.enrollment.models import Call, Enrollment
from boiduong.foundation.accounts.models import RoleGrant, User
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.accounts.services import create_user, grant_role
from boiduong.foundation.jobs.models import Job
from boiduong.foundation.jobs.services import enqueue, release
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.people.models import Person
from boiduong.foundation.people.services import PersonFacts, add_person
from boiduong.rehearsal.people import synthetic_people

DEMO_PASSWORD = "boi-duong-2025"  # noqa: S105 - printed on purpose; production refuses these accounts
ACCOUNTS: tuple[tuple[str, Role, str], ...] = (
    ("quantri", Role.ADMIN, "Quản trị hệ thống"),
    ("canbo", Role.TRAINING_OFFICER, "Cán bộ đào tạo"),
    ("chunhiem", Role.CLASS_MANAGER, "Chủ nhiệm lớp"),
    ("coquan", Role.MANAGING_AUTHORITY, "Cơ quan quản lý cán bộ"),
    ("donvi", Role.UNIT_CLERK, "Cán bộ đơn vị cử"),
    ("giangvien", Role.LECTURER, "Giảng viên"),
    ("hocvien", Role.LEARNER, "Học viên"),
    ("vanthu", Role.RECORDS_OFFICER, "Văn thư, hồ sơ"),
    ("kiemtra", Role.AUDITOR, "Kiểm tra"),
)
# Roles that see only what is theirs get their scope and person from a course, once there is one.
EVERYWHERE = {Role.ADMIN, Role.TRAINING_OFFICER, Role.MANAGING_AUTHORITY, Role.RECORDS_OFFICER, Role.AUDITOR}
KIND = "rehearsal.demo_course"
COURSES = (("dak-lak-2025", "nominations"), ("tuong-duong-2022", "middle"), ("ha-noi-2022", "end"))


def demo_accounts() -> list[tuple[str, str]]:
    """Tài khoản dùng thử — user name and role, in the order of the roles."""
    return [(username, label) for username, _, label in ACCOUNTS]


def prepare_demo(*, at: datetime, say: Callable[[str], object]) -> None:
    """Chuẩn bị bản dùng thử — accounts now, courses as jobs that a worker takes; a second call changes nothing."""
    for username, role, label in ACCOUNTS:
        user = User.objects.filter(username=username).first()
        if user is None:
            user = create_user(
                username=username, display_name=f"{label} (dùng thử)", password=DEMO_PASSWORD, by=None, at=at, demo=True
            )
        if role in EVERYWHERE and not RoleGrant.objects.filter(user=user, role=role.value).exists():
            grant_role(user=user, role=role, scope=None, by=None, at=at)
    say("Ba khóa mẫu được dựng trong nền, mở trang là thấy tiến độ.")
    # Nobody is at work before the first worker begins: what looks so was left by one that was killed.
    for job in Job.objects.filter(kind=KIND, state="running"):
        release(job)
    for name, until in COURSES:
        if Course.objects.filter(slug=name).exists():
            continue
        enqueue(KIND, at=at, args={"file": name, "until": until}, key=f"demo:{name}")


def give_demo_people(course: Course, *, at: datetime) -> None:
    """Gắn tài khoản với người — the learner, the class manager, the lecturer and the clerk of a demo course.

    Each account gets its person once, from the first course that has one.
    """
    institution = course.institution
    manager = StaffDuty.objects.filter(training_class__course=course).select_related("person").first()
    learner = Enrollment.objects.filter(course=course, state="attending").order_by("id").first()
    lecturer = Lecturer.objects.filter(topics__topic__version=course.default_version).order_by("id").first()
    if manager is not None:
        _become("chunhiem", manager.person, Role.CLASS_MANAGER, institution.unit, at=at)
    if learner is not None and learner.sent_by is not None:
        _become("hocvien", learner.person, Role.LEARNER, learner.sent_by, at=at)
    # One account teaches: a course that comes later invents nobody for it.
    taken = RoleGrant.objects.filter(user__username="giangvien", role=Role.LECTURER.value).exists()
    if lecturer is not None and manager is not None and not taken:
        person = lecturer.person or _lecturer_person(lecturer, at=at)
        _become("giangvien", person, Role.LECTURER, institution.unit, at=at)
    call = Call.objects.filter(course=course, state="issued").first()
    if call is not None:
        quota = call.quotas.select_related("unit").order_by("id").first()
        if quota is not None:
            _become("donvi", None, Role.UNIT_CLERK, quota.unit, at=at)


def _lecturer_person(lecturer: Lecturer, *, at: datetime) -> Person:
    """The lecturer asked for by post gets an invented name, as an office would note it later."""
    invented = synthetic_people(2_022, 1, born=(1970, 1975))[0]
    facts = PersonFacts(full_name=invented.full_name, birth_on=invented.birth_on, sex=invented.sex, synthetic=True)
    person = add_person(facts, by=None, at=at, another_one=True)
    name_person(lecturer, person, by=None, at=at)
    return person


def _become(username: str, person: Person | None, role: Role, scope: Unit, *, at: datetime) -> None:
    user = User.objects.filter(username=username).first()
    if user is None or RoleGrant.objects.filter(user=user, role=role.value).exists():
        return
    if person is not None and user.person_id is None and not User.objects.filter(person=person).exists():
        user.person = person
        user.save(update_fields=["person"])
    grant_role(user=user, role=role, scope=scope, by=None, at=at)
