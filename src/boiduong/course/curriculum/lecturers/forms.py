"""Biểu mẫu giảng viên — one asked for by name, post, body or rank; and the person who comes."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from boiduong.course.curriculum.lecturers.queries import people_named, person_words
from boiduong.course.curriculum.lecturers.rules import ASKED_AS, FEE_LEVELS, PAID_PER, STANDINGS
from boiduong.foundation.organizations.models import Institution
from boiduong.foundation.organizations.queries import institution_names
from boiduong.foundation.venues.models import Venue
from boiduong.web.forms import (
    CommaDecimalField,
    NormalTextField,
    OneField,
    PageForm,
    VietnameseDateField,
    offer_named,
    offer_rows,
)
from boiduong.web.forms.found import FoundField


class WordsForm(PageForm):
    """Post, body, rank, standing and usual place of a lecturer."""

    post_text = NormalTextField(label=gettext_lazy("Post"), required=False, max_length=300)
    body_text = NormalTextField(label=gettext_lazy("Body"), required=False, max_length=300)
    rank_text = NormalTextField(label=gettext_lazy("Rank"), required=False, max_length=300)
    standing = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[(key, gettext_lazy(label)) for key, label in STANDINGS.items()]
    )
    home_venue = OneField(
        Venue.objects.none(), label=gettext_lazy("Usual place of teaching"), required=False,
        empty_label=gettext_lazy("any place"),
        help_text=gettext_lazy("The machine sends them elsewhere only where it must."),
    )  # fmt: skip

    def __init__(self, *args: object, institutions: list[Institution], **kwargs: object) -> None:
        """Offer the places of the institutions; a school of one place asks nothing."""
        super().__init__(*args, **kwargs)
        places = Venue.objects.filter(owner__in=[one.unit_id for one in institutions]).order_by("name", "pk")
        offer_rows(self, "home_venue", places)
        if len(places) < 2:
            del self.fields["home_venue"]


class LecturerForm(WordsForm):
    """Giảng viên mới."""

    institution = OneField(Institution.objects.none(), label=gettext_lazy("Institution"))
    asked_as = forms.ChoiceField(
        label=gettext_lazy("Asked for"), choices=[(key, gettext_lazy(label)) for key, label in ASKED_AS.items()]
    )
    person = FoundField(
        find=people_named, name_of=person_words, label=gettext_lazy("Person"), required=False,
        help_text=gettext_lazy("Write the name; marks are not needed. May follow later."),
    )  # fmt: skip
    field_order = ("institution", "asked_as", "person", "post_text", "body_text", "rank_text", "standing", "home_venue")

    def __init__(self, *args: object, institutions: list[Institution], **kwargs: object) -> None:
        """Offer the institutions of the user."""
        super().__init__(*args, institutions=institutions, **kwargs)
        names = institution_names(institutions, timezone.localdate())
        offer_named(self, "institution", Institution.objects.order_by("code"), names)


class PersonForm(PageForm):
    """Người đến dạy."""

    person = FoundField(
        find=people_named, name_of=person_words, label=gettext_lazy("Who comes"),
        help_text=gettext_lazy("Write the name; marks are not needed"),
    )  # fmt: skip


class _FeeForm(PageForm):
    """From which day, on what ground, and whether it is confirmed."""

    starts_on = VietnameseDateField(label=gettext_lazy("In force from"))
    source = NormalTextField(
        label=gettext_lazy("Source"), max_length=300,
        help_text=gettext_lazy("the resolution or decision, for example 12/2024/NQ-HĐND"),
    )  # fmt: skip
    example = forms.BooleanField(
        label=gettext_lazy("Not confirmed, an example"), required=False,
        help_text=gettext_lazy("Papers say so beside the amounts."),
    )  # fmt: skip


class RateForm(_FeeForm):
    """Mức chi của một mức."""

    level = forms.ChoiceField(label=gettext_lazy("Level"), choices=[(k, f"{k}. {v}") for k, v in FEE_LEVELS.items()])
    amount = CommaDecimalField(
        label=gettext_lazy("Amount, đồng"), required=False, min_value=0, max_value=100_000_000, decimal_places=0,
        help_text=gettext_lazy("for example 1.300.000; empty: no rate from that day on"),
    )  # fmt: skip
    paid_per = forms.ChoiceField(
        label=gettext_lazy("Paid per"), choices=[(key, gettext_lazy(label)) for key, label in PAID_PER.items()]
    )
    field_order = ("level", "amount", "paid_per", "starts_on", "source", "example")


class TaxForm(_FeeForm):
    """Thuế khấu trừ."""

    percent = forms.IntegerField(label=gettext_lazy("Tax, %"), min_value=0, max_value=100)
    threshold = CommaDecimalField(
        label=gettext_lazy("From a payment of, đồng"), min_value=0, max_value=2_000_000_000, decimal_places=0
    )
    field_order = ("percent", "threshold", "starts_on", "source", "example")
