"""Trang sửa lịch — a lecturer cancels or a room is taken; three proposals, each with what moves and who is told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.queries import course_frame
from boiduong.course.delivery.scheduling import queries, services
from boiduong.course.delivery.scheduling.models import Entry, TimetableVersion
from boiduong.course.delivery.scheduling.queries.bridge.faculty import said_busy
from boiduong.course.delivery.scheduling.queries.bridge.ways import tidy
from boiduong.course.delivery.scheduling.queries.repairs import Moved, Offer, Subject, sessions_hit, subjects_of
from boiduong.course.delivery.scheduling.queries.runs import REPAIR, last_run, rule_name
from boiduong.course.delivery.scheduling.queries.versions import entry_label
from boiduong.course.delivery.scheduling.rules import HALVES, Cell
from boiduong.course.delivery.scheduling.services.repairing import LONGER
from boiduong.course.delivery.scheduling.views.common import (
    arranged_course,
    board_url,
    in_page_language,
    number_in,
    way_said,
)
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.jobs.models import Job
from boiduong.web.registry import StepFacts

LIVE = ("queued", "running")


def _released(course: Course) -> TimetableVersion:
    found = queries.current_version(course)
    if found is None:
        raise Http404
    found.course = course
    return found


def _half(half: str) -> str:
    return gettext(HALVES.get(half, half)).lower()


def _rows(entries: Sequence[Entry], said: Collection[Cell]) -> list[dict[str, Any]]:
    """One row a half-day with its topics, each with all its classes; ticked where the lecturer has said to be busy."""
    found: dict[Cell, dict[str, list[str]]] = {}
    for entry in entries:
        classes = [c.training_class.label for c in entry.classes.all()]
        found.setdefault((entry.day, entry.half), {}).setdefault(entry_label(entry), []).extend(classes)
    return [
        {
            "value": f"{day.isoformat()}.{half}",
            "day": day,
            "half": _half(half),
            "what": [(label, ", ".join(sorted(classes))) for label, classes in what.items()],
            "said": (day, half) in said,
        }
        for (day, half), what in found.items()
    ]


def _said(subject: Subject, entries: Sequence[Entry]) -> Collection[Cell]:
    """Half-days of these sessions that the lecturer has said to be busy in."""
    if subject.kind != "gv" or not entries:
        return ()
    days = [entry.day for entry in entries]
    return said_busy([subject.number], min(days), max(days)).get(subject.number, ())


@require_GET
def repair(request: HttpRequest, slug: str) -> HttpResponse:
    """Sửa lịch — who is away and when; then the proposals."""
    user, at = user_of(request), timezone.now()
    course = arranged_course(request, slug)
    version = _released(course)
    subjects = subjects_of(version, at=at)
    chosen = next((s for s in subjects if s.token == request.GET.get("ai")), None)
    hit = sessions_hit(version, chosen, at=at) if chosen else []
    context = {
        **course_frame(course, user=user, step="timetable", at=at),
        **_run(course, version),
        "facts": StepFacts(),
        "version": version,
        "draft": queries.draft_version(course),
        "people": [s for s in subjects if s.kind == "gv"],
        "rooms": [s for s in subjects if s.kind == "phong"],
        "chosen": chosen,
        "sessions": _rows(hit, _said(chosen, hit)) if chosen else [],
    }
    return render(request, "scheduling/repair.html", context)


@require_GET
def repair_state(request: HttpRequest, slug: str) -> HttpResponse:
    """Tiến độ tìm cách sửa — only the part of the page that changes."""
    course = arranged_course(request, slug)
    return render(request, "scheduling/repair_state.html", _run(course, _released(course)))


@require_POST
def repair_act(request: HttpRequest, slug: str) -> HttpResponse:
    """Tìm cách sửa, hoặc chọn một phương án."""
    user, at = user_of(request), timezone.now()
    course = arranged_course(request, slug)
    version = _released(course)
    if request.POST.get("viec") == "chon":
        services.choose_repair(version, number_in(request.POST.get("so")) or 0, by=user, at=at)
        messages.success(request, gettext("The adjusted draft is made. Look at it, then release it."))
        return redirect(board_url(course))
    if request.POST.get("viec") in ("lau", "cach"):
        if request.POST["viec"] == "lau":
            services.look_longer(version, by=user, at=at)
        else:
            services.choose_repair_way(version, number_in(request.POST.get("so")) or 0, by=user, at=at)
        return redirect("scheduling:repair", course.slug)
    subject = _subject(version, request.POST.get("ai", ""), at=at)
    if subject is None:
        raise Http404
    cells = [cell for text in request.POST.getlist("buoi") if (cell := _cell(text)) is not None]
    if not cells:
        messages.error(request, gettext("Tick at least one half-day."))
        return redirect(f"{reverse('scheduling:repair', args=[course.slug])}?ai={subject.token}")
    services.ask_repair(version, kind=subject.kind, number=subject.number, cells=cells, by=user, at=at)
    return redirect("scheduling:repair", course.slug)


def _subject(version: TimetableVersion, token: str, *, at: datetime) -> Subject | None:
    return next((s for s in subjects_of(version, at=at) if s.token == token), None)


def _cell(text: str) -> tuple[date, str] | None:
    day, _, half = text.partition(".")
    try:
        return (date.fromisoformat(day), half) if half in HALVES else None
    except ValueError:
        return None


def _run(course: Course, version: TimetableVersion) -> dict[str, Any]:
    """The last search for a repair of this version, in words."""
    job = last_run(REPAIR, version)
    if job is None:
        return {"course": course, "job": None, "live": False}
    result = job.result or {}
    why = result.get("why") or {}
    return {
        "course": course,
        "job": job,
        "live": job.state in LIVE,
        "longer": job.args.get("budget") == LONGER,
        "result": result,
        "failed": job.state == "failed",
        "offers": [_offer(n, one) for n, one in enumerate(result.get("offers", []))],
        "asked": _asked(job),
        "proven": result.get("status") == "optimal",
        # Once is enough: a second minute finds little that the first did not.
        "may_look_longer": result.get("status") in ("unknown", "feasible") and job.args.get("budget") != LONGER,
        "reasons": [(rule_name(rule), tidy(in_page_language(vi, en))) for rule, vi, en in why.get("facts", [])],
        "ways": _ways(why.get("ways", []), result.get("choosable", [])),
        "conceded": [tidy(in_page_language(w["vi"], w["en"])) for w in job.args.get("ways", [])],
    }


def _ways(ways: Sequence[dict[str, Any]], choosable: Sequence[bool]) -> list[tuple[int, str, bool]]:
    """Each way out with its number, in words, and whether the machine can take it."""
    can = [*choosable, *[False] * len(ways)]
    return [(n, way_said(w), can[n]) for n, w in enumerate(ways)]


def _asked(job: Job) -> list[str]:
    said = [f"{_half(half)} {date.fromisoformat(day):%-d/%-m}" for day, half in job.args["cells"]]
    return list(dict.fromkeys(said))


def _offer(number: int, offer: Offer) -> dict[str, Any]:
    """One proposal, with what it would break that nobody may break in this course."""
    refused = [in_page_language(vi, en) for vi, en in offer.get("refused", [])]
    return {**offer, "number": number, "rows": [_moved(row) for row in offer["moved"]], "refused": refused}


def _moved(row: Moved) -> dict[str, Any]:
    """One line: where it stood and where it goes; of room and lecturers only what changes."""
    was, now = row["was"], row["now"]
    same_time = was[:2] == now[:2]
    return {
        "label": row["label"],
        "classes": ", ".join(row["classes"]),
        "was": f"{_half(was[1])} {date.fromisoformat(was[0]):%-d/%-m}",
        "now": "" if same_time else f"{_half(now[1])} {date.fromisoformat(now[0]):%-d/%-m}",
        "rooms": (was[2], now[2]) if was[2] != now[2] else None,
        "people": (was[3], now[3]) if was[3] != now[3] else None,
    }
