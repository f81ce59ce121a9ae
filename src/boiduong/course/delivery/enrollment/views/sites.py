"""Trang điểm cầu — the sites of a remote course, and which learner of a class sits at which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from boiduong.course.delivery.courses.models import Course, Site
from boiduong.course.delivery.courses.services import add_site
from boiduong.course.delivery.enrollment import services
from boiduong.course.delivery.enrollment.forms import NewSiteForm, SiteForm
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.delivery.enrollment.permissions import can_form
from boiduong.course.delivery.enrollment.queries import class_list
from boiduong.course.delivery.enrollment.views.common import (
    address,
    chosen_ids,
    class_of,
    course_of,
    crumbs,
    filled,
    now,
    tell,
    tell_refusal,
)
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.accounts.queries import user_of
from boiduong.refusals import Refusal
from boiduong.web.lists import ListPage, Pill

ROWS = 200


def _sits_at(site: int, one: Enrollment) -> bool:
    return one.site_id == site


def _page(request: HttpRequest, people: Sequence[Enrollment], sites: Sequence[Site]) -> ListPage[Enrollment]:
    """Learners filtered by their site, searched by name or unit: a site mostly takes whole units."""
    pills: list[Pill[Enrollment]] = [
        Pill("", gettext("All")),
        Pill("chua", gettext("No site yet"), lambda one: one.site_id is None),
        *(Pill(f"d{site.pk}", site.name, partial(_sits_at, site.pk)) for site in sites),
    ]
    return ListPage(
        people, params=request.GET, pills=pills, per_page=ROWS, search_label=gettext("Search by name or unit"),
        search=lambda one: f"{one.person.full_name} {one.unit_text}",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def sites(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Xếp điểm cầu — choose many, or all that the filter shows, and one act puts them at a site."""
    course, user = course_of(request, slug), user_of(request)
    require(can_form(user, course))
    training_class = class_of(course, pk)
    known = list(course.sites.all())
    people = list(class_list(training_class).select_related("person", "site"))
    page = _page(request, people, known)
    if request.method == "POST":
        try:
            tell(request, _done(request, course, page, people))
        except Refusal as refusal:
            tell_refusal(request, refusal)
        return redirect(request.get_full_path())
    seated = Counter(one.site_id for one in people)
    context = {
        "course": course, "synthetic": course.synthetic, "training_class": training_class, "page": page,
        "rows": page.rows, "form": SiteForm(sites=course.sites.all()), "new_form": NewSiteForm(),
        "sites": [(site, seated.get(site.pk, 0)) for site in known], "here": request.get_full_path(),
        "crumbs": [
            *crumbs(course),
            (gettext("Opening and summons"), address("opening", course)),
            (training_class.label, address("class", course, pk=pk)),
        ],
    }  # fmt: skip
    return render(request, "enrollment/sites.html", context)


def _done(request: HttpRequest, course: Course, page: ListPage[Enrollment], people: Sequence[Enrollment]) -> str:
    act, user, at = request.POST.get("viec", ""), user_of(request), now()
    if act == "them":
        site = add_site(course, name=str(filled(NewSiteForm(request.POST)).cleaned_data["name"]), by=user, at=at)
        return gettext("The site “%(site)s” was added.") % {"site": site.name}
    if act == "bo":
        off = get_object_or_404(course.sites, pk=next(iter(chosen_ids(request, "diem")), 0))
        services.remove_site(off, by=user, at=at)
        return gettext("The site “%(site)s” was taken off.") % {"site": off.name}
    form = filled(SiteForm(request.POST, sites=course.sites.all()))
    site = form.cleaned_data["site"]
    ticked = set(chosen_ids(request))
    chosen = list(page.filtered) if act == "tat_ca" else [one for one in people if one.pk in ticked]
    moved = services.assign_site(chosen, site, by=user, at=at)
    if site is None:
        words = ngettext("%(n)d person sits at no site now.", "%(n)d people sit at no site now.", moved)
        return words % {"n": moved}
    words = ngettext("%(n)d person now sits at %(site)s.", "%(n)d people now sit at %(site)s.", moved)
    return words % {"n": moved, "site": site.name}
