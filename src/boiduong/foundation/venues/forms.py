"""Biểu mẫu phòng — a room, in a venue that is there or a new one."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from boiduong.foundation.venues.models import Venue
from boiduong.foundation.venues.queries import venues
from boiduong.foundation.venues.rules import MOST_BEDS, MOST_MINUTES, ROOM_KINDS
from boiduong.web.forms import NormalTextField, PageForm

NUMBER = {"class": "input-short", "inputmode": "numeric", "autocomplete": "off"}


def kind_choices() -> list[tuple[str, str]]:
    """Loại phòng — in the words of the reader."""
    return [(key, gettext(label).capitalize()) for key, label in ROOM_KINDS.items()]


class RoomForm(PageForm):
    """Sửa phòng."""

    name = NormalTextField(label=gettext_lazy("Room"), max_length=200)
    seats = forms.IntegerField(label=gettext_lazy("Seats in the room"), min_value=1, widget=forms.TextInput(NUMBER))
    kind = forms.ChoiceField(label=gettext_lazy("Kind of room"), choices=kind_choices, required=False)


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
    field_order = ("venue", "new_venue", "place_text", "name", "seats", "kind")

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


class VenueForm(PageForm):
    """Sửa địa điểm — with the minutes to each other place of the same owner."""

    name = NormalTextField(label=gettext_lazy("Venue"), max_length=300)
    place_text = NormalTextField(label=gettext_lazy("Address"), max_length=300, required=False)
    beds = forms.IntegerField(
        label=gettext_lazy("Beds of the dormitory"), min_value=0, max_value=MOST_BEDS, required=False,
        widget=forms.TextInput(NUMBER), help_text=gettext_lazy("Leave empty where nobody can stay overnight"),
    )  # fmt: skip

    def __init__(self, *args: object, others: list[tuple[Venue, int | None]], **kwargs: object) -> None:
        """One field a place that can be reached."""
        super().__init__(*args, **kwargs)
        self.others = {f"den_{one.pk}": one for one, _ in others}
        for one, minutes in others:
            self.fields[f"den_{one.pk}"] = forms.IntegerField(
                label=gettext("Minutes to %(place)s") % {"place": one.name}, min_value=0, max_value=MOST_MINUTES,
                required=False, initial=minutes, widget=forms.TextInput(NUMBER),
                help_text=gettext("By car, from door to door; the way back takes as long"),
            )  # fmt: skip

    @property
    def travel(self) -> list[tuple[Venue, int | None]]:
        """Nơi và số phút đã viết."""
        return [(one, self.cleaned_data[name]) for name, one in self.others.items()]
