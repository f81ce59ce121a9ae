"""Bước chiêu sinh, mở lớp — what the rail says of them, and what waits for whom on the home pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from boiduong.course.delivery.courses.models import Course, CourseDocument, StaffDuty
from boiduong.course.delivery.courses.permissions import can_manage
from boiduong.course.delivery.courses.queries import visible_courses
from boiduong.course.delivery.enrollment.models import Call, ClassOfficer, Enrollment, Nomination
from boiduong.course.delivery.enrollment.papers import boards, manager_decisions, officer_decisions
from boiduong.course.delivery.enrollment.permissions import can_call, can_form, can_open, can_review, clerk_units
from boiduong.course.delivery.enrollment.queries import (
    OPENING_ROLE,
    calls_for,
    lines_by_call,
    live_call,
    nominations_by_state,
)
from boiduong.course.delivery.enrollment.rules import SEATED
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.organizations.queries import among
from boiduong.refusals import gettext_noop
from boiduong.web.registry import Action, Need, StepFacts, Waiting, step, waiting
from boiduong.web.sheets import Sheet, offer

# Summons still unanswered this near to the first day are urgent.
NEAR = timedelta(days=7)


def _url(name: str, course: Course, **more: object) -> str:
    return reverse(f"enrollment:{name}", kwargs={"slug": course.slug, **more})


def _unit_asked(user: User | None, call: Call) -> int | None:
    """The first unit of this clerk from which an open call asks people."""
    units = clerk_units(user) if call.state == "issued" else frozenset[int]()
    if not units:
        return None
    rows = call.quotas.filter(unit_id__in=among(units), seats__gt=0).order_by("pk")
    return rows.values_list("unit_id", flat=True).first()


def _sends_or_decides(user: User | None, course: Course) -> bool:
    """Whoever decides on the names, and the clerk of a unit that is asked for some."""
    call = live_call(course)
    return can_review(user, course) or (call is not None and _unit_asked(user, call) is not None)


# A class whose list was opened by decision and whose lessons have not ended: its people can be summoned.
OPEN = ("opened", "running")
# Names that a unit only writes down, or took back: nobody was sent with them.
NEVER_SENT = ("proposed", "withdrawn", "replaced", "lapsed")


@step("nominations", acts=_sends_or_decides)
def nominations_step(course: Course, user: User | None, at: datetime) -> StepFacts:
    """Chiêu sinh và cử — done when the call is closed and every name is decided; a point course has no call."""
    call = live_call(course)
    address = _url("nominations", course)
    if call is None:
        if course.standpoint == "point" or course.enrollments.exists():
            return StepFacts(state="off" if course.standpoint == "point" else "done")
        return StepFacts(
            title=gettext("Call for nominations"),
            lead=gettext("Deadline and seats of each unit; then the letter goes out."),
            main=Action(gettext("Write the call"), f"{address}#new-call") if can_call(user, course) else None,
        )
    states = nominations_by_state(course)
    told = {
        "sent": sum(n for state, n in states.items() if state not in NEVER_SENT),
        "waiting": states.get("submitted", 0),
        "taken": states.get("accepted", 0) + states.get("placed", 0),
    }
    note = gettext("%(taken)d accepted of %(sent)d sent") % {"taken": told["taken"], "sent": told["sent"]}
    if call.state == "closed" and not told["waiting"]:
        return StepFacts(state="done", note=note)
    own = None if can_review(user, course) else _unit_asked(user, call)
    if own is not None:
        return StepFacts(
            note=note, title=gettext("Send the people of your unit"), needs=_call_needs(call, course, at),
            main=Action(gettext("Open the list"), _url("unit", course, unit=own)),
        )  # fmt: skip
    if told["waiting"]:
        words = ngettext("Decide on %(n)d person sent", "Decide on %(n)d people sent", told["waiting"])
        return StepFacts(
            note=note, title=words % {"n": told["waiting"]}, main=Action(gettext("Review"), _url("review", course)),
            needs=_call_needs(call, course, at),
        )  # fmt: skip
    return _next_of_call(call, course, note, at)


def _call_needs(call: Call, course: Course, at: datetime) -> tuple[Need, ...]:
    if call.state == "closed":
        return (Need(gettext("The call is closed"), level="done"),)
    day = f"{call.due_on.day}/{call.due_on.month}/{call.due_on.year}"
    return (Need(gettext("The call is open until %(day)s") % {"day": day}, level="clock"),)


def _next_of_call(call: Call, course: Course, note: str, at: datetime) -> StepFacts:
    """What comes next while nothing waits to be decided."""
    if call.state == "draft":
        has_quota = call.quotas.filter(seats__gt=0).exists()
        numbered = call.document is not None and bool(call.document.number_text)
        needs = (
            Need(gettext("Seats of each unit are set"), level="done")
            if has_quota
            else Need(gettext("No unit has a quota yet"), action=Action(gettext("Set"), _url("quota", course))),
            Need(gettext("The letter has its number"), level="done")
            if numbered
            else Need(
                gettext("The letter is not numbered yet"),
                gettext("A call whose letter went out elsewhere needs none"),
                "clock",
            ),
        )
        return StepFacts(note=note, title=gettext("Issue the call"), needs=needs)
    if timezone.localdate(at) > call.due_on:
        return StepFacts(note=note, title=gettext("Close the call"), lead=gettext("The deadline has passed."))
    day = f"{call.due_on.day}/{call.due_on.month}/{call.due_on.year}"
    return StepFacts(
        note=note,
        title=gettext("Units are sending their lists"),
        lead=gettext("Lists come until %(day)s and appear here.") % {"day": day},
    )


@step("opening", acts=can_form)
def opening_step(course: Course, user: User | None, at: datetime) -> StepFacts:
    """Mở lớp và triệu tập — done when every class is open and nobody on a list is left unsummoned."""
    states = [one.state for one in course.classes.all() if one.state != "cancelled"]
    told = {"all": len(states), "opened": sum(state not in ("forming", "postponed") for state in states)}
    people = Enrollment.objects.filter(course=course, state__in=SEATED).aggregate(
        all=Count("pk"), listed=Count("pk", filter=Q(state="listed")),
        sure=Count("pk", filter=Q(state__in=("confirmed", "attending"))),
        ready=Count("pk", filter=Q(state="listed", training_class__state__in=OPEN)),
    )  # fmt: skip
    note = gettext("%(opened)d of %(all)d classes open") % {"opened": told["opened"], "all": told["all"]}
    if people["all"] and told["opened"] == told["all"] and not people["listed"]:
        sure = gettext("%(sure)d of %(all)d confirmed") % {"sure": people["sure"], "all": people["all"]}
        return StepFacts(state="done", note=f"{note}, {sure}")
    homeless, still_open = _left_over(course)
    if homeless:
        words = ngettext("Divide %(n)d person into classes", "Divide %(n)d people into classes", homeless)
        return StepFacts(
            note=note, title=words % {"n": homeless}, main=Action(gettext("See a proposal"), _url("forming", course))
        )
    if people["ready"]:  # classes that wait for their decision keep nobody from being summoned to those that are open
        words = ngettext("Summon %(n)d learner", "Summon %(n)d learners", people["ready"])
        return StepFacts(note=note, title=words % {"n": people["ready"]}, main=_first_class(course))
    papers = _decisions(course)
    if papers and told["all"] and not still_open:
        return _decided(course, note, papers)
    needs = (
        Need(gettext("Classes exist"), level="done") if told["all"] else Need(gettext("The course has no class yet")),
        Need(gettext("The list is fixed"), level="done")
        if not still_open
        else Need(gettext("The call is not closed yet")),
        Need(gettext("People are divided into classes"), level="done")
        if people["all"]
        else Need(gettext("Nobody is in a class yet")),
    )
    return StepFacts(
        note=note, title=gettext("Open the classes by decision"),
        lead=gettext("The decision is drafted here and numbered by the records officer."), needs=needs,
    )  # fmt: skip


def _decisions(course: Course) -> dict[int, bool]:
    """Classes not open yet that have a decision, and whether it has its number; one query."""
    forming = [one.pk for one in course.classes.all() if one.state == "forming"]
    rows = CourseDocument.objects.filter(training_class__in=forming, role=OPENING_ROLE)
    rows = rows.exclude(document__state__in=("discarded", "void")).order_by("pk")
    return {pk: bool(text) for pk, text in rows.values_list("training_class", "document__number_text")}


def _decided(course: Course, note: str, papers: dict[int, bool]) -> StepFacts:
    """Decisions are written: the records officer numbers them, then the classes are opened by them."""
    labels = {one.pk: one.label for one in course.classes.all() if one.state == "forming"}
    without = [label for pk, label in labels.items() if pk not in papers]
    waiting = [label for pk, label in labels.items() if papers.get(pk) is False]
    needs = [Need(gettext("%(name)s has no decision yet") % {"name": name}) for name in without]
    needs += [
        Need(gettext("The decision of %(name)s waits for its number from the records officer") % {"name": name},
             level="clock") for name in waiting
    ]  # fmt: skip
    ready = [label for pk, label in labels.items() if papers.get(pk)]
    title = gettext("Open the classes by decision")
    if ready:
        words = gettext("Open %(names)s by the numbered decision")
        title = words % {"names": ", ".join(ready)}
    return StepFacts(note=note, title=title, needs=tuple(needs))


def _left_over(course: Course) -> tuple[int, bool]:
    """How many are accepted and in no class, and whether a call is still open; one query."""
    calls = Call.objects.filter(course=OuterRef("pk")).exclude(state="closed")
    accepted = Count("nominations", filter=Q(nominations__state="accepted"))
    found = Course.objects.filter(pk=course.pk).annotate(homeless=accepted, still_open=Exists(calls))
    return found.values_list("homeless", "still_open").get()


def _first_class(course: Course) -> Action | None:
    unsummoned = Enrollment.objects.filter(training_class=OuterRef("pk"), state="listed")
    found = course.classes.filter(Exists(unsummoned), state__in=OPEN).order_by("position").first()
    return Action(gettext("Open the class"), f"{_url('class', course, pk=found.pk)}#trieu-tap") if found else None


def _was_sent_names(today: date, at: datetime) -> Exists:
    return Exists(Nomination.objects.filter(course=OuterRef("pk"), state="submitted"))


@waiting(Role.TRAINING_OFFICER, Role.MANAGING_AUTHORITY, may=_was_sent_names)
def people_to_decide(user: User, at: datetime) -> Iterable[Waiting]:
    """Người chờ xét — a line for each course with names that were sent."""
    courses = visible_courses(user).annotate(n=Count("nominations", filter=Q(nominations__state="submitted")))
    for course in courses.filter(n__gt=0).order_by("starts_on", "pk")[:20]:
        words = ngettext("%(n)d person sent waits for a decision", "%(n)d people sent wait for a decision", course.n)
        yield Waiting(
            words % {"n": course.n}, course.title, Action(gettext("Review"), _url("review", course)), course.starts_on
        )


def _calls_too_long(today: date, at: datetime) -> Exists:
    return Exists(Call.objects.filter(course=OuterRef("pk"), state="issued", due_on__lt=today))


@waiting(Role.TRAINING_OFFICER, may=_calls_too_long)
def calls_to_close(user: User, at: datetime) -> Iterable[Waiting]:
    """Đợt chiêu sinh quá hạn — still open after the deadline."""
    today = timezone.localdate(at)
    late = Call.objects.filter(state="issued", due_on__lt=today, course__in=visible_courses(user))
    for call in late.select_related("course").order_by("due_on")[:20]:
        title, action = (
            gettext("Close the call: its deadline has passed"),
            Action(gettext("Open the call"), _url("nominations", call.course)),
        )
        yield Waiting(title, call.course.title, action, call.due_on)


def _awaits_answers(today: date, at: datetime) -> Exists:
    return Exists(Enrollment.objects.filter(course=OuterRef("pk"), state="summoned", course__starts_on__gte=today))


@waiting(Role.TRAINING_OFFICER, may=_awaits_answers)
def summons_unanswered(user: User, at: datetime) -> Iterable[Waiting]:
    """Giấy triệu tập chưa trả lời — of courses that have not begun."""
    today = timezone.localdate(at)
    asked = Q(enrollments__state="summoned")
    courses = visible_courses(user).filter(starts_on__gte=today).annotate(n=Count("enrollments", filter=asked))
    for course in courses.filter(n__gt=0).order_by("starts_on")[:20]:
        words = ngettext("%(n)d learner has not confirmed", "%(n)d learners have not confirmed", course.n)
        near = course.starts_on is not None and course.starts_on - today <= NEAR
        yield Waiting(
            words % {"n": course.n},
            course.title,
            Action(gettext("Remind them"), _url("unconfirmed", course)),
            course.starts_on,
            near,
        )


@waiting(Role.UNIT_CLERK)
def seats_to_fill(user: User, at: datetime) -> Iterable[Waiting]:
    """Chỗ của đơn vị — what is asked of us, and by when; a list that was not sent comes first."""
    calls = list(calls_for(user).filter(state="issued")[:20])
    units = clerk_units(user)
    lines = lines_by_call(calls, on=timezone.localdate(at), unit_ids=units)
    ready = dict(
        Nomination.objects.filter(call__in=calls, sent_by_id__in=units, state="proposed")
        .values("call").order_by().annotate(n=Count("pk")).values_list("call", "n")
    )  # fmt: skip
    for call in calls:
        left = sum(line.room.left for line in lines[call.pk])
        for line in lines[call.pk][:1]:
            action = Action(gettext("Open the list"), _url("unit", call.course, unit=line.quota.unit_id))
            if ready.get(call.pk):
                words = ngettext("Send the list of %(n)d person", "Send the list of %(n)d people", ready[call.pk])
                yield Waiting(words % {"n": ready[call.pk]}, call.course.title, action, call.due_on)
            elif left:
                words = ngettext("Send %(n)d person", "Send %(n)d people", left)
                yield Waiting(words % {"n": left}, call.course.title, action, call.due_on)


@waiting(Role.UNIT_CLERK)
def seats_to_replace(user: User, at: datetime) -> Iterable[Waiting]:
    """Chỗ phải thay — after the call has closed: who is still to be sent, and who said that they do not come."""
    ours = Nomination.objects.filter(sent_by_id__in=clerk_units(user)).select_related("course")
    lists: dict[tuple[int, int], list[Nomination]] = {}
    for row in ours.filter(state="proposed", call__state="closed").order_by("course__starts_on", "pk")[:200]:
        lists.setdefault((row.course_id, row.sent_by_id), []).append(row)
    for rows in lists.values():
        first = rows[0]
        action = Action(gettext("Open the list"), _url("unit", first.course, unit=first.sent_by_id))
        words = ngettext("Send the list of %(n)d person", "Send the list of %(n)d people", len(rows))
        yield Waiting(words % {"n": len(rows)}, first.course.title, action, first.course.starts_on)
    gone = ours.filter(state="placed", enrollment__state="declined", course__starts_on__gte=timezone.localdate(at))
    for row in gone.select_related("course", "person").order_by("course__starts_on", "pk")[:20]:
        words = gettext("%(name)s does not come: send another person") % {"name": row.person.full_name}
        action = Action(gettext("Send another person instead"), _url("nomination", row.course, pk=row.pk))
        yield Waiting(words, row.course.title, action, row.course.starts_on)


@waiting(Role.UNIT_CLERK)
def own_people_to_confirm(user: User, at: datetime) -> Iterable[Waiting]:
    """Người của đơn vị chưa xác nhận — by class."""
    asked = Enrollment.objects.filter(sent_by_id__in=clerk_units(user), state="summoned")
    rows = asked.select_related("course", "training_class").order_by("training_class__starts_on", "pk")
    by_class: dict[int, list[Enrollment]] = {}
    for seat in rows[:200]:
        by_class.setdefault(seat.training_class_id, []).append(seat)
    for seats in by_class.values():
        first = seats[0]
        words = ngettext("%(n)d of our people has not confirmed", "%(n)d of our people have not confirmed", len(seats))
        url = _url("class", first.course, pk=first.training_class_id)
        yield Waiting(
            words % {"n": len(seats)},
            first.course.title,
            Action(gettext("See who"), url),
            first.training_class.starts_on,
        )


@waiting(Role.LEARNER)
def summons_to_answer(user: User, at: datetime) -> Iterable[Waiting]:
    """Giấy triệu tập của tôi — to confirm or to decline."""
    if user.person_id is None:
        return
    mine = Enrollment.objects.filter(person_id=user.person_id, state="summoned").select_related(
        "course", "training_class"
    )
    for seat in mine:
        action = Action(gettext("Answer"), reverse("enrollment:own", kwargs={"pk": seat.pk}))
        yield Waiting(
            gettext("Answer the summons"), seat.course.title, action, seat.training_class.starts_on, urgent=True
        )


def _no_manager(course: Course) -> str:
    """A decision that names nobody gets no number; its blank may be filled in by hand."""
    named = StaffDuty.objects.filter(training_class__course=course, duty="class_manager", site=None).exists()
    return "" if named else gettext_noop("No class has a class manager yet: only a blank is printed.")


def _no_officer(course: Course) -> str:
    """As above, of those whom the class chose."""
    chosen = ClassOfficer.objects.filter(training_class__course=course).exists()
    return "" if chosen else gettext_noop("No class has chosen anybody yet: only a blank is printed.")


offer(
    Sheet(
        "ban-to-chuc",
        "Quyết định thành lập Ban Tổ chức",
        gettext_noop("Heads by their bodies, class managers by name; the rest is written in"),
        boards,
        can_open,
        kind="organizing_board",
        duty="decide_opening",
        order=20,
        step="opening",
    )
)
offer(
    Sheet(
        "phan-cong-chu-nhiem",
        "Quyết định phân công chủ nhiệm lớp",
        gettext_noop("Every class with whoever is appointed to it"),
        manager_decisions,
        can_manage,
        kind="class_managers",
        duty="manage_class",
        order=21,
        step="opening",
        waits=_no_manager,
        blank=True,
    )
)
offer(
    Sheet(
        "ban-can-su",
        "Quyết định công nhận ban cán sự lớp, chia tổ",
        gettext_noop("Whom the class chose, and the members of each group"),
        officer_decisions,
        can_manage,
        kind="class_officers",
        duty="manage_class",
        order=23,
        step="opening",
        waits=_no_officer,
        blank=True,
    )
)
