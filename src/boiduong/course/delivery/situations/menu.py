"""Bước tình huống và việc chờ — what the rail and the home pages say of situations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.permissions import can_read_people
from boiduong.course.delivery.courses.queries import visible_courses
from boiduong.course.delivery.enrollment.permissions import clerk_units as units_of_clerk
from boiduong.course.delivery.situations import queries
from boiduong.course.delivery.situations.models import Situation
from boiduong.course.delivery.situations.papers import minutes_of_groups, situation_forms
from boiduong.course.delivery.situations.permissions import can_raise, can_sort
from boiduong.foundation.accounts.models import User
from boiduong.foundation.notifications.queries import messages_to
from boiduong.foundation.notifications.services import delivered
from boiduong.foundation.organizations.queries import among
from boiduong.refusals import gettext_noop
from boiduong.web.registry import Action, Need, Panel, StepFacts, Waiting, panel, step, waiting
from boiduong.web.sheets import Sheet, offer

SHOWN = 20
# As long as news stays on a home page.
FRESH = timedelta(days=14)


@step("situations")
def situations_step(course: Course, user: User | None, at: datetime) -> StepFacts:
    """Tình huống — done when nothing is open; a course that is over and raised none has no such step."""
    counts = queries.counts_by_state(course)
    live = sum(n for state, n in counts.items() if state not in ("returned", "merged"))
    over = course.state in ("closed", "archived", "cancelled")
    if not live:
        return StepFacts(state="off") if over else _none_yet(course, user)
    done = sum(counts.get(state, 0) for state in queries.DONE)
    note = gettext("%(done)d of %(n)d answered") % {"done": done, "n": live}
    if done == live:
        return StepFacts(state="done", note=note)
    if not can_sort(user, course):
        return _from_practice(course, user, note)
    address = reverse("situations:step", kwargs={"slug": course.slug})
    needs = []
    if counts.get("raised"):
        words = ngettext("%(n)d situation to sort", "%(n)d situations to sort", counts["raised"])
        action = Action(gettext("Sort them"), f"{address}?trang_thai=cho-phan-loai")
        needs.append(Need(words % {"n": counts["raised"]}, action=action))
    if counts.get("referred"):
        words = ngettext("%(n)d waits for a body to answer", "%(n)d wait for a body to answer", counts["referred"])
        needs.append(Need(words % {"n": counts["referred"]}, level="clock"))
    return StepFacts(
        note=note,
        title=gettext("Bring every situation to an answer"),
        lead=gettext("Sorted into a session, discussed, then answered with its basis or referred with a date."),
        main=Action(gettext("See the open ones"), f"{address}?trang_thai=mo"),
        needs=tuple(needs),
    )


def _none_yet(course: Course, user: User | None) -> StepFacts:
    return _from_practice(course, user, gettext("none yet"))


def _from_practice(course: Course, user: User | None, note: str) -> StepFacts:
    """What a learner or a unit does here: raise one more; those who may not are told how far it is."""
    if not can_raise(user, course):
        return StepFacts(note=note)
    address = reverse("situations:raise", kwargs={"slug": course.slug})
    return StepFacts(
        note=note,
        title=gettext("Collect situations from practice"),
        lead=gettext("Learners and units raise them; no secret papers here."),
        main=Action(gettext("Raise a situation"), address),
    )


def _has_open_ones(today: date, at: datetime) -> Exists:
    return Exists(Situation.objects.filter(course=OuterRef("pk"), state__in=["raised", "referred"]))


@waiting("training_officer", may=_has_open_ones)
def officer_waiting(user: User, at: datetime) -> Iterator[Waiting]:
    """Chờ phân loại, quá hạn trả lời — one line a course to sort, one a referral that is late."""
    courses = visible_courses(user)
    to_sort: dict[int, tuple[Course, int]] = {}
    for one in queries.to_sort(courses):
        to_sort[one.course_id] = (one.course, to_sort.get(one.course_id, (one.course, 0))[1] + 1)
    for course, count in list(to_sort.values())[:SHOWN]:
        address = f"{reverse('situations:step', kwargs={'slug': course.slug})}?trang_thai=cho-phan-loai"
        words = ngettext("%(n)d situation to sort", "%(n)d situations to sort", count) % {"n": count}
        yield Waiting(words, course.title, Action(gettext("Sort them"), address))
    for one in queries.replied(courses)[:SHOWN]:
        address = reverse("situations:situation", kwargs={"slug": one.course.slug, "pk": one.pk})
        who = one.referred_text or gettext("the body asked")
        title = gettext("%(who)s has answered: %(title)s") % {"who": who, "title": one.title}
        yield Waiting(title, one.course.title, Action(gettext("Take the answer over"), address))
    for one in queries.overdue(timezone.localdate(at)).filter(course__in=courses)[:SHOWN]:
        address = reverse("situations:situation", kwargs={"slug": one.course.slug, "pk": one.pk})
        who = one.referred_text or gettext("the body asked")
        title = gettext("%(who)s has not answered: %(title)s") % {"who": who, "title": one.title}
        yield Waiting(title, one.course.title, Action(gettext("Record the answer"), address), one.due_on, urgent=True)


@waiting("lecturer")
def lecturer_waiting(user: User, at: datetime) -> Iterator[Waiting]:
    """Tình huống của buổi tôi dạy."""
    if user.person_id is None:
        return
    for one in queries.for_lecturer(user.person_id)[:SHOWN]:
        address = reverse("situations:situation", kwargs={"slug": one.course.slug, "pk": one.pk})
        day = one.session.day if one.session else None
        title = gettext("Situation for your session: %(title)s") % {"title": one.title}
        yield Waiting(title, one.course.title, Action(gettext("Record the discussion"), address), day)


def _answers(asked: Q, at: datetime) -> Iterator[Waiting]:
    """A line for each question that got its answer in the last two weeks, for whoever asked it."""
    for one in queries.answered_since(at - FRESH, asked)[:SHOWN]:
        address = reverse("situations:situation", kwargs={"slug": one.course.slug, "pk": one.pk})
        title = gettext("Your question is answered: %(title)s") % {"title": one.title}
        yield Waiting(title, one.course.title, Action(gettext("Read the answer"), address))


@waiting("learner")
def learner_waiting(user: User, at: datetime) -> Iterator[Waiting]:
    """Câu hỏi của tôi đã được trả lời."""
    if user.person_id is not None:
        yield from _answers(Q(raised_by=user.person_id), at)


@waiting("unit_clerk")
def clerk_waiting(user: User, at: datetime) -> Iterator[Waiting]:
    """Câu hỏi của đơn vị đã được trả lời; câu hỏi gửi đơn vị đang chờ trả lời."""
    units = units_of_clerk(user)
    if units:
        yield from _answers(Q(unit_id__in=among(units)), at)
        today = timezone.localdate(at)
        for one in queries.asked_of(units)[:SHOWN]:
            title = gettext("Answer a question sent to your body: %(title)s") % {"title": one.title}
            action = Action(gettext("Read and answer"), reverse("situations:body", kwargs={"pk": one.pk}))
            late = one.due_on is not None and one.due_on < today
            yield Waiting(title, one.course.title, action, one.due_on, urgent=late)


@panel("home:unit_clerk")
def reminders_of_clerk(user: User, at: datetime) -> Panel | None:
    """Nhắc trả lời — questions of a course that were sent to the clerk's body; seen as soon as they are shown."""
    heard = [*messages_to(("user", user.pk)).filter(topic="situation", made_at__gte=at - FRESH)[:3]]
    delivered([one for one in heard if not one.seen], how="seen", at=at)
    return Panel("situations/reminders.html", {"heard": heard}, order=5) if heard else None


offer(
    Sheet(
        "phieu-tinh-huong",
        "Phiếu tình huống",
        gettext_noop("Each situation raised, without names, and a blank one"),
        situation_forms,
        can_read_people,
        order=70,
        step="situations",
    )
)
offer(
    Sheet(
        "bien-ban-thao-luan",
        "Biên bản thảo luận tổ",
        gettext_noop("A page a group, with its members"),
        minutes_of_groups,
        can_read_people,
        order=71,
        step="situations",
    )
)
