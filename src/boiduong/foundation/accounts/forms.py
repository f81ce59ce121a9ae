"""Biểu mẫu tài khoản — signing in, passwords, a new account, a role over a unit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from boiduong.foundation.accounts.queries import unit_words, units_named
from boiduong.foundation.accounts.rules import ROLE_LABELS, Role
from boiduong.foundation.organizations.models import UnitVersion
from boiduong.web.forms import NormalTextField, PageForm, VietnameseDateField
from boiduong.web.forms.found import FoundField

LONGEST_PASSWORD = 200
PASSWORD_HINT = gettext_lazy("At least 10 signs; not digits only, not a word that everybody uses")
# The text of a role becomes a label when the page is drawn, in its language.
ROLE_CHOICES = [(role.value, gettext_lazy(ROLE_LABELS[role])) for role in Role]


def _password(name: str, **words: Any) -> forms.CharField:
    widget = forms.PasswordInput({"autocomplete": name})
    return forms.CharField(strip=False, max_length=LONGEST_PASSWORD, widget=widget, **words)


class SignInForm(PageForm):
    """Đăng nhập."""

    username = forms.CharField(
        label=gettext_lazy("Sign-in name"),
        max_length=150,
        widget=forms.TextInput(
            {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        ),
    )
    password = _password("current-password", label=gettext_lazy("Password"))


class PasswordForm(PageForm):
    """Đổi mật khẩu của mình."""

    old = _password("current-password", label=gettext_lazy("Present password"))
    new = _password("new-password", label=gettext_lazy("New password"), help_text=PASSWORD_HINT)
    again = _password("new-password", label=gettext_lazy("New password once more"))

    def clean_again(self) -> str:
        """Both new ones alike; raises ValidationError."""
        again = str(self.cleaned_data["again"])
        if again != self.cleaned_data.get("new"):
            raise ValidationError(gettext_lazy("The two new passwords differ."), code="differ")
        return again


class NewPasswordForm(PageForm):
    """Đặt lại mật khẩu cho một người."""

    password = _password("new-password", label=gettext_lazy("New password"), help_text=PASSWORD_HINT)


class AccountForm(PageForm):
    """Tài khoản mới."""

    display_name = NormalTextField(label=gettext_lazy("Full name"), max_length=150)
    username = forms.CharField(
        label=gettext_lazy("Sign-in name"),
        max_length=60,
        help_text=gettext_lazy("Small letters without marks, digits, dots, dashes; for example hanh.tt"),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = _password("new-password", label=gettext_lazy("First password"), help_text=PASSWORD_HINT)


class RoleForm(PageForm):
    """Giao vai."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=ROLE_CHOICES)
    unit: FoundField[UnitVersion] = FoundField(
        find=units_named,
        name_of=unit_words,
        label=gettext_lazy("Over the unit"),
        required=False,
        help_text=gettext_lazy("Holds for everything below it too. Left empty: everything here"),
    )
    last_day = VietnameseDateField(
        label=gettext_lazy("To the end of the day"),
        required=False,
        help_text=gettext_lazy("For somebody who stands in, or a course only. Left empty: until it is ended"),
    )
