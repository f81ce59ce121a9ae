"""Bước chiêu sinh, mở lớp — what the rail says of them, and who does what comes next."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from boiduong.course.delivery.courses.models import Course, CourseDocument
from boiduong.course.delivery.enrollment.menu.addresses import address
from boiduong.course.delivery.enrollment.models import Call, Enrollment
from boiduong.course.delivery.enrollment.permissions import can_call, can_form, can_review, clerk_units
from boiduong.course.delivery.enrollment.queries import (
    OPENING_ROLE,
    live_call,
    nominations_by_state,
)
from boiduong.course.delivery.enrollment.rules import SEATED
from boiduong.foundation.accounts.models import User
from boiduong.foundation.organizations.queries import among
from boiduong.web.reading import once
from boiduong.web.registry import Action, Need, StepFacts, step
from boiduong.web.words import in_sentence

# A class whose list was opened by decision and whose lessons have not ended: its people can be summoned.
OPEN = ("opened", "running")
# Names that a unit only writes down, or took back: nobody was sent with them.
NEVER_SENT = ("proposed", "withdrawn", "replaced", "lapsed")


def _unit_asked(user: User | None, call: Call) -> int | None:
    """The first unit of this clerk from which an open call asks people."""
    units = clerk_units(user) if call.state == "issued" else frozenset[int]()
    if not units:
        return None
    rows = call.quotas.filter(unit_id__in=among(units), seats__gt=0).order_by("pk").values_list("unit_id", flat=True)
    return once(f"enrollment.unit_asked:{call.pk}:{user.pk if user else 0}", rows.first)


def _sends_or_decides(user: User | None, course: Course) -> bool:
    """Whoever decides on the names, and the clerk of a unit that is asked for some."""
    call = live_call(course)
    return can_review(user, course) or (call is not None and _unit_asked(user, call) is not None)


@step("nominations", acts=_sends_or_decides)
def nominations_step(course: Course, user: User | None, at: datetime) -> StepFacts:
    """Chiêu sinh và cử — done when the call is closed and every name is decided; a point course has no call."""
    call = live_call(course)
    here = address("nominations", course)
    if call is None:
        if course.standpoint == "point" or course.enrollments.exists():
            return StepFacts(state="off" if course.standpoint == "point" else "done")
        return StepFacts(
            title=gettext("Call for nominations"),
            lead=gettext("Deadline and seats of each unit; then the letter goes out."),
            main=Action(gettext("Write the call"), f"{here}#new-call") if can_call(user, course) else None,
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
            main=Action(gettext("Open the list"), address("unit", course, unit=own)),
        )  # fmt: skip
    if told["waiting"]:
        words = ngettext("Decide on %(n)d person sent", "Decide on %(n)d people sent", told["waiting"])
        return StepFacts(
            note=note, title=words % {"n": told["waiting"]}, main=Action(gettext("Review"), address("review", course)),
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
            else Need(gettext("No unit has a quota yet"), action=Action(gettext("Set"), address("quota", course))),
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
            note=note, title=words % {"n": homeless}, main=Action(gettext("See a proposal"), address("forming", course))
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
    words = gettext("The decision of %(name)s waits for its number from the records officer")
    needs += [Need(words % {"name": in_sentence(name)}, level="clock") for name in waiting]
    ready = [label for pk, label in labels.items() if papers.get(pk)]
    title = gettext("Open the classes by decision")
    if ready:
        words = gettext("Open %(names)s by the numbered decision")
        title = words % {"names": ", ".join(in_sentence(name) for name in ready)}
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
    return Action(gettext("Open the class"), f"{address('class', course, pk=found.pk)}#trieu-tap") if found else None
