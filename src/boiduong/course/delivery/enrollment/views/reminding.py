"""Trang nhắc xác nhận — who has not answered the summons, a list to call or write to, and each reminder kept."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.queries import course_frame
from boiduong.course.delivery.enrollment import services
from boiduong.course.delivery.enrollment.forms import RemindForm
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.enrollment.queries import classes_run, unanswered
from boiduong.course.delivery.enrollment.services.reminding import REMINDER_WAYS
from boiduong.course.delivery.enrollment.views.common import (
    address,
    chosen_ids,
    course_of,
    crumbs,
    filled,
    now,
    tell,
    tell_refusal,
)
from boiduong.engines.spreadsheets import Column, Sheet
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.people.services import read_secrets
from boiduong.refusals import Refusal
from boiduong.web.lists import ListPage, Pill, xlsx_response
from boiduong.web.registry import StepFacts


def _classes(user: User, course: Course) -> list[TrainingClass]:
    """Http404 for whoever runs no class of the course."""
    found = classes_run(user, course)
    if not found:
        raise Http404
    return found


def _page(request: HttpRequest, course: Course, classes: list[TrainingClass]) -> ListPage[Enrollment]:
    pills: list[Pill[Enrollment]] = [
        Pill("", gettext("All classes")),
        Pill("chua", gettext("Not reminded yet"), Q(reminders=None)),
    ]
    if len(classes) > 1:
        pills += [Pill(f"lop-{one.pk}", one.label, Q(training_class=one)) for one in classes]
    return ListPage(unanswered(course, classes), params=request.GET, search="person__folded_name", pills=pills)


@require_http_methods(["GET", "POST"])
def unconfirmed(request: HttpRequest, slug: str) -> HttpResponse:
    """Chưa xác nhận — fifty at a time; those ticked, or everybody filtered, are noted as reminded."""
    course, user = course_of(request, slug), user_of(request)
    classes = _classes(user, course)
    page = _page(request, course, classes)
    if request.method == "POST":
        return _remind(request, page)
    context = {
        **course_frame(course, user=user, step="opening", at=now()),
        "facts": StepFacts(),
        "page": page,
        "rows": [(one, [*one.reminders.all()]) for one in page.rows],
        "ways": {key: gettext(label) for key, label in REMINDER_WAYS.items()},
        "form": RemindForm(),
        "here": request.get_full_path(),
        "crumbs": [*crumbs(course), (gettext("Opening and summons"), address("opening", course))],
    }
    return render(request, "enrollment/unconfirmed.html", context)


def _remind(request: HttpRequest, page: ListPage[Enrollment]) -> HttpResponse:
    rows = list(page.filtered)
    if "tat_ca" not in request.POST:
        chosen = set(chosen_ids(request))
        rows = [one for one in rows if one.pk in chosen]
    try:
        facts = filled(RemindForm(request.POST)).cleaned_data
        made = services.remind_many(rows, how=facts["how"], note=facts["note"], by=user_of(request), at=now())
        words = ngettext("%(n)d person is noted as reminded.", "%(n)d people are noted as reminded.", len(made))
        tell(request, words % {"n": len(made)})
    except Refusal as refusal:
        tell_refusal(request, refusal)
    return redirect(request.get_full_path())


@require_POST
def call_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Danh sách để gọi, để gửi thư — with telephone numbers; each number read is kept with its purpose."""
    course, user = course_of(request, slug), user_of(request)
    rows = list(_page(request, course, _classes(user, course)).filtered)
    purpose = gettext("Remind of the summons, %(course)s") % {"course": course.title}
    secrets = read_secrets([e.person for e in rows], by=user, purpose=purpose, at=now())
    phones = {pk: secret.phone for pk, secret in secrets.items()}
    return xlsx_response(f"Chưa xác nhận {course.title}"[:80], _sheet(course, rows, phones))


def _sheet(course: Course, rows: Sequence[Enrollment], phones: dict[int, str]) -> Sheet:
    columns = (
        Column("STT", 6, "int"), Column("Họ và tên", 28), Column("Chức vụ", 34), Column("Đơn vị", 30),
        Column("Điện thoại", 16), Column("Lớp", 12), Column("Gửi giấy ngày", 14, "date"),
        Column("Số lần nhắc", 12, "int"), Column("Nhắc lần cuối", 14, "date"),
    )  # fmt: skip
    cells = []
    for n, one in enumerate(rows, start=1):
        reminded = [*one.reminders.all()]
        last = timezone.localtime(reminded[-1].at).date() if reminded else None
        sent = timezone.localtime(one.summons.sent_at).date() if hasattr(one, "summons") else None
        cells.append((
            n, one.person.full_name, one.post_text, one.unit_text, phones.get(one.person_id, ""),
            one.training_class.label, sent, len(reminded), last,
        ))  # fmt: skip
    notes = ("Dữ liệu mẫu: người không có thật",) if course.synthetic else ()
    return Sheet("Chưa xác nhận", columns, cells, notes)
