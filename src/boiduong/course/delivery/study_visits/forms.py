"""Biểu mẫu nghiên cứu thực tế — the plan of a visit, and what was found."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext, gettext_lazy

from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.study_visits.rules import KINDS
from boiduong.web.forms import NormalTextField, OneField, PageForm, VietnameseDateField, offer_rows

CHOOSE = gettext_lazy("Choose")


def kind_choices() -> list[tuple[str, str]]:
    """Loại chuyến đi — in the words of the reader."""
    return [(key, gettext(label)) for key, label in KINDS.items()]


class VisitForm(PageForm):
    """Kế hoạch chuyến đi."""

    training_class = OneField(
        TrainingClass.objects.none(), words=lambda one: one.label, label=gettext_lazy("Class"), empty_label=CHOOSE
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind of visit"), choices=kind_choices)
    topic = OneField(
        Topic.objects.none(), words=lambda one: one.title, label=gettext_lazy("Topic of the program"), required=False,
        empty_label=gettext_lazy("no topic of the program"),
    )  # fmt: skip
    place_text = NormalTextField(
        label=gettext_lazy("Where to"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("The body or commune that receives the class"),
    )
    starts_on = VietnameseDateField(label=gettext_lazy("From"))
    ends_on = VietnameseDateField(label=gettext_lazy("Until"))
    supervisor_text = NormalTextField(
        label=gettext_lazy("Who guides the class there"), max_length=300, required=False,
        help_text=gettext_lazy("By post or body, no name needed"),
    )  # fmt: skip
    safety_text = NormalTextField(
        label=gettext_lazy("Safety plan"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Needed for a range and for a journey abroad"),
    )  # fmt: skip

    def __init__(self, *args: object, course: Course, **kwargs: object) -> None:
        """Offer the classes and topics of the course."""
        super().__init__(*args, **kwargs)
        classes = course.classes.exclude(state__in=["cancelled", "postponed"])
        offer_rows(self, "training_class", classes)
        listed = [*classes[:2]]
        if len(listed) == 1:
            self.fields["training_class"].initial = listed[0].pk
        offer_rows(self, "topic", Topic.objects.filter(version__in=classes.values("version")))


class FindingForm(PageForm):
    """Phát hiện và kiến nghị."""

    text = NormalTextField(label=gettext_lazy("What was found"), widget=forms.Textarea({"rows": 3}), max_length=4000)
    recommendation = NormalTextField(
        label=gettext_lazy("What is proposed"), widget=forms.Textarea({"rows": 2}), max_length=4000, required=False
    )
    to_text = NormalTextField(label=gettext_lazy("Proposed to"), max_length=300, required=False)
