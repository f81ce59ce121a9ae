"""Biểu mẫu của khóa — the course, its classes, who does what, for whom, and reasons of acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from boiduong.course.annual_plan.plans.models import PlanLine
from boiduong.course.annual_plan.plans.queries import unit_words, units_named
from boiduong.course.curriculum.lecturers.queries import people_named, person_words
from boiduong.course.curriculum.programs.models import ProgramVersion
from boiduong.course.delivery.courses.models import Course, Site
from boiduong.course.delivery.courses.rules import (
    DUTY_LABELS,
    FIELD_LABELS,
    KIND_LABELS,
    MODE_LABELS,
    STAFF_LABELS,
)
from boiduong.foundation.organizations.models import Institution
from boiduong.foundation.organizations.queries import institution_names
from boiduong.foundation.venues.models import Room
from boiduong.web.forms import (
    NormalTextField,
    OneField,
    PageForm,
    VietnameseDateField,
    offer_named,
    offer_rows,
)
from boiduong.web.forms.found import FoundField

SHORT = {"class": "input-short", "inputmode": "numeric"}


def _choices(labels: dict[str, str], empty: bool = False) -> list[tuple[str, object]]:
    """Choices in the language of the page."""
    found: list[tuple[str, object]] = [(key, gettext_lazy(label)) for key, label in labels.items()]
    return [("", "—"), *found] if empty else found


def line_words(line: PlanLine) -> str:
    """Dòng kế hoạch bằng chữ — the year first: lines of two plans may share a name."""
    return f"{line.plan.year}, {line.position}. {line.name}"


def version_words(version: ProgramVersion) -> str:
    """Phiên bản bằng chữ — program and version."""
    return f"{version.program.name} ({version.label})"


class CourseForm(PageForm):
    """Khóa bồi dưỡng — `institutions` are those for which the user may write courses."""

    institution = OneField(Institution.objects.none(), label=gettext_lazy("Institution"))
    title = NormalTextField(label=gettext_lazy("Name of the course"), max_length=500)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=_choices(KIND_LABELS))
    field = forms.ChoiceField(label=gettext_lazy("Field"), choices=_choices(FIELD_LABELS, empty=True), required=False)
    mode = forms.ChoiceField(label=gettext_lazy("Mode"), choices=_choices(MODE_LABELS))
    intake_text = NormalTextField(
        label=gettext_lazy("Intake"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("for example: intake I/2025"),
    )
    starts_on = VietnameseDateField(label=gettext_lazy("First day"), required=False)
    ends_on = VietnameseDateField(label=gettext_lazy("Last day"), required=False)
    place_text = NormalTextField(label=gettext_lazy("Place"), required=False, max_length=300)
    avoid_text = NormalTextField(
        label=gettext_lazy("Days to avoid"), required=False, max_length=500,
        help_text=gettext_lazy("meetings, elections, harvest: in words"),
    )  # fmt: skip

    def __init__(self, *args: object, institutions: list[Institution], **kwargs: object) -> None:
        """Offer only the institutions of the user."""
        super().__init__(*args, **kwargs)
        names = institution_names(institutions, timezone.localdate())
        offer_named(self, "institution", Institution.objects.order_by("code"), names)


class EditCourseForm(CourseForm):
    """Sửa khóa — everything but the institution."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        """The institution of a course does not change."""
        super().__init__(*args, institutions=[], **kwargs)
        del self.fields["institution"]


class ClassForm(PageForm):
    """Lớp."""

    label = NormalTextField(label=gettext_lazy("Name of the class"), max_length=120)
    code = NormalTextField(label=gettext_lazy("Code"), required=False, max_length=40)
    mode = forms.ChoiceField(label=gettext_lazy("Mode"), choices=_choices(MODE_LABELS))
    capacity = forms.IntegerField(
        label=gettext_lazy("Places"), required=False, min_value=1, max_value=100_000, widget=forms.TextInput(SHORT)
    )
    starts_on = VietnameseDateField(label=gettext_lazy("First day"), required=False)
    ends_on = VietnameseDateField(label=gettext_lazy("Last day"), required=False)
    home_room = OneField(
        Room.objects.select_related("venue").order_by("name", "venue__name"),
        words=lambda room: f"{room.name}, {room.venue.name}", label=gettext_lazy("Room"), required=False,
        empty_label=gettext_lazy("no room yet"),
    )  # fmt: skip


class StaffForm(PageForm):
    """Phân công lớp."""

    person = FoundField(
        find=people_named, name_of=person_words, label=gettext_lazy("Who"),
        help_text=gettext_lazy("Write the name; marks are not needed"),
    )  # fmt: skip
    duty = forms.ChoiceField(label=gettext_lazy("As"), choices=_choices(STAFF_LABELS))
    site = OneField(
        Site.objects.none(), words=lambda site: site.name, label=gettext_lazy("Site"), required=False,
        help_text=gettext_lazy("only for the keeper of a site; left empty, the keeper marks the whole class"),
    )  # fmt: skip
    starts_on = VietnameseDateField(label=gettext_lazy("From"), required=False)

    def __init__(self, *args: object, sites: QuerySet[Site], **kwargs: object) -> None:
        """Offer the sites of the course; a course without any is not asked for one."""
        super().__init__(*args, **kwargs)
        if sites:
            offer_rows(self, "site", sites)
        else:
            del self.fields["site"]


class DutiesForm(PageForm):
    """Giao các phần việc còn lại — one choice a part of the work, of the bodies that the course knows."""

    says_what_is_open = True  # the first choice of each says “nobody yet”

    def __init__(
        self,
        *args: object,
        duties: Sequence[str],
        bodies: Mapping[int, str],
        usual: Mapping[str, int],
        **kwargs: object,
    ) -> None:
        """A field for each of `duties`; `usual` says who mostly does it."""
        super().__init__(*args, **kwargs)
        choices = [("", gettext("not given yet")), *((str(pk), name) for pk, name in bodies.items())]
        for duty in duties:
            self.fields[duty] = forms.ChoiceField(
                label=gettext(DUTY_LABELS[duty]).capitalize(), choices=choices, required=False, initial=usual.get(duty)
            )
        self.dress_all()

    def given(self) -> dict[str, int]:
        """What was chosen: duty to the id of the body."""
        return {duty: int(body) for duty, body in self.cleaned_data.items() if body}


class DutyForm(PageForm):
    """Phần việc."""

    unit = FoundField(
        find=units_named, name_of=unit_words, label=gettext_lazy("Body"),
        help_text=gettext_lazy("Write the name; marks are not needed"),
    )  # fmt: skip
    duty = forms.ChoiceField(label=gettext_lazy("What it does"), choices=_choices(DUTY_LABELS))
    for_text = NormalTextField(
        label=gettext_lazy("For what"), required=False, max_length=200,
        help_text=gettext_lazy("only when it is for a part: one paper, one item"),
    )  # fmt: skip


class GroupForm(PageForm):
    """Đối tượng."""

    label = NormalTextField(
        label=gettext_lazy("Who may be sent"), max_length=300,
        help_text=gettext_lazy("posts and units, for example: secretaries of commune Party committees"),
    )  # fmt: skip
    counts_as = forms.ChoiceField(
        label=gettext_lazy("Counts as"),
        choices=[
            ("learner", gettext_lazy("learner")),
            ("observer", gettext_lazy("observer")),
            ("trainer", gettext_lazy("future trainer")),
        ],
    )


class PlanLineForm(PageForm):
    """Dòng kế hoạch của khóa."""

    plan_line = OneField(PlanLine.objects.none(), words=line_words, label=gettext_lazy("Line of the plan"))

    def __init__(self, *args: object, lines: list[PlanLine], **kwargs: object) -> None:
        """Offer the lines that the user may see."""
        super().__init__(*args, **kwargs)
        rows = PlanLine.objects.filter(pk__in=[one.pk for one in lines]).select_related("plan")
        offer_rows(self, "plan_line", rows)


class VersionForm(PageForm):
    """Chương trình của khóa."""

    default_version = OneField(ProgramVersion.objects.none(), words=version_words, label=gettext_lazy("Program"))

    def __init__(self, *args: object, course: Course, versions: QuerySet[ProgramVersion], **kwargs: object) -> None:
        """Offer what the user may read; begin with the version the course has."""
        super().__init__(*args, initial={"default_version": course.default_version_id}, **kwargs)
        offer_rows(self, "default_version", versions)
