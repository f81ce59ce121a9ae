"""Việc của danh sách giảng viên — adding one by name, post, body or rank, and naming the person later."""

from __future__ import annotations

from datetime import datetime

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.curriculum.lecturers.permissions import can_keep
from boiduong.course.curriculum.lecturers.rules import check_asked
from boiduong.engines.vietnamese import nfc
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import acting
from boiduong.foundation.organizations.models import Institution
from boiduong.foundation.people.models import Person
from boiduong.foundation.venues.models import Venue

TEXTS = ("post_text", "body_text", "rank_text")


def _clean(text: str) -> str:
    return " ".join(nfc(text).replace("\0", "").split())[:300]


def _check(lecturer: Lecturer) -> None:
    check_asked(
        asked_as=lecturer.asked_as, has_person=lecturer.person_id is not None, post_text=lecturer.post_text,
        body_text=lecturer.body_text, rank_text=lecturer.rank_text, standing=lecturer.standing,
    )  # fmt: skip


def add_lecturer(
    *,
    institution: Institution,
    asked_as: str,
    by: User | None,
    at: datetime,
    person: Person | None = None,
    post_text: str = "",
    body_text: str = "",
    rank_text: str = "",
    standing: str = "internal",
    home_venue: Venue | None = None,
) -> Lecturer:
    """Thêm giảng viên — as a person, a post, a body or a rank; the same person or text is kept once.

    `home_venue` is where they usually teach: the machine sends them elsewhere only where it must.

    Raises NotAllowed, LecturerNotSaid, UnknownStanding.
    """
    require(can_keep(by, institution))
    lecturer = Lecturer(
        institution=institution, asked_as=asked_as, person=person, post_text=_clean(post_text),
        body_text=_clean(body_text), rank_text=_clean(rank_text), standing=standing,
        home_venue=home_venue,
    )  # fmt: skip
    _check(lecturer)
    same = Lecturer.objects.filter(institution=institution, asked_as=asked_as)
    if asked_as == "person":
        found = same.filter(person=person).first()
    else:
        found = same.filter(**{name: getattr(lecturer, name) for name in TEXTS}).first()
    if found is not None:
        return found
    with acting(by, "lecturers.add_lecturer", at=at) as act:
        lecturer.save()
        act.record(lecturer, after={"asked_as": asked_as, "standing": standing})
    return lecturer


def name_person(lecturer: Lecturer, person: Person, *, by: User | None, at: datetime) -> Lecturer:
    """Ghi tên người — who comes for the post, body or rank asked for; raises NotAllowed."""
    require(can_keep(by, lecturer.institution))
    with acting(by, "lecturers.name_person", at=at) as act:
        before = lecturer.person_id
        lecturer.person = person
        lecturer.save(update_fields=["person"])
        act.record(lecturer, before={"person": before}, after={"person": person.pk})
    return lecturer


def edit_lecturer(
    lecturer: Lecturer,
    *,
    by: User | None,
    at: datetime,
    post_text: str,
    body_text: str,
    rank_text: str,
    standing: str,
    home_venue: Venue | None = None,
) -> Lecturer:
    """Sửa giảng viên — post, body, rank, standing, usual place (None: any).

    Raises NotAllowed, LecturerNotSaid, UnknownStanding.
    """
    require(can_keep(by, lecturer.institution))
    lecturer.post_text, lecturer.body_text = _clean(post_text), _clean(body_text)
    lecturer.rank_text, lecturer.standing = _clean(rank_text), standing
    lecturer.home_venue = home_venue
    _check(lecturer)
    with acting(by, "lecturers.edit_lecturer", at=at) as act:
        lecturer.save()
        act.record(lecturer, after={"standing": standing})
    return lecturer
