"""Ô chọn — fields that offer rows of a table, and typed ways to reach the fields of a bound form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy

M = TypeVar("M", bound=Model)
F = TypeVar("F", bound=forms.Field)

if TYPE_CHECKING:
    _One = forms.ModelChoiceField
    _Many = forms.ModelMultipleChoiceField
else:
    # Django's fields cannot be subscripted while the program runs; the model is known to the type checker only.
    class _Subscripted:
        """What may stand with a model in brackets."""

        def __class_getitem__(cls, _model):
            return cls

    class _One(_Subscripted, forms.ModelChoiceField):
        """One row of a model."""

    class _Many(_Subscripted, forms.ModelMultipleChoiceField):
        """Rows of a model."""


class OneField(_One[M]):
    """Chọn một dòng — `words` says what a row is called."""

    def __init__(self, queryset: QuerySet[M, M], *, words: Callable[[M], str] = str, **kwargs: Any) -> None:
        """Keep how a row is called."""
        kwargs.setdefault("empty_label", gettext_lazy("Choose"))
        super().__init__(queryset, **kwargs)
        self.words = words

    def label_from_instance(self, obj: M) -> str:
        """The words of a row."""
        return self.words(obj)


class ManyField(_Many[M]):
    """Chọn nhiều dòng — `words` says what a row is called."""

    def __init__(self, queryset: QuerySet[M, M], *, words: Callable[[M], str] = str, **kwargs: Any) -> None:
        """Keep how a row is called."""
        super().__init__(queryset, **kwargs)
        self.words = words

    def label_from_instance(self, obj: M) -> str:
        """The words of a row."""
        return self.words(obj)


def field_of(form: forms.BaseForm, name: str, kind: type[F]) -> F:
    """Một ô của biểu mẫu — the field by its name, as the class that it is; raises TypeError when it is another."""
    field = form.fields[name]
    if not isinstance(field, kind):
        raise TypeError(f"{name} is a {type(field).__name__}, not a {kind.__name__}")
    return field


def offer_rows(form: forms.BaseForm, name: str, rows: QuerySet[Any, Any]) -> None:
    """Đưa các dòng vào ô chọn — what the field `name` offers to this person, on this page."""
    field_of(form, name, forms.ModelChoiceField).queryset = rows


def offer_named(form: forms.BaseForm, name: str, rows: QuerySet[Any, Any], names: Mapping[int, str]) -> None:
    """Đưa các dòng vào ô chọn, tên đã đọc sẵn — `names` by id; a row that is alone is taken without being asked."""
    field = field_of(form, name, OneField)
    field.queryset = rows.filter(pk__in=names)
    field.words = lambda one: names[one.pk]
    if len(names) == 1:
        [field.initial] = names
        field.widget = forms.HiddenInput()


def read_rows(form: forms.BaseForm, name: str, rows: QuerySet[M, M]) -> list[M]:
    """Đọc các dòng rồi đưa vào ô chọn — as `offer_rows`, and read once for a page that counts them too."""
    field, found = field_of(form, name, forms.ModelChoiceField), list(rows)
    field.queryset = rows
    nothing = [] if field.empty_label is None else [("", field.empty_label)]
    field.choices = [*nothing, *((one.pk, field.label_from_instance(one)) for one in found)]
    return found


def offer_choices(form: forms.BaseForm, name: str, choices: Iterable[tuple[object, object]]) -> None:
    """Đưa các lựa chọn vào ô chọn — key and words, in the language of the page."""
    field_of(form, name, forms.ChoiceField).choices = list(choices)
