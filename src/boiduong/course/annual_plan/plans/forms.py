"""Biểu mẫu kế hoạch năm — a plan, a line of it, the seats of a unit, and acts on chosen lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy

from boiduong.course.annual_plan.plans.queries import unit_words, units_named
from boiduong.foundation.organizations.models import UnitVersion
from boiduong.web.forms import NormalTextField, PageForm
from boiduong.web.forms.found import FoundField

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SHORT = {"class": "input-short", "inputmode": "numeric"}
QUARTERS = [("", "—"), (1, "I"), (2, "II"), (3, "III"), (4, "IV")]


def _unit_field(label: str | _StrPromise, hint: str | _StrPromise = "") -> FoundField[UnitVersion]:
    return FoundField(find=units_named, name_of=unit_words, label=label, help_text=hint)


def _count(label: str | _StrPromise) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=1, max_value=100_000, widget=forms.TextInput(SHORT)
    )


class PlanForm(PageForm):
    """Kế hoạch năm."""

    authority = _unit_field(
        gettext_lazy("Whose plan"), gettext_lazy("The body that approves it, for example a provincial board")
    )
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2000, max_value=2100, widget=forms.TextInput(SHORT))
    title = NormalTextField(
        label=gettext_lazy("Title"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Left empty, the usual title is written"),
    )


class LineForm(PageForm):
    """Dòng kế hoạch."""

    name = NormalTextField(label=gettext_lazy("Course"), max_length=500)
    target_text = NormalTextField(label=gettext_lazy("For whom"), required=False, max_length=500)
    classes_planned = _count(gettext_lazy("Number of classes"))
    learners_planned = _count(gettext_lazy("Number of learners"))
    days = _count(gettext_lazy("Number of days"))
    periods = _count(gettext_lazy("Periods"))
    quarter = forms.TypedChoiceField(
        label=gettext_lazy("Quarter"), required=False, choices=QUARTERS, coerce=int, empty_value=None
    )
    place_text = NormalTextField(label=gettext_lazy("Place"), required=False, max_length=300)
    leading = _unit_field(gettext_lazy("Leading body"), gettext_lazy("Write its name; marks are not needed"))


class AdjustForm(LineForm):
    """Điều chỉnh dòng đã duyệt."""

    reason = NormalTextField(label=gettext_lazy("Reason"), max_length=1000)


class QuotaForm(PageForm):
    """Chỉ tiêu của một đơn vị."""

    unit = _unit_field(gettext_lazy("Unit"))
    seats = forms.IntegerField(
        label=gettext_lazy("Seats"),
        min_value=0,
        max_value=10_000,
        widget=forms.TextInput(SHORT),
        help_text=gettext_lazy("0 takes the unit off the list"),
    )
