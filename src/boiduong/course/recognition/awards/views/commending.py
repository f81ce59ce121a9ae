"""Khen thưởng — the recognized learners with boxes to tick; the decision to look at, to edit, to have numbered."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.recognition.awards import queries, services
from boiduong.course.recognition.awards.forms import CommendationForm
from boiduong.course.recognition.awards.permissions import can_decide
from boiduong.course.recognition.awards.views.common import back_to, class_of, crumbs_of
from boiduong.engines.vietnamese import number
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.documents.queries import paper_bytes
from boiduong.refusals import Refusal
from boiduong.web.answers import paper_response


@require_http_methods(["GET", "POST"])
def commendation(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Khen thưởng của lớp — what is ticked and written stays on the page when it is refused."""
    user, held = user_of(request), class_of(request, slug, pk)
    if not can_decide(user, held):
        raise Http404
    usual = {"title": services.USUAL_TITLE, "grounds": services.USUAL_GROUNDS}
    form = CommendationForm(request.POST or None, initial=usual)
    chosen = {int(one) for one in request.POST.getlist("chon") if one.isascii() and one.isdigit() and len(one) < 19}
    if request.method == "POST" and form.is_valid():
        try:
            return _done(request, held, chosen, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
    before = queries.commended_in(held)
    rows = [
        (row, number(row.value) if row.value is not None else "", before.get(row.enrollment_id))
        for row in queries.recognized_rows(held.course, held)
    ]
    context = {
        "form": form,
        "held": held,
        "course": held.course,
        "synthetic": held.course.synthetic,
        "rows": rows,
        "chosen": chosen,
        "crumbs": crumbs_of(held.course, inside=True),
    }
    return render(request, "awards/commendation.html", context)


def _done(request: HttpRequest, held: TrainingClass, chosen: set[int], form: CommendationForm) -> HttpResponse:
    """The paper to look at or to edit; else the decision drafted and sent to be numbered."""
    at, said = timezone.now(), form.cleaned_data
    wanted = request.POST.get("viec", "")
    if wanted in ("xem", "word"):
        paper = services.commendation_paper(held, chosen, title=said["title"], grounds=said["grounds"], at=at)
        word = wanted == "word"
        return paper_response(paper_bytes([paper], word=word), name="Quyết định khen thưởng", word=word)
    services.commend(held, chosen, title=said["title"], grounds=said["grounds"], by=user_of(request), at=at)
    messages.success(request, gettext("The decision of commendation is drafted and waits for its number."))
    return back_to(held)
