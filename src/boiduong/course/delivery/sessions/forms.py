"""Biểu mẫu buổi học — leave, decisions, corrections, make-up and the lesson log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from boiduong.course.curriculum.topics.models import Topic
from boiduong.course.delivery.sessions.models import Session
from boiduong.course.delivery.sessions.rules import CODE_LABELS
from boiduong.course.delivery.sessions.services.leaving import REASON_KINDS
from boiduong.course.delivery.sessions.services.self_paced import SOURCES
from boiduong.web.forms import (
    NormalTextField,
    OneField,
    PageForm,
    ReasonField,
    VietnameseDateField,
    offer_choices,
    offer_rows,
)

HALVES = [("morning", gettext_lazy("morning")), ("afternoon", gettext_lazy("afternoon"))]
MORNING, NOON, EVENING = time(0, 0), time(12, 30), time(23, 59)


def reason_choices() -> list[tuple[str, str]]:
    """Lý do nghỉ — in the words of the reader."""
    return [(key, gettext(label)) for key, label in REASON_KINDS.items()]


def code_choices() -> list[tuple[str, str]]:
    """Ký hiệu để sửa — every sign but "made up", which only a make-up writes."""
    return [(key, gettext(label)) for key, label in CODE_LABELS.items() if key != "made_up"]


def source_choices() -> list[tuple[str, str]]:
    """Nguồn ghi nhận — in the words of the reader."""
    return [(key, gettext(label)) for key, label in SOURCES.items()]


class LeaveForm(PageForm):
    """Đơn xin nghỉ — from one half-day to another, with its reason."""

    from_day = VietnameseDateField(label=gettext_lazy("Away from"))
    from_half = forms.ChoiceField(label=gettext_lazy("Beginning with the"), choices=HALVES)
    to_day = VietnameseDateField(label=gettext_lazy("Until"))
    to_half = forms.ChoiceField(label=gettext_lazy("Up to and with the"), choices=HALVES)
    reason_kind = forms.ChoiceField(label=gettext_lazy("Kind of reason"), choices=reason_choices)
    reason = NormalTextField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("For urgent work, name the invitation or the order"),
    )

    def times(self) -> tuple[datetime, datetime]:
        """Từ lúc nào đến lúc nào — whole half-days, in local time."""
        facts = self.cleaned_data
        start = MORNING if facts["from_half"] == "morning" else NOON
        end = NOON if facts["to_half"] == "morning" else EVENING
        zone = timezone.get_current_timezone()
        return (
            datetime.combine(facts["from_day"], start, tzinfo=zone),
            datetime.combine(facts["to_day"], end, tzinfo=zone),
        )


class CorrectionForm(PageForm):
    """Sửa điểm danh — the right sign, minutes and the reason."""

    code = forms.ChoiceField(label=gettext_lazy("The roll should say"), choices=code_choices)
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes missed"), required=False, min_value=0, max_value=600,
        help_text=gettext_lazy("Only for coming late or leaving early"),
    )  # fmt: skip
    reason = ReasonField(
        usual=[
            gettext_lazy("Present, left out by mistake"),
            gettext_lazy("Leave paper handed in later"),
            gettext_lazy("Wrong person marked"),
        ]
    )


class LogForm(PageForm):
    """Sổ đầu bài — what was taught, and a remark on the class."""

    summary = NormalTextField(
        label=gettext_lazy("What was taught"), max_length=1000, widget=forms.Textarea({"rows": 3})
    )
    remark = NormalTextField(
        label=gettext_lazy("Remark on the class"), max_length=1000, required=False, widget=forms.Textarea({"rows": 2})
    )


class AloneForm(PageForm):
    """Ghi nhận tự học — which topic, by which list, and what shows it."""

    topic = forms.ChoiceField(label=gettext_lazy("Topic"))
    source = forms.ChoiceField(label=gettext_lazy("By"), choices=source_choices)
    evidence = NormalTextField(
        label=gettext_lazy("What shows it"), required=False, max_length=300,
        help_text=gettext_lazy("for example: the list of the platform of 12/8/2025"),
    )  # fmt: skip

    def __init__(self, *args: object, topics: Sequence[Topic], **kwargs: object) -> None:
        """Offer the topics of the program of the class, and all of them at once."""
        super().__init__(*args, **kwargs)
        rows = [(str(t.pk), f"{t.position}. {t.title}") for t in topics]
        offer_choices(self, "topic", [*rows, ("moi", gettext("Every topic"))])


class TakeBackForm(PageForm):
    """Rút ghi nhận — why."""

    reason = ReasonField(usual=[gettext_lazy("Wrong person"), gettext_lazy("Wrong topic")])


def taken_words(session: Session) -> str:
    """Buổi học bù bằng chữ — day, class and topic."""
    topic = session.topic.title if session.topic else ""
    return f"{session.day.day}/{session.day.month} · {session.training_class.label} · {topic}"


class MakeUpForm(PageForm):
    """Xếp học bù — with a later session of the topic, or in another way."""

    taken = OneField(
        Session.objects.none(), words=taken_words, label=gettext_lazy("Later session of the topic"), required=False
    )
    how = NormalTextField(
        label=gettext_lazy("Or another way"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For example: written work on the topic, read by the lecturer"),
    )

    def __init__(self, *args: object, later: QuerySet[Session], **kwargs: object) -> None:
        """Offer the later sessions; where there is none, only the other way is asked for."""
        super().__init__(*args, **kwargs)
        if later.exists():
            offer_rows(self, "taken", later)
        else:
            del self.fields["taken"]
            self.fields["how"].label = gettext("How it is made up")
            self.fields["how"].required = True

    def clean(self) -> dict[str, object]:
        """One of the two is needed."""
        said = super().clean() or {}
        if not self.errors and not said.get("taken") and not said.get("how"):
            self.add_error("how", gettext("Choose a later session, or write how it is made up."))
        return said
