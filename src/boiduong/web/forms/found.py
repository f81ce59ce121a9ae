"""Ô tìm — a thing of a long register is named in words; the field finds it or says what it may be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from boiduong.engines import vietnamese

T = TypeVar("T")
NONE_FOUND = gettext_lazy("“%(text)s” was not found. Write the whole name.")
SEVERAL = gettext_lazy("“%(text)s” may be: %(options)s. Write it in full.")


class FoundField(forms.CharField, Generic[T]):
    """Ô tìm theo tên — `find` gives candidates for a text, `name_of` the words of one of them.

    One candidate is taken, or the only one whose name is exactly what was typed; else the options are named. Those
    that are called alike are told with their number in the register, which may be typed back: “Lê An, 1970 #12”.
    """

    def __init__(self, *, find: Callable[[str], Sequence[T]], name_of: Callable[[T], str], **kwargs: Any) -> None:
        """Keep how to look and how to call what is found."""
        kwargs.setdefault("max_length", 200)
        super().__init__(**kwargs)
        self.find, self.name_of = find, name_of

    def clean(self, value: object) -> T | None:
        """Find the one that is meant; raises ValidationError."""
        text = super().clean(value)
        if not text:
            return None
        text, _, number = text.partition("#")
        text, number = text.strip(), number.strip()
        found = list(self.find(vietnamese.nfc(text)))
        if number:
            found = [one for one in found if str(getattr(one, "pk", "")) == number]
        wanted = vietnamese.fold(text)
        exact = [one for one in found if vietnamese.fold(self.name_of(one)) == wanted]
        head = vietnamese.fold(text.partition(",")[0])
        named = [one for one in found if vietnamese.fold(self.name_of(one).partition(",")[0]) == head]
        for chosen in (exact, named, found):
            if len(chosen) == 1:
                return chosen[0]
        if not found:
            raise ValidationError(NONE_FOUND, code="none", params={"text": text})
        options = "; ".join(self._told_apart(found[:5]))
        raise ValidationError(SEVERAL, code="several", params={"text": text, "options": options})

    def _told_apart(self, found: Sequence[T]) -> list[str]:
        """The words of each; with its number where another one is called the same."""
        words = [self.name_of(one) for one in found]
        return [
            f"{said} #{getattr(one, 'pk', '')}" if words.count(said) > 1 else said
            for one, said in zip(found, words, strict=True)
        ]

    def prepare_value(self, value: Any) -> object:
        """Show the words of a thing; leave typed text as it was."""
        return value if value is None or isinstance(value, str) else self.name_of(value)
