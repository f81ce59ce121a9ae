"""Trang của cơ quan được hỏi — the question sent to it and what it writes back; no other page of the course."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from boiduong.course.delivery.courses.queries import course_for
from boiduong.course.delivery.situations import forms, queries, services
from boiduong.course.delivery.situations.models import Situation
from boiduong.course.delivery.situations.permissions import can_reply, can_sort
from boiduong.course.delivery.situations.rules import SITUATION
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.files.models import StoredFile
from boiduong.refusals import Refusal
from boiduong.web.answers import uploaded_response


@require_http_methods(["GET", "POST"])
def body(request: HttpRequest, pk: int) -> HttpResponse:
    """Câu hỏi gửi cơ quan — read and answered by its clerk; who asked is not said."""
    user, at = user_of(request), timezone.now()
    rows = Situation.objects.select_related("course__institution", "referred_to")
    situation = get_object_or_404(rows, pk=pk)
    if not can_reply(user, situation):
        raise Http404(pk)
    takes = SITUATION.allows(situation.state, "reply")
    form = forms.ReplyForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.reply(situation, **form.cleaned_data, by=user, at=at)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The answer is with the training office, which reads it next."))
            return redirect("situations:body", pk=pk)
    context = {
        "title": situation.title,
        "situation": situation,
        "replies": queries.replies_of(situation),
        "form": form if takes else None,
        "late": takes and situation.due_on is not None and situation.due_on < timezone.localdate(at),
        "synthetic": situation.course.synthetic,
    }
    return render(request, "situations/body.html", context)


@require_safe
def reply_file(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Văn bản trả lời — for the training office, in a sandbox."""
    user = user_of(request)
    course = course_for(user, slug)
    if not can_sort(user, course):
        raise Http404(pk)
    found = StoredFile.objects.filter(pk__in=queries.reply_files(course, pk)).first()
    if found is None:
        raise Http404(pk)
    plain = f"tra-loi-{pk}.{found.name.rpartition('.')[2]}"
    return uploaded_response(found.read(), mime=found.mime, name=found.name, plain=plain)
