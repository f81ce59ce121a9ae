"""Trang việc nền — what waits, runs and failed; progress, stop and run again."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import can_administer
from boiduong.foundation.jobs import queries, services
from boiduong.foundation.jobs.models import Job
from boiduong.foundation.jobs.rules import JOB
from boiduong.web.lists import ListPage, Pill


def _administrator(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - login is required by the middleware
    if not can_administer(request.user):
        raise Http404
    return request.user


def _row(job: Job) -> dict[str, object]:
    return {"job": job, "percent": round(job.progress * 100), "state": gettext(JOB.states[job.state])}


@require_GET
def job_list(request: HttpRequest) -> HttpResponse:
    """Việc nền — those at work first; the page reloads itself while one is."""
    _administrator(request)
    page: ListPage[Job] = ListPage(
        queries.jobs(),
        params=request.GET,
        pills=[
            Pill("tat-ca", gettext("All")),
            Pill("dang-lam", gettext("Waiting or running"), Q(state__in=queries.LIVE)),
            Pill("hong", gettext("Failed"), Q(state="failed")),
            Pill("da-dung", gettext("Stopped"), Q(state="stopped")),
        ],
    )
    context = {
        "page": page,
        "rows": [_row(job) for job in page.rows],
        "live": [_row(job) for job in queries.live_jobs()[:5]],
    }
    return render(request, "jobs/list.html", context)


@require_GET
def job_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Một việc nền — progress, result or error."""
    _administrator(request)
    job = get_object_or_404(Job, pk=pk)
    context = {
        **_row(job),
        "may_stop": JOB.allows(job.state, "stop"),
        "may_retry": job.state in ("failed", "stopped"),
        "crumbs": [(gettext("Background jobs"), reverse("jobs:list"))],
    }
    return render(request, "jobs/job.html", context)


@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Dừng hoặc làm lại."""
    user = _administrator(request)
    job = get_object_or_404(Job, pk=pk)
    name = request.POST.get("viec", "")
    if name == "stop":
        services.stop_job(job, by=user, at=timezone.now())
        messages.success(request, gettext("The job is stopped; what is done stays done."))
    elif name == "retry":
        services.retry_job(job, by=user, at=timezone.now())
        messages.success(request, gettext("The job waits for a worker again."))
    else:
        raise Http404
    return redirect("jobs:job", pk)
