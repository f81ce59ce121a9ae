"""Trang học viên của lớp — answers to the summons, moving and withdrawing, and the telephone of one person."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.permissions import can_read_people, can_run_class
from boiduong.course.delivery.enrollment import services
from boiduong.course.delivery.enrollment.forms import (
    LeaveForm,
    MoveForm,
    ReinstateForm,
    SummonsForm,
    UnitReasonForm,
)
from boiduong.course.delivery.enrollment.models import Enrollment, EnrollmentEvent, Summons
from boiduong.course.delivery.enrollment.permissions import can_form, can_open, clerk_units
from boiduong.course.delivery.enrollment.queries import learners_of, summoned_before, summons_missing
from boiduong.course.delivery.enrollment.rules import ENROLLMENT, GONE, SEATED
from boiduong.course.delivery.enrollment.views.common import (
    address,
    chosen_ids,
    class_of,
    course_of,
    crumbs,
    filled,
    last_paper,
    now,
    seats_of,
    tell,
    tell_refusal,
)
from boiduong.course.delivery.enrollment.views.showing import answers_closed, shown_learner
from boiduong.engines.spreadsheets import Column, Sheet
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.people.services import read_secret
from boiduong.refusals import NotAllowed, Refusal
from boiduong.web.lists import ListPage, Pill, xlsx_response
from boiduong.web.words import in_sentence

# While a class is taught or assessed somebody may be expelled or deferred by a decision.
TAUGHT = ("running", "assessing")


def _rows(request: HttpRequest, course: Course, training_class: TrainingClass) -> ListPage[Enrollment]:
    """All learners for those who may read them; a unit sees its own people only."""
    user = user_of(request)
    units = None if can_read_people(user, course) else clerk_units(user)
    if units is not None and not units:
        raise Http404
    rows = learners_of(course, unit_ids=units).filter(training_class=training_class)
    # Why somebody is not in the class any more, or what was said when the seat was given anew.
    said = EnrollmentEvent.objects.filter(enrollment=OuterRef("pk"), to_state=OuterRef("state")).order_by("-id")
    rows = rows.annotate(why=Subquery(said.values("reason")[:1]))
    return ListPage(
        rows.order_by("position", "id"),
        params=request.GET,
        search="person__folded_name",
        pills=[
            Pill("", gettext("On the list"), Q(state__in=sorted(SEATED))),
            Pill("cho", gettext("Not answered"), Q(state="summoned")),
            Pill("xac_nhan", gettext("Confirmed"), Q(state__in=("confirmed", "attending"))),
            Pill("nghi", gettext("Left the class"), Q(state__in=sorted(GONE))),
        ],
    )


@require_http_methods(["GET", "POST"])
def class_page(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Danh sách một lớp — answers, groups, moves; Excel of exactly what is filtered."""
    course, user = course_of(request, slug), user_of(request)
    training_class = class_of(course, pk)
    page = _rows(request, course, training_class)
    taking = TrainingClass.objects.filter(course=course, state__in=("forming", "opened", "running"))
    others = taking.exclude(pk=pk)
    if request.method == "POST":
        return _act(request, course, training_class, taking)
    if page.wants_xlsx:
        return _xlsx(training_class, list(page.filtered))
    paper = last_paper(course, "summons", training_class)
    context = {
        "course": course, "synthetic": course.synthetic, "training_class": training_class, "page": page,
        "rows": [shown_learner(e) for e in page.rows], "runs": can_run_class(user, training_class),
        "opens_papers": can_read_people(user, course),
        "may_form": can_form(user, course), "may_open": can_open(user, course),
        "move_form": MoveForm(classes=others), "others": others.exists(),
        "left": request.GET.get("trang_thai") == "nghi",
        "reinstate_form": ReinstateForm(classes=taking, prefix="lai", initial={"training_class": pk}),
        "leave_form": LeaveForm(prefix="qd") if can_open(user, course) and training_class.state in TAUGHT else None,
        "reason_form": UnitReasonForm(auto_id="rut_%s"),
        "summons_form": SummonsForm(), "decision": last_paper(course, "opening_decision", training_class),
        "summons_paper": paper, "missing": summons_missing(training_class), "again": summoned_before(training_class),
        "sent_before": paper is not None and Summons.objects.filter(document=paper).exists(),
        "here": request.get_full_path(),
        "crumbs": [*crumbs(course), (gettext("Opening and summons"), address("opening", course))],
    }  # fmt: skip
    return render(request, "enrollment/class.html", context)


def _xlsx(training_class: TrainingClass, rows: Sequence[Enrollment]) -> HttpResponse:
    columns = (
        Column("STT", 6, "int"), Column("Họ và tên", 28), Column("Ngày sinh", 12, "date"),
        Column("Giới tính", 10), Column("Chức vụ", 34), Column("Đơn vị", 28), Column("Tổ", 6),
        Column("Trạng thái", 16),
    )  # fmt: skip
    sexes = {"female": "Nữ", "male": "Nam", "": ""}
    cells = [
        (
            e.position, e.person.full_name, e.person.birth_on, sexes[e.person.sex], e.post_text, e.unit_text,
            str(e.group.number) if e.group else "", gettext(ENROLLMENT.states[e.state]),
        )
        for e in rows
    ]  # fmt: skip
    notes = ("Dữ liệu mẫu: người không có thật",) if training_class.course.synthetic else ()
    title = f"{training_class.label} {training_class.course.title}"[:80]
    return xlsx_response(title, Sheet("Học viên", columns, cells, notes))


def _act(
    request: HttpRequest, course: Course, training_class: TrainingClass, taking: QuerySet[TrainingClass]
) -> HttpResponse:
    chosen = seats_of(course, chosen_ids(request), training_class)
    try:
        words = _done(request, chosen, taking, training_class)
        if words:
            tell(request, words)
    except Refusal as refusal:
        tell_refusal(request, refusal)
    return redirect(request.get_full_path())


def _done(
    request: HttpRequest, chosen: list[Enrollment], taking: QuerySet[TrainingClass], training_class: TrainingClass
) -> str:
    act, user, at = request.POST.get("viec", ""), user_of(request), now()
    if act == "xac_nhan":
        services.confirm_many(chosen, by=user, at=at)
        words = ngettext("%(n)d person is confirmed.", "%(n)d people are confirmed.", len(chosen))
    elif act == "khong_du":
        reason = str(filled(UnitReasonForm(request.POST)).cleaned_data["reason"])
        services.decline_many(chosen, reason=reason, by=user, at=at)
        words = ngettext("%(n)d person does not come. The seat is free.",
                         "%(n)d people do not come. The seats are free.", len(chosen))  # fmt: skip
    elif act == "rut":
        reason = str(filled(UnitReasonForm(request.POST)).cleaned_data["reason"])
        services.withdraw(chosen, reason=reason, by=user, at=at)
        words = ngettext("%(n)d person left the class.", "%(n)d people left the class.", len(chosen))
    elif act == "chuyen":
        facts = filled(MoveForm(request.POST, classes=taking.exclude(pk=training_class.pk))).cleaned_data
        target = facts["training_class"]
        if not isinstance(target, TrainingClass):
            return ""
        moved = services.move(chosen, target, reason=str(facts["reason"]), by=user, at=at)
        words = ngettext("%(n)d person was moved.", "%(n)d people were moved.", len(moved))
        return words % {"n": len(moved)}
    elif act == "nhan_lai":
        facts = filled(ReinstateForm(request.POST, classes=taking, prefix="lai")).cleaned_data
        services.reinstate(chosen, facts["training_class"], reason=str(facts["reason"]), by=user, at=at)
        words = ngettext("%(n)d person is on the list again, to be summoned.",
                         "%(n)d people are on the list again, to be summoned.", len(chosen))  # fmt: skip
    elif act == "quyet_dinh":
        facts = filled(LeaveForm(request.POST, prefix="qd")).cleaned_data
        services.leave_by_decision(
            chosen, act_name=facts["act"], number=facts["number"], issued_on=facts["issued_on"],
            reason=str(facts["reason"]), by=user, at=at,
        )  # fmt: skip
        words = ngettext("%(n)d person left by the decision.", "%(n)d people left by the decision.", len(chosen))
    else:
        return ""
    return words % {"n": len(chosen)}


@require_POST
def phone(request: HttpRequest, slug: str, pk: int, enrollment: int) -> HttpResponse:
    """Xem số điện thoại — by whoever runs the class; each look is kept with its purpose."""
    course, user = course_of(request, slug), user_of(request)
    training_class = class_of(course, pk)
    if not can_run_class(user, training_class):
        raise NotAllowed
    found = seats_of(course, [enrollment], training_class)
    if not found:
        raise Http404
    learner = found[0]
    purpose = gettext("Call about %(label)s, %(course)s") % {
        "label": in_sentence(training_class.label),
        "course": course.title,
    }
    secret = read_secret(learner.person, by=user, purpose=purpose, at=now())
    context = {
        "course": course, "synthetic": course.synthetic, "learner": learner, "purpose": purpose,
        "number": secret.phone if secret else "", "back": address("class", course, pk=training_class.pk),
    }  # fmt: skip
    return render(request, "enrollment/phone.html", context)


def own_seat(user: User, pk: int) -> Enrollment:
    """Chỗ của chính mình — Http404 for anybody else's."""
    rows = Enrollment.objects.filter(pk=pk, person_id=user.person_id) if user.person_id else Enrollment.objects.none()
    found = rows.select_related("person", "course", "training_class__home_room__venue").first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def own_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Học viên trả lời giấy triệu tập — signed in, without a code."""
    user = user_of(request)
    seat = own_seat(user, pk)
    form = UnitReasonForm(request.POST if request.POST.get("tra_loi") == "khong" else None)
    if request.method == "POST":
        confirm = request.POST.get("tra_loi") == "co"
        if confirm or form.is_valid():
            reason = "" if confirm else form.cleaned_data["reason"]
            try:
                services.answer_own(seat, confirm, reason=reason, by=user, at=now())
                return redirect("enrollment:own", pk=seat.pk)
            except Refusal as refusal:
                form = UnitReasonForm({})
                tell_refusal(request, refusal)
                return redirect("enrollment:own", pk=seat.pk)
    context = {
        "seat": seat, "course": seat.course, "training_class": seat.training_class, "form": form,
        "synthetic": seat.course.synthetic, "shown": shown_learner(seat), "full": True,
        "too_late": answers_closed(seat.training_class),
    }  # fmt: skip
    return render(request, "enrollment/own.html", context)
