"""Cấp giấy — choosing a kind of paper, the page before the act of record, its progress."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from boiduong.course.delivery.courses.models import CourseDuty
from boiduong.course.delivery.courses.queries import course_for
from boiduong.course.recognition.certificates import queries, services
from boiduong.course.recognition.certificates.forms import (
    BlanksIssueForm,
    IssueForm,
    PaperKindForm,
)
from boiduong.course.recognition.certificates.models import CredentialSpec
from boiduong.course.recognition.certificates.permissions import can_define, can_issue
from boiduong.course.recognition.certificates.views.common import crumbs, spec_for
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.jobs.models import Job
from boiduong.foundation.jobs.services import enqueue
from boiduong.foundation.organizations.models import Unit
from boiduong.refusals import Refusal

# A list that takes a few seconds is printed while the page waits; a longer one goes to the worker.
AT_ONCE = 60
JOB = "certificates.issue"


@require_http_methods(["GET", "POST"])
def new_kind(request: HttpRequest, slug: str) -> HttpResponse:
    """Chọn loại giấy của khóa."""
    user = user_of(request)
    course = course_for(user, slug)
    if not can_define(user, course):
        raise Http404
    certifying = CourseDuty.objects.filter(course=course, duty="certify").values("unit_id")
    form = PaperKindForm(request.POST or None, issuers=Unit.objects.filter(pk__in=certifying))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            services.define_paper(course, said["issuer"], said["kind"], said["title"], by=user, at=timezone.now())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The kind of paper is written."))
            return redirect("certificates:step", slug)
    context = {
        "form": form,
        "title": gettext("Papers that this course gives"),
        "submit": gettext("Add this paper"),
        "synthetic": course.synthetic,
        "back_url": reverse("certificates:step", args=[slug]),
        "crumbs": crumbs(course),
    }
    return render(request, "web/form_page.html", context)


@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Cấp giấy — what will happen, to how many, what cannot be undone; then the act."""
    user = user_of(request)
    course = course_for(user, slug)
    spec = spec_for(course, pk)
    if not can_issue(user, spec):
        raise Http404
    waiting = queries.waiting_rows(spec).count()
    kind = BlanksIssueForm if queries.has_stock(spec.issuer, spec.kind) else IssueForm
    form = kind(request.POST or None, initial={"issued_on": timezone.localdate(), "blanks": True})
    if request.method == "POST" and form.is_valid():
        try:
            return _issue(request, spec, user, form, waiting)
        except Refusal as refusal:
            form.add_refusal(refusal)
    context = {
        "form": form,
        "course": course,
        "synthetic": course.synthetic,
        "spec": spec,
        "waiting": waiting,
        "first": queries.waiting_rows(spec)[:3],
        "term_missing": queries.term_missing(spec, timezone.localdate()),
        "submit": ngettext("Issue %(n)d paper", "Issue %(n)d papers", waiting) % {"n": waiting},
        "crumbs": crumbs(course),
    }
    return render(request, "certificates/issue.html", context)


def _issue(request: HttpRequest, spec: CredentialSpec, user: User, form: IssueForm, waiting: int) -> HttpResponse:
    said, at, slug = form.cleaned_data, timezone.now(), spec.course.slug
    services.press_for(spec, issued_on=said["issued_on"], at=at)
    on_blanks = bool(said.get("blanks"))
    left = queries.in_stock(spec.issuer, spec.kind).count() if on_blanks and spec.issuer else 0
    if on_blanks and left < waiting:
        raise services.BlanksShort(wanted=waiting, left=left)
    if waiting > AT_ONCE:
        args = {"spec": spec.pk, "issued_on": said["issued_on"].isoformat(), "signer": said["signer"], "by": user.pk}
        args["blanks"] = on_blanks
        job = enqueue(JOB, at=at, args=args, key=f"{JOB}:{spec.pk}", by_id=user.pk)
        return redirect("certificates:issuing", slug, spec.pk, job.pk)
    made = services.issue(
        spec.course,
        spec,
        issued_on=said["issued_on"],
        signer=said["signer"],
        blanks=on_blanks,
        by=user,
        at=at,
        threads=2,
    )
    said_so = ngettext("%(n)d paper is issued.", "%(n)d papers are issued.", len(made)) % {"n": len(made)}
    messages.success(request, said_so)
    return redirect("certificates:step", slug)


@require_GET
def issue_progress(request: HttpRequest, slug: str, pk: int, job: int) -> HttpResponse:
    """Tiến độ cấp — n of m; the page may be closed."""
    user = user_of(request)
    course = course_for(user, slug)
    spec = spec_for(course, pk)
    found = get_object_or_404(Job, pk=job, kind=JOB, key=f"{JOB}:{spec.pk}")
    if not can_issue(user, spec):
        raise Http404
    issued, waiting = queries.issued_of(spec).count(), queries.waiting_rows(spec).count()
    context = {
        "course": course,
        "synthetic": course.synthetic,
        "spec": spec,
        "job": found,
        "running": found.state in ("queued", "running"),
        "done": issued,
        "total": issued + waiting,
        "crumbs": crumbs(course),
    }
    return render(request, "certificates/issuing.html", context)
