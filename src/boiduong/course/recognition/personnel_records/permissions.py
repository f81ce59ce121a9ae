"""Quyền với hồ sơ đào tạo — who writes, sends, files, declares, confirms and reads training records. Default deny."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.permissions import can_manage
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.recognition.personnel_records.models import RecordTransfer, TrainingRecord
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role, scopes_of
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.organizations.models import UnitVersion
from boiduong.foundation.organizations.queries import among, within_many
from boiduong.foundation.people.models import Person, PostHolding
from boiduong.foundation.people.queries import posts_of
from boiduong.refusals import Refusal, gettext_noop
from boiduong.web.reading import once

OFFICES = (Role.TRAINING_OFFICER, Role.RECORDS_OFFICER)
READERS = (*OFFICES, Role.MANAGING_AUTHORITY)


class OwnDeclaration(Refusal):
    """Tự xác nhận."""

    text = gettext_noop("Another person confirms what you declared, and what concerns yourself.")


def can_write(user: User | None, course: Course) -> bool:
    """Ghi và gửi kết quả — the training officer, or the records officer over the institution."""
    return can_manage(user, course) or has_role(user, Role.RECORDS_OFFICER, over=course.institution.unit_id)


def can_file(user: User | None, transfer: RecordTransfer) -> bool:
    """Xác nhận đã lưu hồ sơ — the clerk of the unit that the results were sent to."""
    return has_role(user, Role.UNIT_CLERK, over=transfer.unit_id)


def units_over(user: User, *roles: Role) -> frozenset[int] | None:
    """Đơn vị thuộc quyền — ids over which the user holds one of the roles; None stands for everything.

    For the office of a school these are the school and its parts: whom it taught is asked by `taught_by`. The people
    of the province are not its own.
    """
    scopes = scopes_of(user, *roles)
    if None in scopes:
        return None
    over = sorted(scope for scope in scopes if scope is not None)
    return once(f"personnel_records.units:{over}", lambda: frozenset[int]().union(*within_many(over).values()))


def taught_by(user: User, *roles: Role) -> QuerySet[Enrollment]:
    """Người đã học ở cơ sở mình — seats in courses of the institutions over which the user is an office."""
    offices = units_over(user, *(role for role in roles if role in OFFICES))
    seats = Enrollment.objects.order_by()
    return seats if offices is None else seats.filter(course__institution__unit__in=among(offices))


def sent_without_post(units: Iterable[int] | None) -> QuerySet[Enrollment]:
    """Người chưa giữ chức vụ nào — seats of people who never held a post here, by the unit that sent them.

    Whoever held one and left it has another unit now, known here or not.
    """
    held = PostHolding.objects.filter(person=OuterRef("person"), status="held")
    seats = Enrollment.objects.order_by().filter(~Exists(held))
    return seats if units is None else seats.filter(sent_by__in=units)


def served_units(schools: Iterable[int]) -> dict[int, frozenset[int]]:
    """Địa bàn của cơ sở — by the school's unit: all units in the place to which it belongs, itself included."""
    rows = UnitVersion.objects.filter(unit__in=list(schools)).order_by("starts_on")
    above = dict(rows.values_list("unit_id", "parent_id"))
    inside = within_many({*above, *(parent for parent in above.values() if parent)})
    return {unit: inside[unit] | (inside[parent] if parent else frozenset()) for unit, parent in above.items()}


def home_units(person: Person) -> list[int]:
    """Đơn vị đang công tác — units of the posts held now, the unit that keeps the file first."""
    return [post.holding.unit_id for post in posts_of([person]).get(person.pk, []) if post.holding.status == "held"]


def _serves(user: User | None, person: Person, *roles: Role) -> bool:
    """Whether the user holds one of the roles over a unit in which the person has a post now, or over the school."""
    if user is None:
        return True
    if not has_role(user, *roles):
        return False
    units = units_over(user, *roles)
    if units is None or not units.isdisjoint(home_units(person)):
        return True
    if Role.UNIT_CLERK in roles and sent_without_post(units_over(user, Role.UNIT_CLERK)).filter(person=person).exists():
        return True
    return has_role(user, *OFFICES) and taught_by(user, *roles).filter(person=person).exists()


def keeps_file(user: User | None, person: Person) -> bool:
    """Giữ hồ sơ của người này — the clerk of a unit in which the person has a post now."""
    return _serves(user, person, Role.UNIT_CLERK)


def can_declare(user: User | None, person: Person) -> bool:
    """Khai việc học ở nơi khác — the person, or the clerk of the unit."""
    if user is not None and user.person_id is not None and user.person_id == person.pk:
        return True
    return keeps_file(user, person)


def may_confirm(user: User | None, person: Person) -> bool:
    """Xác nhận việc học ở nơi khác — the clerk of the unit, or the office of a school that taught the person."""
    return _serves(user, person, Role.UNIT_CLERK, *OFFICES)


def is_own(user: User | None, record: TrainingRecord) -> bool:
    """Lời khai của chính mình — declared by this user, or about this user: another person confirms it."""
    return user is not None and (user.pk == record.declared_by_id or user.person_id == record.person_id)


def can_see_need(user: User | None) -> bool:
    """Xem ai chưa đủ tiết — clerks, officers and the managing authority, each over their units."""
    return has_role(user, Role.UNIT_CLERK, *READERS)
