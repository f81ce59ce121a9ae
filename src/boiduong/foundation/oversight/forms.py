"""Biểu mẫu nhật ký — what to look for."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from boiduong.web.forms import NormalTextField, PageForm


class SearchForm(PageForm):
    """Tìm trong nhật ký."""

    viec = NormalTextField(
        label=gettext_lazy("Act"), required=False, max_length=80, help_text=gettext_lazy("for example documents.give")
    )
    nguoi = NormalTextField(label=gettext_lazy("Account"), required=False, max_length=150)
    thu = NormalTextField(
        label=gettext_lazy("Thing"), required=False, max_length=120, help_text=gettext_lazy("for example Document 12")
    )
