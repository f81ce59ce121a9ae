"""Con số — typed with a comma for decimals and a dot for thousands."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from boiduong.engines import vietnamese

GROUPED = re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?", re.ASCII)
PLAIN = re.compile(r"[+-]?\d{1,15}([.,]\d+)?", re.ASCII)
FORM = gettext_lazy("Write the number in digits, with a comma before the decimals, for example 6,5.")


def read_decimal(text: str) -> Decimal:
    """Đọc một số — "6,5", "6.5", "1.960" (one thousand nine hundred and sixty), "2.000.000,5".

    A dot with exactly three digits behind it groups thousands. Raises ValidationError.
    """
    bare = "".join(text.split())
    if GROUPED.fullmatch(bare):
        return Decimal(bare.replace(".", "").replace(",", "."))
    if PLAIN.fullmatch(bare):
        return Decimal(bare.replace(",", "."))
    raise ValidationError(FORM, code="form")


class CommaDecimalField(forms.DecimalField):
    """Ô số thập phân — marks and amounts as people write them."""

    def __init__(self, **kwargs: Any) -> None:
        """A text field: a number field of the browser would refuse the comma."""
        kwargs.setdefault(
            "widget", forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "class": "input-short"})
        )
        super().__init__(**kwargs)

    def to_python(self, value: object) -> Decimal | None:  # type: ignore[override]
        """Read what was typed; raises ValidationError."""
        if isinstance(value, str) and value.strip():
            return super().to_python(str(read_decimal(value)))
        return super().to_python(None if isinstance(value, str) else value)

    def prepare_value(self, value: object) -> object:
        """Show a number with our comma; leave typed text as it was."""
        return vietnamese.number(value) if isinstance(value, Decimal | int | float) else value
