"""Biểu mẫu bài thu hoạch — set, hand in, name the markers, settle, amend."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from boiduong.course.curriculum.lecturers.models import Lecturer
from boiduong.course.curriculum.programs.models import CompletionItem
from boiduong.course.delivery.courses.models import Course, TrainingClass
from boiduong.course.delivery.enrollment.models import Enrollment
from boiduong.course.evaluation.assessment.models import Assignment, Submission
from boiduong.course.evaluation.assessment.permissions import second_people
from boiduong.course.evaluation.assessment.queries import extendable, missing_learners, scale_of
from boiduong.course.evaluation.assessment.rules import known_bands
from boiduong.foundation.accounts.models import User
from boiduong.foundation.people.models import Person
from boiduong.web.forms import (
    CommaDecimalField,
    ManyField,
    NormalTextField,
    OneField,
    PageForm,
    ReasonField,
    VietnameseDateField,
    offer_choices,
    offer_rows,
    read_rows,
)

LONG = forms.Textarea({"rows": 4})
END_OF_DAY = time(17, 0)


class AssignmentForm(PageForm):
    """Giao đề — class, item, due day (until 17:00), the question."""

    training_class = OneField(TrainingClass.objects.none(), words=lambda one: one.label, label=gettext_lazy("Class"))
    item = OneField(CompletionItem.objects.none(), words=lambda one: one.title, label=gettext_lazy("What is written"))
    due_on = VietnameseDateField(
        label=gettext_lazy("Due day"), help_text=gettext_lazy("Reports are taken until 17:00 of this day.")
    )
    question = NormalTextField(label=gettext_lazy("Topic of the report"), required=False, max_length=3000, widget=LONG)

    def __init__(self, *args: object, course: Course, classes: list[TrainingClass], **kwargs: object) -> None:
        """Classes the user runs, and the items of their programs."""
        super().__init__(*args, **kwargs)
        if len(classes) == 1:
            self.initial.setdefault("training_class", classes[0].pk)
        rows = TrainingClass.objects.filter(pk__in=[one.pk for one in classes])
        offer_rows(self, "training_class", rows)
        items = CompletionItem.objects.filter(version__in={one.version_id for one in classes}).order_by("position")
        offer_rows(self, "item", items)
        if len(items) == 1:
            self.initial.setdefault("item", items[0].pk)

    def due_at(self) -> datetime:
        """The moment until which reports are taken."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["due_on"], END_OF_DAY))


class HandInForm(PageForm):
    """Nộp bài."""

    title = NormalTextField(label=gettext_lazy("Title of the report"), max_length=300)
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("PDF or DOCX, at most 20 MB. Without a password and without macros."),
        widget=forms.FileInput({"accept": ".pdf,.docx"}),
    )


class MarkersForm(PageForm):
    """Phân công chấm — the people between whom the reports go round."""

    markers = ManyField(
        Person.objects.none(),
        words=lambda one: one.full_name,
        label=gettext_lazy("Markers"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Reports go round between those chosen. Reports that have markers keep them."),
    )

    def __init__(self, *args: object, course: Course, **kwargs: object) -> None:
        """Lecturers of the institution who are persons."""
        super().__init__(*args, **kwargs)
        known = Lecturer.objects.filter(institution=course.institution_id, person__isnull=False).values("person_id")
        rows = Person.objects.filter(pk__in=known).order_by("sort_key", "id")
        offer_rows(self, "markers", rows)


class PaperForm(PageForm):
    """Nhận bài giấy."""

    learners = ManyField(
        Enrollment.objects.none(),
        words=lambda one: f"{one.person.full_name}, {one.unit_text}",
        label=gettext_lazy("Received on paper from"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: object, assignment: Assignment, **kwargs: object) -> None:
        """Those who have handed in nothing."""
        super().__init__(*args, **kwargs)
        self.people = read_rows(self, "learners", missing_learners(assignment))


class ExtendForm(PageForm):
    """Gia hạn nộp bài cho một người — who, until 17:00 of which day, and why."""

    learner = OneField(
        Enrollment.objects.none(),
        words=lambda one: f"{one.person.full_name}, {one.unit_text}",
        label=gettext_lazy("Learner"),
        empty_label=gettext_lazy("Choose"),
    )
    due_on = VietnameseDateField(
        label=gettext_lazy("New due day"), help_text=gettext_lazy("Reports are taken until 17:00 of this day.")
    )
    reason = ReasonField(
        usual=(
            gettext_lazy("Ill, with a paper of the hospital"),
            gettext_lazy("Urgent work at the office, confirmed by the unit"),
            gettext_lazy("Urgent family matter"),
        )
    )

    def __init__(self, *args: object, assignment: Assignment, received: Iterable[Submission], **kwargs: object) -> None:
        """Those whose report may still come, by what was received so far."""
        super().__init__(*args, **kwargs)
        self.people = read_rows(self, "learner", extendable(assignment, received))

    def until(self) -> datetime:
        """The moment until which the report is taken."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["due_on"], END_OF_DAY))


def _mark_fields(form: forms.Form, assignment: Assignment) -> None:
    """Keep the field that fits the scale: a number, or one of the named results."""
    scale = scale_of(assignment.item)
    if scale.kind == "points":
        del form.fields["band"]
        return
    del form.fields["value"]
    offer_choices(form, "band", [("", gettext("Choose")), *((b, b) for b in known_bands(scale))])


class AgreeForm(PageForm):
    """Điểm thống nhất của hai giám khảo."""

    value = CommaDecimalField(label=gettext_lazy("Mark agreed on"), max_digits=6, decimal_places=2)
    band = forms.ChoiceField(label=gettext_lazy("Result agreed on"))
    reason = ReasonField(
        usual=(
            gettext_lazy("Both markers read it again together"),
            gettext_lazy("One marker had overlooked a part"),
        )
    )

    def __init__(self, *args: object, assignment: Assignment, **kwargs: object) -> None:
        """By the scale of the item."""
        super().__init__(*args, **kwargs)
        _mark_fields(self, assignment)


class AmendForm(PageForm):
    """Sửa điểm đã thống nhất."""

    value = CommaDecimalField(label=gettext_lazy("New mark"), max_digits=6, decimal_places=2)
    band = forms.ChoiceField(label=gettext_lazy("New result"))
    reason = ReasonField(
        usual=(
            gettext_lazy("The marks were added up wrongly"),
            gettext_lazy("The mark was typed wrongly"),
            gettext_lazy("Marked again after an appeal"),
        )
    )
    second_person = OneField(
        User.objects.none(),
        words=lambda one: one.display_name,
        label=gettext_lazy("Second person"),
        help_text=gettext_lazy("Who has checked the new mark together with you."),
    )

    def __init__(self, *args: object, submission: Submission, user: User, **kwargs: object) -> None:
        """People who may second, without oneself."""
        super().__init__(*args, **kwargs)
        _mark_fields(self, submission.assignment)
        offer_rows(self, "second_person", second_people(submission).exclude(pk=user.pk))
