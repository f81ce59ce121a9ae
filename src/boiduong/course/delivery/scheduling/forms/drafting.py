"""Biểu mẫu lịch học — changing one session of a draft, and adding an activity."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.db.models import Case, QuerySet, When
from django.utils.translation import gettext, gettext_lazy

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.scheduling.models import Entry
from boiduong.course.delivery.scheduling.rules import ACTIVITIES, HALVES
from boiduong.foundation.venues.models import Room
from boiduong.web.forms import (
    ManyField,
    NormalTextField,
    PageForm,
    VietnameseDateField,
    field_of,
    offer_choices,
    offer_rows,
)


def half_choices() -> list[tuple[str, str]]:
    """Buổi — in the words of the reader."""
    return [(key, gettext(label)) for key, label in HALVES.items()]


class EntryForm(PageForm):
    """Sửa một buổi — day, half-day, first period, room, place and lecturers."""

    day = VietnameseDateField(label=gettext_lazy("Day"))
    half = forms.ChoiceField(label=gettext_lazy("Half-day"), choices=half_choices)
    first_period = forms.IntegerField(label=gettext_lazy("First period"), min_value=1, max_value=12)
    room = forms.ModelChoiceField(Room.objects.none(), label=gettext_lazy("Room"), required=False)
    lecturers = ManyField(
        Lecturer.objects.none(), words=lambda one: one.label, label=gettext_lazy("Lecturers"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("first those who are on it, then those who can teach the topic"),
    )  # fmt: skip

    def __init__(self, *args: object, course: Course, entry: Entry, **kwargs: object) -> None:
        """Offer the rooms and lecturers of the institution."""
        people = [x.lecturer_id for x in entry.lecturers.all()]
        kwargs.setdefault(
            "initial",
            {
                "day": entry.day, "half": entry.half, "first_period": entry.first_period, "room": entry.room_id,
                "lecturers": people,
            },
        )  # fmt: skip
        super().__init__(*args, **kwargs)
        offer(self, course)
        able = entry.topic.lecturers.values_list("lecturer_id", flat=True) if entry.topic is not None else []
        near = Case(When(pk__in=people, then=0), When(pk__in=[*able], then=1), default=2)
        offer_rows(self, "lecturers", teaching_in(course).order_by(near, "pk"))


class ActivityForm(PageForm):
    """Thêm hoạt động — opening, closing, self-study or a meeting, for all classes of the course."""

    activity = forms.ChoiceField(label=gettext_lazy("Activity"))
    day = VietnameseDateField(label=gettext_lazy("Day"))
    half = forms.ChoiceField(label=gettext_lazy("Half-day"), choices=half_choices)
    periods = forms.IntegerField(label=gettext_lazy("Periods"), min_value=1, max_value=8, initial=2)
    room = forms.ModelChoiceField(Room.objects.none(), label=gettext_lazy("Room"), required=False)

    def __init__(self, *args: object, course: Course, **kwargs: object) -> None:
        """Offer the rooms of the institution."""
        super().__init__(*args, **kwargs)
        offer_choices(self, "activity", [(key, gettext(label)) for key, label in ACTIVITIES.items()])
        offer(self, course)


class ClosureForm(PageForm):
    """Buổi lớp không học — one class or all of them, a half-day, and why."""

    training_class = forms.ModelChoiceField(TrainingClass.objects.none(), label=gettext_lazy("Class"), required=False)
    day = VietnameseDateField(label=gettext_lazy("Day"))
    half = forms.ChoiceField(label=gettext_lazy("Half-day"), choices=half_choices)
    reason = NormalTextField(label=gettext_lazy("Why"), max_length=300)

    def __init__(self, *args: object, course: Course, **kwargs: object) -> None:
        """Offer the classes of the course."""
        super().__init__(*args, **kwargs)
        field_of(self, "training_class", forms.ModelChoiceField).empty_label = gettext("all classes")
        offer_rows(self, "training_class", course.classes.order_by("position"))


WEEKDAYS = (
    gettext_lazy("Monday"), gettext_lazy("Tuesday"), gettext_lazy("Wednesday"), gettext_lazy("Thursday"),
    gettext_lazy("Friday"), gettext_lazy("Saturday"), gettext_lazy("Sunday"),
)  # fmt: skip


class WeeklyForm(PageForm):
    """Bận hằng tuần — a day of the week and a half, from a day to a day."""

    weekday = forms.ChoiceField(label=gettext_lazy("Day of the week"), choices=[*enumerate(WEEKDAYS)])
    half = forms.ChoiceField(label=gettext_lazy("Half-day"), choices=half_choices)
    first = VietnameseDateField(label=gettext_lazy("From"))
    last = VietnameseDateField(label=gettext_lazy("Until"))

    def __init__(self, *args: object, first: date, **kwargs: object) -> None:
        """From today for three months, unless said otherwise."""
        kwargs.setdefault("initial", {"first": first, "last": first + timedelta(days=90)})
        super().__init__(*args, **kwargs)


def offer(form: PageForm, course: Course) -> None:
    """Đưa phòng vào ô chọn."""
    rooms = Room.objects.filter(venue__owner=course.institution.unit_id).select_related("venue")
    field_of(form, "room", forms.ModelChoiceField).empty_label = gettext("none, outside the school")
    offer_rows(form, "room", rooms.order_by("name"))


def teaching_in(course: Course) -> QuerySet[Lecturer]:
    """Người dạy của trường."""
    return Lecturer.objects.filter(institution=course.institution_id).select_related("person")
