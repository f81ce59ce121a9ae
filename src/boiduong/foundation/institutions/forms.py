"""Biểu mẫu cơ sở, quy chế, nhiệm kỳ — a rule set is typed from the values of the one before it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from boiduong.foundation.accounts.queries import unit_words, units_named
from boiduong.foundation.institutions.rules import ITEMS, Item, shown, write_bands
from boiduong.foundation.organizations.models import UnitVersion
from boiduong.web.forms import CommaDecimalField, NormalTextField, PageForm, VietnameseDateField
from boiduong.web.forms.found import FoundField

SHORT = {"class": "input-short", "inputmode": "numeric"}


def _unit_field() -> FoundField[UnitVersion]:
    return FoundField(
        find=units_named,
        name_of=unit_words,
        label=gettext_lazy("Unit"),
        help_text=gettext_lazy("Write the name as it is called today."),
    )


class InstitutionForm(PageForm):
    """Cơ sở đào tạo mới."""

    unit = _unit_field()
    code = forms.SlugField(
        label=gettext_lazy("Code"),
        max_length=40,
        help_text=gettext_lazy("Letters without marks, digits and hyphens, for example truong-chinh-tri"),
    )


class TermForm(PageForm):
    """Nhiệm kỳ mới."""

    unit = _unit_field()
    starts_on = VietnameseDateField(
        label=gettext_lazy("First day of the term"), help_text=gettext_lazy("the day of the congress")
    )


class HourField(forms.TimeField):
    """Giờ vào buổi — typed as 7:30, 7h30, 7h or 7 giờ 30, kept as "07:30"; an evening without hours is not used."""

    def __init__(self, **kwargs: Any) -> None:
        """A short field."""
        widget = forms.TextInput({**SHORT, "inputmode": "text"})
        super().__init__(
            input_formats=["%H:%M", "%Hh%M", "%Hh", "%H giờ %M", "%H giờ", "%H"],
            widget=widget,
            error_messages={"invalid": gettext("Write the time as hours and minutes, for example 18:30.")},
            help_text="" if kwargs.get("required") else gettext("Empty: nothing is held in the evening"),
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        """The time as the rule set keeps it, empty where there is none."""
        found = super().clean(value.strip() if isinstance(value, str) else value)
        return f"{found:%H:%M}" if found is not None else ""


def _field(item: Item, value: Any) -> forms.Field:
    """The field that fits the kind of a value."""
    words: dict[str, Any] = {"label": gettext(item.label), "initial": value}
    if item.kind == "yes":
        return forms.BooleanField(required=False, **words)
    if item.kind == "hour":
        return HourField(required=item.key != "evening", **words)
    if item.kind == "count":
        return forms.IntegerField(min_value=0, max_value=10_000, widget=forms.TextInput(SHORT), **words)
    choices = [(key, gettext(label)) for key, label in item.choices.items()]
    if item.kind == "several":
        return forms.MultipleChoiceField(choices=choices, required=False, widget=forms.CheckboxSelectMultiple, **words)
    if item.kind == "choice":
        return forms.ChoiceField(choices=choices, **words)
    return CommaDecimalField(
        min_value=0, max_value=100 if item.kind == "share" else 1000, max_digits=7, decimal_places=3, **words
    )


class RuleSetForm(PageForm):
    """Quy chế mới — the day from which it holds, and its values."""

    starts_on = VietnameseDateField(
        label=gettext_lazy("In force from"),
        help_text=gettext_lazy("Classes opened from this day on are judged by it; those opened before keep theirs."),
    )

    def __init__(self, *args: Any, body: Mapping[str, Any], **kwargs: Any) -> None:
        """One field a value, filled from `body`."""
        super().__init__(*args, **kwargs)
        fields = {item.name: _field(item, shown(item, body)) for item in ITEMS}
        fields["bands"] = NormalTextField(
            label=gettext("Grade bands"),
            required=False,
            max_length=1000,
            initial=write_bands(body),
            widget=forms.Textarea({"rows": 5}),
            help_text=gettext("A line a band, the highest first: name, colon, mean from which it is given"),
        )
        self.fields.update(fields)
        self.dress_all()

    def values(self) -> dict[str, Any]:
        """Các giá trị đã gõ — by the name of their field."""
        return {item.name: self.cleaned_data[item.name] for item in ITEMS}
