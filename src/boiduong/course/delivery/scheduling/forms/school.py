"""Biểu mẫu của cả trường — an urgent class, where a course sleeps, and the seats of its sites."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from boiduong.course.annual_plan.plans.models import Plan
from boiduong.course.curriculum.programs.models import ProgramVersion
from boiduong.course.delivery.courses.models import Site
from boiduong.course.delivery.scheduling.rules import MOST_WEEKS, Wish
from boiduong.foundation.organizations.models import Institution
from boiduong.foundation.organizations.queries import institution_names
from boiduong.foundation.venues.models import Venue
from boiduong.foundation.venues.rules import MOST_BEDS, MOST_SEATS, ROOM_KINDS
from boiduong.web.forms import NormalTextField, OneField, PageForm, VietnameseDateField, offer_named, offer_rows

NUMBER = {"class": "input-short", "inputmode": "numeric", "autocomplete": "off"}
MOST_DAYS = 60


def version_words(one: ProgramVersion) -> str:
    """Tên chương trình và phiên bản."""
    return f"{one.program.name}, {one.label}"


def dormitory_words(one: Venue) -> str:
    """Nơi ở và số chỗ."""
    return gettext("%(place)s (%(beds)s beds)") % {"place": one.name, "beds": one.beds}


def room_kinds() -> list[tuple[str, str]]:
    """Loại phòng — any first."""
    return [("", gettext("any room")), *((key, gettext(label)) for key, label in ROOM_KINDS.items())]


class HolidayForm(PageForm):
    """Ngày nghỉ — what the days are, from when until when."""

    institution = OneField(Institution.objects.none(), label=gettext_lazy("Institution"))
    name = NormalTextField(
        label=gettext_lazy("What the days are"),
        max_length=200,
        help_text=gettext_lazy("for example Nghỉ Tết Nguyên đán"),
    )
    first = VietnameseDateField(label=gettext_lazy("First day"))
    last = VietnameseDateField(label=gettext_lazy("Last day"))

    def __init__(self, *args: object, institutions: Mapping[int, str], **kwargs: object) -> None:
        """Offer the institutions of the user, by id and name."""
        super().__init__(*args, **kwargs)
        offer_named(self, "institution", Institution.objects.order_by("code"), institutions)


class UrgentForm(PageForm):
    """Lớp gấp — what it is, how many, how long, between which days, and what it needs."""

    institution = OneField(Institution.objects.none(), label=gettext_lazy("Institution"))
    title = NormalTextField(label=gettext_lazy("Name of the class"), max_length=500)
    program = OneField(ProgramVersion.objects.none(), words=version_words, label=gettext_lazy("Program"))
    size = forms.IntegerField(
        label=gettext_lazy("Learners"), min_value=1, max_value=MOST_SEATS, widget=forms.TextInput(NUMBER)
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days of teaching"), min_value=1, max_value=MOST_DAYS, widget=forms.TextInput(NUMBER),
        help_text=gettext_lazy("Working days, five a week"),
    )  # fmt: skip
    first = VietnameseDateField(label=gettext_lazy("Not before"))
    last = VietnameseDateField(label=gettext_lazy("Over by"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind of room"), choices=room_kinds, required=False)
    beds = forms.IntegerField(
        label=gettext_lazy("Learners who stay overnight"), min_value=0, max_value=MOST_BEDS, required=False,
        widget=forms.TextInput(NUMBER),
    )  # fmt: skip
    dormitory = OneField(
        Venue.objects.none(), words=dormitory_words, label=gettext_lazy("They sleep at"), required=False
    )
    plan = OneField(
        Plan.objects.none(), words=lambda one: one.title, label=gettext_lazy("Written into the plan"), required=False,
        empty_label=gettext_lazy("outside the plan"),
    )  # fmt: skip

    def __init__(
        self,
        *args: object,
        institutions: Sequence[Institution],
        programs: Sequence[ProgramVersion],
        plans: Sequence[Plan],
        today: date,
        **kwargs: object,
    ) -> None:
        """Offer the schools, programs, plans and dormitories of the user."""
        super().__init__(*args, **kwargs)
        self.today = today
        names = institution_names(institutions, today)
        offer_named(self, "institution", Institution.objects.order_by("code"), names)
        versions = ProgramVersion.objects.filter(pk__in=[one.pk for one in programs]).select_related("program")
        offer_rows(self, "program", versions.order_by("program__name", "label"))
        offer_rows(self, "plan", Plan.objects.filter(pk__in=[one.pk for one in plans], year__gte=today.year))
        units = [one.unit_id for one in institutions]
        offer_rows(self, "dormitory", Venue.objects.filter(owner__in=units, beds__gt=0).order_by("name"))

    def clean_first(self) -> date:
        """What is past is not looked for."""
        first: date = self.cleaned_data["first"]
        return max(first, self.today)

    def clean(self) -> dict[str, object]:
        """Days in order, a dormitory for those who stay; raises ValidationError at the field."""
        said = super().clean() or self.cleaned_data
        first, last = said.get("first"), said.get("last")
        if first and last and not 0 <= (last - first).days <= 7 * (MOST_WEEKS - 20):
            self.add_error("last", ValidationError(gettext("It ends after it begins, and within a year and a half.")))
        if said.get("beds") and not said.get("dormitory"):
            self.add_error("dormitory", ValidationError(gettext("Say where they sleep, or leave the number empty.")))
        return dict(said)

    @property
    def wish(self) -> Wish:
        """Điều cần tìm."""
        said = self.cleaned_data
        names = ("title", "size", "days", "first", "last")
        return Wish(**{name: said[name] for name in names}, kind=said["kind"], beds=said["beds"] or 0)


class LodgingForm(PageForm):
    """Nơi ở của khóa."""

    venue = OneField(
        Venue.objects.none(), words=dormitory_words, label=gettext_lazy("The learners sleep at"), required=False,
        empty_label=gettext_lazy("nobody stays overnight"),
    )  # fmt: skip
    beds = forms.IntegerField(
        label=gettext_lazy("Beds"), min_value=0, max_value=MOST_BEDS, required=False, widget=forms.TextInput(NUMBER),
        help_text=gettext_lazy("Leave it empty to count: who is on the list, else the quota"),
    )  # fmt: skip

    def __init__(self, *args: object, owner: int, **kwargs: object) -> None:
        """Offer the dormitories of the school."""
        super().__init__(*args, **kwargs)
        offer_rows(self, "venue", Venue.objects.filter(owner=owner, beds__gt=0).order_by("name"))


class SitesForm(PageForm):
    """Số chỗ của các điểm cầu — two fields a site."""

    def __init__(self, *args: object, sites: Sequence[Site], **kwargs: object) -> None:
        """As many fields as the course has sites."""
        super().__init__(*args, **kwargs)
        self.sites = sites
        for one in sites:
            place = getattr(one, "place", None)
            self.fields[f"cho_{one.pk}"] = forms.IntegerField(
                label=one.name, min_value=1, max_value=MOST_SEATS, required=False,
                initial=place.seats if place else None, widget=forms.TextInput(NUMBER),
            )  # fmt: skip
            self.fields[f"noi_{one.pk}"] = NormalTextField(
                label=one.name, max_length=300, required=False, initial=place.place_text if place else ""
            )

    @property
    def rooms(self) -> dict[int, tuple[int | None, str]]:
        """Số chỗ và nơi ngồi theo điểm cầu."""
        said = self.cleaned_data
        return {one.pk: (said[f"cho_{one.pk}"], said[f"noi_{one.pk}"] or "") for one in self.sites}
