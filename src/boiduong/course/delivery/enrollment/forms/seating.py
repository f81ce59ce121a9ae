"""Biểu mẫu lớp — how classes are formed, moving, sites, the summons and the answer to it."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_lazy

from boiduong.course.delivery.courses.models import Site, TrainingClass
from boiduong.course.delivery.enrollment.rules import WAYS
from boiduong.web.forms import (
    NormalTextField,
    OneField,
    PageForm,
    ReasonField,
    VietnameseDateField,
    offer_choices,
    offer_rows,
)
from boiduong.web.words import in_sentence

OFFICE_REASONS = [
    gettext_lazy("Asked by the unit"),
    gettext_lazy("To keep people of one area together"),
    gettext_lazy("To balance the classes"),
]


class WayForm(PageForm):
    """Cách chia lớp."""

    way = forms.ChoiceField(label=gettext_lazy("Divide"), initial="together")

    def __init__(self, *args: object, classes: Iterable[TrainingClass], **kwargs: object) -> None:
        """The ways that need no further facts, and each of these classes for all: for those who come late."""
        super().__init__(*args, **kwargs)
        ways = [(key, gettext(WAYS[key])) for key in ("together", "order", "apart")]
        ways += [
            (f"lop-{one.pk}", gettext("all into %(label)s") % {"label": in_sentence(one.label)}) for one in classes
        ]
        offer_choices(self, "way", ways)


class MoveForm(PageForm):
    """Chuyển lớp — to which class, and why."""

    training_class = OneField(
        TrainingClass.objects.none(), words=lambda one: one.label, label=gettext_lazy("To the class"), empty_label=None
    )
    reason = ReasonField(usual=OFFICE_REASONS)

    def __init__(self, *args: object, classes: QuerySet[TrainingClass], **kwargs: object) -> None:
        """Offer the other classes of the course."""
        super().__init__(*args, **kwargs)
        offer_rows(self, "training_class", classes)


class ReinstateForm(MoveForm):
    """Nhận lại — into which class, and why."""

    reason = ReasonField(
        usual=[
            gettext_lazy("Can come after all"),
            gettext_lazy("Answered by mistake"),
            gettext_lazy("Studies on after the deferral"),
        ]
    )


class LeaveForm(PageForm):
    """Thôi học theo quyết định — which act, by which paper, and why."""

    act = forms.ChoiceField(label=gettext_lazy("By the decision"), widget=forms.RadioSelect)
    number = NormalTextField(label=gettext_lazy("Number of the decision"), max_length=60)
    issued_on = VietnameseDateField(label=gettext_lazy("Day of the decision"))
    reason = ReasonField(
        usual=[gettext_lazy("Breach of the rules of the class"), gettext_lazy("Illness"), gettext_lazy("New duties")]
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        """The two acts in the language of the page."""
        super().__init__(*args, **kwargs)
        offer_choices(self, "act", [("expel", gettext("expelled")), ("defer", gettext("deferred"))])


class SiteForm(PageForm):
    """Xếp điểm cầu — at which site the people chosen sit; none takes them off."""

    site = OneField(
        Site.objects.none(), words=lambda one: one.name, label=gettext_lazy("Site"), required=False,
        empty_label=gettext_lazy("at no site"),
    )  # fmt: skip

    def __init__(self, *args: object, sites: QuerySet[Site], **kwargs: object) -> None:
        """Offer the sites of the course."""
        super().__init__(*args, **kwargs)
        offer_rows(self, "site", sites)


class NewSiteForm(PageForm):
    """Thêm điểm cầu."""

    name = NormalTextField(
        label=gettext_lazy("Name of the site"), max_length=300, help_text=gettext_lazy("The place where people sit")
    )


class SummonsForm(PageForm):
    """Giấy triệu tập — the hour of arrival and whom to call."""

    arrive = forms.TimeField(
        label=gettext_lazy("Be there at"),
        required=False,
        input_formats=["%H:%M", "%Hh%M", "%H giờ %M"],
        error_messages={"invalid": gettext_lazy("“Be there at” takes an hour and minutes, for example 7:00.")},
        help_text=gettext_lazy("For example 7:00. Left empty: only the day is printed."),
        widget=forms.TextInput({"class": "input-short"}),
    )
    contact = NormalTextField(
        label=gettext_lazy("Contact"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("An office and its telephone, printed on every summons."),
    )


class CodeForm(PageForm):
    """Mã xác nhận — as printed on the summons."""

    code = forms.CharField(
        label=gettext_lazy("Code on the summons"),
        max_length=40,
        widget=forms.TextInput({"class": "input-code", "autocomplete": "off", "autocapitalize": "characters"}),
    )
