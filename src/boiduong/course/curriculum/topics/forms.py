"""Biểu mẫu chuyên đề — a topic with its part, kind, periods and lecturers."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.curriculum.programs.models import ProgramPart, ProgramVersion
from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.curriculum.topics.rules import MOST_PERIODS, MOST_WITHIN, TOPIC_KINDS
from boiduong.web.forms import ManyField, NormalTextField, OneField, PageForm, PlainSelect

SHORT = {"class": "input-short", "inputmode": "numeric"}


WHEN = ("follows", "within", "evening")  # said of a fixed program too, as is who teaches


class TopicForm(PageForm):
    """Chuyên đề."""

    title = NormalTextField(label=gettext_lazy("Topic"), max_length=500)
    part = OneField(ProgramPart.objects.none(), words=lambda one: one.title, label=gettext_lazy("Part"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[(key, gettext_lazy(label)) for key, label in TOPIC_KINDS.items()]
    )
    periods = forms.IntegerField(
        label=gettext_lazy("Periods"), required=False, min_value=1, max_value=MOST_PERIODS,
        widget=forms.TextInput(SHORT),
    )  # fmt: skip
    joint = forms.BooleanField(label=gettext_lazy("All classes together"), required=False)
    required = forms.BooleanField(label=gettext_lazy("Everybody takes it"), required=False, initial=True)
    follows = OneField(
        Topic.objects.none(),
        words=lambda one: f"{one.position}. {one.title}",
        label=gettext_lazy("Comes after"),
        help_text=gettext_lazy("The topic that a discussion, exercise or report belongs to."),
        empty_label=gettext_lazy("Nothing in particular"),
        required=False,
    )
    within = forms.IntegerField(
        label=gettext_lazy("At most so many half-days later"), required=False, min_value=1, max_value=MOST_WITHIN,
        help_text=gettext_lazy("Empty: no limit. For the report on a field day: days."), widget=forms.TextInput(SHORT),
    )  # fmt: skip
    evening = forms.BooleanField(
        label=gettext_lazy("May be held in the evening"), required=False,
        help_text=gettext_lazy(
            "Only discussion, exchange of experience, handling of situations and self-study. The rule set of the "
            "school gives evenings their hours."
        ),
    )  # fmt: skip
    where_text = NormalTextField(label=gettext_lazy("Where, if not in the hall"), required=False, max_length=300)
    lecturers = ManyField(
        Lecturer.objects.none(), words=lambda one: one.label, label=gettext_lazy("Who can teach it"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(
        self,
        *args: object,
        version: ProgramVersion,
        lecturers: list[Lecturer],
        topic: Topic | None = None,
        **kwargs: object,
    ) -> None:
        """Offer the parts of the version and the lecturers that the user sees; fill in the topic."""
        if topic is not None:
            names = ("title", "part", "kind", "periods", "joint", "required", "where_text", *WHEN)
            kwargs["initial"] = {
                **{name: getattr(topic, name) for name in names},
                "lecturers": [row.lecturer_id for row in topic.lecturers.all()],
            }
        super().__init__(*args, **kwargs)
        self._offer_topics(version, topic)
        part, people = self.fields["part"], self.fields["lecturers"]
        assert isinstance(part, forms.ModelChoiceField)  # noqa: S101 - declared above
        assert isinstance(people, forms.ModelMultipleChoiceField)  # noqa: S101 - declared above
        part.queryset = version.parts.order_by("position")
        people.queryset = Lecturer.objects.filter(pk__in=[one.pk for one in lecturers]).select_related("person")

    def _offer_topics(self, version: ProgramVersion, topic: Topic | None) -> None:
        """Every other topic of the version can come before it."""
        before = self.fields["follows"]
        assert isinstance(before, forms.ModelChoiceField)  # noqa: S101 - declared above
        others = version.topics.order_by("position")
        before.queryset = others.exclude(pk=topic.pk) if topic is not None else others


class QuickTopicForm(PageForm):
    """Thêm nhanh vào một phần — title, kind and periods; the rest follows on the page of the topic."""

    title = NormalTextField(label=gettext_lazy("Topic"), max_length=500)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[(key, gettext_lazy(label)) for key, label in TOPIC_KINDS.items()],
        widget=PlainSelect,  # the form stands under each part of the program
    )
    periods = forms.IntegerField(
        label=gettext_lazy("Periods"), required=False, min_value=1, max_value=MOST_PERIODS,
        widget=forms.TextInput(SHORT),
    )  # fmt: skip


class CopyForm(PageForm):
    """Phiên bản mới."""

    label = NormalTextField(label=gettext_lazy("Name of the new version"), max_length=80)
