"""Ô nhập — the day as of which units are shown."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy


class DayForm(forms.Form):
    """Xem theo ngày — a day between the first catalogue and a hundred years on; nonsense shows today."""

    ngay = forms.DateField(
        label=gettext_lazy("As of"),
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d"),
    )

    def day(self) -> date:
        """Ngày được chọn — today when none or none that can be read was given."""
        chosen = self.cleaned_data.get("ngay") if self.is_valid() else None
        return chosen or timezone.localdate()
