"""Trang con người — the register in name order, one person with posts and records, restricted facts on purpose."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boiduong.foundation.accounts.models import User
from boiduong.foundation.accounts.permissions import require
from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.people import queries, services
from boiduong.foundation.people.forms import EndForm, NewPersonForm, PersonForm, PostForm, PurposeForm
from boiduong.foundation.people.models import Person, PersonSecret, PostHolding
from boiduong.foundation.people.permissions import can_add, can_edit, can_list, can_post_in, can_read_secret
from boiduong.refusals import NotAllowed, Refusal
from boiduong.web.lists import ListPage
from boiduong.web.registry import panels_for


def _crumbs(user: User) -> list[tuple[str, str]]:
    return [(gettext("Register of people"), reverse("people:list"))] if can_list(user) else []


@require_GET
def person_list(request: HttpRequest) -> HttpResponse:
    """Danh sách người — by given name, searched without marks; a clerk sees the own unit's people."""
    user = user_of(request)
    if not can_list(user):
        raise Http404
    page: ListPage[Person] = ListPage(
        queries.visible_people(user),
        params=request.GET,
        search="folded_name",
        search_label=gettext("Search by name, without marks if you like"),
    )
    people = page.rows
    posts = queries.posts_of(people)
    context = {
        "page": page,
        "rows": [(one, [post.words for post in posts.get(one.pk, [])]) for one in people],
        "may_add": can_add(user),
        "panels": panels_for("people", user=user, at=timezone.now()),
        "synthetic": any(one.synthetic for one in people),
    }
    return render(request, "people/list.html", context)


@require_GET
def person_page(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Một người — posts, what later stages know, restricted facts behind a purpose."""
    user = user_of(request)
    return _page(request, user, queries.person_for(user, uid))


def _page(
    request: HttpRequest,
    user: User,
    person: Person,
    *,
    secret: PersonSecret | None = None,
    shown: bool = False,
    purpose_form: PurposeForm | None = None,
) -> HttpResponse:
    posts = queries.posts_of([person], ended=True).get(person.pk, [])
    may_edit = can_edit(user, person)
    context = {
        "person": person,
        "posts": [(post, post.live and can_post_in(user, post.holding.unit_id)) for post in posts],
        "end_form": EndForm(),
        "post_form": PostForm() if may_edit else None,
        "may_edit": may_edit,
        "purpose_form": (purpose_form or PurposeForm()) if can_read_secret(user, person) else None,
        "secret": secret,
        "secret_shown": shown,
        "panels": panels_for("person", person=person, user=user, at=timezone.now()),
        "synthetic": person.synthetic,
        "crumbs": _crumbs(user),
    }
    return render(request, "people/person.html", context)


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Thêm người."""
    user = user_of(request)
    if not can_add(user):
        raise Http404
    form = NewPersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            person = services.register_person(
                form.facts(),
                post_name=said["post_name"],
                unit=said["unit"].unit,
                starts_on=said["starts_on"],
                another_one=said["another_one"],
                by=user,
                at=timezone.now(),
            )
        except NotAllowed:
            form.add_error("unit", gettext("You add people to your own unit only."))
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The person is in the register."))
            return redirect("people:person", person.uid)
    context = {
        "form": form,
        "title": gettext("New person"),
        "submit": gettext("Add the person"),
        "back_url": reverse("people:list"),
        "crumbs": _crumbs(user),
    }
    return render(request, "web/form_page.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Sửa thông tin một người."""
    user = user_of(request)
    person = queries.person_for(user, uid)
    if not can_edit(user, person):
        raise Http404
    initial = {"full_name": person.full_name, "birth_on": person.birth_on, "sex": person.sex}
    form = PersonForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_person(person, form.facts(), by=user, at=timezone.now())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("Written."))
            return redirect("people:person", uid)
    context = {
        "form": form,
        "title": person.full_name,
        "submit": gettext("Keep the changes"),
        "back_url": reverse("people:person", args=[uid]),
        "synthetic": person.synthetic,
        "crumbs": _crumbs(user),
    }
    return render(request, "web/form_page.html", context)


@require_POST
def post_new(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Ghi thêm chức vụ."""
    user = user_of(request)
    person = queries.person_for(user, uid)
    require(can_add(user))
    form = PostForm(request.POST)
    if not form.is_valid():
        context = {
            "form": form,
            "title": gettext("Further post of %(name)s") % {"name": person.full_name},
            "submit": gettext("Write the post"),
            "back_url": reverse("people:person", args=[uid]),
            "crumbs": _crumbs(user),
        }
        return render(request, "web/form_page.html", context, status=422)
    said = form.cleaned_data
    services.give_post(
        person,
        post_name=said["post_name"],
        unit=said["unit"].unit,
        starts_on=said["starts_on"],
        by=user,
        at=timezone.now(),
    )
    messages.success(request, gettext("The post is written."))
    return redirect("people:person", uid)


@require_POST
def post_end(request: HttpRequest, uid: uuid.UUID, pk: int) -> HttpResponse:
    """Thôi chức vụ."""
    user = user_of(request)
    person = queries.person_for(user, uid)
    require(can_add(user))
    holding = PostHolding.objects.filter(pk=pk, person=person).first()
    if holding is None:
        raise Http404
    form = EndForm(request.POST)
    if form.is_valid():
        services.end_post(holding, ends_on=form.cleaned_data["ends_on"], by=user, at=timezone.now())
        messages.success(request, gettext("The post has ended; the line stays."))
    else:
        messages.error(request, " ".join(str(said) for said in form.errors.get("ends_on", ())))
    return redirect("people:person", uid)


@never_cache
@require_POST
def secret(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Xem số — the restricted facts once, on this answer only; the reading is kept with its purpose."""
    user = user_of(request)
    person = queries.person_for(user, uid)
    form = PurposeForm(request.POST)
    if not can_read_secret(user, person):
        raise NotAllowed
    if not form.is_valid():
        return _page(request, user, person, purpose_form=form)
    read = services.show_secret(person, by=user, purpose=form.cleaned_data["purpose"], at=timezone.now())
    return _page(request, user, person, secret=read, shown=True)
