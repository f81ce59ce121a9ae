"""Đọc tình huống — of a course, waiting, overdue, and those that a wider circle may read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.permissions import can_manage, can_read_people
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.enrollment.rules import SEATED
from boiduong.course.delivery.situations.models import BodyReply, Situation, SituationEvent
from boiduong.course.delivery.situations.permissions import can_teach, clerk_units
from boiduong.foundation.accounts.models import User
from boiduong.foundation.organizations.queries import among
from boiduong.web.prepared import prepared

OPEN = ("raised", "triaged", "discussed", "referred")
DONE = ("answered", "approved", "published", "followed")
# Acts of whoever raised it.
ASKING = ("raise", "ask_again")
UNSORTED = ("raised", "returned", "merged")
WIDER = ("province", "public")


def situations_of(course: Course, user: User | None) -> QuerySet[Situation]:
    """Tình huống của khóa — all for those who run it.

    Lecturers read the sorted ones. A learner reads the own ones and the sorted ones of the own class. A unit reads its
    own and those published for the province.
    """
    rows = (
        Situation.objects.filter(course=course)
        .select_related("raised_by", "unit", "training_class", "referred_to")
        .order_by("id")
    )
    if user is None or can_manage(user, course) or can_read_people(user, course):
        return rows
    sorted_out = ~Q(state__in=UNSORTED)
    if can_teach(user, course):
        return rows.filter(sorted_out)
    seen = Q(unit_id__in=among(clerk_units(user, course))) | Q(state="published", reach__in=WIDER)
    if user.person_id:
        classes = Enrollment.objects.filter(course=course, person_id=user.person_id, state__in=SEATED)
        mine = list(classes.values_list("training_class_id", flat=True))
        seen |= Q(raised_by_id=user.person_id)
        if mine:
            seen |= sorted_out & (Q(training_class_id__in=mine) | Q(training_class__isnull=True))
    return rows.filter(seen)


def situation_for(course: Course, user: User | None, pk: int) -> Situation:
    """Một tình huống được đọc — raises Http404 for one that is not there or not shown to this user."""
    found = situations_of(course, user).select_related(
        "course__institution", "session__topic", "merged_into", "follows", "followed_by"
    )
    situation = found.filter(pk=pk).first()
    if situation is None:
        raise Http404(pk)
    return situation


@dataclass(frozen=True)
class Turn:
    """Một diễn biến — what was done, by whom where known, when, and what was said."""

    event: SituationEvent
    who: str


def turns_of(situation: Situation, *, named: bool) -> list[Turn]:
    """Diễn biến — in order of time, with the name of who acted; an anonymous question has none.

    Who asked is said to those only who may know it (`named`).
    """
    events = list(situation.events.order_by("id"))
    names = dict(User.objects.filter(pk__in={e.by_id for e in events}).values_list("pk", "display_name"))
    hidden = () if named else ASKING
    return [Turn(event, "" if event.act in hidden else names.get(event.by_id or 0, "")) for event in events]


@dataclass(frozen=True)
class Reminded:
    """Đã nhắc — how often the body was reminded since the question went to it, and when last."""

    times: int
    last_at: datetime


def reminded(turns: Sequence[Turn]) -> Reminded | None:
    """Đã nhắc mấy lần — None where nobody was reminded."""
    moments = [turn.event.at for turn in turns if turn.event.act == "remind"]
    return Reminded(len(moments), max(moments)) if moments else None


def answered_since(moment: datetime, asked: Q) -> QuerySet[Situation]:
    """Mới được trả lời — questions of these people or units that got their answer after the moment."""
    got = SituationEvent.objects.filter(situation=OuterRef("pk"), to_state="answered", at__gte=moment)
    rows = Situation.objects.filter(asked, state__in=("answered", "approved", "published"), followed_by__isnull=True)
    return rows.filter(Exists(got)).select_related("course").order_by("-id")


def counts_by_state(course: Course) -> dict[str, int]:
    """Số tình huống theo trạng thái — one query."""
    return dict(_by_state(course.pk))


@prepared
def _by_state(course: int) -> QuerySet[Situation, Any]:
    """Situations of a course, counted by state."""
    return Situation.objects.filter(course=course).order_by().values_list("state").annotate(n=Count("pk"))


def to_sort(courses: QuerySet[Course]) -> QuerySet[Situation]:
    """Chờ phân loại — raised in these courses."""
    return Situation.objects.filter(course__in=courses, state="raised").select_related("course").order_by("id")


def asked_of(units: Collection[int]) -> QuerySet[Situation]:
    """Câu hỏi gửi cơ quan — with these bodies, and nothing written back yet since it was sent last."""
    sent = SituationEvent.objects.filter(situation=OuterRef("pk"), act="refer").order_by("-id").values("at")[:1]
    rows = Situation.objects.filter(state="referred", referred_to__in=among(units))
    rows = rows.annotate(sent_at=Subquery(sent)).select_related("course")
    answered = BodyReply.objects.filter(situation=OuterRef("pk"), at__gte=OuterRef("sent_at"))
    return rows.filter(~Exists(answered)).order_by("due_on", "id")


def replied(courses: QuerySet[Course]) -> QuerySet[Situation]:
    """Cơ quan đã trả lời, chờ tiếp nhận — still referred, with a reply."""
    rows = Situation.objects.filter(course__in=courses, state="referred")
    return (
        rows.filter(Exists(BodyReply.objects.filter(situation=OuterRef("pk")))).select_related("course").order_by("id")
    )


def replies_of(situation: Situation) -> list[BodyReply]:
    """Trả lời của cơ quan — in order of time, with their files."""
    return list(situation.replies.select_related("file").order_by("id"))


def reply_files(course: Course, pk: int) -> QuerySet[BodyReply, Any]:
    """Tệp của một trả lời — its id, for one of this course."""
    return BodyReply.objects.filter(pk=pk, situation__course=course, file__isnull=False).values("file")


def overdue(day: date) -> QuerySet[Situation]:
    """Quá hạn trả lời — referred to a body whose answer has not come."""
    silent = ~Exists(BodyReply.objects.filter(situation=OuterRef("pk")))
    rows = Situation.objects.filter(silent, state="referred", due_on__lt=day)
    return rows.select_related("course").order_by("due_on")


def for_lecturer(person_id: int) -> QuerySet[Situation]:
    """Chờ thảo luận ở buổi của tôi — sorted into a session that this person teaches."""
    mine = Q(session__entry__lecturers__lecturer__person_id=person_id)
    return Situation.objects.filter(mine, state="triaged").select_related("course", "session").distinct().order_by("id")


def unkept(course: Course) -> QuerySet[Situation]:
    """Chưa ai theo — neither answered nor referred to a body with a date by which to ask after the answer."""
    nobody = Q(state__in=["raised", "triaged", "discussed"]) | Q(state="referred", due_on__isnull=True)
    return Situation.objects.filter(nobody, course=course)


def published() -> QuerySet[Situation]:
    """Đã công bố — what anybody may read, without names."""
    return Situation.objects.filter(state="published", reach="public").order_by("-id")


def mergeable(situation: Situation) -> QuerySet[Situation]:
    """Tình huống nhập vào được — others of the same course that are not merged or returned themselves."""
    rows = Situation.objects.filter(course=situation.course_id).exclude(pk=situation.pk)
    return rows.exclude(state__in=["merged", "returned"])
