"""Đọc giảng viên — lecturers of the institutions that one may see."""

from __future__ import annotations

from django.db.models import Count, QuerySet
from django.http import Http404

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.curriculum.lecturers.permissions import can_keep, can_read
from boiduong.engines.vietnamese import fold
from boiduong.foundation.accounts.models import User
from boiduong.foundation.organizations.models import Institution
from boiduong.foundation.people.models import Person


def institutions_of(user: User) -> list[Institution]:
    """Cơ sở được xem giảng viên — in the order of their codes."""
    return [one for one in Institution.objects.select_related("unit").order_by("code") if can_read(user, one)]


def institutions_kept_by(user: User) -> list[Institution]:
    """Cơ sở mà mình ghi giảng viên."""
    found = Institution.objects.select_related("unit").order_by("code")
    return [one for one in found if can_keep(user, one)]


def visible_lecturers(user: User) -> QuerySet[Lecturer]:
    """Giảng viên được xem — with person and how many topics each may teach."""
    seen = [one.pk for one in institutions_of(user)]
    found = Lecturer.objects.filter(institution__in=seen).select_related("person", "institution")
    return found.annotate(topic_count=Count("topics"))


def lecturer_for(user: User, lecturer_id: int) -> Lecturer:
    """Giảng viên theo số — raises Http404 where there is none or the user may not see it."""
    found = visible_lecturers(user).filter(pk=lecturer_id).first()
    if found is None:
        raise Http404(lecturer_id)
    return found


def people_named(text: str) -> list[Person]:
    """Người theo tên đã gõ — without marks; "Nguyễn Văn An, 1975" tells two of one name apart."""
    name, _, born = (part.strip() for part in text.partition(","))
    wanted = fold(name)
    if not wanted:
        return []
    found = Person.objects.filter(folded_name__contains=wanted)
    if born.isascii() and born.isdigit() and len(born) == 4:
        found = found.filter(birth_year=int(born))
    return list(found.order_by("sort_key", "pk")[:8])


def person_words(person: Person) -> str:
    """Tên và năm sinh — enough to tell two people apart."""
    return f"{person.full_name}, {person.birth_year}" if person.birth_year else person.full_name
