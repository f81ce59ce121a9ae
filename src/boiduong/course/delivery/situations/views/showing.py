"""Trang tình huống của khóa — the list, raising one, one with its course of events, the summary."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.queries import course_for, course_frame, course_path, papers_in
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.situations import forms, queries, services
from boiduong.course.delivery.situations.models import Situation
from boiduong.course.delivery.situations.permissions import (
    can_raise,
    can_see_raiser,
    can_sort,
    clerk_units,
)
from boiduong.course.delivery.situations.rules import FIELDS, REACHES, SITUATION
from boiduong.course.delivery.situations.views.offers import NEXT, carry_out, offers_for, told_after
from boiduong.engines.spreadsheets import Column, Sheet
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.organizations.models import Unit
from boiduong.foundation.organizations.queries import names_on
from boiduong.refusals import Refusal
from boiduong.web.lists import ListPage, Pill, xlsx_response


def _crumbs(course: Course, *, inner: bool = False) -> list[tuple[str, str]]:
    step = (gettext("Situations"), reverse("situations:step", kwargs={"slug": course.slug}))
    return course_path(course, step) if inner else course_path(course)


def _state_pills() -> list[Pill[Situation]]:
    groups = (
        ("mo", gettext("Open"), Q(state__in=queries.OPEN)),
        ("cho-phan-loai", gettext("To sort"), Q(state="raised")),
        ("cho-tra-loi", gettext("Waiting for a body"), Q(state="referred")),
        ("da-tra-loi", gettext("Answered"), Q(state__in=queries.DONE)),
        ("tra-lai", gettext("Returned, merged"), Q(state__in=["returned", "merged"])),
    )
    return [Pill("tat-ca", gettext("All"), None), *(Pill(key, label, keep) for key, label, keep in groups)]


@require_safe
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """Bước tình huống — the list by state and field, and its spreadsheet."""
    user, at = user_of(request), timezone.now()
    course = course_for(user, slug)
    rows = queries.situations_of(course, user)
    used = forms.fields_of(rows)
    field = request.GET.get("linh_vuc", "")
    if field in FIELDS:
        rows = rows.filter(field=field)
    page: ListPage[Situation] = ListPage(rows, params=request.GET, pills=_state_pills())
    named = can_see_raiser(user, course)
    if page.wants_xlsx:
        return _xlsx(course, list(page.filtered), named=named)
    shown = page.rows
    context = {
        **course_frame(course, user=user, step="situations", at=at),
        "crumbs": _crumbs(course),
        "page": page,
        "rows": [(one, gettext(SITUATION.states[one.state]), gettext(FIELDS[one.field])) for one in shown],
        "fields": [(label, page.address(linh_vuc=key, trang=None), key == field) for key, label in used],
        "all_fields": page.address(linh_vuc=None, trang=None),
        "any_field": field not in FIELDS,
        "may_raise": can_raise(user, course),
        "may_sum": can_sort(user, course),
        "papers": list(papers_in(course, "situations")),
        "today": timezone.localdate(),
    }
    return render(request, "situations/step.html", context)


def _xlsx(course: Course, rows: list[Situation], *, named: bool) -> HttpResponse:
    today = timezone.localdate()
    units = names_on([one.unit_id for one in rows], today)
    titles = ["Số", "Lớp", "Lĩnh vực", "Tình huống", "Câu hỏi", "Kết luận", "Căn cứ", "Cơ quan trả lời", "Trạng thái"]
    columns = tuple(Column(title, 24) for title in [*titles, *(["Người nêu"] if named else [])])
    cells = []
    for one in rows:
        line = [
            str(one.pk),
            one.training_class.label if one.training_class else "",
            gettext(FIELDS[one.field]),
            one.title,
            one.question,
            one.conclusion,
            one.legal_basis,
            one.referred_text,
            gettext(SITUATION.states[one.state]),
        ]
        if named:
            line.append(one.raised_by.full_name if one.raised_by else units.get(one.unit_id or 0, ""))
        cells.append(line)
    note = (course.title,) + (("DỮ LIỆU MẪU",) if course.synthetic else ())
    return xlsx_response(f"Tình huống {course.title}"[:80], Sheet("Tình huống", columns, cells, note))


@require_http_methods(["GET", "POST"])
def raise_one(request: HttpRequest, slug: str) -> HttpResponse:
    """Nêu tình huống — by a learner, a unit or the office; with the name left out where so wished."""
    user, at = user_of(request), timezone.now()
    course = course_for(user, slug)
    require(can_raise(user, course))
    seat = Enrollment.objects.filter(course=course, person_id=user.person_id).first() if user.person_id else None
    units = clerk_units(user, course)
    form = forms.RaiseForm(request.POST or None, named=seat is not None or bool(units))
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        hidden = said.pop("anonymous", True)
        unit = None if hidden or seat or not units else Unit.objects.get(pk=min(units))
        asked = services.Question(
            **said,
            person=seat.person if seat and not hidden else None,
            unit=unit,
            training_class=seat.training_class if seat else None,
        )
        try:
            services.raise_situations(course, [asked], by=user, at=at)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The situation is in. The training office sorts it next."))
            return redirect("situations:step", slug=course.slug)
    frame = course_frame(course, user=user, step="situations", at=at)
    return render(request, "situations/raise.html", {**frame, "crumbs": _crumbs(course, inner=True), "form": form})


@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Một tình huống — the question, what was said, what may be done now, and what was done."""
    user, at = user_of(request), timezone.now()
    course = course_for(user, slug)
    situation = queries.situation_for(course, user, pk)
    name = request.POST.get("viec", "")
    replies = queries.replies_of(situation)
    offers = offers_for(situation, user, (name, request.POST) if request.method == "POST" else None, replies)
    offer = next((one for one in offers if one.name == name), None)
    if request.method == "POST" and offer is None:
        SITUATION.after(situation.state, name)
        require(False)
    if offer is not None and (offer.form is None or offer.form.is_valid()):
        try:
            made = carry_out(name, situation, dict(offer.form.cleaned_data) if offer.form else {}, user)
        except Refusal as refusal:
            if offer.form is None:
                raise
            offer.form.add_refusal(refusal)
            situation.refresh_from_db()
        else:
            messages.success(request, told_after(name, made))
            return redirect("situations:situation", slug=course.slug, pk=made.pk)
    named = can_see_raiser(user, course)
    units = names_on([situation.unit_id], timezone.localdate())
    turns = queries.turns_of(situation, named=named)
    newer = getattr(situation, "followed_by", None)
    context = {
        **course_frame(course, user=user, step="situations", at=at),
        "crumbs": _crumbs(course, inner=True),
        "situation": situation,
        "state_word": gettext(SITUATION.states[situation.state]),
        "field_word": gettext(FIELDS[situation.field]),
        "reach_word": gettext(REACHES[situation.reach]),
        "offers": offers,
        "named": named,
        "unit_name": units.get(situation.unit_id or 0, ""),
        "turns": [
            (
                turn,
                gettext(SITUATION.acts.get(turn.event.act, "raised")),
                gettext(SITUATION.states[turn.event.to_state]),
            )
            for turn in turns
        ],
        "next_word": gettext(NEXT[situation.state]) if situation.state in NEXT else "",
        "replies": replies if can_sort(user, course) else [],
        "reminded": queries.reminded(turns) if situation.state == "referred" else None,
        # The class reads a new question once it is sorted.
        "reads_next": newer and queries.situations_of(course, user).filter(pk=newer.pk).exists(),
        "today": timezone.localdate(),
    }
    return render(request, "situations/situation.html", context)


@require_POST
def summary(request: HttpRequest, slug: str) -> HttpResponse:
    """Soạn bảng tổng hợp tình huống, kiến nghị."""
    user = user_of(request)
    course = course_for(user, slug)
    services.draft_situation_summary(course, by=user, at=timezone.now())
    messages.success(request, gettext("The summary is drafted. The records officer gives it a number."))
    return redirect("situations:step", slug=course.slug)
