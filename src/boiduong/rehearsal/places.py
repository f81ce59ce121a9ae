"""Đơn vị của khóa — finds the bodies and sending units that a course file names, and makes those it must invent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property

from django.db.models import Max

from boiduong.engines.course_file import CourseFile, Organization, TrainingClass, UnitSet
from boiduong.engines.course_file.values import Text
from boiduong.engines.vietnamese import fold, headline
from boiduong.foundation.organizations.models import Unit, UnitVersion
from boiduong.foundation.organizations.queries import earliest_on, versions_on
from boiduong.foundation.organizations.rules import COMMUNE_KINDS, DISTRICT_KINDS, PROVINCE_KINDS
from boiduong.foundation.organizations.services import add_unit
from boiduong.foundation.venues.models import Room, Venue

KINDS = {
    "party_committee": "party_committee",
    "party_board": "party_board",
    "government": "people_committee",
    "department": "department",
    "school": "school",
    "academy": "school",
    "university": "school",
    "center": "public_unit",
    "front": "front_committee",
    "union": "front_committee",
    "armed_force": "military_unit",
    "ministry": "department",
    "company": "enterprise",
}
PLACES = {"commune", "district", "province"}
LINES = {"party_committee": "party", "party_board": "party", "school": "party", "academy": "party"}
# Names that, standing alone, mean a person or a thing as well.
NOT_ALONE = {"ho chi minh", "hoa binh"}
WORDS = {"xã": "commune", "phường": "ward", "thị trấn": "township", "đặc khu": "special_zone"}


def _names_of(version: UnitVersion) -> list[str]:
    """The names by which a text may mean a territory: a district counts with its kind or its committee only."""
    bare = fold(version.short_name)
    names = [version.folded_name]
    if version.kind in ("city", "provincial_city"):
        names += [f"tp {bare}", f"tp. {bare}"]
    if version.kind in DISTRICT_KINDS:
        names += [f"{committee} {bare}" for committee in ("huyen uy", "thi uy", "quan uy")]
    elif bare not in NOT_ALONE:
        names.append(bare)
    return names


def kind_of(said: Organization) -> str:
    """Loại đơn vị — a council is that of the people only where its name says so."""
    if said.kind == "council":
        people = ("hoi dong nhan dan", "hdnd")
        return "people_council" if any(words in fold(said.name) for words in people) else "other"
    return KINDS.get(said.kind, "other")


def kinds_said(what: str) -> set[str]:
    """Loại đơn vị được nói đến — "xã, thị trấn" means these two; "cấp xã" and nothing said mean every kind."""
    words = what.casefold().replace("cấp xã", "")
    return {kind for word, kind in WORDS.items() if re.search(rf"\b{word}\b", words)} or set(COMMUNE_KINDS)


class Places:
    """Đơn vị theo tệp khóa — bodies by their id in the file, and the units that send people."""

    def __init__(self, course: CourseFile, *, at: datetime) -> None:
        """Read the territories of the first day of the course once."""
        self.course, self.at = course, at
        first = earliest_on()
        self.day = max(course.calendar.start, first) if first else course.calendar.start
        # Bodies of a province or district bear its level too: what counts is the kind.
        kinds = sorted({*PROVINCE_KINDS, *DISTRICT_KINDS})
        self.territories = [
            (name, version)
            for version in versions_on(self.day).filter(kind__in=kinds).select_related("unit").order_by("id")
            for name in _names_of(version)
        ]
        self.bodies: dict[str, Unit] = {}
        # Nobody makes communes while a course lives, and its classes draw on the same ones again and again.
        self._communes_of: dict[tuple[int, tuple[str, ...]], list[Unit]] = {}

    def territory_in(self, texts: Iterable[str]) -> UnitVersion | None:
        """Địa bàn được nhắc đến — the longest name of a province or district that stands in the texts.

        A district counts only with its kind ("huyện Tương Dương"); a province also by its bare name.
        """
        said = fold(" | ".join(texts))
        best: tuple[int, UnitVersion | None] = (0, None)
        for name, version in self.territories:
            if len(name) > best[0] and name in said and re.search(rf"\b{re.escape(name)}\b", said):
                best = (len(name), version)
        return best[1]

    @cached_property
    def _home(self) -> UnitVersion | None:
        """Where the course is held, told by its units, bodies and title."""
        course = self.course
        for texts in (
            [t for u in course.units for t in (u.area or "", u.what or "")],
            [t for o in course.organizations if o.level != "central" for t in (o.area or "", o.name)],
            [course.title, *(s.title for s in course.sources)],
        ):
            found = self.territory_in(texts)
            if found is not None:
                return found
        return None

    def known_since(self) -> date | None:
        """Từ ngày nào có các đơn vị cử — the latest birth among the communes of the territory; None outside any."""
        home = self._home
        if home is None:
            return None
        ids = [unit.pk for unit in self._communes(UnitSet(id="", area=Text(home.name)))]
        last: date | None = versions_on(self.day).filter(unit_id__in=ids).aggregate(last=Max("starts_on"))["last"]
        return last

    def home_province(self) -> Unit | None:
        """Tỉnh của khóa — the province that the territory is or lies in."""
        home = self._home
        if home is None:
            return None
        return home.unit if home.level == "province" else home.parent

    def body(self, name: str) -> Unit:
        """Cơ quan theo mã trong tệp — found by its exact name, else added."""
        if name not in self.bodies:
            self.bodies[name] = self._body(self.course.organization(name))
        return self.bodies[name]

    def _body(self, said: Organization) -> Unit:
        # A central body lies in no province, whatever its name ("Học viện Chính trị quốc gia Hồ Chí Minh").
        place = self.territory_in([said.area or "", said.name]) if said.level != "central" else None
        if said.kind in PLACES and place is not None:
            return place.unit
        kind = kind_of(said)
        parent = self.body(said.parent) if said.parent else place.unit if place else None
        if parent is None and said.level != "central":
            parent = self.home_province()
        # A name without its place ("Sở Nội vụ") is that of many bodies: only the one of this place is meant.
        known = UnitVersion.objects.filter(name=str(said.name)).order_by("-starts_on")
        found = (known if self.territory_in([said.name]) else known.filter(parent=parent)).first()
        if found is not None:
            return found.unit
        return add_unit(
            name=str(said.name),
            kind=kind,
            level=said.level if said.level in ("central", "province", "district", "commune") else "province",
            line=said.line or LINES.get(said.kind, "state"),
            starts_on=self._known_from(),
            parent=parent,
            by=None,
            at=self.at,
        )

    def _known_from(self) -> date:
        """Bodies of a file are known from the first day of the year before the course."""
        return date(self.course.calendar.start.year - 1, 1, 1)

    def senders(self, unit_set: UnitSet | None, *, wanted: int) -> list[Unit]:
        """Các đơn vị cử — the real communes where the set tells which, else placeholders with a plain mark.

        Never more than `wanted` placeholders are made; the real ones are taken in the order of their names.
        """
        if unit_set is not None:
            named = self._named(unit_set)
            if named:
                return named
            everyone, own = self._communes(unit_set), self._communes(unit_set, kinds=kinds_said(unit_set.what or ""))
            size = unit_set.size
            if everyone and size == len(everyone):
                return everyone
            wanted = size or wanted
            if own and (size is None or len(own) >= size):
                return own[:size]
            if everyone:
                return everyone[:wanted]
        return self._placeholders(max(1, wanted), unit_set)

    def _territory_of(self, unit_set: UnitSet) -> UnitVersion | None:
        return self.territory_in([unit_set.area or "", unit_set.what or ""]) or self._home

    def _communes(self, unit_set: UnitSet, *, kinds: Iterable[str] = COMMUNE_KINDS) -> list[Unit]:
        home = self._territory_of(unit_set)
        if home is None:
            return []
        key = (home.unit_id, tuple(sorted(kinds)))
        if key not in self._communes_of:
            there = versions_on(self.day).filter(kind__in=key[1]).select_related("unit")
            inside = versions_on(self.day).filter(parent=home.unit_id).values_list("unit_id", flat=True)
            rows = there.filter(parent_id__in=[home.unit_id, *inside]).order_by("parent_id", "folded_name", "id")
            self._communes_of[key] = [row.unit for row in rows]
        return [*self._communes_of[key]]

    def _named(self, unit_set: UnitSet) -> list[Unit]:
        if not unit_set.names:
            return []
        known = self._known_names(unit_set)
        return [known.get(fold(name)) or self._placeholder(name) for name in unit_set.names]

    def unknown_names(self) -> list[str]:
        """Tên không có trong danh mục — units that the file names and no list of that day holds."""
        found: list[str] = []
        for unit_set in (*self.course.units, *self._of_classes()):
            known = self._known_names(unit_set) if unit_set.names else {}
            found += [name for name in unit_set.names if fold(name) not in known and name not in found]
        return found

    def _of_classes(self) -> list[UnitSet]:
        return [UnitSet(id=f"lop-{one.id}", names=one.unit_names) for one in self.course.classes if one.unit_names]

    def _known_names(self, unit_set: UnitSet) -> dict[str, Unit]:
        versions = self._versions(unit_set)
        return {fold(v.short_name): v.unit for v in versions} | {fold(v.name): v.unit for v in versions}

    def _versions(self, unit_set: UnitSet) -> list[UnitVersion]:
        ids = [u.pk for u in self._communes(unit_set)]
        return list(versions_on(self.day).filter(unit_id__in=ids).select_related("unit"))

    def _placeholder(self, name: str) -> Unit:
        found = UnitVersion.objects.filter(name=name, parent=self.home_province(), kind="other").first()
        if found is not None:
            return found.unit
        return add_unit(
            name=name, kind="other", level="commune", starts_on=self._known_from(),
            parent=self.home_province(), by=None, at=self.at,
        )  # fmt: skip

    def _placeholders(self, count: int, unit_set: UnitSet | None) -> list[Unit]:
        label = str(unit_set.what) if unit_set and unit_set.what else "Đơn vị cử"
        label = label[:1].upper() + label[1:200]
        return [self._placeholder(f"{label} {n} (giả định)") for n in range(1, count + 1)]


def import_room(course: CourseFile, said: TrainingClass, *, owner: Unit, seats: int) -> Room | None:
    """Hội trường của lớp — the venue that the file names, else a hall of the school; none for a self-paced class."""
    if said.mode.value == "self_paced":
        return None
    venue = next((v for v in course.venues if v.id == said.venue), None)
    name = headline(venue.name) if venue else "Trụ sở cơ sở bồi dưỡng"
    place = Venue.objects.get_or_create(owner=owner, name=name, defaults={"kind": (venue and venue.kind) or "hall"})[0]
    label = f"Hội trường {said.label}"
    if venue and (venue.seats or fold(venue.name).startswith("hoi truong")):
        label = headline(venue.name)
    elif said.assumed and len(course.classes) == 1:
        label = "Hội trường"
    wanted = venue.seats.best if venue and venue.seats else seats
    room = Room.objects.get_or_create(venue=place, name=label[:200], defaults={"seats": wanted})[0]
    if room.seats < wanted and not (venue and venue.seats):
        Room.objects.filter(pk=room.pk).update(seats=wanted)
    return room
