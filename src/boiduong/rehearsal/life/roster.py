"""Người và đơn vị cử — who is invented for each seat of each class, and which unit sends them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from boiduong.course.delivery.courses.models import TargetGroup
from boiduong.engines.course_file import Group as SaidGroup
from boiduong.engines.course_file import TrainingClass as SaidClass
from boiduong.engines.course_file import UnitSet
from boiduong.engines.vietnamese import inside
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.people.services import PersonFacts, add_people, hold_posts, post_kind
from boiduong.rehearsal.importing import group_label
from boiduong.rehearsal.life.state import Life, Seat
from boiduong.rehearsal.people import SyntheticPerson, synthetic_people

MIXES = (("đắk lắk", "dak_lak"), ("nghệ an", "nghe_an_highland"), ("hà nội", "ha_noi"))
MIX_DEFAULT = "default"

WOMEN_IN_A_HUNDRED = {"female": 100, "male": 0}  # of a group that asks for women or men only


@dataclass(frozen=True)
class Wanted:
    """Một chỗ cần người — class, group of the file, unit and post."""

    class_id: int
    said: SaidGroup
    unit: Unit
    posts: tuple[tuple[str, str], ...]


def mix_of(life: Life) -> str:
    """Cơ cấu dân tộc — by the place that the file speaks of."""
    texts = " ".join([life.file.title, *(o.name for o in life.file.organizations)]).casefold()
    return next((mix for place, mix in MIXES if place in texts), MIX_DEFAULT)


def posts_of(group: SaidGroup, n: int) -> tuple[tuple[str, str], ...]:
    """Chức vụ — (post, held or planned) of the nth person of a group; those held together stand side by side.

    A group told by a list or a category alone has no post to hold.
    """
    if group.posts_held_together:
        return tuple((str(p)[:250], "held") for p in group.posts_held_together)
    status = "held" if group.post_held else "planned"
    posts = group.post_held or group.post_planned
    return ((str(posts[n % len(posts)])[:250], status),) if posts else ()


def post_text(group: SaidGroup, posts: tuple[tuple[str, str], ...]) -> str:
    """Chức vụ như ghi trong danh sách — planned posts are not written out: they may be secret."""
    held = ", ".join(name for name, status in posts if status == "held")
    said = held or str(group.category or group.managed_list or group.other or "Cán bộ được cử")
    if said.lower().startswith(("khối ", "diện ", "đối tượng ")):
        said = f"Cán bộ {inside(said)}"  # where people belong is no post
    return (said[:1].upper() + said[1:])[:300]


def _units_of(life: Life, group: SaidGroup, said: SaidClass, wanted: int) -> list[Unit]:
    sets = {u.id: u for u in life.file.units}
    if said.unit_names:
        named = UnitSet(id=f"lop-{said.id}", names=said.unit_names)
        return life.places.senders(named, wanted=wanted)
    said_sets = [sets[key] for key in ((said.unit_set,) if said.unit_set else group.units) if key in sets]
    chosen: list[UnitSet | None] = [*(said_sets or life.file.units[:1])] or [None]
    found: list[Unit] = []
    for one in chosen:
        found += [u for u in life.places.senders(one, wanted=min(wanted, 100)) if u not in found]
    return found


def wanted_seats(life: Life) -> Iterator[Wanted]:
    """Các chỗ cần người — class by class; units follow one another so that a class is a stretch of the list.

    Classes that draw on the same units continue where the one before stopped: with as many seats as units every unit
    sends one, with twice as many two.
    """
    groups = {g.id: g for g in life.file.groups}
    rows = {c.position: c for c in life.classes()}
    totals = Counter[str]()
    for said in life.file.classes:
        for key, size in said.group_sizes or ((life.file.learner_groups[0].id, said.size),):
            totals[key] += size
    used = Counter[str]()
    for position, said in enumerate(life.file.classes, start=1):
        if position not in rows:
            continue
        for key, size in said.group_sizes or ((life.file.learner_groups[0].id, said.size),):
            group, own = groups[key], bool(said.unit_names or said.unit_set)
            total = size if own else totals[key]
            units = _units_of(life, group, said, total)
            for n in range(size):
                index = n if own else used[key] + n
                unit = units[min(index * len(units) // max(total, 1), len(units) - 1)]
                yield Wanted(rows[position].pk, group, unit, posts_of(group, index))
            if not own:
                used[key] += size


def invent_people(life: Life) -> None:
    """Lập danh sách người giả — one person a seat, marked as synthetic, holding the post they are sent for."""
    wanted = list(wanted_seats(life))
    at = life.clock.nominated
    people = add_people([_facts(p) for p in _invent(life, wanted)], by=life.actors.officer, at=at)
    groups = {g.label: g for g in TargetGroup.objects.filter(course=life.course)}
    life.seats = [
        Seat(person, w.unit, groups[group_label(w.said)], w.class_id, post_text(w.said, w.posts), w.posts)
        for person, w in zip(people, wanted, strict=True)
    ]
    give_posts(life, life.seats)


def _invent(life: Life, wanted: list[Wanted]) -> list[SyntheticPerson]:
    """One person a seat, drawn apart for groups that ask for women or men only."""
    streams: dict[str | None, Iterator[SyntheticPerson]] = {}
    for n, sex in enumerate(sorted({w.said.sex or "" for w in wanted})):
        people = synthetic_people(
            life.file.rehearsal.seed + n,
            sum((w.said.sex or "") == sex for w in wanted),
            mix=mix_of(life),
            born=(life.clock.first.year - 56, life.clock.first.year - 32),
            party_by=life.clock.first.year - 6,
            women=WOMEN_IN_A_HUNDRED.get(sex, 30),
        )
        streams[sex] = iter(people)
    return [next(streams[w.said.sex or ""]) for w in wanted]


def give_posts(life: Life, seats: list[Seat]) -> None:
    """Ghi chức vụ — held or planned, since two years before the course."""
    kinds = {name: post_kind(name) for name in sorted({name for s in seats for name, _ in s.posts})}
    for status in ("held", "planned"):
        hold_posts(
            [(s.person, kinds[name], s.unit) for s in seats for name, own in s.posts if own == status],
            by=life.actors.officer,
            at=life.clock.nominated,
            status=status,
            starts_on=life.clock.first.replace(year=life.clock.first.year - 2, month=1, day=1),
            source="rehearsal",
        )


def _facts(person: SyntheticPerson) -> PersonFacts:
    return PersonFacts(
        full_name=person.full_name,
        birth_on=person.birth_on,
        sex=person.sex,
        synthetic=True,
        phone=person.phone,
        ethnicity=person.ethnicity,
        party_official_on=person.party_official_on,
        theory_level=person.theory_level,
    )
