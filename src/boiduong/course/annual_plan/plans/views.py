"""Trang kế hoạch năm — the plans of a year, one plan with its lines, and its paper."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boiduong.course.annual_plan.plans import queries, services
from boiduong.course.annual_plan.plans.forms import AdjustForm, LineForm, PlanForm, QuotaForm
from boiduong.course.annual_plan.plans.models import Plan, PlanLine
from boiduong.course.annual_plan.plans.papers import survey_letter, survey_summary
from boiduong.course.annual_plan.plans.permissions import can_approve, can_survey, can_write, can_write_line
from boiduong.course.annual_plan.plans.rules import LINE_FIELDS, PLAN_LINE, acts_of, next_step
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import has_role, require
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.documents.queries import paper_bytes, preview
from boiduong.foundation.organizations.queries import name_on
from boiduong.refusals import Refusal
from boiduong.web.answers import paper_response, pdf_response


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(gettext("Courses"), reverse("courses:list")), (gettext("Annual plans"), reverse("plans:list")), *more]


@require_GET
def plan_list(request: HttpRequest) -> HttpResponse:
    """Các kế hoạch năm — newest first."""
    user = user_of(request)
    context = {
        "plans": queries.visible_plans(user),
        "may_create": has_role(user, Role.TRAINING_OFFICER),
        "crumbs": [(gettext("Courses"), reverse("courses:list"))],
    }
    return render(request, "plans/list.html", context)


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Lập kế hoạch năm."""
    user = user_of(request)
    if not has_role(user, Role.TRAINING_OFFICER):
        raise Http404
    form = PlanForm(request.POST or None, initial={"year": timezone.localdate().year})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            plan = services.create_plan(
                authority=said["authority"].unit, year=said["year"], title=said["title"], by=user, at=timezone.now()
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return redirect("plans:plan", plan.pk)
    context = {
        "form": form,
        "title": gettext("New annual plan"),
        "submit": gettext("Write the plan"),
        "back_url": reverse("plans:list"),
        "crumbs": _crumbs(),
    }
    return render(request, "web/form_page.html", context)


@require_GET
def plan_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Một kế hoạch năm — its lines, what may be done with them, its paper."""
    user = user_of(request)
    plan = queries.plan_for(user, pk)
    names: dict[int, str] = {}
    lines = list(queries.lines_of(plan))
    for line in lines:
        if line.leading_id not in names:
            names[line.leading_id] = name_on(line.leading, timezone.localdate())
    rows = [{"line": one, "leading": names[one.leading_id], "state": PLAN_LINE.states[one.state]} for one in lines]
    states = {line.state for line in lines}
    acts = acts_of(states)
    numbered = plan.document is not None and plan.document.state in services.NUMBERED
    paper_state = None if plan.document is None else "numbered" if numbered else plan.document.state
    context = {
        "plan": plan,
        "authority": name_on(plan.authority, timezone.localdate()),
        "rows": rows,
        "totals": queries.totals(plan),
        "may_write": can_write(user, plan.authority),
        "may_approve": can_approve(user, plan),
        "numbered": numbered,
        "next_step": next_step(states, paper=paper_state),
        "acts": acts,
        "choosing": (can_write(user, plan.authority) and "submit" in acts) or (can_approve(user, plan) and bool(acts)),
        "crumbs": _crumbs(),
    }
    return render(request, "plans/plan.html", context)


def _chosen(request: HttpRequest, plan: Plan) -> list[PlanLine]:
    ids = [int(one) for one in request.POST.getlist("dong") if one.isascii() and one.isdigit()]
    return list(plan.lines.select_related("plan__authority", "plan__document").filter(pk__in=ids))


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Một việc với các dòng đã chọn — submit, remove, approve, return, strike, postpone, resume, cancel."""
    user = user_of(request)
    plan = queries.plan_for(user, pk)
    lines, name, at = _chosen(request, plan), request.POST.get("viec", ""), timezone.now()
    if name == "submit":
        done = services.submit_lines(lines, by=user, at=at)
    elif name == "remove":
        done = services.remove_lines(lines, by=user, at=at)
    elif name == "approve":
        done = services.approve_lines(lines, by=user, at=at)
    elif name in PLAN_LINE.acts and name != "adjust":
        done = services.change_lines(lines, name, reason=request.POST.get("ly_do", ""), by=user, at=at)
    else:
        raise Http404
    state = gettext(PLAN_LINE.states[done[0].state])
    messages.success(request, gettext("%(count)d lines are now: %(state)s.") % {"count": len(done), "state": state})
    return redirect("plans:plan", plan.pk)


@require_http_methods(["GET", "POST"])
def line_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Thêm dòng kế hoạch."""
    user = user_of(request)
    plan = queries.plan_for(user, pk)
    if not can_write(user, plan.authority):
        raise Http404
    form = LineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = {**form.cleaned_data, "leading": form.cleaned_data["leading"].unit}
        try:
            services.add_line(plan, by=user, at=timezone.now(), **said)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The line is written."))
            return redirect("plans:plan", plan.pk)
    context = {
        "form": form,
        "title": gettext("New line of the plan of %(year)d") % {"year": plan.year},
        "submit": gettext("Add the line"),
        "back_url": reverse("plans:plan", args=[plan.pk]),
        "crumbs": _crumbs((str(plan.year), reverse("plans:plan", args=[plan.pk]))),
    }
    return render(request, "web/form_page.html", context)


@require_http_methods(["GET", "POST"])
def line_page(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    """Một dòng kế hoạch — its text while it is a draft, or adjusted once approved, and the seats of units."""
    user = user_of(request)
    plan = queries.plan_for(user, pk)
    line = plan.lines.select_related("leading", "plan__authority").filter(pk=line_pk).first()
    if line is None:
        raise Http404
    may_write = can_write(user, plan.authority) or can_write_line(user, line)
    may_adjust = line.state == "approved" and can_approve(user, plan)
    require(may_write or may_adjust or request.method == "GET")
    initial = {name: getattr(line, name) for name in LINE_FIELDS}
    initial["leading"] = queries.version_today(line.leading)
    asked = request.POST.get("mau", "") if request.method == "POST" else ""
    form_class = AdjustForm if may_adjust else LineForm
    form = form_class(request.POST if asked == "dong" else None, initial=initial)
    quota = QuotaForm(request.POST if asked == "chi_tieu" else None, prefix="q")
    if asked and _write_line(user, line, form, quota, asked):
        messages.success(request, gettext("Written."))
        return redirect("plans:line", plan.pk, line.pk)
    context = {
        "plan": plan,
        "line": line,
        "form": form,
        "quota_form": quota,
        "quotas": [(name_on(one.unit, timezone.localdate()), one.seats) for one in queries.quotas_of(line)],
        "may_write": may_write,
        "may_adjust": may_adjust,
        "state": PLAN_LINE.states[line.state],
        "crumbs": _crumbs((str(plan.year), reverse("plans:plan", args=[plan.pk]))),
    }
    return render(request, "plans/line.html", context)


def _write_line(user: User, line: PlanLine, form: LineForm, quota: QuotaForm, asked: str) -> bool:
    """Write the form that was sent; a refusal stays in it."""
    at = timezone.now()
    used: LineForm | QuotaForm = quota if asked == "chi_tieu" else form
    if not used.is_valid():
        return False
    try:
        if used is form:
            said = {**form.cleaned_data, "leading": form.cleaned_data["leading"].unit}
            write = services.adjust_line if isinstance(form, AdjustForm) else services.edit_line
            write(line, by=user, at=at, **said)
        else:
            services.set_quota(line, quota.cleaned_data["unit"].unit, quota.cleaned_data["seats"], by=user, at=at)
    except Refusal as refusal:
        used.add_refusal(refusal)
        return False
    return True


@require_POST
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Soạn Kế hoạch năm và trình văn thư."""
    user = user_of(request)
    plan = queries.plan_for(user, pk)
    services.draft_plan(plan, by=user, at=timezone.now(), synthetic=settings.DEMO)
    messages.success(request, gettext("The paper waits for a number."))
    return redirect("plans:plan", plan.pk)


@require_GET
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Bản Kế hoạch năm — PDF; the frozen bytes once it has a number."""
    plan = queries.plan_for(user_of(request), pk)
    if plan.document is None:
        raise Http404
    name = f"ke-hoach-{plan.year}"
    return pdf_response(preview(plan.document), name=name, download=request.GET.get("tai") == "1")


@require_http_methods(["GET", "POST"])
def survey(request: HttpRequest, pk: int) -> HttpResponse:
    """Khảo sát nhu cầu — the letter with its form, or the summary; as PDF, as Word, or by POST sent to be numbered."""
    user, at = user_of(request), timezone.now()
    plan = queries.plan_for(user, pk)
    require(can_survey(user, plan))
    if request.method == "POST":
        services.draft_survey(plan, by=user, at=at, synthetic=settings.DEMO)
        messages.success(request, gettext("The letter of survey waits for a number."))
        return redirect("plans:plan", plan.pk)
    summing = request.GET.get("ban") == "tong-hop"
    build, name = (survey_summary, "Biểu tổng hợp nhu cầu") if summing else (survey_letter, "Khảo sát nhu cầu")
    made = build(plan, on=timezone.localdate(at), synthetic=settings.DEMO)
    word = request.GET.get("tep") == "docx"
    return paper_response(paper_bytes([made], word=word), name=f"{name} {plan.year}", word=word)
