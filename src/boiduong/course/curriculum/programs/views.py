"""Trang chương trình — the list of programs and a new one; the page of a program stands with its topics."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from boiduong.course.curriculum.programs import queries, services
from boiduong.course.curriculum.programs.forms import ItemForm, PartForm, ProgramForm
from boiduong.course.curriculum.programs.models import ProgramVersion
from boiduong.course.curriculum.programs.permissions import READERS, can_write
from boiduong.foundation.accounts.permissions import has_role
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.accounts.rules import Role
from boiduong.foundation.organizations.queries import versions_on
from boiduong.refusals import Refusal
from boiduong.web.lists import ListPage, Pill


def _pills() -> list[Pill[ProgramVersion]]:
    return [
        Pill("tat_ca", gettext("All")),
        Pill("dang_soan", gettext("Being written"), lambda one: one.frozen_at is None),
        Pill("da_chot", gettext("Fixed"), lambda one: one.frozen_at is not None),
    ]


@require_GET
def program_list(request: HttpRequest) -> HttpResponse:
    """Các chương trình."""
    user = user_of(request)
    if not has_role(user, *READERS):
        raise Http404
    page = ListPage(
        list(queries.visible_versions(user)), params=request.GET, pills=_pills(), search=lambda one: one.program.name,
        search_label=gettext("Search by name of the program"),
    )  # fmt: skip
    issuers = {one.program.issuer_id for one in page.rows if one.program.issuer_id}
    names = dict(versions_on(timezone.localdate()).filter(unit__in=issuers).values_list("unit_id", "name"))
    context = {
        "page": page,
        "rows": [(one, names.get(one.program.issuer_id or 0, "")) for one in page.rows],
        "may_create": has_role(user, Role.TRAINING_OFFICER),
        "crumbs": [(gettext("Courses"), reverse("courses:list"))],
    }
    return render(request, "programs/list.html", context)


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Lập chương trình."""
    user = user_of(request)
    if not has_role(user, Role.TRAINING_OFFICER):
        raise Http404
    form = ProgramForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        said["issuer"] = said["issuer"].unit if said["issuer"] else None
        try:
            version = services.create_program(by=user, at=timezone.now(), **said)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return redirect("topics:version", version.pk)
    context = {
        "form": form,
        "title": gettext("New program"),
        "submit": gettext("Write the program"),
        "back_url": reverse("programs:list"),
        "crumbs": [(gettext("Programs"), reverse("programs:list"))],
    }
    return render(request, "web/form_page.html", context)


def _open_version(request: HttpRequest, pk: int) -> ProgramVersion:
    """The version, for those who may write it."""
    version = queries.version_for(user_of(request), pk)
    if not can_write(user_of(request), version.program):
        raise Http404(pk)
    return version


def _page(
    request: HttpRequest, version: ProgramVersion, form: PartForm | ItemForm, title: str, *, removable: bool = False
) -> HttpResponse:
    address = reverse("topics:version", args=[version.pk])
    context = {
        "form": form, "title": title, "submit": gettext("Save"), "back_url": address, "removable": removable,
        "crumbs": [(gettext("Programs"), reverse("programs:list")), (version.program.name, address)],
    }  # fmt: skip
    return render(request, "programs/row_form.html", context)


@require_http_methods(["GET", "POST"])
def part_form(request: HttpRequest, pk: int, part_pk: int | None = None) -> HttpResponse:
    """Thêm, sửa, bỏ một phần."""
    user, version, at = user_of(request), _open_version(request, pk), timezone.now()
    part = get_object_or_404(version.parts.select_related("version__program"), pk=part_pk) if part_pk else None
    if part is not None and "bo" in request.POST:
        services.remove_part(part, by=user, at=at)
        return redirect("topics:version", version.pk)
    initial = {name: getattr(part, name) for name in services.PART_FIELDS} if part else None
    form = PartForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            if part is None:
                services.add_part(version, by=user, at=at, **form.cleaned_data)
            else:
                services.edit_part(part, by=user, at=at, **form.cleaned_data)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return redirect("topics:version", version.pk)
    return _page(request, version, form, part.title if part else gettext("New part"), removable=part is not None)


@require_http_methods(["GET", "POST"])
def item_form(request: HttpRequest, pk: int, item_pk: int | None = None) -> HttpResponse:
    """Thêm, sửa, bỏ một nội dung đánh giá."""
    user, version, at = user_of(request), _open_version(request, pk), timezone.now()
    item = get_object_or_404(version.items.select_related("version__program"), pk=item_pk) if item_pk else None
    if item is not None and "bo" in request.POST:
        services.remove_item(item, by=user, at=at)
        return redirect("topics:version", version.pk)
    form = ItemForm(request.POST or None, initial=ItemForm.initial_of(item) if item else None)
    if request.method == "POST" and form.is_valid():
        try:
            if item is None:
                said = form.facts()
                services.add_item(version, title=str(said.pop("title")), by=user, at=at, **said)
            else:
                services.edit_item(item, by=user, at=at, **form.facts())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return redirect("topics:version", version.pk)
    title = item.title if item else gettext("New piece of work")
    return _page(request, version, form, title, removable=item is not None)
