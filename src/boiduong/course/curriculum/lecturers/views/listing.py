"""Trang giảng viên — the list, a new one, and one lecturer."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from boiduong.course.curriculum.lecturers import queries, services
from boiduong.course.curriculum.lecturers.forms import LecturerForm, PersonForm, WordsForm
from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.curriculum.lecturers.permissions import can_keep
from boiduong.course.curriculum.lecturers.rules import ASKED_AS, STANDINGS
from boiduong.engines.spreadsheets import Column, Sheet
from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.accounts.queries import user_of
from boiduong.refusals import Refusal
from boiduong.web.lists import ListPage, Pill, xlsx_response
from boiduong.web.registry import panels_for


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(gettext("Courses"), reverse("courses:list")), *more]


def _pills() -> list[Pill[Lecturer]]:
    return [
        Pill("tat_ca", gettext("All")),
        Pill("chua_ten", gettext("Person not named yet"), lambda one: one.person_id is None),
        *(
            Pill(key, gettext(label), lambda one, key=key: one.standing == key)  # type: ignore[misc]
            for key, label in STANDINGS.items()
        ),
    ]


def _sheet(rows: list[Lecturer]) -> Sheet:
    columns = (Column(gettext("Lecturer"), 40), Column(gettext("Post"), 40), Column(gettext("Body"), 40),
               Column(gettext("Kind"), 20), Column(gettext("Topics"), 8, "int"))  # fmt: skip
    values = [
        (one.label, one.post_text or one.rank_text, one.body_text, gettext(STANDINGS.get(one.standing, "")),
         getattr(one, "topic_count", 0))
        for one in rows
    ]  # fmt: skip
    return Sheet(gettext("Lecturers"), columns, values)


@require_GET
def lecturer_list(request: HttpRequest) -> HttpResponse:
    """Giảng viên, báo cáo viên."""
    user = user_of(request)
    if not queries.institutions_of(user):
        raise Http404
    page = ListPage(
        list(queries.visible_lecturers(user)), params=request.GET, pills=_pills(),
        search=lambda one: f"{one.label} {one.post_text} {one.body_text}",
        search_label=gettext("Search by name or post"),
    )  # fmt: skip
    if page.wants_xlsx:
        return xlsx_response(gettext("Lecturers"), _sheet(list(page.filtered)))
    context = {
        "page": page,
        "rows": [(one, STANDINGS.get(one.standing, ""), ASKED_AS.get(one.asked_as, "")) for one in page.rows],
        "may_keep": bool(queries.institutions_kept_by(user)),
        "crumbs": _crumbs(),
    }
    return render(request, "lecturers/list.html", context)


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Thêm giảng viên."""
    user = user_of(request)
    institutions = queries.institutions_kept_by(user)
    if not institutions:
        raise Http404
    form = LecturerForm(request.POST or None, institutions=institutions)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_lecturer(by=user, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The lecturer is on the list."))
            return redirect("lecturers:list")
    context = {
        "form": form,
        "title": gettext("New lecturer"),
        "submit": gettext("Add to the list"),
        "back_url": reverse("lecturers:list"),
        "crumbs": _crumbs((gettext("Lecturers"), reverse("lecturers:list"))),
    }
    return render(request, "web/form_page.html", context)


def _write(user: User, lecturer: Lecturer, words: WordsForm, person: PersonForm, asked: str) -> bool:
    used: WordsForm | PersonForm = words if asked == "chu" else person
    if not used.is_valid():
        return False
    try:
        if asked == "chu":
            services.edit_lecturer(lecturer, by=user, at=timezone.now(), **words.cleaned_data)
        else:
            services.name_person(lecturer, person.cleaned_data["person"], by=user, at=timezone.now())
    except Refusal as refusal:
        used.add_refusal(refusal)
        return False
    return True


@require_http_methods(["GET", "POST"])
def lecturer_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Một giảng viên — how asked for, who comes, which topics."""
    user = user_of(request)
    lecturer = queries.lecturer_for(user, pk)
    keeps = can_keep(user, lecturer.institution)
    require(keeps or request.method == "GET")
    asked = request.POST.get("mau", "") if request.method == "POST" else ""
    initial = {
        name: getattr(lecturer, name) for name in ("post_text", "body_text", "rank_text", "standing", "home_venue")
    }
    words = WordsForm(request.POST if asked == "chu" else None, initial=initial, institutions=[lecturer.institution])
    person = PersonForm(request.POST if asked == "nguoi" else None, prefix="n", initial={"person": lecturer.person})
    if asked in ("chu", "nguoi") and keeps and _write(user, lecturer, words, person, asked):
        messages.success(request, gettext("Written."))
        return redirect("lecturers:lecturer", lecturer.pk)
    context = {
        "lecturer": queries.lecturer_for(user, pk) if asked else lecturer,
        "standing": STANDINGS.get(lecturer.standing, ""),
        "asked_as": ASKED_AS.get(lecturer.asked_as, ""),
        "words_form": words,
        "person_form": person,
        "keeps": keeps,
        "panels": panels_for("lecturer", user=user, at=timezone.now(), lecturer=lecturer),
        "crumbs": _crumbs((gettext("Lecturers"), reverse("lecturers:list"))),
    }
    return render(request, "lecturers/lecturer.html", context)
