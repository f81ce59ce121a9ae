"""Trang xét cử — the list to decide with findings, one person with all that happened, and what the unit may do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.enrollment import services
from boiduong.course.delivery.enrollment.forms import (
    LiftForm,
    PostForm,
    ReplaceForm,
    ReviewReasonForm,
    UnitReasonForm,
)
from boiduong.course.delivery.enrollment.models import Enrollment, EnrollmentEvent, Finding, Nomination, NominationEvent
from boiduong.course.delivery.enrollment.permissions import can_nominate, can_review
from boiduong.course.delivery.enrollment.queries import nominations_of, unit_names
from boiduong.course.delivery.enrollment.rules import ENROLLMENT, NOMINATION
from boiduong.course.delivery.enrollment.views.common import (
    address,
    chosen_ids,
    course_of,
    crumbs,
    filled,
    nomination_of,
    now,
    tell,
    tell_refusal,
)
from boiduong.course.delivery.enrollment.views.showing import shown
from boiduong.engines.spreadsheets import Column, Sheet
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.people.models import Person
from boiduong.refusals import Refusal
from boiduong.web.lists import ListPage, Pill, xlsx_response
from boiduong.web.registry import Action

DEAD = ("withdrawn", "replaced", "lapsed", "proposed")


def _page(request: HttpRequest, course: Course) -> ListPage[Nomination]:
    rows = nominations_of(course).exclude(state__in=DEAD)
    return ListPage(
        rows,
        params=request.GET,
        search="person__folded_name",
        pills=[
            Pill("cho", gettext("To decide"), Q(state="submitted")),
            Pill("vuong", gettext("With a finding"), Q(state="submitted", pk__in=Finding.objects.values("nomination"))),
            Pill("nhan", gettext("Accepted"), Q(state__in=("accepted", "placed"))),
            Pill("du_bi", gettext("In reserve"), Q(state="reserve")),
            Pill("khong", gettext("Not accepted"), Q(state="refused")),
            Pill("tat_ca", gettext("All")),
        ],
    )


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """Xét danh sách cử — tick people, or take all that are filtered: accept, put in reserve, refuse with a reason."""
    course, user = course_of(request, slug), user_of(request)
    require(can_review(user, course))
    form = ReviewReasonForm(request.POST if request.POST.get("viec") == "khong_nhan" else None)
    if request.method == "POST":
        answer = _decide(request, course, form)
        if answer is not None:
            return answer
    page = _page(request, course)
    today = timezone.localdate(now())
    rows = list(page.rows) if not page.wants_xlsx else list(page.filtered)
    names = unit_names({n.sent_by_id for n in rows}, today)
    if page.wants_xlsx:
        return _xlsx(course, rows, names)
    context = {
        "course": course, "synthetic": course.synthetic, "page": page, "form": form,
        "rows": [shown(n, names.get(n.sent_by_id, "")) for n in rows], "crumbs": crumbs(course),
        "chosen": set(chosen_ids(request)), "in_reserve": request.GET.get("trang_thai") == "du_bi",
        "here": request.get_full_path(),
        "action": _all_decided(request, course) if not rows else None,
        "to_decide": page.total if request.GET.get("trang_thai", "cho") in ("cho", "vuong") else 0,
    }  # fmt: skip
    return render(request, "enrollment/review.html", context)


def _all_decided(request: HttpRequest, course: Course) -> Action | None:
    """The way on when somebody was sent and nobody waits any more."""
    waiting = request.GET.get("trang_thai", "cho") == "cho" and not request.GET.get("tim")
    if not waiting or not course.nominations.exists():
        return None
    return Action(gettext("Back to the call"), address("nominations", course))


def _xlsx(course: Course, rows: list[Nomination], names: dict[int, str]) -> HttpResponse:
    columns = (
        Column("STT", 6, "int"), Column("Họ và tên", 28), Column("Ngày sinh", 12, "date"), Column("Chức vụ", 34),
        Column("Đơn vị", 28), Column("Đối tượng", 30), Column("Trạng thái", 16), Column("Lý do", 40),
    )  # fmt: skip
    cells = [
        (
            n, row.person.full_name, row.person.birth_on, row.post_text, names.get(row.sent_by_id, ""),
            row.group.label, gettext(NOMINATION.states[row.state]), getattr(row, "last_reason", None) or "",
        )
        for n, row in enumerate(rows, start=1)
    ]  # fmt: skip
    notes = ("Dữ liệu mẫu: người không có thật",) if course.synthetic else ()
    return xlsx_response(f"Xét cử {course.title}"[:80], Sheet("Danh sách cử", columns, cells, notes))


def _decide(request: HttpRequest, course: Course, form: ReviewReasonForm) -> HttpResponse | None:
    """Do the chosen act; None shows the page again with the form's own errors."""
    act, user = request.POST.get("viec", ""), user_of(request)
    if act == "khong_nhan" and not form.is_valid():
        return None
    if act == "nhan_het":
        rows = list(_page(request, course).filtered)
    else:
        rows = list(Nomination.objects.filter(course=course, pk__in=chosen_ids(request)).select_related("course"))
    try:
        tell(request, _decided(act, rows, form, user, course))
    except Refusal as refusal:
        tell_refusal(request, refusal)
    return redirect(request.get_full_path())


def _decided(act: str, rows: list[Nomination], form: ReviewReasonForm, user: User, course: Course) -> str:
    at = now()
    if act in ("nhan", "nhan_het"):
        rows = rows if act == "nhan" else [row for row in rows if row.state == "submitted"]
        services.accept(rows, by=user, at=at)
        words = ngettext("%(n)d person was accepted.", "%(n)d people were accepted.", len(rows))
    elif act == "du_bi":
        services.reserve(rows, by=user, at=at)
        words = ngettext("%(n)d person went on the reserve list.", "%(n)d people went on the reserve list.", len(rows))
    elif act == "len":
        services.promote(rows, by=user, at=at)
        words = ngettext(
            "%(n)d person was taken from the reserve.", "%(n)d people were taken from the reserve.", len(rows)
        )
    elif act == "khong_nhan":
        services.refuse(rows, reason=form.cleaned_data["reason"], by=user, at=at)
        words = ngettext("%(n)d person was not accepted.", "%(n)d people were not accepted.", len(rows))
    else:
        services.draft_review_result(course, by=user, at=at)
        return gettext("The result of the review is drafted and waits for its number.")
    return words % {"n": len(rows)}


@require_GET
def nomination(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Một người được cử — findings, what happened, and what may be done by whoever looks."""
    course, user = course_of(request, slug), user_of(request)
    row = nomination_of(request, course, pk)
    return render(request, "enrollment/nomination.html", _nomination_context(course, row, user))


def _nomination_context(course: Course, row: Nomination, user: User, **more: object) -> dict[str, object]:
    today = timezone.localdate(now())
    name = unit_names({row.sent_by_id}, today).get(row.sent_by_id, "")
    reviewing, own = can_review(user, course), can_nominate(user, course, row.sent_by_id)
    people = services.people_to_send(row.sent_by, course, on=today) if own else []
    seat = Enrollment.objects.filter(nomination=row).first()
    return {
        "course": course, "synthetic": course.synthetic, "n": shown(row, name, seat=seat.state if seat else None),
        "row": row, "unit_name": name,
        "events": _events(row, seat), "reviewing": reviewing, "own": own,
        "may": {act: NOMINATION.allows(row.state, act) for act in NOMINATION.acts},
        "refuse_form": ReviewReasonForm(auto_id="tuchoi_%s"), "withdraw_form": UnitReasonForm(auto_id="rut_%s"),
        "replace_form": ReplaceForm(people=people, auto_id="thay_%s"), "people": bool(people),
        "post_form": PostForm(initial={"post_text": row.post_text}), "lift_form": LiftForm(),
        "crumbs": crumbs(course, *_way(course, row, reviewing, name)), **more,
    }  # fmt: skip


def _way(course: Course, row: Nomination, reviewing: bool, unit_name: str) -> list[tuple[str, str]]:
    if reviewing:
        return [(gettext("Review of nominations"), address("review", course))]
    return [(unit_name, address("unit", course, unit=row.sent_by_id))]


def _events(row: Nomination, seat: Enrollment | None) -> list[dict[str, object]]:
    """What happened to the nomination, and then to the seat that came of it, in the order of time."""
    told: list[tuple[datetime, str, NominationEvent | EnrollmentEvent]] = []
    told += [(e.at, NOMINATION.states[e.to_state], e) for e in row.events.all()]
    if seat is not None:
        changes = seat.events.exclude(from_state=F("to_state")).exclude(from_state="")
        told += [(e.at, ENROLLMENT.states[e.to_state], e) for e in changes]
    users = dict(User.objects.filter(pk__in={e.by_id for *_, e in told}).values_list("pk", "display_name"))
    return [
        {
            "to": gettext(word),
            "who": users.get(e.by_id or 0, "") or _who(e),
            "when": at,
            "reason": e.reason,
        }
        for at, word, e in sorted(told, key=lambda one: one[0])
    ]


def _who(event: NominationEvent | EnrollmentEvent) -> str:
    """Who acted where no account did: the machine, or whoever holds the summons."""
    answered = isinstance(event, EnrollmentEvent) and event.act in ("confirm", "decline")
    return gettext("by the code on the summons") if answered else gettext("the system")


@require_POST
def nomination_act(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Việc với một người — decide, lift, withdraw, replace, correct the post."""
    course, user = course_of(request, slug), user_of(request)
    row = nomination_of(request, course, pk)
    act = request.POST.get("viec", "")
    doing = {
        "nhan": _simple(services.accept, gettext("Accepted.")),
        "du_bi": _simple(services.reserve, gettext("On the reserve list.")),
        "len": _simple(services.promote, gettext("Taken from the reserve.")),
        "khong_nhan": _refuse,
        "rut": _withdraw,
        "thay": _replace,
        "sua": _edit,
        "bo_chan": _lift,
    }.get(act)
    if doing is not None:
        try:
            doing(request, row, user)
        except Refusal as refusal:
            tell_refusal(request, refusal)
        else:
            if act == "thay":  # the list is sent again from the page of the unit
                return redirect(address("unit", course, unit=row.sent_by_id))
    return redirect(address("nomination", course, pk=row.pk))


def _simple(service: Callable[..., object], words: str) -> Callable[[HttpRequest, Nomination, User], None]:
    def act(request: HttpRequest, row: Nomination, user: User) -> None:
        service([row], by=user, at=now())
        tell(request, words)

    return act


def _refuse(request: HttpRequest, row: Nomination, user: User) -> None:
    form = filled(ReviewReasonForm(request.POST))
    services.refuse([row], reason=form.cleaned_data["reason"], by=user, at=now())
    tell(request, gettext("Not accepted. The unit sees the reason."))


def _withdraw(request: HttpRequest, row: Nomination, user: User) -> None:
    form = filled(UnitReasonForm(request.POST))
    services.withdraw_nomination([row], reason=form.cleaned_data["reason"], by=user, at=now())
    tell(request, gettext("Withdrawn. The seat is free."))


def _replace(request: HttpRequest, row: Nomination, user: User) -> None:
    people = services.people_to_send(row.sent_by, row.course, on=timezone.localdate(now()))
    form = filled(ReplaceForm(request.POST, people=people))
    person = get_object_or_404(Person, pk=form.cleaned_data["person"])
    services.replace(row, person, reason=form.cleaned_data["reason"], by=user, at=now())
    tell(request, gettext("%(name)s takes the place. Send the list again.") % {"name": person.full_name})


def _edit(request: HttpRequest, row: Nomination, user: User) -> None:
    form = filled(PostForm(request.POST))
    services.edit_nomination(row, post_text=form.cleaned_data["post_text"], by=user, at=now())
    tell(request, gettext("The post was corrected."))


def _lift(request: HttpRequest, row: Nomination, user: User) -> None:
    form = filled(LiftForm(request.POST))
    finding = get_object_or_404(Finding, pk__in=chosen_ids(request, "dieu"), nomination=row)
    services.lift_finding(finding, reason=form.cleaned_data["lift_reason"], by=user, at=now())
    tell(request, gettext("The finding no longer blocks."))
