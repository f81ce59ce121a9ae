"""Ô vẽ thẳng — widgets drawn without templates, for pages that hold dozens of them."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from django import forms
from django.utils.safestring import SafeString


def _attributes(facts: Mapping[str, Any]) -> str:
    """Attributes of an element; what is false or unknown is left out."""
    given = ((key, one) for key, one in facts.items() if one is not None and one is not False)
    return "".join(f" {key}" if one is True else f' {key}="{escape(str(one))}"' for key, one in given)


class PlainNumberInput(forms.NumberInput):
    """Ô số của bảng — a table of fifty rows holds a hundred of them."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The input element."""
        facts = {"name": name, "value": self.format_value(value), **self.build_attrs(self.attrs, attrs)}
        return SafeString(f'<input type="{self.input_type}"{_attributes(facts)}>')


class PlainSelect(forms.Select):
    """Ô chọn ngắn — without groups of options."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The select element."""
        chosen = {*self.format_value(value)}
        facts = {"name": name, **self.build_attrs(self.attrs, attrs)}
        options = "".join(
            f"<option{_attributes({'value': key, 'selected': str(key) in chosen})}>{escape(str(words))}</option>"
            for key, words in self.choices
        )
        return SafeString(f"<select{_attributes(facts)}>{options}</select>")
