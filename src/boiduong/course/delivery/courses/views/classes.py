"""Trang lớp — the classes of a course, one class with its facts, who is in charge, and its acts."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from boiduong.course.delivery.courses import services
from boiduong.course.delivery.courses.forms import ClassForm, StaffForm
from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.courses.permissions import can_approve, can_manage, can_run_class
from boiduong.course.delivery.courses.queries import class_rows, course_for, course_frame
from boiduong.course.delivery.courses.rules import REASONED_ACTS, STAFF_LABELS, TRAINING_CLASS
from boiduong.course.delivery.courses.services import CLASS_FIELDS
from boiduong.course.delivery.courses.views.common import crumbs
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.accounts.queries import user_of
from boiduong.refusals import Refusal, gettext_noop
from boiduong.web.registry import panels_for

# Opening, beginning and recognizing belong to the stages that check their papers.
ACTS_HERE = {
    "end_lessons": gettext_noop("End the lessons"),
    "close": gettext_noop("Close the class"),
    "postpone": gettext_noop("Postpone the class"),
    "resume": gettext_noop("Resume the class"),
    "cancel": gettext_noop("Cancel the class"),
}


def _class_of(course: Course, pk: int) -> TrainingClass:
    found = course.classes.select_related("course__institution", "home_room", "version__program").filter(pk=pk).first()
    if found is None:
        raise Http404(pk)
    return found


@require_http_methods(["GET", "POST"])
def class_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Các lớp của khóa, và thêm lớp."""
    user, at = user_of(request), timezone.now()
    course = course_for(user, slug)
    manages = can_manage(user, course)
    require(manages or request.method == "GET")
    count = course.classes.count()
    initial = {"mode": course.mode, "starts_on": course.starts_on, "ends_on": course.ends_on}
    letter = chr(ord("A") + count) if count < 26 else str(count + 1)
    form = ClassForm(request.POST or None, initial={**initial, "label": gettext("Class %(n)s") % {"n": letter}})
    if request.method == "POST" and form.is_valid():
        try:
            services.add_class(course, by=user, at=at, **form.cleaned_data)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The class is added."))
            return redirect("courses:classes", slug=course.slug)
    context = {
        **course_frame(course, user=user, step="", at=at),
        "crumbs": crumbs(course),
        "classes": class_rows(course),
        "form": form if manages else None,
    }
    return render(request, "courses/classes.html", context)


def _acts(user: User, training_class: TrainingClass) -> list[dict[str, object]]:
    decides = can_manage(user, training_class.course) or can_approve(user, training_class.course)
    runs = can_run_class(user, training_class)
    rights = {"end_lessons": runs, "close": runs}
    return [
        {"name": name, "label": gettext(label), "reasoned": name in REASONED_ACTS, "may_say": name == "close"}
        for name, label in ACTS_HERE.items()
        if TRAINING_CLASS.allows(training_class.state, name) and rights.get(name, decides)
    ]


def _write(user: User, one: TrainingClass, form: ClassForm, staff: StaffForm, asked: str) -> bool:
    """Write the form that was sent; a refusal stays in it."""
    used: ClassForm | StaffForm = form if asked == "lop" else staff
    if not used.is_valid():
        return False
    try:
        if asked == "lop":
            services.edit_class(one, by=user, at=timezone.now(), **form.cleaned_data)
        else:
            services.assign_staff(one, by=user, at=timezone.now(), **staff.cleaned_data)
    except Refusal as refusal:
        used.add_refusal(refusal)
        return False
    return True


@require_http_methods(["GET", "POST"])
def class_page(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Một lớp — facts, who is in charge, acts."""
    user, at = user_of(request), timezone.now()
    course = course_for(user, slug)
    one = _class_of(course, pk)
    require(request.method == "GET" or can_manage(user, course))
    asked = request.POST.get("mau", "") if request.method == "POST" else ""
    initial = {name: getattr(one, name) for name in CLASS_FIELDS}
    form = ClassForm(request.POST if asked == "lop" else None, initial=initial)
    staff = StaffForm(request.POST if asked == "nguoi" else None, prefix="n", sites=course.sites.all())
    if asked in ("lop", "nguoi") and can_manage(user, course) and _write(user, one, form, staff, asked):
        messages.success(request, gettext("Written."))
        return redirect("courses:training_class", slug=course.slug, pk=one.pk)
    if asked:
        one = _class_of(course, pk)
    rows = one.staff.select_related("person", "site").order_by("duty", "-starts_on", "-id")
    context = {
        **course_frame(course, user=user, step="", at=at),
        "crumbs": [*crumbs(course), (gettext("Classes"), reverse("courses:classes", kwargs={"slug": slug}))],
        "training_class": one,
        "state_label": TRAINING_CLASS.states[one.state],
        "staff": [
            (
                row.person.full_name,
                STAFF_LABELS.get(row.duty, row.duty),
                row.starts_on,
                row.site.name if row.site else "",
            )
            for row in rows
        ],
        "sittings": list(one.sittings.all()),
        "form": form,
        "staff_form": staff,
        "acts": _acts(user, one),
        "panels": panels_for("training_class", user=user, at=at, training_class=one),
    }
    return render(request, "courses/class.html", context)


@require_POST
def class_act(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Một việc với lớp — close, postpone, resume, cancel."""
    user = user_of(request)
    one = _class_of(course_for(user, slug), pk)
    name = request.POST.get("viec", "")
    if name not in ACTS_HERE:
        raise Http404
    services.change_class(one, name, reason=request.POST.get("ly_do", ""), by=user, at=timezone.now())
    state = gettext(TRAINING_CLASS.states[one.state])
    messages.success(request, gettext("The class is now: %(state)s.") % {"state": state})
    return redirect("courses:training_class", slug=slug, pk=one.pk)
