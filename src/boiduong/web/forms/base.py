"""Khung biểu mẫu — one look for every form: label above, error under the field, summary on top."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from boiduong.refusals import Refusal
from boiduong.web import typed

FIELD_TEMPLATE = "web/components/field.html"
CHOICES_TEMPLATE = "web/widgets/choices.html"

if TYPE_CHECKING:
    _Base = forms.BaseForm
else:
    _Base = object


class FormMixin(_Base):
    """Cách trình bày chung — put before Form or ModelForm; draws with our templates and our error sentences.

    The browser's own checks are left out: they speak the browser's language and show one error at a time.
    """

    template_name = "web/components/form.html"
    use_required_attribute = False
    # A page that shows a form for another purpose than to fill it in keeps the focus where it was.
    focus_summary = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Dress every field, and remember the labels in case the act is refused."""
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.dress_all()

    def dress_all(self) -> None:
        """Trình bày mọi ô — called again by a form that makes its fields when it is made."""
        for field in self.fields.values():
            dress(field)
        typed.remember(self)

    def add_refusal(self, refusal: Refusal) -> None:
        """Đưa lời từ chối vào biểu mẫu — the sentence on top of the same form, with all that was typed."""
        self.add_error(None, refusal.sentence(gettext))


def dress(field: forms.Field) -> None:
    """Trình bày một ô — template, classes of the control, and the sentence for an empty field."""
    vars(field)["template_name"] = FIELD_TEMPLATE
    if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
        field.error_messages["required"] = gettext_lazy("This is needed.")
    parts = field.widget.widgets if isinstance(field.widget, forms.MultiWidget) else [field.widget]
    for widget in parts:
        if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            widget.template_name = CHOICES_TEMPLATE
        elif not isinstance(widget, forms.CheckboxInput | forms.HiddenInput):
            classes = str(widget.attrs.get("class", "")).split()
            widget.attrs["class"] = " ".join(dict.fromkeys(["input", *classes]))


class PageForm(FormMixin, forms.Form):
    """Biểu mẫu — a form that belongs to no table."""
