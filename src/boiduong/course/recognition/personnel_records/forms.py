"""Biểu mẫu hồ sơ cán bộ — a class learned elsewhere, with its paper; nothing typed or chosen is lost on a refusal."""

from __future__ import annotations

import re
from datetime import date

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from boiduong.course.delivery.courses.rules import FIELD_LABELS
from boiduong.course.recognition.personnel_records import services
from boiduong.course.recognition.personnel_records.rules import (
    FIRST_YEAR,
    FORM_TEXT,
    FORMS,
    PAPERS,
    REMINDER_WAYS,
    OutsideFacts,
    month_end,
    month_start,
)
from boiduong.foundation.accounts.models import User
from boiduong.foundation.files.models import StoredFile
from boiduong.refusals import Refusal
from boiduong.web.forms import NormalTextField, PageForm, VietnameseDateField, offer_choices

MONTH = re.compile(r"\s*(?:\d{1,2}\s*[/.-]\s*)?(\d{1,2})\s*[/.-]\s*(\d{4})\s*", re.ASCII)
# How long a chosen file waits for the rest of the form to be put right.
KEPT_SECONDS = 24 * 3600
SALT = "personnel_records.evidence"


class MonthField(forms.CharField):
    """Ô tháng, năm — "3/2025"; a whole date is taken for its month."""

    def __init__(self, **kwargs: object) -> None:
        """Short, with an example."""
        kwargs.setdefault("help_text", gettext_lazy("month/year, for example 3/2025"))
        kwargs.setdefault(
            "widget", forms.TextInput({"inputmode": "text", "autocomplete": "off", "class": "input-short"})
        )
        super().__init__(max_length=20, **kwargs)  # type: ignore[arg-type]

    def clean(self, value: object) -> date | None:
        """The first day of the month; raises ValidationError naming the part that is wrong."""
        text = super().clean(value)
        if not text:
            return None
        found = MONTH.fullmatch(text)
        if found is None:
            raise ValidationError(gettext("Write month and year, for example 3/2025."), code="form")
        month, year = int(found[1]), int(found[2])
        if not 1 <= month <= 12:
            raise ValidationError(gettext("There is no month %(month)s.") % {"month": month}, code="month")
        last = timezone.localdate().year
        if not FIRST_YEAR <= year <= last:
            said = gettext("The year must lie between %(first)s and %(last)s.") % {"first": FIRST_YEAR, "last": last}
            raise ValidationError(said, code="year")
        return month_start(year, month)


def _plain(words: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(one, one) for one in words]


class OutsideForm(PageForm):
    """Học ở nơi khác — the columns of mẫu 2C in the order of the paper in one's hand."""

    school = NormalTextField(label=gettext_lazy("School or body that taught"), max_length=300)
    name = NormalTextField(label=gettext_lazy("Class or course learned"), max_length=500)
    block = forms.ChoiceField(label=gettext_lazy("Content"), choices=list)
    from_month = MonthField(label=gettext_lazy("First month"))
    to_month = MonthField(label=gettext_lazy("Last month"))
    form = forms.ChoiceField(label=gettext_lazy("Form of study"), choices=_plain(FORMS), initial=FORM_TEXT)
    periods = forms.IntegerField(
        label=gettext_lazy("Number of tiết"), required=False,
        help_text=gettext_lazy("as the paper says; left empty it is “not established”, not zero"),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "input-short"}),
    )  # fmt: skip
    result = NormalTextField(
        label=gettext_lazy("Result"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("for example: Hoàn thành, khá"),
    )
    paper = forms.ChoiceField(label=gettext_lazy("Paper received"), choices=_plain(PAPERS))
    number = NormalTextField(label=gettext_lazy("Number on the paper"), required=False, max_length=60)
    paper_on = VietnameseDateField(label=gettext_lazy("Date of the paper"), required=False, first_year=FIRST_YEAR)
    evidence = forms.FileField(
        label=gettext_lazy("Picture or scan of the paper"),
        help_text=gettext_lazy("PDF, JPG or PNG, up to 10 MB. A photograph by phone will do."),
        widget=forms.FileInput({"accept": ".pdf,.jpg,.jpeg,.png,image/jpeg,image/png,application/pdf"}),
    )  # fmt: skip
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, user: User, **kwargs: object) -> None:
        """`user` is who types: a file kept from the last attempt is this user's own."""
        super().__init__(*args, **kwargs)
        self.user = user
        self.stored = self._kept() if self.is_bound else None
        self.fields["evidence"].required = self.stored is None
        self.fields["evidence"].error_messages["required"] = gettext_lazy(services.EvidenceMissing.text)
        choices = [("", gettext("Choose")), *((key, gettext(label)) for key, label in FIELD_LABELS.items())]
        offer_choices(self, "block", choices)

    def clean(self) -> dict[str, object]:
        """Take the file first, so that it is kept whatever else is wrong."""
        said: dict[str, object] = super().clean() or self.cleaned_data
        sent = self.files.get("evidence")
        if sent is not None and sent.size:
            try:
                content = sent.read(services.EVIDENCE_LIMIT + 1)
                self.stored = services.take_evidence(content, name=sent.name or "", at=timezone.now(), size=sent.size)
            except Refusal as refusal:
                self.add_error("evidence", refusal.sentence(gettext))
        return said

    def _kept(self) -> StoredFile | None:
        try:
            facts = signing.loads(self.data.get("kept", ""), salt=SALT, max_age=KEPT_SECONDS)
        except signing.BadSignature:
            return None
        return StoredFile.objects.filter(pk=facts["f"]).first() if facts.get("u") == self.user.pk else None

    @property
    def kept_token(self) -> str:
        """Dấu của tệp đã nhận — for the hidden field of the next attempt."""
        return signing.dumps({"f": self.stored.pk, "u": self.user.pk}, salt=SALT) if self.stored else ""

    def facts(self) -> OutsideFacts:
        """What was typed."""
        said = self.cleaned_data
        last = said["to_month"]
        return OutsideFacts(
            school=said["school"],
            name=said["name"],
            from_on=said["from_month"],
            to_on=month_end(last.year, last.month),
            form=said["form"],
            paper=said["paper"],
            number=said["number"],
            paper_on=said["paper_on"],
            block=said["block"],
            periods=said["periods"],
            result=said["result"],
        )


class RejectForm(PageForm):
    """Không xác nhận — why, for the person to read."""

    reason = NormalTextField(
        label=gettext_lazy("Reason"), max_length=1000, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("The person reads it and may declare again."),
    )  # fmt: skip


def remind_ways() -> list[tuple[str, str]]:
    """Cách nhắc — key and words."""
    return [(key, gettext(label)) for key, label in REMINDER_WAYS.items()]


class RemindForm(PageForm):
    """Đã nhắc thế nào — kept with each unit."""

    how = forms.ChoiceField(label=gettext_lazy("How they were reminded"), choices=remind_ways)
    note = NormalTextField(label=gettext_lazy("Note"), required=False, max_length=300)
