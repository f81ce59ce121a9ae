"""Biểu mẫu chứng chỉ — a kind of paper, an issue, a handing over, a revocation, a replacement."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_lazy

from boiduong.course.recognition.certificates.models import Credential
from boiduong.course.recognition.certificates.rules import GROUNDS, NUMBER_KINDS
from boiduong.foundation.organizations.models import Unit
from boiduong.web.forms import NormalTextField, PageForm, ReasonField, VietnameseDateField


class PaperKindForm(PageForm):
    """Chọn loại giấy — kind, title, and which of the certifying bodies issues it."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of paper"))
    title = NormalTextField(
        label=gettext_lazy("Title on the paper"), max_length=300, required=False,
        help_text=gettext_lazy("for example Chứng chỉ bồi dưỡng; left empty it is the kind"),
    )  # fmt: skip
    issuer = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("Issued by"),
        help_text=gettext_lazy("bodies that were given the part “issues certificates” in this course"),
    )  # fmt: skip

    def __init__(self, *args: object, issuers: QuerySet[Unit], **kwargs: object) -> None:
        """`issuers` are the bodies with the duty to certify."""
        super().__init__(*args, **kwargs)
        kind, issuer = self.fields["kind"], self.fields["issuer"]
        assert isinstance(kind, forms.ChoiceField) and isinstance(issuer, forms.ModelChoiceField)  # noqa: S101, PT018
        kind.choices = [(key, gettext(word)) for key, word in NUMBER_KINDS.items()]
        issuer.queryset = issuers


class IssueForm(PageForm):
    """Cấp giấy — the day that stands on every sheet, and who signs."""

    issued_on = VietnameseDateField(label=gettext_lazy("Day on the papers"))
    signer = NormalTextField(
        label=gettext_lazy("Name of the signer"), max_length=150, required=False,
        help_text=gettext_lazy("left empty, the place under the post stays free for the signature"),
    )  # fmt: skip


class HandForm(PageForm):
    """Trao giấy — to the people themselves, or to somebody for them."""

    to_text = NormalTextField(
        label=gettext_lazy("Received by"), max_length=200, required=False,
        help_text=gettext_lazy("left empty: each person; else the representative of the unit"),
    )  # fmt: skip


class RevokeForm(PageForm):
    """Thu hồi — ground, reason, decision, and the register number typed once more."""

    ground = forms.ChoiceField(label=gettext_lazy("Ground"), widget=forms.RadioSelect)
    reason = NormalTextField(
        label=gettext_lazy("Why it is revoked"), max_length=1000, widget=forms.Textarea({"rows": 3})
    )
    number = NormalTextField(label=gettext_lazy("Number of the decision"), max_length=60)
    issued_on = VietnameseDateField(label=gettext_lazy("Day of the decision"))
    typed = NormalTextField(label=gettext_lazy("Type the register number of the paper"), max_length=60)

    def __init__(self, *args: object, credential: Credential, grounds: Iterable[str], **kwargs: object) -> None:
        """Of one credential, on the grounds that its rule set lists."""
        super().__init__(*args, **kwargs)
        self.credential = credential
        ground = self.fields["ground"]
        assert isinstance(ground, forms.ChoiceField)  # noqa: S101 - declared above
        ground.choices = [(key, gettext(GROUNDS[key])) for key in grounds]
        self.fields["typed"].help_text = credential.number_text

    def clean_typed(self) -> str:
        """A revocation reaches outside: the number says that this paper is meant and no other."""
        typed = " ".join(str(self.cleaned_data["typed"]).split())
        if typed.upper() != self.credential.number_text.upper():
            raise forms.ValidationError(gettext("This is not the number of the paper shown."))
        return typed


class ReplaceForm(PageForm):
    """Cấp thay vì sai sót của nơi cấp."""

    reason = ReasonField(
        label=gettext_lazy("Which mistake"),
        usual=(
            gettext_lazy("The name was written wrongly"),
            gettext_lazy("The birth date was written wrongly"),
            gettext_lazy("The unit was written wrongly"),
        ),
    )
    issued_on = VietnameseDateField(label=gettext_lazy("Day on the new paper"))
