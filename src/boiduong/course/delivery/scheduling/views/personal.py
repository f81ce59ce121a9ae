"""Trang riêng của giảng viên — opened by the personal link without a password; shows own things and no others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boiduong.course.curriculum.lecturers import services as lecturers
from boiduong.course.curriculum.lecturers.models import Availability, Lecturer
from boiduong.course.curriculum.lecturers.rules import HALF_DAYS
from boiduong.course.delivery.scheduling import services
from boiduong.course.delivery.scheduling.forms import WeeklyForm
from boiduong.course.delivery.scheduling.models import LecturerRequest
from boiduong.course.delivery.scheduling.queries.teaching import (
    busy_on_released,
    half_days_of,
    requests_to,
    sessions_ahead,
    told,
    topics_asked,
)
from boiduong.course.delivery.scheduling.queries.versions import entry_label
from boiduong.course.delivery.scheduling.rules import HALVES, REQUEST
from boiduong.course.delivery.scheduling.views.calendars import calendar_context
from boiduong.course.delivery.scheduling.views.common import day_in, number_in
from boiduong.foundation.notifications.services import delivered
from boiduong.states import Forbidden

DAYS_SHOWN = 14
Page = Callable[..., HttpResponse]


def by_link(page: Page) -> Page:
    """Vào bằng đường dẫn riêng — the page gets the lecturer; a token that opens nothing gets 404 and the way out."""

    @wraps(page)
    def opened(request: HttpRequest, token: str, **more: object) -> HttpResponse:
        found = lecturers.opened_by(token, at=timezone.now())
        if found is None:
            # One page for a link that ended and for one that never was: nobody learns which.
            return render(request, "scheduling/personal_ended.html", status=404)
        answer = page(request, token, found, **more)
        # The address is the key: no machine keeps it, and other sites never hear of it (Referrer-Policy of the house).
        answer["X-Robots-Tag"] = "noindex"
        return answer

    return never_cache(login_not_required(opened))


def _half(half: str) -> str:
    return gettext(HALVES.get(half, half)).lower()


@require_GET
@by_link
def personal(request: HttpRequest, token: str, lecturer: Lecturer) -> HttpResponse:
    """Trang riêng — requests to answer, own sessions ahead, and what was told."""
    at = timezone.now()
    heard = [*told(lecturer)[:5]]
    delivered([one for one in heard if not one.seen], how="seen", at=at)
    asked = [*requests_to(lecturer)]
    waiting = [one for one in asked if one.state in ("sent", "named")]
    titles = topics_asked(lecturer, {one.course_id for one in waiting}) if waiting else {}
    context = {
        **_frame(lecturer, token),
        "waiting": [(one, titles.get(one.course_id, [])) for one in waiting],
        "opened": number_in(request.GET.get("mo")),
        "answered": [
            (one, gettext(REQUEST.states[one.state])) for one in asked if one.state in ("accepted", "declined")
        ],
        "sessions": _sessions(lecturer, at),
        "heard": heard,
        **calendar_context(request, "lecturer", lecturer.pk),
    }
    return render(request, "scheduling/personal.html", context)


def _sessions(lecturer: Lecturer, at: datetime) -> list[dict[str, Any]]:
    """One line a half-day and topic, with the classes and their rooms."""
    found: dict[tuple[date, str, str], dict[str, Any]] = {}
    for entry in sessions_ahead(lecturer, at=at)[:60]:
        label = entry_label(entry)
        row = found.setdefault(
            (entry.day, entry.half, label), {"entry": entry, "label": label, "half": _half(entry.half), "where": []}
        )
        classes = ", ".join(c.training_class.label for c in entry.classes.all())
        place = f"{entry.room.name}, {entry.room.venue.name}" if entry.room else entry.place_text
        row["where"].append(f"{classes}: {place}" if place else classes)
    return [*found.values()]


@require_POST
@by_link
def personal_answer(request: HttpRequest, token: str, lecturer: Lecturer, pk: int) -> HttpResponse:
    """Nhận, không nhận, hoặc báo tên người dạy."""
    row = get_object_or_404(LecturerRequest, pk=pk, lecturer=lecturer)
    act = request.POST.get("viec", "")
    try:
        services.answer_request(row, act, text=request.POST.get("loi", ""), at=timezone.now(), by_link=True)
    except services.ReasonNeeded as refusal:
        messages.error(request, refusal.sentence(gettext))
        return redirect(f"{reverse('scheduling:personal', args=[token])}?mo={pk}#m{pk}")
    except Forbidden:
        # A second touch, or a page that stood open: what holds is said, nothing went wrong.
        row.refresh_from_db()
        text = gettext("This invitation stands as “%(state)s”. To change it, call the school.")
        messages.info(request, text % {"state": gettext(REQUEST.states[row.state])})
    else:
        messages.success(request, gettext("The answer is written. The school sees it at once."))
    return redirect("scheduling:personal", token)


@require_POST
@by_link
def personal_calendar(request: HttpRequest, token: str, lecturer: Lecturer) -> HttpResponse:
    """Đổi địa chỉ lịch của mình — the old one stops at once."""
    services.renew_own_calendar(lecturer, at=timezone.now())
    messages.success(request, gettext("This is the new address. The old one no longer opens anything."))
    return redirect(f"{reverse('scheduling:personal', args=[token])}#ic")


@require_http_methods(["GET", "POST"])
@by_link
def personal_days(request: HttpRequest, token: str, lecturer: Lecturer) -> HttpResponse:
    """Báo buổi bận — two weeks of half-days at a time, and half-days of every week."""
    at = timezone.now()
    today = timezone.localdate(at)
    asked = day_in(request.POST.get("tu") or request.GET.get("tu")) or today
    first = max(asked, today) - timedelta(days=max(asked, today).weekday())
    form = WeeklyForm(request.POST if request.POST.get("viec") == "tuan" else None, first=today)
    if request.method == "POST":
        done = _say(request, lecturer, form, first, at)
        if done:
            _warn(request, lecturer, at)
            return redirect(f"{reverse('scheduling:personal_days', args=[token])}?tu={first.isoformat()}")
    rows = half_days_of(lecturer, first=first, days=DAYS_SHOWN, halves=HALF_DAYS, at=at)
    weekly = Availability.objects.filter(lecturer=lecturer, day__isnull=True, ends_on__gte=today)
    context = {
        **_frame(lecturer, token),
        "rows": rows,
        "first": first,
        "last": first + timedelta(days=DAYS_SHOWN - 1),
        "before": first - timedelta(days=DAYS_SHOWN) if first > today else None,
        "after": first + timedelta(days=DAYS_SHOWN),
        "halves": [(h, gettext(HALVES[h])) for h in HALF_DAYS],
        "weekly": [(row, first + timedelta(days=row.weekday or 0), _half(row.half)) for row in weekly],
        "form": form,
    }  # fmt: skip
    return render(request, "scheduling/personal_days.html", context)


def _say(request: HttpRequest, lecturer: Lecturer, form: WeeklyForm, first: date, at: datetime) -> bool:
    """Write what the page says; False where the form has to be shown again."""
    what = request.POST.get("viec", "")
    if what == "ngay":
        last = first + timedelta(days=DAYS_SHOWN - 1)
        cells = [cell for text in request.POST.getlist("ban") if (cell := _cell(text)) is not None]
        inside = [cell for cell in cells if first <= cell[0] <= last]
        said = lecturers.say_half_days(lecturer, first=first, last=last, busy=inside, at=at, by_link=True)
        count = len(said.busy) + len(said.free)
        text = ngettext("%(n)d half-day is written.", "%(n)d half-days are written.", count) % {"n": count}
        messages.success(request, text)
        return True
    if what == "bo":
        row = get_object_or_404(Availability, pk=number_in(request.POST.get("so")) or 0, lecturer=lecturer)
        lecturers.unsay(row, at=at, by_link=True)
        return True
    if what == "tuan" and form.is_valid():
        facts = form.cleaned_data
        lecturers.say_weekly(
            lecturer, weekday=int(facts["weekday"]), half=facts["half"], first=facts["first"], last=facts["last"],
            at=at, by_link=True,
        )  # fmt: skip
        messages.success(request, gettext("Written for every week until that day."))
        return True
    if what != "tuan":
        raise Http404
    return False


def _warn(request: HttpRequest, lecturer: Lecturer, at: datetime) -> None:
    """Say what is on a released timetable already: the school has to find somebody else."""
    found = busy_on_released(at=at, lecturer=lecturer)
    if found:
        text = ngettext(
            "%(n)d session of a released timetable stands on a half-day said to be busy. The school is told.",
            "%(n)d sessions of released timetables stand on half-days said to be busy. The school is told.",
            len(found),
        )
        messages.warning(request, text % {"n": len(found)})


def _cell(text: str) -> tuple[date, str] | None:
    day, _, half = text.partition(".")
    found = day_in(day)
    return (found, half) if found is not None and half in HALF_DAYS else None


def _frame(lecturer: Lecturer, token: str) -> dict[str, Any]:
    return {"lecturer": lecturer, "token": token, "school": str(lecturer.institution.unit)}
