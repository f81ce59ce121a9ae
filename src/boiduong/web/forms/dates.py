"""Ngày tháng — typed as day/month/year, answered with the very part that is wrong."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from boiduong.engines import vietnamese

DAY_FIRST = re.compile(r"\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{1,4})\s*", re.ASCII)
YEAR_FIRST = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*", re.ASCII)

FORM = gettext_lazy("Write the date as day/month/year, for example 18/8/2025.")
SHORT_YEAR = gettext_lazy("Write the year with 4 digits, for example 2025.")
NO_MONTH = gettext_lazy("There is no month %(month)s.")
NO_DAY = gettext_lazy("Month %(month)s has no day %(day)s.")
NO_LEAP_DAY = gettext_lazy("In %(year)s month 2 has 28 days.")
YEAR_FAR = gettext_lazy("The year must lie between %(first)s and %(last)s.")


def read_date(text: str, *, first_year: int = 1900, last_year: int = 2100) -> date:
    """Đọc một ngày — from d/m/yyyy (also with dots or dashes) or yyyy-m-d.

    Raises ValidationError with a sentence that names the part that is wrong.
    """
    if found := DAY_FIRST.fullmatch(text):
        if len(found[3]) != 4:
            raise ValidationError(SHORT_YEAR, code="year")
        day, month, year = (int(part) for part in found.groups())
    elif found := YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    else:
        raise ValidationError(FORM, code="form")
    if not first_year <= year <= last_year:
        raise ValidationError(YEAR_FAR, code="year", params={"first": first_year, "last": last_year})
    if not 1 <= month <= 12:
        raise ValidationError(NO_MONTH, code="month", params={"month": month})
    if (day, month) == (29, 2) and not calendar.isleap(year):
        raise ValidationError(NO_LEAP_DAY, code="day", params={"year": year})
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise ValidationError(NO_DAY, code="day", params={"month": month, "day": day})
    return date(year, month, day)


class VietnameseDateField(forms.DateField):
    """Ô ngày — a text d/m/yyyy; the years that make sense can be narrowed."""

    def __init__(self, *, first_year: int = 1900, last_year: int = 2100, **kwargs: Any) -> None:
        """Keep the range of years; give the hint unless the form has its own."""
        kwargs.setdefault("help_text", gettext_lazy("day/month/year, for example 18/8/2025"))
        kwargs.setdefault(
            "widget", forms.TextInput({"inputmode": "text", "autocomplete": "off", "class": "input-short"})
        )
        super().__init__(**kwargs)
        self.first_year, self.last_year = first_year, last_year

    def to_python(self, value: object) -> date | None:
        """Read what was typed; raises ValidationError."""
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        text = str(value)
        if not text.strip():
            return None
        return read_date(text, first_year=self.first_year, last_year=self.last_year)

    def prepare_value(self, value: object) -> object:
        """Show a date as it is typed; leave typed text as it was."""
        return vietnamese.date_short(value) if isinstance(value, date) else value
