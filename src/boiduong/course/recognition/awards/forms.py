"""Biểu mẫu xét công nhận — the meeting, a note on one learner, the numbered decision."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from boiduong.foundation.documents.models import Document
from boiduong.web.forms import NormalTextField, PageForm, ReasonField, VietnameseDateField


class MeetingForm(PageForm):
    """Cuộc họp xét — when, who led it, who was there."""

    held_on = VietnameseDateField(label=gettext_lazy("Day of the meeting"))
    chair = NormalTextField(label=gettext_lazy("Chair"), max_length=150, help_text=gettext_lazy("name or post"))
    secretary = NormalTextField(label=gettext_lazy("Secretary"), max_length=150, required=False)
    members = NormalTextField(
        label=gettext_lazy("Members"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("one a line"),
        widget=forms.Textarea({"rows": 4}),
    )
    remark = NormalTextField(
        label=gettext_lazy("What was said"), required=False, max_length=4000, widget=forms.Textarea({"rows": 4})
    )

    def listed_members(self) -> list[str]:
        """Từng thành viên — blank lines left out."""
        return [line.strip() for line in self.cleaned_data["members"].splitlines() if line.strip()]


class ExceptionForm(PageForm):
    """Công nhận ngoại lệ — the authority's reasons, in writing."""

    note = ReasonField(
        label=gettext_lazy("Grounds of the exception"),
        usual=(
            gettext_lazy("Absent for urgent work of the agency, by a letter of call"),
            gettext_lazy("Absent for treatment, with papers of the hospital"),
            gettext_lazy("Made up for by another course of the same content"),
        ),
    )


class ConductForm(PageForm):
    """Ghi vi phạm — what the learner did."""

    note = NormalTextField(
        label=gettext_lazy("What the learner did"), max_length=1000, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("It stands in the decision as the reason."),
    )  # fmt: skip


class DecisionForm(PageForm):
    """Quyết định đã có số — one that was numbered here, or the number of a paper from outside."""

    document = forms.ModelChoiceField(
        Document.objects.none(), label=gettext_lazy("Numbered decision"), required=False,
        empty_label=gettext_lazy("A decision numbered elsewhere"),
    )  # fmt: skip
    number = NormalTextField(
        label=gettext_lazy("Number of the paper"), required=False, max_length=60,
        help_text=gettext_lazy("for example 45/QĐ-TCT, when the decision was numbered elsewhere"),
    )  # fmt: skip
    issued_on = VietnameseDateField(label=gettext_lazy("Day of the paper"), required=False)

    def __init__(self, *args: object, documents: QuerySet[Document], **kwargs: object) -> None:
        """`documents` are the numbered decisions of the course."""
        super().__init__(*args, **kwargs)
        field = self.fields["document"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = documents
        first = documents.first()
        self.initial.setdefault("document", first.pk if first else None)

    def clean(self) -> dict[str, object]:
        """A number has its day."""
        said = super().clean() or {}
        if not said.get("document"):
            for name in ("number", "issued_on"):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, gettext_lazy("This is needed when the decision was numbered elsewhere."))
        return said


class CommendationForm(PageForm):
    """Khen thưởng — what the learners get and for what, as the decision says it."""

    title = NormalTextField(label=gettext_lazy("What is given"), max_length=100)
    grounds = NormalTextField(
        label=gettext_lazy("What is praised"), max_length=300,
        help_text=gettext_lazy("It stands in Article 1 behind the number of learners."),
    )  # fmt: skip
