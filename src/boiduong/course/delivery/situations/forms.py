"""Biểu mẫu tình huống — raise, sort, discuss, answer, refer, publish."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from boiduong.course.delivery.sessions.models import Session
from boiduong.course.delivery.situations import queries, services
from boiduong.course.delivery.situations.models import Situation
from boiduong.course.delivery.situations.rules import FIELDS, REACHES
from boiduong.engines.vietnamese import date_short
from boiduong.refusals import Refusal
from boiduong.web.forms import (
    NormalTextField,
    OneField,
    PageForm,
    ReasonField,
    VietnameseDateField,
    offer_choices,
    offer_rows,
)

LONG = forms.Textarea({"rows": 4})


def _choices(labels: dict[str, str]) -> list[tuple[str, str]]:
    return [(key, gettext(label)) for key, label in labels.items()]


class RaiseForm(PageForm):
    """Phiếu tình huống — what happened, what is asked; without a name if so wished."""

    field = forms.ChoiceField(label=gettext_lazy("Field"))
    title = NormalTextField(
        label=gettext_lazy("What it is about"), max_length=300, help_text=gettext_lazy("One line, without names.")
    )
    context = NormalTextField(
        label=gettext_lazy("Background of the case"),
        required=False,
        max_length=5000,
        widget=LONG,
        help_text=gettext_lazy("Write “a household”, “a commune” in place of names and numbers of people."),
    )
    question = NormalTextField(label=gettext_lazy("Question"), max_length=2000, widget=LONG)
    anonymous = forms.BooleanField(
        label=gettext_lazy("Without my name"),
        required=False,
        help_text=gettext_lazy("Then nobody, the office included, sees who asked. You are not told of the answer."),
    )

    def __init__(self, *args: object, named: bool, **kwargs: object) -> None:
        """`named` is whether the one who asks has a name to leave out."""
        super().__init__(*args, **kwargs)
        offer_choices(self, "field", [("", gettext("Choose")), *_choices(FIELDS)])
        if not named:
            del self.fields["anonymous"]


def session_words(session: Session) -> str:
    """Buổi học bằng chữ — 18/8/2025, Lớp A: the topic."""
    topic = session.topic.title if session.topic else ""
    return f"{date_short(session.day)}, {session.training_class.label}: {topic}"


class TriageForm(PageForm):
    """Phân loại."""

    field = forms.ChoiceField(label=gettext_lazy("Field"))
    session = OneField(
        Session.objects.none(), words=session_words, label=gettext_lazy("Session in which it is discussed"),
        required=False, empty_label=gettext_lazy("not decided yet"),
    )  # fmt: skip

    def __init__(self, *args: object, situation: Situation, **kwargs: object) -> None:
        """Only sessions of the same course, those of the class first asked."""
        super().__init__(*args, **kwargs)
        offer_choices(self, "field", _choices(FIELDS))
        self.initial.setdefault("field", situation.field)
        rows = Session.objects.filter(course=situation.course_id, topic__isnull=False).exclude(state="cancelled")
        if situation.training_class_id:
            rows = rows.filter(training_class=situation.training_class_id)
        rows = rows.select_related("topic", "training_class").order_by("day", "starts_at", "id")
        offer_rows(self, "session", rows)


class ReturnForm(PageForm):
    """Trả lại."""

    reason = ReasonField(
        usual=(
            gettext_lazy("Outside the scope of the course"),
            gettext_lazy("It names people; write it without names"),
            gettext_lazy("It is not clear what is asked"),
        )
    )


class MergeForm(PageForm):
    """Gộp."""

    into = OneField(
        Situation.objects.none(), words=lambda one: f"{one.pk}. {one.title}", empty_label=gettext_lazy("Choose"),
        label=gettext_lazy("The situation that asks the same"),
    )  # fmt: skip

    def __init__(self, *args: object, situation: Situation, **kwargs: object) -> None:
        """Others of the same course."""
        super().__init__(*args, **kwargs)
        offer_rows(self, "into", queries.mergeable(situation))


class DiscussForm(PageForm):
    """Ghi thảo luận."""

    options = NormalTextField(label=gettext_lazy("Ways that came up"), max_length=5000, widget=LONG)
    lecturer_view = NormalTextField(
        label=gettext_lazy("View of the lecturer"), required=False, max_length=5000, widget=LONG
    )


class AnswerForm(PageForm):
    """Trả lời."""

    conclusion = NormalTextField(label=gettext_lazy("Conclusion"), max_length=5000, widget=LONG)
    legal_basis = NormalTextField(
        label=gettext_lazy("Legal basis"),
        max_length=1000,
        help_text=gettext_lazy("Law, decree or paper with number and article."),
    )


class ReferForm(PageForm):
    """Chuyển cơ quan có thẩm quyền."""

    to_text = NormalTextField(label=gettext_lazy("Body asked"), max_length=300)
    due_on = VietnameseDateField(label=gettext_lazy("Answer due on"))

    def clean_due_on(self) -> object:
        """A date that has passed is no date to answer by."""
        day = self.cleaned_data["due_on"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(gettext("This day has passed."))
        return day


class ReplyForm(PageForm):
    """Trả lời của cơ quan được hỏi."""

    text = NormalTextField(
        label=gettext_lazy("Answer of the body"), max_length=5000, widget=forms.Textarea({"rows": 8})
    )
    legal_basis = NormalTextField(
        label=gettext_lazy("Legal basis"),
        max_length=1000,
        help_text=gettext_lazy("Law, decree or paper with number and article."),
    )
    file = forms.FileField(
        label=gettext_lazy("Letter of the body"),
        required=False,
        help_text=gettext_lazy("PDF, Word or a photograph, up to 10 MB. No secret papers."),
        widget=forms.FileInput({"accept": ".pdf,.docx,.jpg,.jpeg,.png"}),
    )

    def clean(self) -> dict[str, object]:
        """Take the file, and say what is wrong with it beside it."""
        said: dict[str, object] = super().clean() or self.cleaned_data
        sent, said["file"] = self.files.get("file"), None
        if sent is not None:
            try:
                content = sent.read(services.REPLY_LIMIT + 1)
                said["file"] = services.take_reply_file(
                    content, name=sent.name or "", at=timezone.now(), size=sent.size
                )
            except Refusal as refusal:
                self.add_error("file", refusal.sentence(gettext))
        return said


class RemindForm(PageForm):
    """Nhắc cơ quan trả lời."""

    text = NormalTextField(
        label=gettext_lazy("How and whom"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("For example: by telephone, to the head of the office."),
    )


class AskAgainForm(PageForm):
    """Hỏi lại."""

    reason = NormalTextField(
        label=gettext_lazy("What the answer leaves open"),
        max_length=2000,
        widget=LONG,
        help_text=gettext_lazy("It becomes a new question. This one stays here with its answer."),
    )


class PublishForm(PageForm):
    """Công bố."""

    reach = forms.ChoiceField(label=gettext_lazy("Who may read it"), widget=forms.RadioSelect)

    def __init__(self, *args: object, **kwargs: object) -> None:
        """From the class to everybody."""
        super().__init__(*args, **kwargs)
        offer_choices(self, "reach", _choices(REACHES))


def fields_of(rows: QuerySet[Situation]) -> list[tuple[str, str]]:
    """Các lĩnh vực có tình huống — of those that the reader sees, for the filter of the list."""
    used = set(rows.order_by().values_list("field", flat=True).distinct())
    return [(key, label) for key, label in _choices(FIELDS) if key in used]
