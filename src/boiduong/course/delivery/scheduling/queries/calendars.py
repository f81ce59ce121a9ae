"""Lịch trên điện thoại — whose calendar feeds a user may put on a telephone, and whose address may be renewed."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.curriculum.lecturers.permissions import can_keep, can_read
from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.permissions import can_run_class
from boiduong.course.delivery.courses.queries import course_for
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.scheduling.models import FeedKey
from boiduong.course.delivery.scheduling.queries.facts import ON_THE_LIST
from boiduong.course.delivery.scheduling.queries.feeds import KINDS
from boiduong.foundation.accounts.models import User
from boiduong.foundation.venues import permissions as venues
from boiduong.foundation.venues.models import Room


@dataclass(frozen=True)
class Subject:
    """Lịch của ai, của gì — `note` says more (a course, a venue); `may_renew` whether the user may end its address."""

    kind: str
    number: int
    name: str
    note: str
    may_renew: bool


def subject_for(user: User, word: str, number: int) -> Subject:
    """Lịch được đưa vào điện thoại — by the word of its address; Http404 where the user may not see it.

    A class: whoever sees its course. A lecturer: the person, and the office. A room: the office. A learner: only
    the person.
    """
    readers = {"class": _class, "lecturer": _lecturer, "room": _room, "learner": _learner}
    reader = readers.get(KINDS.get(word, ""))
    found = reader(user, number) if reader is not None else None
    if found is None:
        raise Http404(word)
    return found


def renewals_of(kind: str, number: int) -> int:
    """Đã đổi địa chỉ mấy lần."""
    serial = FeedKey.objects.filter(kind=kind, subject_id=number).values_list("serial", flat=True).first() or 1
    return int(serial) - 1


def own_seats(user: User) -> list[Enrollment]:
    """Chỗ học của tôi — in classes that are not over; what a learner may put on the telephone."""
    if user.person_id is None:
        return []
    mine = Enrollment.objects.filter(person=user.person_id, state__in=ON_THE_LIST, training_class__isnull=False)
    mine = mine.filter(course__state__in=("ready", "under_way"))
    return [*mine.select_related("training_class", "course").order_by("-pk")]


def own_rows(user: User) -> list[Lecturer]:
    """Tôi trong danh sách giảng viên — one row an institution."""
    if user.person_id is None:
        return []
    return [*Lecturer.objects.filter(person=user.person_id).select_related("person").order_by("pk")]


def _class(user: User, number: int) -> Subject | None:
    held = TrainingClass.objects.filter(pk=number).select_related("course__institution").first()
    if held is None:
        return None
    course = course_for(user, held.course.slug)
    return Subject("class", number, held.label, course.title, can_run_class(user, held))


def _lecturer(user: User, number: int) -> Subject | None:
    who = Lecturer.objects.filter(pk=number).select_related("person", "institution__unit").first()
    if who is None:
        return None
    own = who.person_id is not None and who.person_id == user.person_id
    keeps = can_keep(user, who.institution)
    if not (own or keeps or can_read(user, who.institution)):
        return None
    return Subject("lecturer", number, who.label, str(who.institution.unit), own or keeps)


def _room(user: User, number: int) -> Subject | None:
    room = Room.objects.filter(pk=number).select_related("venue").first()
    if room is None or not venues.can_see(user, room.venue.owner_id):
        return None
    return Subject("room", number, room.name, room.venue.name, venues.can_write(user, room.venue.owner_id))


def _learner(user: User, number: int) -> Subject | None:
    seat = next((one for one in own_seats(user) if one.pk == number), None)
    return None if seat is None else Subject("learner", number, seat.training_class.label, seat.course.title, True)
