"""Biểu mẫu giấy tờ — numbers, signers, voiding, signed scans one by one or many, wording of institutions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy

from boiduong.foundation.accounts.models import User
from boiduong.foundation.documents.queries import WORDED, held_by_number
from boiduong.foundation.documents.rules import SIGNED_AS, long_name
from boiduong.foundation.organizations.models import Institution
from boiduong.foundation.organizations.queries import name_on
from boiduong.web.forms import NormalTextField, PageForm, ReasonField, VietnameseDateField

MOST_FILES = 40


class NumberForm(PageForm):
    """Cho số và ban hành."""

    issued_on = VietnameseDateField(label=gettext_lazy("Date of issue"), first_year=2000)
    outside = NormalTextField(
        label=gettext_lazy("Number given elsewhere"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Only when the issuing body numbers its papers itself, for example 47-KH/TU"),
    )

    def clean_issued_on(self) -> date:
        """Not a day to come; raises ValidationError."""
        day: date = self.cleaned_data["issued_on"]
        if day > timezone.localdate():
            raise ValidationError(gettext_lazy("A paper cannot be issued on a day still to come."), code="future")
        return day


class VoidForm(PageForm):
    """Hủy văn bản đã có số."""

    reason = ReasonField(
        usual=[gettext_lazy("Wrong content, replaced by another paper"), gettext_lazy("Numbered twice")]
    )


class DiscardForm(PageForm):
    """Bỏ bản thảo chưa có số."""

    reason = ReasonField(usual=[gettext_lazy("Written by mistake"), gettext_lazy("Wrong content, to be written again")])


class ScanForm(PageForm):
    """Bản đã ký."""

    file = forms.FileField(
        label=gettext_lazy("Signed scan"),
        max_length=200,
        help_text=gettext_lazy("PDF, JPEG or PNG"),
        widget=forms.FileInput({"accept": "application/pdf,image/jpeg,image/png"}),
    )


class SignerForm(PageForm):
    """Người ký."""

    how = forms.ChoiceField(
        label=gettext_lazy("Who signs"),
        required=False,
        choices=lambda: [(key, gettext_lazy(words)) for key, words in SIGNED_AS.items()],
    )
    post = NormalTextField(
        label=gettext_lazy("Post of who signs"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("As it stands above the name, for example Phó Hiệu trưởng"),
    )
    name = NormalTextField(label=gettext_lazy("Name of who signs"), required=False, max_length=150)


class ManyFiles(forms.FileField):
    """Nhiều tệp một lần — each is checked later by its content."""

    def clean(self, data: object, initial: object | None = None) -> list[File[bytes]]:
        """Every file of the list; raises ValidationError."""
        sent = data if isinstance(data, list) and data else [data or None]
        if len(sent) > MOST_FILES:
            raise ValidationError(
                gettext_lazy("At most %(n)s files may be sent at a time."), code="many", params={"n": MOST_FILES}
            )
        return [super(ManyFiles, self).clean(one, initial) for one in sent]


class ManyFilesInput(forms.ClearableFileInput):
    """Ô chọn nhiều tệp."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/input.html"


class BatchForm(PageForm):
    """Tập bản đã ký."""

    scans = ManyFiles(
        label=gettext_lazy("Signed scans"),
        max_length=200,
        help_text=gettext_lazy("One or many files: PDF, JPEG or PNG. Several papers may stand in one PDF."),
        widget=ManyFilesInput({"accept": "application/pdf,image/jpeg,image/png", "multiple": True}),
    )


class SettleForm(PageForm):
    """Văn bản của phần đã giữ."""

    number = NormalTextField(
        label=gettext_lazy("Number of the paper"),
        max_length=60,
        help_text=gettext_lazy("As printed, for example 12/QĐ-TCT"),
    )
    year = forms.IntegerField(
        label=gettext_lazy("Year of issue"), required=False, min_value=2000, max_value=2100, localize=False
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """For the papers of this person."""
        super().__init__(*args, **kwargs)
        self._user = user

    def clean(self) -> dict[str, Any]:
        """The one paper of that number; raises ValidationError where there is none or are several."""
        said: dict[str, Any] = super().clean() or {}
        if not said.get("number"):
            return said
        found = held_by_number(self._user, said["number"], year=said.get("year"))
        if len(found) != 1:
            none = gettext_lazy("No numbered paper of yours has this number.")
            several = gettext_lazy("Several papers have this number. Write the year of issue.")
            self.add_error("number" if not found else "year", several if found else none)
        else:
            said["document"] = found[0]
        return said


class AsideForm(PageForm):
    """Bỏ khỏi danh sách chờ."""

    reason = ReasonField(usual=[gettext_lazy("Blank or unreadable page"), gettext_lazy("Not one of our papers")])


class InstitutionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Ô chọn cơ sở — by the name of its unit today."""

    def label_from_instance(self, obj: Model) -> str:
        """The name of the unit."""
        assert isinstance(obj, Institution)  # noqa: S101 - the field is made for institutions alone
        return name_on(obj.unit, timezone.localdate())


class TemplateForm(PageForm):
    """Một phiên bản mẫu lời văn."""

    institution = InstitutionField(label=gettext_lazy("Institution"), queryset=Institution.objects.none())
    kind = forms.ChoiceField(label=gettext_lazy("Kind of paper"))
    file = forms.FileField(
        label=gettext_lazy("Word file with tags"),
        max_length=200,
        help_text=gettext_lazy(".docx, without macros and links to outside"),
        widget=forms.FileInput({"accept": ".docx"}),
    )

    def __init__(self, *args: Any, institutions: Sequence[Institution], **kwargs: Any) -> None:
        """For the institutions whose wording this person keeps."""
        super().__init__(*args, **kwargs)
        chosen = self.fields["institution"]
        assert isinstance(chosen, forms.ModelChoiceField)  # noqa: S101 - made a few lines above
        chosen.queryset = Institution.objects.filter(pk__in=[one.pk for one in institutions]).select_related("unit")
        if len(institutions) == 1:
            chosen.initial = institutions[0]
        kinds = self.fields["kind"]
        assert isinstance(kinds, forms.ChoiceField)  # noqa: S101 - made a few lines above
        kinds.choices = [(kind, long_name(kind)) for kind in sorted(WORDED, key=long_name)]
