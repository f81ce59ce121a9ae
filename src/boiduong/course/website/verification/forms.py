"""Biểu mẫu tra cứu — the number with its check code, or the file itself."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from boiduong.web.forms import NormalTextField, PageForm

LARGEST = 5 * 1024 * 1024


class NumberForm(PageForm):
    """Số vào sổ và mã kiểm tra — both stand on the paper; either alone says nothing."""

    number = NormalTextField(
        label=gettext_lazy("Register number"), max_length=60,
        help_text=gettext_lazy("in the lower left corner, for example 0042/2022/CC-TCT"),
        widget=forms.TextInput({"autocomplete": "off", "class": "input-code"}),
    )  # fmt: skip
    code = NormalTextField(
        label=gettext_lazy("Check code"), max_length=20,
        help_text=gettext_lazy("8 letters and digits under the number"),
        widget=forms.TextInput({"autocomplete": "off", "class": "input-code"}),
    )  # fmt: skip


class FileForm(PageForm):
    """Tệp PDF — compared byte for byte with what was issued; not kept."""

    file = forms.FileField(
        label=gettext_lazy("Certificate file"),
        help_text=gettext_lazy("The file is compared with what was issued and is not kept."),
        widget=forms.FileInput({"accept": "application/pdf"}),
    )  # fmt: skip

    def clean_file(self) -> object:
        """A certificate is far smaller than the limit."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(gettext("The file is larger than 5 MB, so it is not a certificate of ours."))
        return file
