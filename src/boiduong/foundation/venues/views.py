"""Trang phòng, hội trường — rooms by venue with their seats; adding and changing one."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from boiduong.foundation.accounts.queries import user_of
from boiduong.foundation.venues import queries, services
from boiduong.foundation.venues.forms import NewRoomForm, RoomForm, VenueForm
from boiduong.foundation.venues.models import Room
from boiduong.foundation.venues.permissions import can_see, can_write
from boiduong.foundation.venues.rules import ROOM_KINDS
from boiduong.refusals import Refusal
from boiduong.web.forms import PageForm
from boiduong.web.lists import ListPage
from boiduong.web.registry import panels_for


def _words(room: Room) -> str:
    return f"{room.name} {room.venue.name} {room.venue.place_text}"


@require_GET
def room_list(request: HttpRequest) -> HttpResponse:
    """Phòng, hội trường."""
    user = user_of(request)
    if not can_see(user):
        raise Http404
    page: ListPage[Room] = ListPage(
        list(queries.rooms()),
        params=request.GET,
        search=_words,
        search_label=gettext("Search by room or venue"),
    )
    context = {
        "page": page,
        "rows": [
            (room, gettext(ROOM_KINDS.get(room.kind, room.kind)), can_see(user, room.venue.owner_id))
            for room in page.rows
        ],
        "places": queries.venues_with_rooms(),
        "may_write": can_write(user),
    }
    return render(request, "venues/list.html", context)


@require_GET
def room(request: HttpRequest, pk: int) -> HttpResponse:
    """Một phòng — its facts, and what later stages say of it."""
    user = user_of(request)
    found = queries.room_for(pk)
    if not can_see(user, found.venue.owner_id):
        raise Http404
    context = {
        "room": found,
        "title": found.name,
        "kind": gettext(ROOM_KINDS.get(found.kind, found.kind)),
        "may_write": can_write(user, found.venue.owner_id),
        "panels": panels_for("room", user=user, at=timezone.now(), room=found),
        "crumbs": [(gettext("Rooms"), reverse("venues:list"))],
    }
    return render(request, "venues/room.html", context)


@require_http_methods(["GET", "POST"])
def venue(request: HttpRequest, pk: int) -> HttpResponse:
    """Sửa địa điểm — name, address, beds, and the way to the other places."""
    user, at = user_of(request), timezone.now()
    found = queries.venue_for(pk)
    if not can_write(user, found.owner_id):
        raise Http404
    initial = {"name": found.name, "place_text": found.place_text, "beds": found.beds or None}
    form = VenueForm(request.POST or None, others=queries.reached_from(found), initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            with transaction.atomic():
                services.change_venue(
                    found,
                    name=said["name"],
                    place_text=said["place_text"] or "",
                    beds=said["beds"] or 0,
                    by=user,
                    at=at,
                )
                for other, minutes in form.travel:
                    if minutes != form.fields[f"den_{other.pk}"].initial:
                        services.set_travel(found, other, minutes, by=user, at=at)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("Written."))
            return redirect("venues:list")
    return _form(request, form, found.name, gettext("Keep the changes"))


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Thêm phòng — in a venue that is there, or with a new one."""
    user = user_of(request)
    if not can_write(user):
        raise Http404
    form = NewRoomForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said, at = form.cleaned_data, timezone.now()
        try:
            with transaction.atomic():
                venue = said["venue"] or services.add_venue(
                    said["new_venue"], place_text=said["place_text"] or "", by=user, at=at
                )
                services.add_room(
                    venue, name=said["name"], seats=said["seats"], kind=said["kind"] or "hall", by=user, at=at
                )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("The room is in the list."))
            return redirect("venues:list")
    return _form(request, form, gettext("New room"), gettext("Add the room"))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Sửa phòng."""
    user = user_of(request)
    room = queries.room_for(pk)
    if not can_write(user, room.venue.owner_id):
        raise Http404
    form = RoomForm(request.POST or None, initial={"name": room.name, "seats": room.seats, "kind": room.kind})
    if request.method == "POST" and form.is_valid():
        try:
            services.change_room(room, **form.cleaned_data, by=user, at=timezone.now())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("Written."))
            return redirect("venues:room", room.pk)
    return _form(request, form, room.name, gettext("Keep the changes"))


def _form(request: HttpRequest, form: PageForm, title: str, submit: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "submit": submit,
        "back_url": reverse("venues:list"),
        "crumbs": [(gettext("Rooms"), reverse("venues:list"))],
    }
    return render(request, "web/form_page.html", context)
