"""Bước lịch học — what the rail and the home pages say of the timetable."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.permissions import can_read_people
from boiduong.course.delivery.courses.queries import visible_courses
from boiduong.course.delivery.scheduling.models import Entry, LecturerRequest
from boiduong.course.delivery.scheduling.papers import opening_programs
from boiduong.course.delivery.scheduling.queries.calendars import own_rows, own_seats
from boiduong.course.delivery.scheduling.queries.teaching import Conflict, busy_on_released
from boiduong.course.delivery.scheduling.rules import HALVES
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.notifications.queries import messages_to
from boiduong.foundation.notifications.services import delivered
from boiduong.foundation.venues.models import Room
from boiduong.refusals import gettext_noop
from boiduong.web.registry import Action, Need, Panel, StepFacts, Waiting, panel, step, waiting
from boiduong.web.sheets import Sheet, offer

SOON, WEEK = timedelta(days=14), timedelta(days=7)


@step("timetable")
def timetable_step(course: Course, user: User | None, at: datetime) -> StepFacts:
    """Lịch học — done when one is released; does not apply to courses that only learn by themselves."""
    states = {one.state for one in course.timetables.all()} - {"superseded", "discarded"}
    address = reverse("scheduling:step", kwargs={"slug": course.slug})
    if "released" in states:
        note = gettext("being adjusted") if "draft" in states else gettext("released")
        return StepFacts(state="done", note=note)
    modes = {one.mode for one in course.classes.all()}
    if modes == {"self_paced"}:
        return StepFacts(state="off")
    if not has_role(user, Role.TRAINING_OFFICER):
        return StepFacts(note=gettext("working copy") if "draft" in states else "")
    if "draft" in states:
        return StepFacts(
            note=gettext("working copy"),
            title=gettext("Finish the timetable and release it"),
            lead=gettext("Released, it makes the sessions of every class, and the paper goes to be numbered."),
            main=Action(gettext("Release the timetable"), reverse("scheduling:release", kwargs={"slug": course.slug})),
        )
    needs = () if modes else (Need(gettext("The course has no class yet")),)
    return StepFacts(
        title=gettext("Draw up the timetable"),
        lead=gettext("Begin with an empty one, or let the machine place the topics in order."),
        main=None if needs else Action(gettext("Open the timetable"), address),
        needs=needs,
    )


def _begins_later(today: date, at: datetime) -> Exists:
    found = Course.objects.filter(pk=OuterRef("pk"), starts_on__gte=today)
    return Exists(found.filter(state__in=["ready", "under_way"]))


@waiting(Role.TRAINING_OFFICER, may=_begins_later)
def not_released(user: User, at: datetime) -> Iterator[Waiting]:
    """Khóa sắp học mà chưa có lịch — beginning within two weeks."""
    today = timezone.localdate(at)
    courses = visible_courses(user).filter(
        state__in=["ready", "under_way"], starts_on__gte=today, starts_on__lte=today + SOON
    )
    for course in courses.exclude(timetables__state="released").exclude(classes__mode="self_paced")[:5]:
        address = reverse("scheduling:step", kwargs={"slug": course.slug})
        yield Waiting(
            gettext("Release the timetable of %(course)s") % {"course": course.title},
            gettext("The course begins then, and nobody knows the hours yet"),
            Action(gettext("Open the timetable"), address),
            due=course.starts_on,
        )


@waiting(Role.TRAINING_OFFICER)
def busy_lecturers(user: User, at: datetime) -> Iterator[Waiting]:
    """Giảng viên báo bận buổi đã phát hành — one line a course and lecturer, with the way to repair it."""
    found: dict[tuple[int, int], list[Conflict]] = {}
    every = busy_on_released(at=at)
    seen = {*visible_courses(user).values_list("pk", flat=True)} if every else set()
    for one in every:
        if one.entry.version.course_id in seen:
            found.setdefault((one.entry.version.course_id, one.lecturer.pk), []).append(one)
    for conflicts in [*found.values()][:5]:
        first = conflicts[0]
        course = first.entry.version.course
        words = ngettext(
            "%(who)s cannot come to %(n)d session of a released timetable",
            "%(who)s cannot come to %(n)d sessions of a released timetable",
            len(conflicts),
        )
        address = reverse("scheduling:repair", kwargs={"slug": course.slug})
        yield Waiting(
            words % {"who": first.lecturer.label, "n": len(conflicts)},
            course.title,
            Action(gettext("Repair the timetable"), f"{address}?ai=gv-{first.lecturer.pk}"),
            due=first.entry.day,
            urgent=True,
        )


def _asks_lecturers(today: date, at: datetime) -> Exists:
    found = LecturerRequest.objects.filter(course=OuterRef("pk"), course__ends_on__gte=today)
    return Exists(found.filter(state__in=["declined", "sent", "named"]))


@waiting(Role.TRAINING_OFFICER, may=_asks_lecturers)
def requests_open(user: User, at: datetime) -> Iterator[Waiting]:
    """Lời mời bị từ chối, hoặc chưa trả lời khi còn một tuần."""
    today = timezone.localdate(at)
    soon = Q(state="declined") | Q(state__in=["sent", "named"], course__starts_on__lte=today + WEEK)
    rows = LecturerRequest.objects.filter(soon, course__ends_on__gte=today).order_by("course__starts_on", "pk")
    asked = [*rows.select_related("course", "lecturer__person")[:50]]
    seen = {*visible_courses(user).values_list("pk", flat=True)} if asked else set()
    for row in [one for one in asked if one.course_id in seen][:5]:
        declined = row.state == "declined"
        words = gettext("%(who)s does not come") if declined else gettext("%(who)s has not answered the request")
        yield Waiting(
            words % {"who": row.lecturer.label},
            row.answer_text or row.course.title,
            Action(gettext("Lecturers of the course"), reverse("scheduling:asking", kwargs={"slug": row.course.slug})),
            due=row.course.starts_on,
        )


def told_lately(user: User, at: datetime) -> Panel | None:
    """Lịch đã thay đổi — what a person was told in the last two weeks; seen as soon as it is shown."""
    if not user.person_id:
        return None
    heard = [*messages_to(("person", user.person_id)).filter(made_at__gte=at - SOON)[:3]]
    delivered([one for one in heard if not one.seen], how="seen", at=at)
    return Panel("scheduling/told_panel.html", {"heard": heard}, order=5) if heard else None


for _role in (Role.LECTURER, Role.LEARNER, Role.CLASS_MANAGER):
    panel(f"home:{_role.value}")(told_lately)


@panel(f"home:{Role.LECTURER.value}")
def own_lessons(user: User, at: datetime) -> Panel | None:
    """Buổi tôi dạy — the next sessions of a lecturer, on released timetables."""
    if not user.person_id:
        return None
    lessons = Entry.objects.filter(
        version__state="released", lecturers__lecturer__person_id=user.person_id, ends_at__gte=at
    )
    shown = [*lessons.select_related("topic", "room", "version__course").order_by("starts_at").distinct()[:6]]
    rows = [(e, gettext(HALVES.get(e.half, e.half))) for e in shown]
    words = ngettext("%(n)d session ahead", "%(n)d sessions ahead", len(rows)) % {"n": len(rows)}
    return Panel("scheduling/lecturer_panel.html", {"rows": rows, "words": words}, order=10)


def _calendars(*rows: tuple[str, int, str], order: int = 60) -> Panel | None:
    """One button a calendar: the word of its address, whose it is, and its name where there are several."""
    return Panel("scheduling/calendar_panel.html", {"rows": rows}, order=order) if rows else None


@panel(f"home:{Role.LEARNER.value}")
def calendars_of_learner(user: User, at: datetime) -> Panel | None:
    """Lịch học trên điện thoại — of the classes in which one learns."""
    seats = own_seats(user)
    name = len(seats) > 1
    return _calendars(*(("hoc-vien", s.pk, s.training_class.label if name else "") for s in seats))


@panel(f"home:{Role.LECTURER.value}")
def calendars_of_lecturer(user: User, at: datetime) -> Panel | None:
    """Lịch dạy trên điện thoại — one is enough: the feed of any row of a person holds what all of them teach."""
    return _calendars(*(("giang-vien", one.pk, "") for one in own_rows(user)[:1]))


@panel("training_class")
def calendar_of_class(user: User, at: datetime, training_class: TrainingClass) -> Panel | None:
    """Lịch của lớp."""
    return _calendars(("lop", training_class.pk, ""))


@panel("lecturer")
def calendar_of_lecturer(user: User, at: datetime, lecturer: Lecturer) -> Panel | None:
    """Lịch của giảng viên — on the page of the office."""
    return _calendars(("giang-vien", lecturer.pk, ""))


@panel("room")
def calendar_of_room(user: User, at: datetime, room: Room) -> Panel | None:
    """Lịch của phòng — for the telephone of the caretaker, or a screen at the door."""
    return _calendars(("phong", room.pk, ""))


offer(
    Sheet(
        "chuong-trinh-khai-giang",
        "Chương trình khai giảng",
        gettext_noop("From the opening on the timetable: decisions read out, speeches, the first topic"),
        opening_programs,
        can_read_people,
        order=22,
        step="opening",
    )
)
