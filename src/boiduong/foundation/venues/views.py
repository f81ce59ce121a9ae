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
from boiduong.foundation.venues.forms import NewRoomForm, RoomForm
from boiduong.foundation.venues.models import Room
from boiduong.foundation.venues.permissions import can_see, can_write
from boiduong.refusals import Refusal
from boiduong.web.lists import ListPage


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
    return render(request, "venues/list.html", {"page": page, "rows": page.rows, "may_write": can_write(user)})


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
                services.add_room(venue, name=said["name"], seats=said["seats"], by=user, at=at)
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
    form = RoomForm(request.POST or None, initial={"name": room.name, "seats": room.seats})
    if request.method == "POST" and form.is_valid():
        try:
            services.change_room(room, **form.cleaned_data, by=user, at=timezone.now())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, gettext("Written."))
            return redirect("venues:list")
    return _form(request, form, room.name, gettext("Keep the changes"))


def _form(request: HttpRequest, form: RoomForm, title: str, submit: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "submit": submit,
        "back_url": reverse("venues:list"),
        "crumbs": [(gettext("Rooms"), reverse("venues:list"))],
    }
    return render(request, "web/form_page.html", context)
