"""Nhập tệp khóa — every fact of a course file becomes rows, through the services that the pages call."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from boiduong.course.annual_plan.plans.models import Plan, PlanLine
from boiduong.course.annual_plan.plans.services import add_line, create_plan
from boiduong.course.delivery.courses import services as courses
from boiduong.course.delivery.courses.models import Course, Site, TrainingClass
from boiduong.course.delivery.courses.papers import PLACES_DIFFER
from boiduong.course.recognition.certificates.services import define_paper
from boiduong.engines.course_file import CourseFile, DutyKind
from boiduong.engines.course_file import Group as SaidGroup
from boiduong.engines.course_file import Site as SaidSite
from boiduong.engines.course_file import TrainingClass as SaidClass
from boiduong.engines.vietnamese import headline
from boiduong.foundation.accounts.models import User
from boiduong.foundation.audit.services import acting
from boiduong.foundation.documents.papers import PLACE_OPENERS
from boiduong.foundation.organizations.models import Institution, LegalAct, Unit
from boiduong.foundation.organizations.queries import name_on, path_on, rule_set_on
from boiduong.foundation.organizations.services import add_institution, adopt_rule_set, record_act
from boiduong.refusals import Refusal, gettext_noop
from boiduong.rehearsal.clock import Clock
from boiduong.rehearsal.curriculum import ImportedProgram, import_lecturers, import_programs
from boiduong.rehearsal.places import Places, import_room
from boiduong.rehearsal.remarks import Remark, remarks
from boiduong.rehearsal.stated import conditions_said, other_units, source_text


class CourseChanged(Refusal):
    """Khóa cùng mã đã có với nội dung khác."""

    text = gettext_noop(
        "A course “%(slug)s” is already there and came from another text. Change its id, or edit the course itself."
    )


# Written down when they are given: the certificates' register has none of them.
UNPRINTED = ("commendation", "other")
# Papers are cited by the Vietnamese name of their kind.
ACT_WORDS = {
    "plan": "Kế hoạch",
    "scheme": "Đề án",
    "decision": "Quyết định",
    "resolution": "Nghị quyết",
    "notice": "Thông báo",
    "program": "Chương trình",
    "law": "Luật",
    "letter": "Công văn",
    "other": "Văn bản",
}


@dataclass(frozen=True)
class Imported:
    """Kết quả nhập — the course, whether anything was written, and what its officer should know of it."""

    course: Course
    new: bool
    remarks: tuple[Remark, ...] = ()


def import_course(file: CourseFile, *, content: bytes, by: User | None, at: datetime) -> Imported:
    """Nhập một tệp khóa — all or nothing; the same file again changes nothing; raises CourseChanged."""
    digest = sha256(content).hexdigest()
    known = Course.objects.filter(slug=file.id).first()
    if known is not None:
        if known.file_sha256 != digest:
            raise CourseChanged(slug=file.id)
        return Imported(known, new=False)
    with transaction.atomic(), acting(by, "rehearsal.import_course", at=at) as act:
        importer = _Importer(file, digest=digest, by=by, at=at)
        course = importer.run()
        act.record(course, after={"file": digest})
    return Imported(course, True, tuple(importer.remarks))


def institution_of(unit: Unit, *, by: User | None, at: datetime, starts: Clock) -> Institution:
    """Cơ sở đào tạo — the unit that runs the course, with the example rule set where it has none."""
    known = Institution.objects.filter(unit=unit).first()
    if known is None:
        code = code_of(name_on(unit, at.date()), places=_places_above(unit, at.date()))
        taken = Institution.objects.filter(code__startswith=code).count()
        known = add_institution(unit=unit, code=f"{code}{taken + 1}" if taken else code, by=by, at=at)
    first = starts.imported.date()
    if rule_set_on(known, first) is None:
        adopt_rule_set(institution=known, starts_on=first.replace(month=1, day=1), by=by, at=at)
    return known


def _places_above(unit: Unit, day: date) -> list[str]:
    """The places that a body lies in, as its name may end with them."""
    return [above.short_name for above in path_on(unit, day)[:-1]]


def code_of(name: str, *, places: Sequence[str] = ()) -> str:
    """Ký hiệu cơ quan — TCT for a political school, else the first letters of the name without its place."""
    if name.casefold().startswith("trường chính trị"):
        return "TCT"
    name = name.partition(" (")[0]
    for place in places:
        name = name.removesuffix(place).rstrip()
    cut = min((at for word in PLACE_OPENERS if (at := f"{name} ".find(word)) > 0), default=len(name))
    letters = []
    for word in name[:cut].replace("-", " ").split():
        plain = "".join(c for c in unicodedata.normalize("NFD", word.upper()) if c.isalpha())
        letters.append(plain if word.isupper() else "" if word.casefold() == "và" else plain[:1])
    return "".join(letters)[:10] or "CS"


class _Importer:
    """One import: what was made already, by its id in the file."""

    def __init__(self, file: CourseFile, *, digest: str, by: User | None, at: datetime) -> None:
        self.file, self.digest, self.by, self.at = file, digest, by, at
        self.places = Places(file, at=at)
        self.clock = Clock.of(file)
        self.acts: dict[str, LegalAct] = {}
        self.classes: dict[str, TrainingClass] = {}

    def run(self) -> Course:
        """Everything, in the order in which rows may point to one another."""
        file = self.file
        for organization in file.organizations:
            self.places.body(organization.id)
        self.institution = institution_of(
            self._responsible(DutyKind.MANAGE_CLASS), by=self.by, at=self.at, starts=self.clock
        )
        rules = rule_set_on(self.institution, file.calendar.start)
        self.remarks = remarks(file, self.places, rules=rules)
        self._legal_acts()
        lecturers = import_lecturers(file, self.institution, by=self.by, at=self.at)
        self.programs = import_programs(file, self.places, self.institution.unit, lecturers, by=self.by, at=self.at)
        self.course = self._course(self._plan_line())
        self._classes()
        self._duties()
        self._describe()
        self._papers()
        return self.course

    def _responsible(self, kind: DutyKind) -> Unit:
        return self.places.body(self.file.responsible(kind).id)

    def _legal_acts(self) -> None:
        for position, basis in enumerate(self.file.basis):
            day = basis.issued_on
            self.acts[basis.id or f"#{position}"] = record_act(
                kind=ACT_WORDS.get(basis.kind, ACT_WORDS["other"]),
                number=basis.number or "",
                issued_on=day.first(year=day.year or self.file.calendar.start.year) if day and day.is_full else None,
                issuer_text=str(basis.issuer or ""),
                title=str(basis.title or ""),
                by=self.by,
                at=self.at,
            )

    def _plan_line(self) -> PlanLine:
        file, said, authority = self.file, self.file.plan, self._responsible(DutyKind.PLAN)
        plan = Plan.objects.filter(authority=authority, year=said.year).order_by("id").first()
        if plan is None:
            bases = [act for key, act in self.acts.items() if key == said.basis]
            plan = create_plan(authority=authority, year=said.year, bases=bases, by=self.by, at=self.at)
        length = said.length or file.programs[0].length
        days = length.days if length is not None else None
        return add_line(
            plan,
            name=str(said.title),
            leading=self.institution.unit,
            by=self.by,
            at=self.at,
            target_text="; ".join(str(g.label) for g in self.file.learner_groups)[:500],
            classes_planned=said.classes.best,
            learners_planned=said.learners.best,
            days=days.best if days is not None else None,
            quarter=(self.file.calendar.start.month - 1) // 3 + 1,
            place_text=_place_of(self.file),
            assumed={"all": True} if said.assumed else {},
        )

    def _course(self, line: PlanLine) -> Course:
        file = self.file
        course = courses.create_course(
            institution=self.institution,
            title=str(file.title),
            slug=file.id,
            kind=file.kind,
            field=file.field,
            standpoint=file.standpoint.value,
            plan_line=line,
            default_version=self.programs[file.programs[0].id].version,
            intake_text=str(file.intake or ""),
            mode=file.mode.value,
            starts_on=file.calendar.start,
            ends_on=file.calendar.end,
            avoid_text="; ".join(str(t) for t in file.calendar.avoid),
            place_text=_place_of(file),
            synthetic=True,
            assumed=self._assumed(),
            file_sha256=self.digest,
            by=self.by,
            at=self.at,
        )
        for basis, act in zip(file.basis, self.acts.values(), strict=True):
            courses.add_basis(course, act, effect=basis.effect or "", by=self.by, at=self.at)
        for group in file.groups:
            courses.add_group(
                course,
                label=group_label(group),
                conditions=_conditions(group),
                counts_as=group.counts_as.value,
                by=self.by,
                at=self.at,
            )
        return course

    def _assumed(self) -> dict[str, object]:
        calendar = self.file.calendar
        return {
            name: True
            for name, assumed in (
                ("starts_on", calendar.start_assumed),
                ("ends_on", calendar.end_assumed),
                ("mode", self.file.mode_assumed),
            )
            if assumed
        }

    def _program_of(self, said: SaidClass) -> ImportedProgram:
        return self.programs.get(said.program) or next(iter(self.programs.values()))

    def _classes(self) -> None:
        for said in self.file.classes:
            made = courses.add_class(
                self.course,
                label=str(said.label),
                version=self._program_of(said).version,
                owner=self.places.body(said.owner) if said.owner else None,
                code=said.code or "",
                number=str(said.number or ""),
                mode=said.mode.value,
                capacity=said.capacity.best if said.capacity else None,
                starts_on=said.start,
                ends_on=said.end,
                home_room=import_room(self.file, said, owner=self.institution.unit, seats=max(said.size + 20, 60)),
                assumed={"class": True} if said.assumed else {"dates": True} if said.dates_assumed else {},
                by=self.by,
                at=self.at,
            )
            for sitting in said.sittings if len(said.sittings) > 1 else ():
                courses.add_sitting(made, starts_on=sitting.start, ends_on=sitting.end, by=self.by, at=self.at)
            self.classes[said.id] = made

    def _duties(self) -> None:
        """What the file says, and the one body that answers for each thing that must be answered for."""
        said_kinds = {duty.does for duty in self.file.duties if not duty.scope}
        for duty in self.file.duties:
            for scope in duty.scope or ("",):
                courses.assign_duty(
                    self.course,
                    unit=self.places.body(duty.by),
                    duty=duty.does.value,
                    training_class=self.classes.get(scope),
                    for_text="" if scope in self.classes else scope,
                    assumed=duty.assumed,
                    by=self.by,
                    at=self.at,
                )
        for answer in self.file.responsibilities:
            if answer.duty not in said_kinds:
                unit = self.places.body(answer.organization.id)
                courses.assign_duty(
                    self.course, unit=unit, duty=answer.duty.value, assumed=answer.assumed, by=self.by, at=self.at
                )

    def _describe(self) -> None:
        """Sites, ceremonies, stated numbers, doubts, notes and what was assumed."""
        file, course, by, at = self.file, self.course, self.by, self.at
        sites: dict[str, Site] = {}
        for site in _parents_first(file.sites):
            sites[site.id] = courses.add_site(
                course,
                name=str(site.name),
                parent=sites.get(site.parent or ""),
                count=site.count if site.count > 1 else None,
                chair_text="; ".join(str(c) for c in site.chair),
                ours=site.ours,
                keeps_roll=site.roll.value == "own",
                by=by,
                at=at,
            )
        for one in file.ceremonies:
            courses.add_ceremony(
                course,
                kind=one.kind.value,
                day=one.day,
                mode=one.mode,
                training_class=self.classes.get(one.classes[0]) if len(one.classes) == 1 else None,
                chair_text="; ".join(str(c) for c in one.chair),
                acts_text="; ".join(str(a) for a in one.acts),
                by=by,
                at=at,
            )
        sources = {source.id: source_text(source, file.calendar.start.year) for source in file.sources}
        for number in file.stated:
            if other := other_units(file, number):
                text = f"Số đơn vị đã nêu, tính theo “{other}”, không phải các đơn vị cử của khóa: {number.value.low}."
                courses.add_note(self.course, kind="note", text=text, by=by, at=at)
                continue
            courses.state_number(
                course,
                kind=number.count.value,
                low=number.value.low,
                high=number.value.high,
                word=number.value.word.value if number.value.high is None else "about",
                on=number.on.first(year=file.calendar.start.year) if number.on else None,
                training_class=self.classes.get(number.of[0]) if len(number.of) == 1 else None,
                source_text=sources.get(number.source or "", ""),
                by=by,
                at=at,
            )
        self._notes()

    def _notes(self) -> None:
        file = self.file
        listed = [("doubt", f"{d.says} — {d.but}" + (f" ({d.reading})" if d.reading else ""), "") for d in file.doubts]
        listed += [("note", text, "") for text in (*file.notes, *conditions_said(file))]
        listed += [("note", one.vi, one.en) for one in self.remarks]
        listed += [("assumed", a.vi, a.en) for a in file.assumptions]
        for kind, text, english in listed:
            courses.add_note(self.course, kind=kind, text=text, text_en=english, by=self.by, at=self.at)

    def _papers(self) -> None:
        for paper in self.file.papers:
            if paper.kind.value in UNPRINTED:
                continue
            define_paper(
                self.course,
                issuer=self.places.body(paper.issuer),
                kind=paper.kind.value,
                title=str(paper.title),
                to=paper.to,
                by=self.by,
                at=self.at,
            )


def _parents_first(sites: Sequence[SaidSite]) -> list[SaidSite]:
    """Điểm cầu trên trước, dưới sau — whatever the order of the file; otherwise as it stands there."""
    above = {site.id: site.parent for site in sites}

    def depth(site: SaidSite) -> int:
        steps, parent = 0, site.parent
        while parent is not None and steps < len(above):
            steps, parent = steps + 1, above.get(parent)
        return steps

    return sorted(sites, key=depth)


def _place_of(file: CourseFile) -> str:
    """Nơi học chung — the one venue of all classes; each class has its own where they differ."""
    names = {one.id: str(one.name) for one in file.venues}
    homes = {one.venue for one in file.classes if one.venue is not None}
    if len(homes) > 1:
        return PLACES_DIFFER
    return headline(names.get(next(iter(homes), ""), "") or next(iter(names.values()), ""))


def group_label(group: SaidGroup) -> str:
    """Tên đối tượng — as the file calls the group."""
    return str(group.label)[:300]


def _conditions(group: SaidGroup) -> dict[str, object]:
    facts: dict[str, object] = {
        "post_held": [str(t) for t in group.post_held],
        "posts_held_together": [str(t) for t in group.posts_held_together],
        "post_planned": [str(t) for t in group.post_planned],
        "terms": list(group.terms),
        "managed_list": str(group.managed_list or ""),
        "category": str(group.category or ""),
        "other": str(group.other or ""),
        "sex": group.sex or "",
        "condition": str(group.condition or ""),
    }
    return {key: value for key, value in facts.items() if value}
