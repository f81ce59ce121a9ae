"""Một học viên — every fact and every reason, and the notes that people write."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from boiduong.course.delivery.courses.queries import course_for
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.recognition.awards import queries, services
from boiduong.course.recognition.awards.forms import ConductForm, ExceptionForm
from boiduong.course.recognition.awards.permissions import can_except, can_judge
from boiduong.course.recognition.awards.views.common import back_to, class_of, crumbs_of
from boiduong.course.recognition.awards.views.judging import row_of
from boiduong.engines.vietnamese import date_short
from boiduong.foundation.accounts.queries import user_of
from boiduong.refusals import Refusal
from boiduong.web.forms import PageForm


@require_http_methods(["GET", "POST"])
def learner(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Một học viên — every fact, every reason, and the notes that people write."""
    user, at = user_of(request), timezone.now()
    course = course_for(user, slug)
    one = get_object_or_404(Enrollment.objects.select_related("person", "training_class"), pk=pk, course=course)
    held = class_of(request, slug, one.training_class_id)
    one.training_class = held
    forms: dict[str, PageForm] = {
        "exception": ExceptionForm(None),
        "conduct": ConductForm(None),
        "lift": ConductForm(None, prefix="rut"),
    }
    if request.method == "POST":
        answer = _note(request, one, forms)
        if answer is not None:
            return answer
    proposal = next((p for p in queries.proposed_outcomes(held) if p.enrollment.pk == one.pk), None)
    if proposal is None:
        raise Http404
    row = queries.rows_by_learner(held).get(one.pk)
    open_one = held.state in ("assessing", "recognized") and (row is None or row.outcome == "not_recognized")
    context = {
        "course": course,
        "synthetic": course.synthetic,
        "held": held,
        "one": one,
        "row": row_of(proposal, {one.pk: row.outcome} if row else {}),
        "facts": proposal.facts,
        "breach": proposal.breach,
        "decided": row,
        "forms": forms,
        "day": date_short(timezone.localdate(at)),
        "may_judge": open_one and can_judge(user, held),
        "may_except": open_one and can_except(user, held) and proposal.judgement.outcome == "not_recognized",
        "crumbs": crumbs_of(course, inside=True),
    }
    return render(request, "awards/learner.html", context)


def _note(request: HttpRequest, one: Enrollment, forms: dict[str, PageForm]) -> HttpResponse | None:
    """Write the note that was sent; None shows the page again with what was typed."""
    acts = {
        "exception": (ExceptionForm, None, services.make_exception),
        "conduct": (ConductForm, None, services.note_conduct),
        "lift": (ConductForm, "rut", services.lift_conduct),
    }
    name = request.POST.get("viec", "")
    if name not in acts:
        raise Http404
    kind, prefix, act = acts[name]
    form = forms[name] = kind(request.POST, prefix=prefix)
    if not form.is_valid():
        return None
    try:
        act(one, note=form.cleaned_data["note"], by=user_of(request), at=timezone.now())
    except Refusal as refusal:
        form.add_refusal(refusal)
        return None
    messages.success(request, gettext("The note is kept."))
    return back_to(one.training_class)
