"""Biểu mẫu nghiên cứu thực tế — the plan of a visit, and what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext, gettext_lazy

from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.study_visits.rules import KINDS
from boiduong.web.forms import NormalTextField, PageForm, VietnameseDateField

if TYPE_CHECKING:
    _ClassField = forms.ModelChoiceField[TrainingClass]
    _TopicField = forms.ModelChoiceField[Topic]
else:
    _ClassField = _TopicField = forms.ModelChoiceField


def kind_choices() -> list[tuple[str, str]]:
    """Loại chuyến đi — in the words of the reader."""
    return [(key, gettext(label)) for key, label in KINDS.items()]


class ClassField(_ClassField):
    """Ô lớp."""

    def label_from_instance(self, obj: TrainingClass) -> str:
        """The label of the class."""
        return obj.label


class TopicField(_TopicField):
    """Ô chuyên đề."""

    def label_from_instance(self, obj: Topic) -> str:
        """The title of the topic."""
        return obj.title


class VisitForm(PageForm):
    """Kế hoạch chuyến đi."""

    training_class = ClassField(TrainingClass.objects.none(), label=gettext_lazy("Class"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind of visit"), choices=kind_choices)
    topic = TopicField(Topic.objects.none(), label=gettext_lazy("Topic of the program"), required=False)
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
        self.fields["training_class"].queryset = classes  # type: ignore[attr-defined]
        topics = Topic.objects.filter(version__in=classes.values("version"))
        self.fields["topic"].queryset = topics  # type: ignore[attr-defined]


class FindingForm(PageForm):
    """Phát hiện và kiến nghị."""

    text = NormalTextField(label=gettext_lazy("What was found"), widget=forms.Textarea({"rows": 3}), max_length=4000)
    recommendation = NormalTextField(
        label=gettext_lazy("What is proposed"), widget=forms.Textarea({"rows": 2}), max_length=4000, required=False
    )
    to_text = NormalTextField(label=gettext_lazy("Proposed to"), max_length=300, required=False)
