"""Chữ — names and reasons, composed (NFC) at the entrance so that one name is one name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from boiduong.engines import vietnamese

OTHER = "other"
LETTERS_ONLY = gettext_lazy("A name holds letters only, without digits or signs.")


class NormalTextField(forms.CharField):
    """Ô chữ — text in composed letters (NFC)."""

    def to_python(self, value: object) -> str | None:
        """Compose the letters."""
        text = super().to_python(value)
        return vietnamese.nfc(text) if text else text


class NameField(forms.CharField):
    """Ô họ tên — composed, single blanks, no invisible signs; a name holds letters and no digit."""

    def to_python(self, value: object) -> str | None:
        """Clean the name; raises ValidationError when digits or markup stand in it."""
        text = super().to_python(value)
        if not text:
            return text
        name = vietnamese.clean_name(text)
        if any(sign.isdigit() or sign in "<>{}[]|\\/@#" for sign in name):
            raise ValidationError(LETTERS_ONLY, code="name")
        if not any(sign.isalpha() for sign in name):
            raise ValidationError(gettext_lazy("Write the full name."), code="name")
        return name


class Reason(forms.MultiWidget):
    """Ô lý do — the usual reasons to pick, and room for words of one's own."""

    template_name = "web/widgets/reason.html"
    use_fieldset = True

    def __init__(self, choices: Sequence[tuple[str, str | Promise]]) -> None:
        """Radio buttons above a text field."""
        words = forms.Textarea({"rows": 3, "aria-label": gettext_lazy("In other words, or more exactly")})
        super().__init__([forms.RadioSelect(choices=choices), words])
        self.keys = [key for key, _ in choices]

    def decompress(self, value: str | None) -> list[str]:
        """Split a stored reason: a usual one is picked again, any other is text."""
        if not value:
            return ["", ""]
        head, _, rest = value.partition(": ")
        return [head, rest] if head in self.keys else [OTHER, value]


class ReasonField(forms.MultiValueField):
    """Lý do — required by default; `usual` are three or four usual reasons, in the words of the record.

    The value is the picked reason, with the added words behind a colon, or the words alone.
    """

    def __init__(self, *, usual: Sequence[str | Promise], max_length: int = 1000, **kwargs: Any) -> None:
        """Build the choice and the text."""
        choices = [*((str(u), u) for u in usual), (OTHER, gettext_lazy("Another reason"))]
        fields = (
            forms.ChoiceField(choices=choices, required=False),
            NormalTextField(required=False, max_length=max_length),
        )
        kwargs.setdefault("label", gettext_lazy("Reason"))
        super().__init__(fields, widget=Reason(choices), require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> str:
        """Join the two; raises ValidationError when another reason is picked but not written."""
        picked, words = (str(part or "").strip() for part in (data_list or ["", ""]))
        if picked == OTHER and not words:
            raise ValidationError(gettext("Write the other reason."), code="reason")
        if picked in ("", OTHER):
            return words
        return f"{picked}: {words}" if words else picked
