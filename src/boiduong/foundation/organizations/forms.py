"""Ô nhập — the day as of which units are shown."""

from __future__ import annotations

from datetime import date

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy

from boiduong.web.forms import PageForm, VietnameseDateField


class DayForm(PageForm):
    """Xem theo ngày — the day asked for; what cannot be read is shown again with its error, and today is shown."""

    ngay = VietnameseDateField(label=gettext_lazy("As of"), required=False)

    @classmethod
    def asked(cls, params: QueryDict) -> DayForm:
        """Từ địa chỉ — with today where no day was asked for."""
        return cls(params if params.get("ngay") else {"ngay": timezone.localdate()})

    def day(self) -> date:
        """Ngày được chọn — today when none that can be read was given."""
        chosen: date | None = self.cleaned_data.get("ngay") if self.is_valid() else None
        return chosen or timezone.localdate()
