"""Bước buổi học — what the rail and the home pages say of sessions, rolls, leave and attendance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet, Value, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.permissions import can_manage, can_read_people
from boiduong.course.delivery.courses.queries import visible_courses
from boiduong.course.delivery.courses.queries.waiting import managed_by
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.enrollment.permissions import clerk_units
from boiduong.course.delivery.scheduling.rules import HALVES
from boiduong.course.delivery.sessions.models import Leave, Session, TopicDone
from boiduong.course.delivery.sessions.papers import fee_lists, leave_forms
from boiduong.course.delivery.sessions.queries import (
    HELD,
    ON_ROLL,
    at_risk,
    attendance_for,
    leaves_for_unit,
    roll_counts,
    to_make_up,
)
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.rules import Role
from boiduong.refusals import gettext_noop
from boiduong.web.prepared import prepared
from boiduong.web.reading import once
from boiduong.web.registry import Action, Need, Panel, StepFacts, Waiting, panel, step, waiting
from boiduong.web.sheets import Sheet, offer
from boiduong.web.words import in_sentence


@step("sessions")
def sessions_step(course: Course, user: User | None, at: datetime) -> StepFacts:
    """Buổi học và điểm danh — done when every session was held; begins with a released timetable."""
    count = dict(zip(COUNTED, next(iter(_counts(course.pk, at)), (0,) * len(COUNTED)), strict=True))
    if not count["all"]:
        alone = [one for one in course.classes.all() if one.mode == "self_paced" and one.state != "cancelled"]
        return _learned_alone(course, alone, user) if alone else StepFacts(note=gettext("after the timetable"))
    note = gettext("%(held)d of %(all)d sessions held") % count
    if count["held"] == count["all"]:
        return _all_held(course, user, note)
    needs = []
    if count["open"]:
        words = ngettext("%(n)d roll is open", "%(n)d rolls are open", count["open"]) % {"n": count["open"]}
        needs.append(Need(words, gettext("Close it when the session ends"), level="clock"))
    if count["late"]:
        words = ngettext("%(n)d past session has no roll", "%(n)d past sessions have no roll", count["late"])
        needs.append(Need(words % {"n": count["late"]}, gettext("The training officer enters it from paper")))
    if not has_role(user, Role.TRAINING_OFFICER, Role.CLASS_MANAGER):
        return StepFacts(note=note)
    title, main = _next_roll(course, user, at)
    return StepFacts(
        note=note,
        title=title,
        lead=gettext("The class manager opens it on the day; who is not marked when it closes is absent."),
        main=main,
        needs=tuple(needs),
    )


COUNTED = ("all", "held", "open", "late")


@prepared
def _counts(course: int, at: datetime) -> QuerySet[Session, Any]:
    """Sessions of a course that were not cancelled: all, held, with an open roll, over without one."""
    rows = Session.objects.filter(course=course).exclude(state="cancelled").order_by().values(one=Value(1))
    counted = rows.annotate(
        all=Count("id"),
        held=Count("id", filter=Q(state__in=HELD)),
        open=Count("id", filter=Q(state="open")),
        late=Count("id", filter=Q(state="planned", ends_at__lt=at)),
    )
    return counted.values_list(*COUNTED)


def _next_roll(course: Course, user: User | None, at: datetime) -> tuple[str, Action]:
    """What the roll asks for now: one that is open, one that was missed and goes in from paper, or the next one."""
    today = timezone.localdate(at)
    ahead = course.sessions.filter(state__in=["open", "planned"]).order_by("starts_at", "training_class__position")
    sessions = [*ahead.select_related("course", "training_class")]
    office = can_manage(user, course)
    now = next((s for s in sessions if s.state == "open" or s.day == today), None)
    missed = next((s for s in sessions if s.day < today), None)
    next_one = next((s for s in sessions if s.day > today), sessions[0])
    if now is not None:
        return _said(gettext("Keep the roll: %(label)s, %(half)s %(day)s"), now), _open(now)
    if missed is not None and office:
        words = gettext("Enter the roll from paper: %(label)s, %(half)s %(day)s")
        return _said(words, missed), Action(gettext("Enter from paper"), _open(missed).url)
    words = gettext("The next session: %(label)s, %(half)s %(day)s")
    return _said(words, next_one), Action(gettext("Look at the session"), _open(next_one).url)


def _said(words: str, session: Session) -> str:
    half = gettext(HALVES.get(session.half, session.half)).lower()
    day = f"{session.day.day}/{session.day.month}"
    return words % {"label": session.training_class.label, "half": half, "day": day}


def _learned_alone(course: Course, classes: list[TrainingClass], user: User | None) -> StepFacts:
    """Tự học — done when the lessons of every such class have ended; else the topics done are to be recorded."""
    people = Enrollment.objects.filter(course=course, state__in=ON_ROLL).count()
    begun = TopicDone.objects.filter(enrollment__course=course, voids=None, voided_by=None)
    n = begun.values("enrollment").distinct().count()
    note = gettext("%(n)d of %(all)d have learned a topic") % {"n": n, "all": people}
    first = next((c for c in classes if c.state in ("opened", "running")), None)
    if first is None:
        ended = all(c.state in ("assessing", "recognized", "closed") for c in classes)
        return StepFacts(state="done", note=note) if ended else StepFacts(note=gettext("after the opening"))
    if not can_manage(user, course) and not has_role(user, Role.CLASS_MANAGER):
        return StepFacts(note=note)
    url = reverse("sessions:alone", kwargs={"slug": course.slug, "pk": first.pk})
    return StepFacts(
        note=note,
        title=gettext("Record what was learned alone: %(label)s") % {"label": first.label},
        lead=gettext("There are no sessions: each topic counts once its completion is recorded."),
        main=Action(gettext("Record topics done"), url),
    )


def _all_held(course: Course, user: User | None, note: str) -> StepFacts:
    """Học xong các buổi — done once each class has ended its lessons, which somebody in charge says."""
    running = next((one for one in course.classes.all() if one.state == "running"), None)
    if running is None:
        return StepFacts(state="done", note=note)
    if not has_role(user, Role.TRAINING_OFFICER, Role.CLASS_MANAGER):
        return StepFacts(note=note)
    return StepFacts(
        note=note,
        title=gettext("End the lessons of %(label)s") % {"label": in_sentence(running.label)},
        lead=gettext("Every session is held. After this the class is assessed and its results are considered."),
        main=_end(running, course),
    )


def _end(training_class: TrainingClass, course: Course) -> Action:
    url = reverse("courses:training_class", kwargs={"slug": course.slug, "pk": training_class.pk})
    return Action(gettext("Go to the class"), f"{url}#acts")


def _my_classes(user: User) -> list[int]:
    """Classes that the person manages: a manager who was replaced has none of it left."""
    if not user.person_id:
        return []
    person = user.person_id
    return once(
        f"sessions.my_classes:{user.pk}", lambda: [pk for (pk,) in managed_by(person).values_list("training_class")]
    )


M = TypeVar("M", bound=Model)


def _first(found: QuerySet[M], order: str) -> tuple[M | None, int]:
    """The first row and how many there are, in one query."""
    first = found.annotate(how_many=Window(Count("pk"))).order_by(order).first()
    return first, int(getattr(first, "how_many", 0))


def _teaches(today: date, at: datetime) -> Exists:
    return Exists(TrainingClass.objects.filter(course=OuterRef("pk"), state="running"))


@waiting(Role.CLASS_MANAGER, may=_teaches)
def make_ups_to_book(user: User, at: datetime) -> Iterator[Waiting]:
    """Học bù cần xếp — one line a class: the topic that was missed comes again in another class."""
    if not user.person_id:
        return
    for pk, slug, label, title, n in to_make_up(user.person_id, at):
        words = ngettext("Book a make-up for %(n)d learner", "Book make-ups for %(n)d learners", n) % {"n": n}
        detail = gettext("%(label)s, %(course)s. Another class still holds the topic they missed.")
        address = reverse("sessions:class_roll", kwargs={"slug": slug, "pk": pk})
        yield Waiting(words, detail % {"label": label, "course": title}, Action(gettext("See who was absent"), address))


@waiting(Role.CLASS_MANAGER)
def for_class_manager(user: User, at: datetime) -> Iterator[Waiting]:
    """Việc của chủ nhiệm — rolls of today not open, leave to decide, lesson logs not signed."""
    classes = _my_classes(user)
    if not classes:
        return
    sessions = Session.objects.filter(training_class__in=classes).select_related("course", "training_class")
    for one in sessions.filter(day=timezone.localdate(at), state="planned").order_by("starts_at")[:4]:
        words = gettext("Open the roll: %(label)s, %(half)s") % {
            "label": one.training_class.label,
            "half": gettext(HALVES.get(one.half, one.half)).lower(),
        }
        yield Waiting(words, one.course.title, _open(one), due=one.day, urgent=one.starts_at <= at)
    missed = sessions.filter(state="planned", day__lt=timezone.localdate(at))
    late, n = _first(missed, "starts_at")
    if late is not None:
        words = ngettext("%(n)d past session has no roll", "%(n)d past sessions have no roll", n) % {"n": n}
        url = reverse("sessions:step", kwargs={"slug": late.course.slug})
        yield Waiting(words, gettext("Give the paper to the training officer"), Action(gettext("See which"), url))
    unsigned = sessions.filter(state="closed").filter(Q(log__isnull=True) | Q(log__signed_by_manager_at__isnull=True))
    first, n = _first(unsigned, "starts_at")
    if first is not None:
        words = ngettext("Sign %(n)d lesson log", "Sign %(n)d lesson logs", n) % {"n": n}
        yield Waiting(words, first.course.title, _open(first))
    yield from _leaves(Leave.objects.filter(enrollment__training_class__in=classes, level="class_manager"))
    left = Exists(Session.objects.filter(training_class=OuterRef("pk"), state__in=["planned", "open"]))
    taught = TrainingClass.objects.filter(~left, pk__in=classes, state="running").select_related("course")
    for training_class in taught.order_by("pk"):
        words = gettext("End the lessons of %(label)s") % {"label": in_sentence(training_class.label)}
        yield Waiting(words, training_class.course.title, _end(training_class, training_class.course))


def _leave_or_roll(today: date, at: datetime) -> Q:
    asked = Leave.objects.filter(enrollment__course=OuterRef("pk"), state="asked")
    return Exists(asked) | Exists(Session.objects.filter(course=OuterRef("pk"), state="planned", ends_at__lt=at))


@waiting(Role.TRAINING_OFFICER, may=_leave_or_roll)
def for_officer(user: User, at: datetime) -> Iterator[Waiting]:
    """Việc của cán bộ đào tạo — leave above the class manager, past sessions without a roll."""
    courses = visible_courses(user).values("pk")
    yield from _leaves(Leave.objects.filter(enrollment__course__in=courses).exclude(level="class_manager"))
    late = Session.objects.filter(course__in=courses, state="planned", ends_at__lt=at, course__state="under_way")
    first = late.select_related("course").order_by("starts_at").first()
    if first is not None:
        n = late.count()
        words = ngettext("%(n)d past session has no roll", "%(n)d past sessions have no roll", n) % {"n": n}
        url = reverse("sessions:step", kwargs={"slug": first.course.slug})
        yield Waiting(words, first.course.title, Action(gettext("Enter from paper"), url))


def _leaves(found: QuerySet[Leave]) -> Iterator[Waiting]:
    asked = found.filter(state="asked").select_related("enrollment__course")
    first, n = _first(asked, "from_at")
    if first is not None:
        words = ngettext("Decide %(n)d leave request", "Decide %(n)d leave requests", n) % {"n": n}
        url = reverse("sessions:leaves", kwargs={"slug": first.enrollment.course.slug})
        due = timezone.localtime(first.from_at).date()
        yield Waiting(words, first.enrollment.course.title, Action(gettext("Decide on the leave"), url), due=due)


@waiting(Role.UNIT_CLERK)
def leaves_of_the_unit(user: User, at: datetime) -> Iterator[Waiting]:
    """Đơn nghỉ chờ đơn vị xác nhận — long leave of the people of the unit."""
    asked = leaves_for_unit(clerk_units(user))
    first, n = _first(asked, "from_at")
    if first is not None:
        words = ngettext("Confirm %(n)d leave request", "Confirm %(n)d leave requests", n) % {"n": n}
        url = reverse("sessions:leaves", kwargs={"slug": first.enrollment.course.slug})
        due = timezone.localtime(first.from_at).date()
        yield Waiting(words, first.enrollment.course.title, Action(gettext("See who asks"), url), due=due)


def _open(session: Session) -> Action:
    url = reverse("sessions:session", kwargs={"slug": session.course.slug, "pk": session.pk})
    return Action(gettext("Open the session"), url)


@waiting(Role.LECTURER)
def logs_to_sign(user: User, at: datetime) -> Iterator[Waiting]:
    """Sổ đầu bài chờ giảng viên ký — of sessions held."""
    if not user.person_id:
        return
    held = Session.objects.filter(state="closed", entry__lecturers__lecturer__person=user.person_id)
    unsigned = held.filter(Q(log__isnull=True) | Q(log__signed_by_lecturer_at__isnull=True)).select_related("course")
    for one in unsigned.select_related("training_class").order_by("starts_at").distinct()[:5]:
        facts = {"label": one.training_class.label, "day": f"{one.day.day}/{one.day.month}"}
        yield Waiting(gettext("Sign the lesson log: %(label)s, %(day)s") % facts, one.course.title, _open(one))


@panel(f"home:{Role.CLASS_MANAGER.value}")
def running_now(user: User, at: datetime) -> Panel | None:
    """Buổi đang diễn ra — today's sessions of my classes with present and expected."""
    classes = _my_classes(user)
    if not classes:
        return None
    today = Session.objects.filter(training_class__in=classes, day=timezone.localdate(at)).exclude(state="cancelled")
    sessions = [*today.select_related("course", "training_class", "topic", "entry__room").order_by("starts_at")]
    counts = roll_counts(sessions)
    ahead = None
    if not sessions:
        later = Session.objects.filter(training_class__in=classes, state="planned", starts_at__gt=at)
        ahead = later.select_related("training_class", "topic", "course").order_by("starts_at").first()
    courses = Course.objects.filter(classes__in=classes, state="under_way").distinct()
    risky = [(r, c) for c in courses[:3] for r in at_risk(c)[:5]]
    rows = [(s, counts[s.pk], gettext(HALVES.get(s.half, s.half))) for s in sessions]
    return Panel("sessions/manager_panel.html", {"rows": rows, "ahead": ahead, "risky": risky}, order=10)


@panel(f"home:{Role.LEARNER.value}")
def learner_today(user: User, at: datetime) -> Panel | None:
    """Học viên — the next session, and own attendance in periods of the courses under way."""
    if not user.person_id:
        return None
    seats = Enrollment.objects.filter(person=user.person_id, state__in=ON_ROLL, course__state="under_way")
    rows = []
    for seat in seats.select_related(
        "course__institution", "training_class__rule_set", "training_class__course__institution"
    ):
        ahead = Session.objects.filter(training_class=seat.training_class_id, ends_at__gte=at).exclude(
            state="cancelled"
        )
        first = ahead.select_related("topic", "entry__room").order_by("starts_at").first()
        half = gettext(HALVES.get(first.half, first.half)) if first else ""
        rows.append((seat, first, half, attendance_for(seat)))
    return Panel("sessions/learner_panel.html", {"rows": rows}, order=10) if rows else None


offer(
    Sheet(
        "don-xin-nghi",
        "Đơn xin nghỉ học",
        gettext_noop("A page for each request made here, and a blank one"),
        leave_forms,
        can_read_people,
        order=60,
        step="sessions",
    )
)


@prepared
def _taught(course: int) -> QuerySet[Session, Any]:
    """A session held that has a named lecturer, where there is one."""
    held = Session.objects.filter(course=course, state__in=HELD, entry__lecturers__isnull=False)
    return held.order_by().values_list("pk")[:1]


def _nobody_taught(course: Course) -> str:
    """Whoever is paid taught a session whose roll is closed."""
    return "" if _taught(course.pk) else gettext_noop("No session with a named lecturer has its roll closed yet.")


offer(
    Sheet(
        "ke-tien-giang",
        "Bảng kê thanh toán tiền giảng",
        gettext_noop("Half-days and periods of the sessions held, at the rates written for the lecturers"),
        fee_lists,
        can_manage,
        kind="fee_list",
        duty="pay",
        order=90,
        step="sessions",
        waits=_nobody_taught,
    )
)
