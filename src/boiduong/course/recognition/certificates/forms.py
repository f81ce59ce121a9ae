"""Biểu mẫu chứng chỉ — a kind of paper, an issue, a handing over, a revocation, a replacement."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_lazy, ngettext

from boiduong.course.recognition.certificates.models import Credential
from boiduong.course.recognition.certificates.rules import BLANK_ACTS, GROUNDS, KEY_USES, NAMES_SHOWN, NUMBER_KINDS
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


class BlanksIssueForm(IssueForm):
    """Cấp giấy trên phôi — for an issuer that keeps a stock of this kind."""

    blanks = forms.BooleanField(
        label=gettext_lazy("Print on blanks: each paper takes the next serial"), required=False, initial=True
    )


class HandForm(PageForm):
    """Trao giấy — to the people themselves, or to somebody for them."""

    to_text = NormalTextField(
        label=gettext_lazy("Received by"), max_length=200, required=False,
        help_text=gettext_lazy("left empty when each person comes; else who receives for them"),
    )  # fmt: skip


class HandAllForm(HandForm):
    """Trao mọi tờ còn chờ — asked once more, with what was typed and the filter to go back to."""

    tat_ca = forms.CharField(widget=forms.HiddenInput)
    chac = forms.CharField(widget=forms.HiddenInput)
    truoc = forms.CharField(widget=forms.HiddenInput, required=False)


class TakeBackForm(PageForm):
    """Đính chính việc trao ghi nhầm — why, and whether it holds for all that were entered together."""

    reason = ReasonField(
        label=gettext_lazy("Why it is corrected"),
        usual=(gettext_lazy("Another person's paper was meant"), gettext_lazy("The person did not come for it")),
    )
    together = forms.BooleanField(required=False)

    def __init__(self, *args: object, others: int, **kwargs: object) -> None:
        """`others` papers were entered in the same act; without any there is nothing to ask."""
        super().__init__(*args, **kwargs)
        words = ngettext(
            "%(n)d other paper entered at the same moment was not handed over either",
            "%(n)d other papers entered at the same moment were not handed over either",
            others,
        )
        self.fields["together"].label = words % {"n": others}
        if not others:
            del self.fields["together"]


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


class ConfirmForm(PageForm):
    """Giấy xác nhận hoàn thành cho người làm mất bản chính."""

    reason = ReasonField(
        label=gettext_lazy("Why it is asked for"),
        usual=(gettext_lazy("The holder reports the paper lost"), gettext_lazy("The paper was destroyed")),
    )
    issued_on = VietnameseDateField(label=gettext_lazy("Day on the new paper"))


class ChangeBlankForm(PageForm):
    """Đổi phôi hỏng."""

    reason = ReasonField(
        label=gettext_lazy("What happened to the blank"),
        usual=(gettext_lazy("The printer tore or stained it"), gettext_lazy("It was printed out of place")),
    )


class ReceiveForm(PageForm):
    """Nhập phôi — the first and the last serial as printed."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of paper"))
    first = NormalTextField(
        label=gettext_lazy("First serial"), max_length=30,
        help_text=gettext_lazy("as printed on the blank, for example CC 004501"),
        widget=forms.TextInput({"autocomplete": "off"}),
    )  # fmt: skip
    last = NormalTextField(
        label=gettext_lazy("Last serial"), max_length=30, widget=forms.TextInput({"autocomplete": "off"})
    )
    received_on = VietnameseDateField(label=gettext_lazy("Received on"))
    source = NormalTextField(
        label=gettext_lazy("From whom, by which paper"), max_length=300, required=False,
        help_text=gettext_lazy("for example: delivery record 12/BB of the printing house"),
    )  # fmt: skip

    def __init__(self, *args: object, **kwargs: object) -> None:
        """The kinds in the language of the page."""
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101 - declared above
        kind.choices = [(key, gettext(word)) for key, word in NUMBER_KINDS.items()]


class AsideForm(PageForm):
    """Phôi hỏng, phôi hủy — a sheet in stock that will not be used."""

    serial = NormalTextField(
        label=gettext_lazy("Serial"), max_length=30, widget=forms.TextInput({"autocomplete": "off"})
    )
    act = forms.ChoiceField(label=gettext_lazy("What it is"), widget=forms.RadioSelect)
    reason = NormalTextField(label=gettext_lazy("Why it is set aside"), max_length=300)

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Spoilt or void."""
        super().__init__(*args, **kwargs)
        act = self.fields["act"]
        assert isinstance(act, forms.ChoiceField)  # noqa: S101 - declared above
        act.choices = [(key, gettext(BLANK_ACTS[key])) for key in ("spoilt", "void")]


class NameShownForm(PageForm):
    """Cách hiện tên trên trang tra cứu."""

    name_shown = forms.ChoiceField(label=gettext_lazy("The public page shows"), widget=forms.RadioSelect)

    def __init__(self, *args: object, **kwargs: object) -> None:
        """The three ways in the language of the page."""
        super().__init__(*args, **kwargs)
        shown = self.fields["name_shown"]
        assert isinstance(shown, forms.ChoiceField)  # noqa: S101 - declared above
        shown.choices = [(key, gettext(word)) for key, word in NAMES_SHOWN.items()]


class EnterKeyForm(PageForm):
    """Ghi khóa vào sổ — the public part of a key that lies on this server."""

    use = forms.ChoiceField(label=gettext_lazy("Key for"), widget=forms.RadioSelect)
    since = VietnameseDateField(label=gettext_lazy("In use from"))
    lists = forms.BooleanField(
        label=gettext_lazy("It also signs the list of revocations"), required=False, initial=True
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        """The uses in the language of the page."""
        super().__init__(*args, **kwargs)
        use = self.fields["use"]
        assert isinstance(use, forms.ChoiceField)  # noqa: S101 - declared above
        use.choices = [(key, gettext(word)) for key, word in KEY_USES.items()]


class KeyEndForm(PageForm):
    """Thôi dùng hoặc loại khóa."""

    act = forms.ChoiceField(
        label=gettext_lazy("What happens to the key"), widget=forms.RadioSelect,
        choices=(
            ("ended", gettext_lazy("It is not used any more after a day; its papers stay good")),
            ("withdrawn", gettext_lazy("Its secret may be in strange hands: its papers are checked online only")),
        ),
    )  # fmt: skip
    on = VietnameseDateField(label=gettext_lazy("Last day of use"), required=False)
    reason = NormalTextField(label=gettext_lazy("Why it is withdrawn"), max_length=1000, required=False)

    def clean(self) -> dict[str, object]:
        """Each act needs its own fact."""
        said: dict[str, object] = super().clean() or {}
        if said.get("act") == "ended" and not said.get("on"):
            self.add_error("on", gettext("Write the last day."))
        return said
