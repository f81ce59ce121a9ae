"""Biểu mẫu chương trình — a new program, a part, a piece of work."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy

from boiduong.course.annual_plan.plans.queries import unit_words, units_named
from boiduong.course.curriculum.programs.models import CompletionItem
from boiduong.course.curriculum.programs.rules import ITEM_KINDS, JUDGED, SCALES
from boiduong.web.forms import CommaDecimalField, NormalTextField, PageForm, VietnameseDateField
from boiduong.web.forms.found import FoundField

SHORT = {"class": "input-short", "inputmode": "numeric"}


class ProgramForm(PageForm):
    """Chương trình mới."""

    name = NormalTextField(label=gettext_lazy("Name of the program"), max_length=500)
    issuer = FoundField(
        find=units_named, name_of=unit_words, label=gettext_lazy("Issuing body"), required=False,
        help_text=gettext_lazy("Write its name; marks are not needed"),
    )  # fmt: skip
    label = NormalTextField(label=gettext_lazy("Version"), max_length=80, initial="1")
    starts_on = VietnameseDateField(label=gettext_lazy("In use from"), required=False)
    taken_from_text = NormalTextField(label=gettext_lazy("Taken from"), required=False, max_length=500)


class PartForm(PageForm):
    """Phần."""

    title = NormalTextField(label=gettext_lazy("Title of the part"), max_length=500)
    choose_at_least = forms.IntegerField(
        label=gettext_lazy("To choose at least"), required=False, min_value=1, max_value=100,
        widget=forms.TextInput(SHORT), help_text=gettext_lazy("Left empty, all topics are taken"),
    )  # fmt: skip
    judged = forms.ChoiceField(
        label=gettext_lazy("Judged"), choices=[(key, gettext_lazy(label)) for key, label in JUDGED.items()]
    )


class ItemForm(PageForm):
    """Nội dung đánh giá."""

    title = NormalTextField(label=gettext_lazy("Name of the work"), max_length=300)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[(key, gettext_lazy(label)) for key, label in ITEM_KINDS.items()]
    )
    scale = forms.ChoiceField(
        label=gettext_lazy("Scale"), choices=[(key, gettext_lazy(label)) for key, label in SCALES.items()]
    )
    scale_max = CommaDecimalField(label=gettext_lazy("Highest mark"), required=False, initial=10)
    pass_share = CommaDecimalField(
        label=gettext_lazy("Share that passes, in %"), required=False, initial=50, min_value=0, max_value=100
    )
    bands = NormalTextField(
        label=gettext_lazy("Bands"), required=False, max_length=300,
        help_text=gettext_lazy("from the best down, with commas between them"),
    )  # fmt: skip
    markers = forms.TypedChoiceField(
        label=gettext_lazy("Number of markers"), choices=[(n, str(n)) for n in (1, 2, 3)], coerce=int, initial=2
    )

    @staticmethod
    def initial_of(item: CompletionItem) -> dict[str, object]:
        """Điều đang có — as the form shows it."""
        names = [str(band.get("name", "")) if isinstance(band, dict) else str(band) for band in item.bands]
        share = None if item.pass_share is None else item.pass_share * 100
        return {
            "title": item.title, "kind": item.kind, "scale": item.scale, "scale_max": item.scale_max,
            "pass_share": share, "bands": ", ".join(names), "markers": item.markers,
        }  # fmt: skip

    def facts(self) -> dict[str, object]:
        """Điều đã ghi — as the service takes them; only what the scale uses."""
        said = dict(self.cleaned_data)
        bands = [{"name": one.strip()} for one in said["bands"].split(",") if one.strip()]
        points = said["scale"] == "points"
        share = said["pass_share"]
        said["bands"] = bands if said["scale"] == "bands" else []
        said["scale_max"] = said["scale_max"] if points else None
        said["step"] = Decimal("0.5") if points else None
        said["pass_share"] = share / 100 if points and share is not None else None
        return said
