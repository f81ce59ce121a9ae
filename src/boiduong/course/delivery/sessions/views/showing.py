"""Trang các buổi — sessions by day, learners at risk, and the roll book of a class."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_POST

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.permissions import can_read_people, can_run_class
from boiduong.course.delivery.courses.queries import course_frame
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.scheduling.rules import HALVES
from boiduong.course.delivery.sessions import queries, services
from boiduong.course.delivery.sessions.models import RollVerdict, Session
from boiduong.course.delivery.sessions.permissions import can_see_rolls, keeps_a_site
from boiduong.course.delivery.sessions.rules import LETTERS, SESSION, Attendance
from boiduong.course.delivery.sessions.views.common import class_of, course_of, must
from boiduong.engines.spreadsheets import Column, Sheet, Value
from boiduong.foundation.accounts.queries import user_of
from boiduong.web.lists import xlsx_response
from boiduong.web.registry import StepFacts
from boiduong.web.words import in_sentence

AHEAD_SHOWN = 6
# What is not plain presence has a color in the roll book.
COLORS = {"excused": "p", "unexcused": "k", "late": "m", "left_early": "m"}
STATE_TAGS = {"planned": "plain", "open": "now", "closed": "good", "confirmed": "good", "cancelled": "bad"}


@dataclass(frozen=True)
class SessionRow:
    """Một dòng của danh sách buổi."""

    session: queries.ListedSession
    count: queries.RollCount

    @property
    def facts(self) -> str:
        """Chuyên đề, số tiết, phòng — one line."""
        n = self.session.periods
        periods = ngettext("%(n)s period", "%(n)s periods", n) % {"n": n}
        return " · ".join(part for part in (self.session.topic, periods, self.session.room) if part)

    @property
    def state(self) -> str:
        """Trạng thái bằng chữ."""
        return gettext(SESSION.states[self.session.state])

    @property
    def tag(self) -> str:
        """Dáng của nhãn."""
        return STATE_TAGS[self.session.state]

    @property
    def half(self) -> str:
        """Buổi bằng chữ."""
        return gettext(HALVES.get(self.session.half, self.session.half))


@require_GET
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """Buổi học và điểm danh — of one class at a time; today's first, then those to come, then those held."""
    course, user, at = course_of(request, slug), user_of(request), timezone.now()
    reads = can_read_people(user, course)
    prefetch_related_objects([course], "classes", "institution__rule_sets")
    classes = [*course.classes.all()]
    rule_sets = {one.pk: one for one in course.institution.rule_sets.all()}
    for one in classes:
        one.course = course
        if one.rule_set_id in rule_sets:
            one.rule_set = rule_sets[one.rule_set_id]
    asked = request.GET.get("lop", "")
    chosen = next((c for c in classes if str(c.pk) == asked), classes[0] if classes else None)
    sessions = queries.listed_sessions(chosen) if chosen else []
    counts = queries.roll_counts(sessions)
    today = timezone.localdate(at)
    rows = [SessionRow(s, counts[s.pk]) for s in sessions]
    own = course.enrollments.filter(person=user.person_id).first() if user.person_id else None
    context = {
        **course_frame(course, user=user, step="sessions", at=at),
        "classes": classes,
        "chosen": chosen,
        "groups": _groups(rows, today),
        "empty": not rows,
        "reads": reads,
        "keeps": reads or (chosen is not None and keeps_a_site(user, chosen)),
        "runs": chosen is not None and can_run_class(user, chosen),
        "own": own,
        **(_office(course) if reads else {}),
    }
    return render(request, "sessions/step.html", context)


@dataclass(frozen=True)
class SessionGroup:
    """Một nhóm buổi — folded where nothing is to be done any more, or not yet."""

    title: str
    rows: list[SessionRow]
    folded: bool = False


def _groups(rows: list[SessionRow], today: date) -> list[SessionGroup]:
    """Today first, then the past without a roll, the next ones, and folded: later ones and those held."""
    left = [r for r in rows if r.session.state not in ("closed", "confirmed", "cancelled")]
    ahead = [r for r in left if r.session.day > today]
    done = [r for r in reversed(rows) if r.session.day != today and r not in left]
    found = [
        SessionGroup(gettext("Today"), [r for r in rows if r.session.day == today]),
        SessionGroup(gettext("Past, without a closed roll"), [r for r in left if r.session.day < today]),
        SessionGroup(gettext("To come"), ahead[:AHEAD_SHOWN]),
        SessionGroup(gettext("Later on"), ahead[AHEAD_SHOWN:], folded=True),
        SessionGroup(gettext("Held or cancelled"), done, folded=True),
    ]
    open_ones = [group for group in found if group.rows]
    # Nothing else to show: then what was held stands open.
    if len(open_ones) == 1 and open_ones[0].folded:
        return [SessionGroup(open_ones[0].title, open_ones[0].rows)]
    return open_ones


def _office(course: Course) -> dict[str, object]:
    """What only those see who may read the people of the course."""
    return {
        "at_risk": queries.at_risk(course),
        "leaves": queries.leaves_waiting(course),
        "make_ups": [*queries.open_make_ups(course)],
    }


@require_GET
def class_roll(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Sổ điểm danh của lớp — rows learners, columns sessions held; `?xlsx=1` gives the spreadsheet."""
    course, user = course_of(request, slug), user_of(request)
    held_class = class_of(course, pk)
    must(can_see_rolls(user, held_class))
    sessions = [*queries.sessions_of(course, training_class=held_class).filter(state__in=queries.HELD)]
    people = [
        *Enrollment.objects.filter(training_class=held_class, state__in=queries.ON_ROLL)
        .select_related("person")
        .order_by("position", "id")
    ]
    verdicts = RollVerdict.objects.filter(session__in=sessions)
    codes = {(s, e): code for s, e, code in verdicts.values_list("session_id", "enrollment_id", "code")}
    totals = queries.attendance(held_class)
    rows = [
        (one, [codes.get((s.pk, one.pk), "") for s in sessions], totals.get(one.pk, Attendance())) for one in people
    ]
    if request.GET.get("xlsx") == "1":
        return _sheet(sessions, rows, held_class)
    context = {
        **course_frame(course, user=user, step="sessions", at=timezone.now()),
        "facts": StepFacts(),
        "step_title": gettext("Roll book of %(label)s") % {"label": in_sentence(held_class.label)},
        "held_class": held_class,
        "sessions": sessions,
        "rows": [(one, mark_safe("".join(map(_cell, held))), total) for one, held, total in rows],  # noqa: S308
        "runs": can_run_class(user, held_class),
    }
    return render(request, "sessions/class_roll.html", context)


@cache
def _cell(code: str) -> str:
    """A cell of the roll book, of a handful of codes: drawn a thousand times a page."""
    return format_html('<td class="{}">{}</td>', COLORS.get(code, ""), LETTERS.get(code, ""))


def _sheet(
    sessions: list[Session], rows: list[tuple[Enrollment, list[str], Attendance]], held_class: TrainingClass
) -> HttpResponse:
    """The roll book as XLSX: signs of each session, totals in periods."""
    halves = {"morning": "S", "afternoon": "C", "evening": "T"}
    columns = (
        Column(gettext("No."), 6, "int"),
        Column(gettext("Full name"), 28),
        Column(gettext("Unit"), 32),
        *(Column(f"{s.day.day}/{s.day.month} {halves.get(s.half, '')}", 8) for s in sessions),
        Column(gettext("With leave (periods)"), 12, "int"),
        Column(gettext("Without leave (periods)"), 12, "int"),
        Column(gettext("Planned (periods)"), 12, "int"),
    )
    lines: list[list[Value]] = [
        [n, one.person.full_name, one.unit_text, *(LETTERS.get(c, "") for c in held), t.excused, t.unexcused, t.planned]
        for n, (one, held, t) in enumerate(rows, start=1)
    ]
    name = gettext("Roll %(label)s") % {"label": in_sentence(held_class.label)}
    notes = (gettext("Sample data: the people are not real"),) if held_class.course.synthetic else ()
    return xlsx_response(name, Sheet(name, columns, lines, notes))


@require_POST
def book(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Lập sổ điểm danh hoặc sổ đầu bài — the paper goes to be numbered."""
    course, user = course_of(request, slug), user_of(request)
    held_class = class_of(course, pk)
    draft = services.draft_log_book if request.POST.get("so") == "dau-bai" else services.draft_roll_book
    document = draft(held_class, by=user, at=timezone.now())
    messages.success(request, gettext("%(paper)s waits for a number.") % {"paper": document.subject})
    return redirect("sessions:class_roll", slug=course.slug, pk=held_class.pk)
