"""Trang điểm danh — one session: open, mark, close, correct, log and confirm; made for a phone first."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boiduong.course.delivery.courses.permissions import can_manage, can_run_class
from boiduong.course.delivery.courses.queries import course_frame
from boiduong.course.delivery.scheduling.rules import HALVES
from boiduong.course.delivery.sessions import queries, services
from boiduong.course.delivery.sessions.forms import CorrectionForm, LogForm
from boiduong.course.delivery.sessions.models import LessonLog, Session
from boiduong.course.delivery.sessions.permissions import (
    can_correct,
    can_see_rolls,
    can_sign_as_lecturer,
    roll_scope,
    teaches,
)
from boiduong.course.delivery.sessions.rules import CODE_LABELS, CODES, LETTERS, SESSION, RollEntry
from boiduong.course.delivery.sessions.views.common import course_of, learner_of, must, session_of
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.queries import user_of
from boiduong.refusals import Refusal
from boiduong.web.registry import StepFacts

MOST_MINUTES = 600
ROLL_CODES = ("present", "excused", "unexcused", "late", "left_early")


def _log_of(session: Session) -> LessonLog | None:
    return LessonLog.objects.filter(session=session).first()


@require_GET
def session(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Một buổi học — the roll as it stands, and what may be done with it."""
    course, user = course_of(request, slug), user_of(request)
    found = session_of(course, pk)
    scope, lectures = roll_scope(user, found), teaches(user, found)
    keeps = scope is None or bool(scope)
    must(keeps or lectures or can_see_rolls(user, found.training_class))
    every = queries.roll_rows(found)
    sites = queries.site_rows(found, every)
    asked = site_asked(request, sites, scope)
    rows = [r for r in every if _in_sight(r, asked, scope)]
    today = timezone.localdate()
    log = _log_of(found)
    half = gettext(HALVES.get(found.half, found.half))
    context = {
        **course_frame(course, user=user, step="sessions", at=timezone.now()),
        # On a phone the roll comes first: the step's own panel is left to the page of the step.
        "facts": StepFacts(),
        "step_title": f"{found.training_class.label}, {half.lower()} {found.day.day}/{found.day.month}",
        "session": found,
        "state": gettext(SESSION.states[found.state]),
        "count": queries.roll_counts([found])[found.pk],
        "rows": [(r, r.code or ("excused" if r.leave else "present")) for r in rows],
        "absent": [(r, gettext(CODE_LABELS[r.code])) for r in rows if r.code not in ("", "present")],
        "codes": [(c, LETTERS[c], gettext(CODE_LABELS[c])) for c in ROLL_CODES],
        "labels": {code: gettext(label) for code, label in CODE_LABELS.items()},
        "keeps": keeps,
        "closes": scope is None,
        "office": can_manage(user, course),
        "when": "now" if today == found.day else ("past" if today > found.day else "ahead"),
        "sites": [one for one in sites if scope is None or one.site.pk in scope],
        "site": asked,
        "silent_sites": [s for s in sites if s.site.keeps_roll and s.handed_in is None],
        "corrects": found.state in queries.HELD and can_correct(user, found),
        "runs": can_run_class(user, found.training_class),
        "lectures": lectures or can_sign_as_lecturer(user, found),
        "log": log,
        "log_form": LogForm(initial={"summary": log.summary, "remark": log.remark} if log else None),
        "guests": [*queries.guests_of(found)] if scope is None or can_see_rolls(user, found.training_class) else [],
        "marked": sum(1 for r in rows if r.code),
    }
    return render(request, "sessions/session.html", context)


def site_asked(
    request: HttpRequest, sites: Sequence[queries.SiteRow], scope: frozenset[int] | None
) -> queries.SiteRow | None:
    """Điểm cầu đang xem — the one asked for, where one may mark it; the keeper of a single site sees that one."""
    given = request.POST if request.method == "POST" else request.GET
    mine = [one for one in sites if scope is None or one.site.pk in scope]
    picked = next((one for one in mine if str(one.site.pk) == given.get("diem", "")), None)
    return picked or (mine[0] if scope is not None and mine else None)


def _in_sight(row: queries.RollRow, asked: queries.SiteRow | None, scope: frozenset[int] | None) -> bool:
    """Whether a line stands on the page: of the site asked for, and never of somebody else's site."""
    if asked is not None:
        return row.enrollment.site_id == asked.site.pk
    return scope is None or not scope or row.enrollment.site_id in scope


@require_POST
def open_roll(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Mở điểm danh."""
    course = course_of(request, slug)
    found = session_of(course, pk)
    services.open_roll(found, by=user_of(request), at=timezone.now())
    return redirect("sessions:session", slug=course.slug, pk=pk)


@require_POST
def mark(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ghi điểm danh — all lines of the page; with "khoa" the roll is closed too."""
    course, user, at = course_of(request, slug), user_of(request), timezone.now()
    found = session_of(course, pk)
    entries, unread = _entries(request, found)
    services.mark(found, entries, by=user, at=at)
    if unread:
        words = gettext("Minutes are a whole number from 0 to 600: %(names)s. The rest is saved; the roll stays open.")
        messages.error(request, words % {"names": ", ".join(unread)})
        return redirect("sessions:session", slug=course.slug, pk=pk)
    site = course.sites.filter(pk=_whole(request.POST.get("nop", ""))).first()
    if site is not None:
        row = services.hand_in_site(found, site, by=user, at=at)
        words = gettext("%(name)s has handed in: %(present)s of %(expected)s present.")
        messages.success(request, words % {"name": site.name, "present": row.present, "expected": row.expected})
        return redirect("sessions:session", slug=course.slug, pk=pk)
    count = queries.roll_counts([found])[found.pk]
    if request.POST.get("khoa"):
        services.close_roll(found, by=user, at=at)
        text = gettext("The roll is closed: %(present)s of %(expected)s present.")
    else:
        text = gettext("Saved: %(present)s of %(expected)s present. The roll is still open.")
    messages.success(request, text % {"present": count.present, "expected": count.expected})
    return redirect("sessions:session", slug=course.slug, pk=pk)


def _whole(text: str) -> int:
    """A key of the database; 0, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def _entries(request: HttpRequest, found: Session) -> tuple[list[RollEntry], list[str]]:
    """Lines that differ from what the roll says, so that nothing is written twice; and whose minutes are no number."""
    entries, unread = [], []
    for row in queries.roll_rows(found):
        number = row.enrollment.pk
        code = request.POST.get(f"hv-{number}", "")
        typed = request.POST.get(f"phut-{number}", "").strip()
        late = code in ("late", "left_early")
        minutes = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else None
        if late and typed and (minutes is None or minutes > MOST_MINUTES):
            unread.append(f"{row.enrollment.person.full_name} (“{typed[:10]}”)")
            continue
        known = minutes if late else None
        if code in CODES and (code, known) != (row.code, row.minutes):
            entries.append(RollEntry(number, code, known))
    return entries, unread


@require_POST
def log(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ghi và ký sổ đầu bài — as lecturer or as class manager."""
    course, user, at = course_of(request, slug), user_of(request), timezone.now()
    found = session_of(course, pk)
    side = "lecturer" if request.POST.get("ben") == "giang-vien" else "manager"
    before = _log_of(found)
    form = LogForm(request.POST)
    summary, remark = "", ""
    if form.is_valid():
        summary, remark = form.cleaned_data["summary"], form.cleaned_data["remark"]
    if before is not None and (before.summary, before.remark) == (summary, remark):
        summary = ""
    services.sign_log(found, side=side, summary=summary, remark=remark, by=user, at=at)
    messages.success(request, gettext("The lesson log is signed."))
    return redirect("sessions:session", slug=course.slug, pk=pk)


@require_POST
def confirm(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Xác nhận buổi học."""
    course = course_of(request, slug)
    services.confirm_session(session_of(course, pk), by=user_of(request), at=timezone.now())
    messages.success(request, gettext("The session is confirmed."))
    return redirect("sessions:session", slug=course.slug, pk=pk)


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, slug: str, pk: int, enrollment: int) -> HttpResponse:
    """Sửa điểm danh của một người — with reason; earlier marks stay."""
    course, user = course_of(request, slug), user_of(request)
    found, learner = session_of(course, pk), learner_of(course, enrollment)
    must(can_correct(user, found))
    marks = [*found.marks.filter(enrollment=learner)]
    verdict = found.verdicts.filter(enrollment=learner).first()
    form = CorrectionForm(request.POST or None, initial={"code": verdict.code if verdict else "present"})
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            services.correct(found, learner, facts["code"], minutes=facts["minutes"], reason=facts["reason"],
                             by=user, at=timezone.now())  # fmt: skip
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The roll is corrected. The mark before it stays in the record."))
            return redirect("sessions:session", slug=course.slug, pk=pk)
    labels = {code: gettext(label) for code, label in CODE_LABELS.items()}
    words = ngettext("%(n)d mark so far", "%(n)d marks so far", len(marks)) % {"n": len(marks)}
    context = {
        **course_frame(course, user=user, step="sessions", at=timezone.now()),
        "facts": StepFacts(),
        "step_title": gettext("Correct the roll: %(name)s") % {"name": learner.person.full_name},
        "form": form,
        "session": found,
        "learner": learner,
        "marks": [(m, labels[m.code], _author(m.by_id)) for m in marks],
        "words": words,
    }
    return render(request, "sessions/correct.html", context)


def _author(number: int | None) -> str:
    user = User.objects.filter(pk=number).first() if number else None
    return user.display_name if user else gettext("the system")
