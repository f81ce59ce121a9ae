"""Trang lịch học — the board of a course, its release, and the week of the whole school."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from django.contrib import messages
from django.db import transaction
from django.db.models import OuterRef, Prefetch, Subquery, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boiduong.course.delivery.courses.queries import course_for, course_frame
from boiduong.course.delivery.scheduling import queries, services
from boiduong.course.delivery.scheduling.forms import ActivityForm, EntryForm
from boiduong.course.delivery.scheduling.models import DraftStep, Entry, TimetableVersion
from boiduong.course.delivery.scheduling.permissions import can_arrange
from boiduong.course.delivery.scheduling.queries import Board, Held
from boiduong.course.delivery.scheduling.queries.allowing import allowed
from boiduong.course.delivery.scheduling.queries.bridge import Changes
from boiduong.course.delivery.scheduling.queries.sites import is_remote
from boiduong.course.delivery.scheduling.rules import HALVES, TIMETABLE, Cell, Placement
from boiduong.course.delivery.scheduling.views.common import board_url, day_in, draft_of, number_in
from boiduong.course.delivery.scheduling.views.gathering import lines_of
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.venues.permissions import can_see as can_see_rooms
from boiduong.refusals import Refusal
from boiduong.web.registry import StepFacts


class Wishes(NamedTuple):
    """Lớp và tuần của trang — so that an act returns to them."""

    lop: int | None
    tuan: date | None


def _wishes(request: HttpRequest) -> Wishes:
    given = request.POST if request.method == "POST" else request.GET
    return Wishes(number_in(given.get("lop")), day_in(given.get("tuan")))


@require_GET
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """Bảng xếp lịch — the draft where the reader may arrange, else the timetable in force."""
    user, at = user_of(request), timezone.now()
    course = course_for(user, slug)
    arranges = can_arrange(user, course)
    with_papers = TimetableVersion.objects.select_related("document").defer("document__facts")
    last_steps = DraftStep.objects.filter(version=OuterRef("pk")).order_by("-id")
    with_papers = with_papers.annotate(last_step=Subquery(last_steps.values("what")[:1]))
    prefetch_related_objects([course], Prefetch("timetables", with_papers), "institution__rule_sets")
    versions = [*course.timetables.all()]
    by_number = sorted(versions, key=lambda v: -v.number)
    draft = next((v for v in by_number if arranges and v.state == "draft"), None)
    released = next((v for v in by_number if v.state == "released"), None)
    asked = number_in(request.GET.get("ban"))
    version = draft or released
    if asked is not None:
        version = next((v for v in versions if v.state != "draft" and v.number == asked), version)
    held: Held | None = None
    board: Board | None = None
    if version is not None:
        editable = version == draft
        held = queries.held_from(version, request.GET.get("nhac", "")) if editable else None
        wishes = _wishes(request)
        checked = arranges and (editable or request.GET.get("soat") == "1")
        board = queries.board_of(version, chosen=wishes.lop, week=wishes.tuan, held=held, checked=checked)
    states = TIMETABLE.states
    context = {
        **course_frame(course, user=user, step="timetable", at=at),
        "board": board,
        "held": held,
        "version": version,
        "version_state": gettext(states[version.state]) if version else "",
        "editable": version is not None and version == draft,
        "checked": request.GET.get("soat") == "1",
        "arranges": arranges,
        "remote": is_remote(course, board.all_classes if board else ()),
        "released": released,
        "last_step": getattr(draft, "last_step", None) if version is not None and version == draft else None,
        "halves": {key: gettext(label) for key, label in HALVES.items()},
        # What is still to be placed stands in the tray of the draft: it is not said twice.
        "lines": lines_of(v for v in (board.violations if board else []) if v.rule != "topic_short"),
        "versions": [(v, gettext(states[v.state])) for v in versions],
    }
    return render(request, "scheduling/board.html", context)


@require_POST
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Lập bản lịch trống."""
    course = course_for(user_of(request), slug)
    services.new_version(course, by=user_of(request), at=timezone.now())
    return redirect(board_url(course))


@require_POST
def fill(request: HttpRequest, slug: str) -> HttpResponse:
    """Xếp nháp — places what the machine proposes on an empty draft."""
    course, user, at = course_for(user_of(request), slug), user_of(request), timezone.now()
    version = queries.draft_version(course) or services.new_version(course, by=user, at=at)
    proposed = [] if version.entries.exists() else queries.propose_entries(course)
    may = allowed(version, Changes(placements=tuple(proposed)))
    with transaction.atomic():
        services.remember(version, gettext("placing in order"), at=at)
        made = services.place_many(version, may.changes.placements, by=user, at=at)
    text = ngettext("%(n)d session was placed.", "%(n)d sessions were placed.", len(made)) % {"n": len(made)}
    messages.success(request, text)
    for one in may.refused[:1]:
        left = gettext("%(n)s could not be placed: a rule that blocks in this course would be broken. %(first)s")
        messages.warning(request, left % {"n": len(proposed) - len(made), "first": one.sentence(gettext)})
    return redirect(board_url(course))


@require_POST
def put(request: HttpRequest, slug: str) -> HttpResponse:
    """Đặt vào đây — moves the held entry, or places the held topic."""
    course, at = course_for(user_of(request), slug), timezone.now()
    version = draft_of(course)
    held = queries.held_from(version, request.POST.get("nhac", ""))
    day, half = day_in(request.POST.get("ngay")), request.POST.get("buoi", "")
    if held is None or day is None or half not in HALVES:
        raise Http404
    with transaction.atomic():
        services.remember(version, gettext("moving %(label)s") % {"label": held.label}, at=at)
        _put_down(version, held, (day, half), request)
    messages.success(request, gettext("Placed: %(label)s.") % {"label": held.label})
    return redirect(board_url(course, **_wishes(request)._asdict()))


def _put_down(version: TimetableVersion, held: Held, cell: Cell, request: HttpRequest) -> None:
    """Move the held entry, or place the held topic."""
    course, user, at = version.course, user_of(request), timezone.now()
    day, half = cell
    if held.entry is not None:
        services.move(held.entry, day=day, half=half, first_period=1, by=user, at=at)
    else:
        first = course.classes.filter(pk__in=held.classes).order_by("position").first()
        alone = len(held.classes) == 1 and first is not None
        placement = Placement(
            day,
            half,
            held.periods,
            topic=held.topic,
            classes=tuple(sorted(held.classes)),
            lecturers=tuple(sorted(held.lecturers)),
            room=first.home_room_id if alone and first else None,
        )
        services.place(version, placement, by=user, at=at)


@require_http_methods(["GET", "POST"])
def activity(request: HttpRequest, slug: str) -> HttpResponse:
    """Thêm khai giảng, bế giảng, tự nghiên cứu hoặc sinh hoạt — for all classes."""
    course, user = course_for(user_of(request), slug), user_of(request)
    require(can_arrange(user, course))
    version = draft_of(course)
    form = ActivityForm(request.POST or None, course=course)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        classes = course.classes.exclude(state__in=queries.GONE).values_list("pk", flat=True)
        placement = Placement(
            facts["day"],
            facts["half"],
            facts["periods"],
            activity=facts["activity"],
            classes=tuple(classes),
            room=facts["room"].pk if facts["room"] else None,
        )
        try:
            with transaction.atomic():
                services.remember(version, gettext("adding an activity"), at=timezone.now())
                services.place(version, placement, by=user, at=timezone.now())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return redirect(board_url(course))
    context = {
        "form": form,
        "title": gettext("Add an activity"),
        "submit": gettext("Place it"),
        "back_url": board_url(course),
        "synthetic": course.synthetic,
    }
    return render(request, "web/form_page.html", context)


@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Sửa một buổi của bản nháp — day, room, lecturers."""
    course, user, at = course_for(user_of(request), slug), user_of(request), timezone.now()
    version = draft_of(course)
    found = get_object_or_404(queries.entries_of(version), pk=pk)
    if not can_arrange(user, course):
        raise Http404
    form = EntryForm(request.POST or None, course=course, entry=found)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        where = {name: facts[name] for name in ("day", "half", "first_period", "room")}
        changing = gettext("changing %(label)s") % {"label": queries.entry_label(found)}
        try:
            with transaction.atomic():
                services.remember(version, changing, at=at)
                services.move(found, by=user, at=at, **where)
                services.set_lecturers(found, [x.pk for x in facts["lecturers"]], by=user, at=at)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("Placed: %(label)s.") % {"label": queries.entry_label(found)})
            return redirect(board_url(course))
    context = {
        **course_frame(course, user=user, step="timetable", at=at),
        "facts": StepFacts(),
        "form": form,
        "entry": found,
        "label": queries.entry_label(found),
        "half": gettext(HALVES.get(found.half, found.half)),
        "classes": ", ".join(c.training_class.label for c in found.classes.all()),
    }
    return render(request, "scheduling/entry.html", context)


@require_POST
def drop(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Bỏ một buổi khỏi bản nháp."""
    course = course_for(user_of(request), slug)
    found = get_object_or_404(
        Entry.objects.select_related("version__course__institution"), pk=pk, version=draft_of(course)
    )
    with transaction.atomic():
        services.remember(found.version, gettext("taking a session off"), at=timezone.now())
        services.remove(found, by=user_of(request), at=timezone.now())
    messages.success(request, gettext("The session is off the timetable. Its topic is back among those to place."))
    return redirect(board_url(course, **_wishes(request)._asdict()))


@require_GET
def week(request: HttpRequest) -> HttpResponse:
    """Lịch và phòng — released sessions of a week over all courses one may see, by day, room or lecturer."""
    asked = day_in(request.GET.get("tuan")) or timezone.localdate()
    monday = asked - timedelta(days=asked.weekday())
    rows = queries.week_of(user_of(request), monday)
    by = request.GET.get("theo", "ngay")
    key = {"phong": lambda r: r.place, "nguoi": lambda r: r.lecturers}.get(by)
    if key is not None:
        rows = sorted(rows, key=lambda r: (key(r), r.entry.starts_at))
    context = {
        "title": gettext("Timetables and rooms"),
        "sees_rooms": can_see_rooms(user_of(request)),
        "rows": [(r, gettext(HALVES.get(r.entry.half, r.entry.half))) for r in rows],
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "by": by if key is not None else "ngay",
        "synthetic": any(r.entry.version.course.synthetic for r in rows),
    }
    return render(request, "scheduling/week.html", context)
