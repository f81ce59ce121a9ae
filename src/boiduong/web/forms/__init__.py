"""Biểu mẫu — forms and fields that speak the office's language and lose nothing."""

from boiduong.web.forms.base import FormMixin, PageForm
from boiduong.web.forms.choices import (
    ManyField,
    OneField,
    field_of,
    offer_choices,
    offer_named,
    offer_rows,
    read_rows,
)
from boiduong.web.forms.dates import VietnameseDateField, read_date
from boiduong.web.forms.numbers import CommaDecimalField, read_decimal
from boiduong.web.forms.plain import PlainNumberInput, PlainSelect
from boiduong.web.forms.texts import NameField, NormalTextField, ReasonField

__all__ = [
    "CommaDecimalField",
    "FormMixin",
    "ManyField",
    "NameField",
    "NormalTextField",
    "OneField",
    "PageForm",
    "PlainNumberInput",
    "PlainSelect",
    "ReasonField",
    "VietnameseDateField",
    "field_of",
    "offer_choices",
    "offer_named",
    "offer_rows",
    "read_date",
    "read_decimal",
    "read_rows",
]
