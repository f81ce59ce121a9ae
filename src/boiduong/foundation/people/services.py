"""Việc về người — adding people, the posts they hold, and the logged reading of restricted facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.text import slugify

from boiduong.engines.vietnamese import clean_name, date_short, fold, sort_key
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.audit.services import Actor, acting
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.people.models import Person, PersonSecret, PostHolding, PostKind, SecretRead
from boiduong.foundation.people.permissions import can_edit, can_post_in, can_read_secret
from boiduong.refusals import Refusal, gettext_noop

EDITED = ["full_name", "sort_key", "folded_name", "birth_on", "birth_year", "sex"]


class NameMissing(Refusal):
    """Thiếu họ tên."""

    text = gettext_noop("Write the full name.")


class BornInFuture(Refusal):
    """Ngày sinh không hợp."""

    text = gettext_noop("%(name)s: the birth date %(date)s is not possible for a learner.")


class LooksLikeExisting(Refusal):
    """Giống người đã có — same name and birth date; a person decides whether it is the same one."""

    text = gettext_noop(
        "%(name)s, born %(date)s, is already in the register. Choose that person, or say it is another one."
    )

    def __init__(self, *, candidates: Sequence[Person], **facts: object) -> None:
        """Keep the people it may be."""
        super().__init__(**facts)
        self.candidates = list(candidates)


@dataclass(frozen=True)
class PersonFacts:
    """Thông tin một người — what a nomination says; restricted facts apart."""

    full_name: str
    birth_on: date | None = None
    birth_year: int | None = None
    sex: str = ""
    synthetic: bool = False
    phone: str = ""
    ethnicity: str = ""
    party_official_on: date | None = None
    theory_level: str = ""
    national_id: str = ""


def _build(facts: PersonFacts, *, at: datetime) -> Person:
    name = clean_name(facts.full_name)
    if not name:
        raise NameMissing
    if facts.birth_on and not 1920 <= facts.birth_on.year <= at.year - 16:
        raise BornInFuture(name=name, date=date_short(facts.birth_on))
    return Person(
        full_name=name,
        sort_key=sort_key(name),
        folded_name=fold(name),
        birth_on=facts.birth_on,
        birth_year=facts.birth_on.year if facts.birth_on else facts.birth_year,
        sex=facts.sex,
        synthetic=facts.synthetic,
    )


def _secret(person: Person, facts: PersonFacts) -> PersonSecret:
    return PersonSecret(
        person=person,
        national_id=facts.national_id,
        phone=facts.phone,
        ethnicity=facts.ethnicity,
        party_official_on=facts.party_official_on,
        theory_level=facts.theory_level,
    )


def candidates_for(facts: PersonFacts) -> list[Person]:
    """Người có thể trùng — same folded name and same birth date (or year where the day is not known)."""
    found = Person.objects.filter(folded_name=fold(clean_name(facts.full_name)))
    if facts.birth_on:
        found = found.filter(birth_on=facts.birth_on)
    elif facts.birth_year:
        found = found.filter(birth_year=facts.birth_year)
    return list(found[:5])


def add_person(facts: PersonFacts, *, by: Actor | None, at: datetime, another_one: bool = False) -> Person:
    """Thêm một người — raises NameMissing, BornInFuture, LooksLikeExisting unless `another_one` was said."""
    person = _build(facts, at=at)
    if not another_one and (facts.birth_on or facts.birth_year):
        candidates = candidates_for(facts)
        if candidates:
            born = date_short(facts.birth_on) if facts.birth_on else str(facts.birth_year)
            raise LooksLikeExisting(name=person.full_name, date=born, candidates=candidates)
    with acting(by, "people.add_person", at=at) as act:
        person.save()
        _secret(person, facts).save()
        act.record(person, after={"synthetic": person.synthetic})
    return person


def add_people(listed: Sequence[PersonFacts], *, by: Actor | None, at: datetime) -> list[Person]:
    """Thêm nhiều người — a whole list in one act, in the order given; each is another person."""
    people = [_build(facts, at=at) for facts in listed]
    with acting(by, "people.add_people", at=at) as act:
        Person.objects.bulk_create(people)
        PersonSecret.objects.bulk_create([_secret(person, facts) for person, facts in zip(people, listed, strict=True)])
        act.record_many(Person, [p.pk for p in people], after={})
    return people


def post_kind(name: str) -> PostKind:
    """Chức danh — found by its name without marks, or made."""
    folded = fold(name)
    found = PostKind.objects.filter(folded_name=folded).order_by("id").first()
    if found is not None:
        return found
    code = slugify(folded)[:70] or "chuc-danh"
    taken = PostKind.objects.filter(code__startswith=code).count()
    return PostKind.objects.create(code=f"{code}-{taken}" if taken else code, name=name[:250], folded_name=folded[:250])


def hold_posts(
    holdings: Sequence[tuple[Person, PostKind, Unit]],
    *,
    by: Actor | None,
    at: datetime,
    status: str = "held",
    starts_on: date | None = None,
    term: str = "",
    source: str = "",
) -> list[PostHolding]:
    """Ghi chức vụ — person, post and unit; a holding already written is not written again."""
    rows = [
        PostHolding(person=p, post=k, unit=u, status=status, starts_on=starts_on, term=term, source=source)
        for p, k, u in holdings
    ]
    with acting(by, "people.hold_posts", at=at) as act:
        PostHolding.objects.bulk_create(rows, ignore_conflicts=True)
        act.record_many(PostHolding, [f"{r.person_id}-{r.post_id}-{r.unit_id}" for r in rows], after={"status": status})
    return rows


def read_secret(person: Person, *, by: Actor, purpose: str, at: datetime) -> PersonSecret | None:
    """Xem thông tin hạn chế — the one door to restricted facts; each reading is kept with its purpose."""
    SecretRead.objects.create(at=at, person_uid=person.uid, by_id=by.pk, purpose=purpose[:200])
    return PersonSecret.objects.filter(person=person).first()


def read_secrets(people: Iterable[Person], *, by: Actor, purpose: str, at: datetime) -> dict[int, PersonSecret]:
    """Xem thông tin hạn chế của nhiều người — by person id; a reading is kept for each of them."""
    wanted = {person.pk: person for person in people}
    SecretRead.objects.bulk_create(
        SecretRead(at=at, person_uid=person.uid, by_id=by.pk, purpose=purpose[:200]) for person in wanted.values()
    )
    return {secret.person_id: secret for secret in PersonSecret.objects.filter(person__in=wanted)}


class PurposeMissing(Refusal):
    """Thiếu mục đích xem."""

    text = gettext_noop("Say what it is needed for. The reading is kept with your name and the purpose.")


class BadPostDates(Refusal):
    """Ngày chức vụ không hợp."""

    text = gettext_noop("The post cannot end before it began (%(date)s).")


def register_person(
    facts: PersonFacts,
    *,
    post_name: str,
    unit: Unit,
    by: User | None,
    at: datetime,
    starts_on: date | None = None,
    another_one: bool = False,
) -> Person:
    """Thêm người cùng chức vụ — by the training officer, or by a clerk into the own unit.

    Raises NotAllowed, NameMissing, BornInFuture, LooksLikeExisting.
    """
    require(can_post_in(by, unit.pk))
    with acting(by, "people.register_person", at=at):
        person = add_person(facts, by=by, at=at, another_one=another_one)
        hold_posts([(person, post_kind(post_name), unit)], starts_on=starts_on, source="typed", by=by, at=at)
    return person


def edit_person(person: Person, facts: PersonFacts, *, by: User | None, at: datetime) -> Person:
    """Sửa họ tên, ngày sinh, giới — restricted facts are not touched here.

    Raises NotAllowed, NameMissing, BornInFuture.
    """
    require(can_edit(by, person))
    read = _build(facts, at=at)
    with acting(by, "people.edit_person", at=at) as act:
        changed = [name for name in EDITED if getattr(person, name) != getattr(read, name)]
        for name in changed:
            setattr(person, name, getattr(read, name))
        person.save(update_fields=EDITED)
        act.record(person, after={"changed": ", ".join(changed)})
    return person


def give_post(
    person: Person, *, post_name: str, unit: Unit, starts_on: date | None, by: User | None, at: datetime
) -> None:
    """Ghi thêm chức vụ — several at once are normal; raises NotAllowed."""
    require(can_post_in(by, unit.pk))
    hold_posts([(person, post_kind(post_name), unit)], starts_on=starts_on, source="typed", by=by, at=at)


def end_post(holding: PostHolding, *, ends_on: date, by: User | None, at: datetime) -> None:
    """Thôi chức vụ — the row stays; raises NotAllowed, BadPostDates."""
    require(can_post_in(by, holding.unit_id))
    if holding.starts_on and ends_on < holding.starts_on:
        raise BadPostDates(date=date_short(holding.starts_on))
    with acting(by, "people.end_post", at=at) as act:
        holding.ends_on = ends_on
        holding.save(update_fields=["ends_on"])
        act.record(holding, after={"ends_on": ends_on})


def show_secret(person: Person, *, by: User, purpose: str, at: datetime) -> PersonSecret | None:
    """Xem số — after the right and the purpose were asked; raises NotAllowed, PurposeMissing."""
    require(can_read_secret(by, person))
    if not purpose.strip():
        raise PurposeMissing
    return read_secret(person, by=by, purpose=" ".join(purpose.split()), at=at)
