"""Biểu mẫu con người — a person with a post, an edit, a further post, the purpose of a reading."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from boiduong.foundation.organizations.models import UnitVersion
from boiduong.foundation.people.queries import unit_words, units_named
from boiduong.foundation.people.services import PersonFacts
from boiduong.web.forms import NameField, NormalTextField, PageForm, ReasonField, VietnameseDateField
from boiduong.web.forms.found import FoundField

SEXES = [("", gettext_lazy("not said")), ("female", gettext_lazy("female")), ("male", gettext_lazy("male"))]


def _unit(label: str | Promise) -> FoundField[UnitVersion]:
    hint = gettext_lazy("Write its name; marks are not needed")
    return FoundField(find=units_named, name_of=unit_words, label=label, help_text=hint)


class PersonForm(PageForm):
    """Thông tin một người."""

    full_name = NameField(label=gettext_lazy("Full name"), max_length=150)
    birth_on = VietnameseDateField(label=gettext_lazy("Date of birth"), required=False, first_year=1920)
    sex = forms.ChoiceField(label=gettext_lazy("Sex"), required=False, choices=SEXES)

    def facts(self) -> PersonFacts:
        """Thông tin đã đọc."""
        said = self.cleaned_data
        return PersonFacts(full_name=said["full_name"], birth_on=said["birth_on"], sex=said["sex"])


class NewPersonForm(PersonForm):
    """Người mới, cùng chức vụ đang giữ."""

    post_name = NormalTextField(label=gettext_lazy("Post"), max_length=250)
    unit = _unit(gettext_lazy("Unit"))
    starts_on = VietnameseDateField(label=gettext_lazy("In this post since"), required=False)
    another_one = forms.BooleanField(
        label=gettext_lazy("It is another person of the same name and birth date"), required=False
    )


class PostForm(PageForm):
    """Thêm chức vụ."""

    post_name = NormalTextField(label=gettext_lazy("Post"), max_length=250)
    unit = _unit(gettext_lazy("Unit"))
    starts_on = VietnameseDateField(label=gettext_lazy("Since"), required=False)


class EndForm(PageForm):
    """Thôi chức vụ."""

    ends_on = VietnameseDateField(label=gettext_lazy("Until"), initial=timezone.localdate)


class PurposeForm(PageForm):
    """Mục đích xem thông tin hạn chế."""

    purpose = ReasonField(
        label=gettext_lazy("What it is needed for"),
        usual=[gettext_lazy("To call about the course"), gettext_lazy("To check a list or a paper")],
        max_length=150,
    )
