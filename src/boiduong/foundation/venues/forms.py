"""Biểu mẫu phòng — a room, in a venue that is there or a new one."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from boiduong.foundation.venues.models import Venue
from boiduong.foundation.venues.queries import venues
from boiduong.web.forms import NormalTextField, PageForm

NUMBER = {"class": "input-short", "inputmode": "numeric", "autocomplete": "off"}


class RoomForm(PageForm):
    """Sửa phòng."""

    name = NormalTextField(label=gettext_lazy("Room"), max_length=200)
    seats = forms.IntegerField(label=gettext_lazy("Seats"), min_value=1, widget=forms.TextInput(NUMBER))


class NewRoomForm(RoomForm):
    """Phòng mới."""

    venue = forms.ModelChoiceField(
        label=gettext_lazy("Venue"),
        queryset=Venue.objects.none(),
        required=False,
        empty_label=gettext_lazy("a new venue"),
    )
    new_venue = NormalTextField(label=gettext_lazy("Name of the new venue"), max_length=300, required=False)
    place_text = NormalTextField(label=gettext_lazy("Address of the new venue"), max_length=300, required=False)
    field_order = ("venue", "new_venue", "place_text", "name", "seats")

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Offer the venues of this moment."""
        super().__init__(*args, **kwargs)
        field = self.fields["venue"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = venues()

    def clean_new_venue(self) -> str:
        """A venue is chosen or named; raises ValidationError."""
        name = str(self.cleaned_data.get("new_venue") or "")
        if not name and not self.cleaned_data.get("venue"):
            raise ValidationError(gettext("Choose a venue or name a new one."), code="venue")
        return name
