"""Họp và quyết định — the meeting with its minutes, the draft, and the numbered decision."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.delivery.courses.queries import body_for
from boiduong.course.recognition.awards import queries, services
from boiduong.course.recognition.awards.forms import DecisionForm, MeetingForm
from boiduong.course.recognition.awards.permissions import can_decide, can_judge
from boiduong.course.recognition.awards.views.common import back_to, class_of, crumbs_of, form_page
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.documents.models import Document
from boiduong.foundation.documents.services import record_outside
from boiduong.refusals import Refusal


@require_http_methods(["GET", "POST"])
def meeting(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Họp xét — a form, then the minutes are drafted."""
    user, held = user_of(request), class_of(request, slug, pk)
    if not can_judge(user, held):
        raise Http404
    form = MeetingForm(request.POST or None, initial={"held_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            services.hold_meeting(
                held, held_on=said["held_on"], chair=said["chair"], secretary=said["secretary"],
                members=form.listed_members(), remark=said["remark"], by=user, at=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The minutes are drafted and wait for their number."))
            return back_to(held)
    return form_page(request, held, form, gettext("Recognition meeting"), gettext("Draft the minutes"))


@require_POST
def draft(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Soạn quyết định — from the outcomes as they stand; it goes to be numbered."""
    held = class_of(request, slug, pk)
    services.draft_decision(held, by=user_of(request), at=timezone.now())
    messages.success(request, gettext("The decision is drafted and waits for its number."))
    return back_to(held)


@require_http_methods(["GET", "POST"])
def decision(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ghi quyết định đã có số — what will happen, to how many, and what cannot be undone."""
    user, held = user_of(request), class_of(request, slug, pk)
    if not can_decide(user, held):
        raise Http404
    open_ones = services.to_decide(held, queries.proposed_outcomes(held))
    passing = [one for one in open_ones if one.outcome != "not_recognized"]
    form = DecisionForm(request.POST or None, documents=queries.numbered_decisions(held))
    if request.method == "POST" and form.is_valid():
        try:
            services.decide(held, _document(held, form, user), by=user, at=timezone.now())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            count = len(passing)
            said = ngettext("%(n)d learner is recognized.", "%(n)d learners are recognized.", count) % {"n": count}
            messages.success(request, said)
            return back_to(held)
    context = {
        "form": form,
        "held": held,
        "course": held.course,
        "synthetic": held.course.synthetic,
        "passing": passing,
        "failing": [one for one in open_ones if one.outcome == "not_recognized"],
        "submit": ngettext("Recognize %(n)d learner", "Recognize %(n)d learners", len(passing)) % {"n": len(passing)},
        "crumbs": crumbs_of(held.course, inside=True),
    }
    return render(request, "awards/decision.html", context)


def _document(held: TrainingClass, form: DecisionForm, user: User) -> Document:
    said = form.cleaned_data
    if isinstance(said["document"], Document):
        return said["document"]
    course = held.course
    return record_outside(
        kind="recognition_decision", issuer=body_for(course, "recognize", held), number=said["number"],
        issued_on=said["issued_on"], subject=f"Công nhận kết quả {held.label}, {course.title}"[:500],
        by=user, at=timezone.now(), synthetic=course.synthetic,
    )  # fmt: skip
