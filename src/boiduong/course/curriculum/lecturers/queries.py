"""Đọc giảng viên — lecturers of the institutions that one may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.http import Http404

from boiduong.course.curriculum.lecturers.models import FeeLevel, FeeRate, FeeTax, Lecturer
from boiduong.course.curriculum.lecturers.permissions import can_keep, can_read
from boiduong.course.curriculum.lecturers.rules import Fee, Slot, fee_for, in_force, tax_on
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
    found = Lecturer.objects.filter(institution__in=seen).select_related("person", "institution", "home_venue")
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


@dataclass(frozen=True)
class FeeBook:
    """Mức chi của một cơ sở — rates, taxes and levels of lecturers in the order written: three queries for all."""

    rates: Sequence[FeeRate]
    taxes: Sequence[FeeTax]
    levels: Mapping[int, Sequence[FeeLevel]]

    def level_of(self, lecturer_id: int, day: date) -> str:
        """Mức của một người ngày ấy — empty where nobody said it."""
        found = in_force(self.levels.get(lecturer_id, ()), day)
        return found.level if found else ""

    def rate_on(self, level: str, day: date) -> FeeRate | None:
        """Mức chi ngày ấy — None where none is in force."""
        found = in_force([rate for rate in self.rates if rate.level == level], day)
        return found if found and found.amount_vnd is not None else None

    def tax_on(self, day: date) -> FeeTax | None:
        """Thuế ngày ấy."""
        return in_force(self.taxes, day)

    def due(self, lecturer: Lecturer, slots: Sequence[Slot], *, paid_on: date) -> tuple[Fee | None, int | None]:
        """Tiền giảng và thuế — for half-days taught and a payment on a day; None where it cannot be reckoned."""
        fee = fee_for(slots, self.levels.get(lecturer.pk, ()), self.rates)
        if fee is None:
            return None, None
        return fee, tax_on(fee.amount, standing=lecturer.standing, rule=self.tax_on(paid_on))


def fee_book(institution_id: int, lecturers: Iterable[int] | None = None) -> FeeBook:
    """Mức chi — of an institution; the levels of `lecturers`, or of all whom it knows."""
    levels = FeeLevel.objects.filter(lecturer__institution=institution_id)
    if lecturers is not None:
        levels = FeeLevel.objects.filter(lecturer__in=list(lecturers))
    by_lecturer: dict[int, list[FeeLevel]] = {}
    for row in levels.order_by("id"):
        by_lecturer.setdefault(row.lecturer_id, []).append(row)
    return FeeBook(
        rates=list(FeeRate.objects.filter(institution=institution_id).order_by("id")),
        taxes=list(FeeTax.objects.filter(institution=institution_id).order_by("id")),
        levels=by_lecturer,
    )
