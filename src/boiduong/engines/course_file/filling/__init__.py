"""Hoàn thiện khóa — Turns a clean reading into a course without gaps, and lists everything it had to assume."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from ..block import Block
from ..kinds import DutyKind, Mode, Standpoint
from ..model import Calendar, Completion, CourseFile, Group, Organization, Plan, Program, Site, TrainingClass, Venue
from ..reading import Reading
from ..values import Amount, Text, day_told
from . import said
from .calendar import assumed_year, fill_calendar
from .ceremonies import ceremony_half_days, fill_ceremonies
from .classes import ClassFrame, fill_classes, with_headcounts
from .defaults import Defaults
from .duties import responsibilities, with_issuers, with_school
from .learners import count_learners
from .ledger import Ledger
from .outcomes import fill_completion, fill_papers, fill_rehearsal
from .overload import note_overload
from .programs import ProgramDraft, draft_programs, finish_program
from .refusals import FileHasErrors, LearnersNotSaid

__all__ = ["Defaults", "FileHasErrors", "LearnersNotSaid", "complete"]


def complete(reading: Reading, *, today: date | None = None, defaults: Defaults | None = None) -> CourseFile:
    """Hoàn thiện khóa — The typed course with every gap filled and told of.

    Raises FileHasErrors when the reading has errors, LearnersNotSaid when no number tells how many to make.
    """
    if reading.root is None or reading.errors:
        raise FileHasErrors(name=reading.name, count=max(1, len(reading.errors)))
    course, ledger = Block(reading.root), Ledger()
    assume = defaults or Defaults()
    assume = replace(
        assume, half_day_periods=course.at("rehearsal").number("half_day_periods") or assume.half_day_periods
    )
    learners = count_learners(course, ledger)
    if learners is None:
        raise LearnersNotSaid(name=reading.name)
    return _Filling(course, ledger, assume, today, learners).course_file()


class _Filling:
    """Việc hoàn thiện — Holds what the blocks of one course share while they are filled one after another."""

    def __init__(self, course: Block, ledger: Ledger, assume: Defaults, today: date | None, learners: int) -> None:
        self.course, self.ledger, self.assume, self.learners = course, ledger, assume, learners
        self.year = assumed_year(course, today=today, defaults=assume)
        self.calendar = fill_calendar(course, ledger, year=self.year, today=today, defaults=assume)
        self.organizations = with_school(said.organizations(course), ledger)
        duties, issuers = said.duties(course), said.issuers(course)
        first = [name for _, names in issuers for name in names]
        self.responsible = responsibilities(self.organizations, duties, ledger, first)
        self.duties = with_issuers(duties, issuers)
        self.title = course.text("title") or Text("")
        self.mode = Mode(course.word("mode") or Mode.FULL_TIME)
        self.standpoint = Standpoint(course.word("standpoint") or Standpoint.WHOLE)

    def course_file(self) -> CourseFile:
        """Khóa hoàn chỉnh — Classes first, then what hangs on their days."""
        course, ledger, assume = self.course, self.ledger, self.assume
        half_days = ceremony_half_days(course)
        drafts = draft_programs(course, ledger, assume)
        groups = said.groups(course) or self._everyone()
        school = self._body(DutyKind.MANAGE_CLASS)
        needs = tuple(draft.need(assume) for draft in drafts)
        frame = ClassFrame(
            course, self.calendar, needs, groups, self.learners, school.id, self.mode, half_days, self.year, assume
        )
        classes = fill_classes(frame, ledger)
        venues, classes = self._venues(classes)
        calendar = self._fitted(classes)
        programs = self._programs(drafts, classes, half_days)
        learners = sum(one.size for one in classes)
        self._note_mode()
        lecturers = said.lecturers(course)
        note_overload(classes, venues, programs, lecturers, ledger, half_day_periods=assume.half_day_periods)
        return CourseFile(
            id=course.word("id") or "",
            title=self.title,
            kind=course.word("kind") or "in_service",
            field=course.word("field") or "other",
            standpoint=self.standpoint,
            mode=self.mode,
            sources=said.sources(course),
            organizations=self.organizations,
            groups=with_headcounts(groups, classes),
            plan=self._plan(learners, len(classes), calendar.start),
            duties=self.duties,
            responsibilities=self.responsible,
            programs=programs,
            lecturers=lecturers,
            calendar=calendar,
            classes=classes,
            completion=self._completion(programs, calendar.end),
            rehearsal=fill_rehearsal(course, learners, ledger, year=self.year, defaults=assume),
            told_at=course.word("told_at"),
            intake=course.text("intake"),
            mode_assumed=not course.has("mode"),
            basis=said.bases(course),
            units=said.unit_sets(course),
            venues=venues,
            sites=self._sites(),
            ceremonies=fill_ceremonies(course, classes, ledger, year=self.year),
            situations=said.situations(course),
            results=said.results(course),
            papers=fill_papers(course, self.standpoint, self._certifier, ledger),
            after=said.after(course),
            links=said.links(course),
            stated=said.stated(course),
            doubts=said.doubts(course),
            notes=course.words("notes"),
            assumptions=tuple(ledger.lines),
        )

    def _programs(
        self, drafts: tuple[ProgramDraft, ...], classes: tuple[TrainingClass, ...], ceremonies: int
    ) -> tuple[Program, ...]:
        """Chương trình — Every program with periods that fit its classes."""
        return tuple(
            finish_program(
                draft,
                classes,
                self.ledger,
                course_title=self.title,
                ceremony_half_days=ceremonies,
                half_day_periods=self.assume.half_day_periods,
            )
            for draft in drafts
        )

    def _completion(self, programs: tuple[Program, ...], end: date) -> Completion:
        """Điều kiện hoàn thành — Where nothing is marked nobody can fail it, whatever the rehearsal asks for."""
        found = fill_completion(self.course, programs, self.ledger, end=end, year=self.year, defaults=self.assume)
        if not found.items and self.course.at("rehearsal").number("not_recognized"):
            self.ledger.note(
                "rehearsal.not_recognized",
                "Không có bài đánh giá nên chạy thử không có ai trượt.",
                "Nothing is marked, so the rehearsal has nobody who fails.",
            )
        return found

    def _note_mode(self) -> None:
        if not self.course.has("mode"):
            self.ledger.note("mode", "Hình thức học: tập trung.", "The mode is full time.")

    def _body(self, kind: DutyKind) -> Organization:
        return next(one.organization for one in self.responsible if one.duty is kind)

    def _certifier(self, paper: str | None) -> str:
        for duty in self.duties:
            if duty.does is DutyKind.CERTIFY and paper in duty.scope:
                return duty.by
        return self._body(DutyKind.CERTIFY).id

    def _everyone(self) -> tuple[Group, ...]:
        self.ledger.note("audience", "Nguồn không nêu đối tượng; lấy một nhóm chung.", "One group stands for all.")
        return (Group("nguoi-hoc", Text("Cán bộ, công chức được cử", assumed=True), assumed=True),)

    def _venues(self, classes: tuple[TrainingClass, ...]) -> tuple[tuple[Venue, ...], tuple[TrainingClass, ...]]:
        """Địa điểm — Classes without a venue study at the first one said, else at the host's.

        Where some classes listed have a place of their own, that place is theirs alone.
        """
        venues = said.venues(self.course)
        point = self._point() if self.standpoint is Standpoint.POINT else None
        if point is not None:
            at = point.venue or point.id
            venues = venues if point.venue else (*venues, Venue(at, point.name))
            return venues, tuple(one if one.venue else replace(one, venue=at) for one in classes)
        homeless = [one for one in classes if one.venue is None and one.mode not in (Mode.ONLINE, Mode.SELF_PACED)]
        if not homeless:
            return venues, classes
        taken = {one.venue for one in classes}
        free = [one for one in venues if one.id not in taken]
        if not free:
            host = self._body(DutyKind.HOST)
            free = [Venue("co-so", Text(f"Trụ sở {host.name}", assumed=True), assumed=True)]
            venues = (*venues, *free)
        home = free[0]
        self.ledger.note("venues", f"Nơi học: {home.name}.", f"Place of study: {home.name}.")
        names = {one.id for one in homeless}
        return venues, tuple(replace(one, venue=home.id) if one.id in names else one for one in classes)

    def _point(self) -> Site | None:
        """Điểm cầu của mình — The first one of ours that the source names: our learners sit there."""
        return next((site for site in said.sites(self.course) if site.ours and not site.name.assumed), None)

    def _fitted(self, classes: tuple[TrainingClass, ...]) -> Calendar:
        """Lịch ôm các lớp — An end that was not said is the last class day; the calendar never cuts a class."""
        said = self.calendar
        is_open = said.said_end is None or not said.said_end.is_full
        start = min(said.start, *(one.start for one in classes))
        last = max(one.end for one in classes)
        end = last if is_open else max(said.end, last)
        if said.start_assumed or start < said.start:
            self.ledger.note("calendar.start", f"Bắt đầu {day_told(start)}.", f"It starts on {day_told(start)}.")
        if said.end_assumed or end > said.end:
            self.ledger.note("calendar.end", f"Kết thúc {day_told(end)}.", f"It ends on {day_told(end)}.")
        if not is_open and end > said.end:
            self.ledger.note(
                "calendar",
                f"Lịch đến {day_told(said.end)} không đủ chỗ cho các chuyên đề; thêm ngày học.",
                f"The calendar until {day_told(said.end)} has too little room; study days are added.",
            )
        return replace(said, start=start, end=end)

    def _plan(self, learners: int, classes: int, start: date) -> Plan:
        block = self.course.at("plan")
        due = block.when("nominations_by")
        before = timedelta(days=self.assume.nominations_days_before)
        nominations_by = due.last(year=self.year) if due else start - before
        if due is None:
            self.ledger.note(
                "plan.nominations_by", f"Hạn cử: {day_told(nominations_by)}.", f"Due: {day_told(nominations_by)}."
            )
        year = block.when("year")
        return Plan(
            title=block.text("line") or self.title,
            year=(year.year if year else None) or start.year,
            learners=block.amount("learners") or Amount(learners, assumed=True),
            classes=block.amount("classes") or Amount(classes, assumed=True),
            nominations_by=nominations_by,
            basis=block.word("basis"),
            start=block.when("start"),
            end=block.when("end"),
            length=block.duration(),
            quota=said.quotas(self.course),
            coverage=block.text("coverage"),
            nominations_assumed=due is None,
            assumed=block.assumed or not self.course.has("plan"),
        )

    def _sites(self) -> tuple[Site, ...]:
        sites = said.sites(self.course)
        if self.standpoint is Standpoint.POINT and not any(site.ours for site in sites):
            self.ledger.note("sites", "Lấy một điểm cầu của mình.", "One connection point of our own is assumed.")
            return (*sites, Site("diem-cau", Text("Điểm cầu của đơn vị", assumed=True), ours=True, assumed=True))
        return sites
