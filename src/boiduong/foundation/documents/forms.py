"""Biểu mẫu giấy tờ — giving a number, voiding, filing the signed scan."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy

from boiduong.web.forms import NormalTextField, PageForm, ReasonField, VietnameseDateField


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


class ScanForm(PageForm):
    """Bản đã ký."""

    file = forms.FileField(
        label=gettext_lazy("Signed scan"),
        max_length=200,
        help_text=gettext_lazy("PDF, JPEG or PNG"),
        widget=forms.FileInput({"accept": "application/pdf,image/jpeg,image/png"}),
    )
