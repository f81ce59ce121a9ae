"""Biểu mẫu — forms and fields that speak the office's language and lose nothing."""

from boiduong.web.forms.base import FormMixin, PageForm, PageModelForm
from boiduong.web.forms.dates import VietnameseDateField, read_date
from boiduong.web.forms.numbers import CommaDecimalField, read_decimal
from boiduong.web.forms.texts import NameField, NormalTextField, ReasonField

__all__ = [
    "CommaDecimalField",
    "FormMixin",
    "NameField",
    "NormalTextField",
    "PageForm",
    "PageModelForm",
    "ReasonField",
    "VietnameseDateField",
    "read_date",
    "read_decimal",
]
