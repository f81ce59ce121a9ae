"""Chữ đã gõ — what a person typed is shown again on a page of refusal or failure, so that nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, ValidationError
from django.forms.utils import pretty_name
from django.http import HttpRequest, UnreadablePostError
from django.utils.encoding import force_str

SECRET = re.compile(r"csrf|pass|token|secret|otp|mat_khau", re.IGNORECASE)
KEY = re.compile(r"[a-z_]*", re.ASCII)
_fields: ContextVar[dict[str, forms.Field] | None] = ContextVar("typed_fields", default=None)


@dataclass(frozen=True)
class Typed:
    """Một ô đã gõ — the label a person saw and the text that was in the field."""

    label: str
    text: str


def begin() -> None:
    """Bắt đầu một yêu cầu — forget the forms of the request before."""
    _fields.set({})


def end() -> None:
    """Hết một yêu cầu — outside a request no form is remembered."""
    _fields.set(None)


def remember(form: forms.BaseForm) -> None:
    """Nhớ tên các ô — the labels of a form made in this request, for a page that shows its text again."""
    known = _fields.get()
    if known is not None:
        known.update({form.add_prefix(name): field for name, field in form.fields.items()})


def kept(request: HttpRequest) -> list[Typed]:
    """Chữ đã gõ — every posted text but passwords, tokens, hidden fields and files, with its label."""
    try:
        posted = list(request.POST.lists())
    except (UnreadablePostError, RequestDataTooBig, TooManyFieldsSent):
        return []
    known = _fields.get() or {}
    found: list[Typed] = []
    for name, values in posted:
        field = known.get(name)
        if SECRET.search(name) or (field is not None and field.widget.is_hidden):
            continue
        if field is None and all(KEY.fullmatch(force_str(v)) for v in values):
            continue  # the name of the button that was pressed
        texts = [_shown(field, force_str(v)) for v in values if force_str(v).strip()]
        if texts:
            label = field.label if field is not None and field.label else pretty_name(name)
            found.append(Typed(force_str(label), "\n".join(texts)))
    return found


def _shown(field: forms.Field | None, value: str) -> str:
    """A choice reads as its words, not as its key."""
    if isinstance(field, forms.ModelChoiceField):
        try:
            return force_str(field.to_python(value))
        except ValidationError:
            return value
    if isinstance(field, forms.ChoiceField):
        return dict(_flat(cast("Iterable[Any]", field.choices))).get(value, value)
    return value


def _flat(choices: Iterable[Any]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, label in choices:
        if isinstance(label, list | tuple):
            pairs.extend(_flat(label))
        else:
            pairs.append((force_str(key), force_str(label)))
    return pairs
