"""Biểu mẫu cử người — deadline, quota, a person to send, a file, a reason, a reminder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_lazy

from boiduong.course.delivery.courses.models import TargetGroup
from boiduong.course.delivery.enrollment.queries import QuotaSeats
from boiduong.course.delivery.enrollment.services.reminding import REMINDER_WAYS
from boiduong.engines.vietnamese import date_short
from boiduong.foundation.people.models import Person
from boiduong.web.forms import (
    NameField,
    NormalTextField,
    OneField,
    PageForm,
    PlainNumberInput,
    ReasonField,
    VietnameseDateField,
    offer_choices,
    offer_rows,
)

Groups: TypeAlias = "QuerySet[TargetGroup]"
PLACES = [("seat", gettext_lazy("A seat of the quota")), ("reserve", gettext_lazy("The reserve list"))]
UNIT_REASONS = [
    gettext_lazy("Away on duty"),
    gettext_lazy("Ill"),
    gettext_lazy("Changed post"),
    gettext_lazy("Must stay to run the unit"),
]
REVIEW_REASONS = [
    gettext_lazy("Not of the group called"),
    gettext_lazy("Attends another course on the same days"),
    gettext_lazy("Has learned this program already"),
    gettext_lazy("No seat left"),
]


class DueForm(PageForm):
    """Hạn nhận danh sách — the last day on which units may send."""

    due_on = VietnameseDateField(label=gettext_lazy("Lists are taken until"), first_year=2000)


class EachForm(PageForm):
    """Chỉ tiêu như nhau — the same seats for each unit chosen by level or typed by name."""

    seats = forms.IntegerField(label=gettext_lazy("Seats for each unit"), min_value=0, max_value=1000)
    reserves = forms.IntegerField(
        label=gettext_lazy("Reserve places for each unit"), min_value=0, max_value=1000, initial=1
    )
    group = OneField(
        TargetGroup.objects.none(),
        words=lambda group: group.label,
        label=gettext_lazy("For the group"),
        required=False,
        empty_label=gettext_lazy("All groups together"),
    )
    names = NormalTextField(
        label=gettext_lazy("Units"),
        required=False,
        max_length=20000,
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("One name a line. Left empty: every commune and ward of the province."),
    )

    def __init__(self, *args: object, groups: Groups, **kwargs: object) -> None:
        """Offer the groups of this course only."""
        super().__init__(*args, **kwargs)
        offer_rows(self, "group", groups)


class QuotaRowsForm(PageForm):
    """Bảng chỉ tiêu — seats and reserve places of each row, typed in the table."""

    def __init__(self, *args: object, quotas: Sequence[QuotaSeats], **kwargs: object) -> None:
        """Two fields a row."""
        super().__init__(*args, **kwargs)
        self.quotas = list(quotas)
        for quota in self.quotas:
            for name, value in (("seats", quota.seats), ("reserves", quota.reserves)):
                widget = PlainNumberInput({"class": "input input-short", "inputmode": "numeric"})
                field = forms.IntegerField(min_value=0, max_value=1000, initial=value, widget=widget)
                self.fields[f"{name}_{quota.pk}"] = field

    def facts(self) -> list[tuple[QuotaSeats, int, int]]:
        """Các dòng đã đổi — only those whose numbers changed."""
        data = self.cleaned_data
        rows = [(q, data[f"seats_{q.pk}"], data[f"reserves_{q.pk}"]) for q in self.quotas]
        return [(q, s, r) for q, s, r in rows if (s, r) != (q.seats, q.reserves)]


class _ForGroup(PageForm):
    """A person goes for one group of the course, to a seat or to the reserve list."""

    group = OneField(
        TargetGroup.objects.none(), words=lambda one: one.label, label=gettext_lazy("Target group"), empty_label=None
    )
    place = forms.ChoiceField(label=gettext_lazy("Goes to"), choices=PLACES, initial="seat", widget=forms.RadioSelect)

    def __init__(self, *args: object, groups: Groups, **kwargs: object) -> None:
        """Offer the groups of this course only."""
        super().__init__(*args, **kwargs)
        offer_rows(self, "group", groups)
        first = groups.first()
        self.fields["group"].initial = first.pk if first else None


class PickForm(_ForGroup):
    """Cử người của đơn vị — ticked among the people who hold posts there."""

    people = forms.MultipleChoiceField(
        label=gettext_lazy("People of the unit"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one person.")},
    )  # fmt: skip
    field_order = ("people", "group", "place")

    def __init__(self, *args: object, people: Sequence[tuple[Person, str]], groups: Groups, **kwargs: object) -> None:
        """Offer the unit's own people, by name."""
        super().__init__(*args, groups=groups, **kwargs)
        choices = [(str(p.pk), f"{p.full_name}, {post}" if post else p.full_name) for p, post in people]
        offer_choices(self, "people", choices)


class NewPersonForm(_ForGroup):
    """Cử người chưa có trong danh mục — name, birth date, post; the phone is kept apart."""

    full_name = NameField(label=gettext_lazy("Full name"), max_length=150)
    birth_on = VietnameseDateField(label=gettext_lazy("Birth date"), first_year=1930)
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex"),
        choices=[("female", gettext_lazy("female")), ("male", gettext_lazy("male"))],
        widget=forms.RadioSelect,
    )
    post_text = NormalTextField(label=gettext_lazy("Post held now"), max_length=250)
    phone = forms.RegexField(
        r"^[0-9+ .]{0,20}$",
        label=gettext_lazy("Phone"),
        required=False,
        help_text=gettext_lazy("Only the class manager and the training officer see it; each look is logged."),
        error_messages={"invalid": gettext_lazy("A phone number holds digits only.")},
    )
    same = forms.ChoiceField(label=gettext_lazy("Who is it?"), required=False, widget=forms.RadioSelect)
    field_order = ("full_name", "birth_on", "sex", "post_text", "phone", "group", "place", "same")

    def __init__(self, *args: object, groups: Groups, candidates: Sequence[Person] = (), **kwargs: object) -> None:
        """Without candidates the question who it is does not come up."""
        super().__init__(*args, groups=groups, **kwargs)
        if candidates:
            self.offer(candidates)
        else:
            self.fields["same"].widget = forms.HiddenInput()
            offer_choices(self, "same", [("", "")])

    def offer(self, candidates: Sequence[Person]) -> None:
        """Người giống tên — ask which one; or another person of the same name."""
        choices = [
            (str(p.pk), f"{p.full_name}, {date_short(p.birth_on)}" if p.birth_on else p.full_name) for p in candidates
        ]
        # The question was hidden while nobody looked alike.
        self.fields["same"].widget = forms.RadioSelect()
        offer_choices(self, "same", [*choices, ("new", gettext("Another person of the same name"))])


class PostForm(PageForm):
    """Sửa chức vụ — while the list has not gone."""

    post_text = NormalTextField(label=gettext_lazy("Post held now"), max_length=300)


class FileForm(PageForm):
    """Gửi tệp danh sách — our own template, filled in."""

    file = forms.FileField(
        label=gettext_lazy("Filled-in template (.xlsx)"),
        widget=forms.FileInput({"accept": ".xlsx"}),
        help_text=gettext_lazy("Nothing is written before you have seen what was read."),
    )


class UnitReasonForm(PageForm):
    """Lý do của đơn vị — for withdrawing, replacing, declining."""

    reason = ReasonField(usual=UNIT_REASONS)


def remind_ways() -> list[tuple[str, str]]:
    """Cách nhắc — in the words of the reader."""
    return [(key, gettext(label)) for key, label in REMINDER_WAYS.items()]


class RemindForm(PageForm):
    """Nhắc xác nhận — how it was done, and what was said."""

    how = forms.ChoiceField(label=gettext_lazy("How they were reminded"), choices=remind_ways)
    note = NormalTextField(
        label=gettext_lazy("Note"), required=False, max_length=300,
        help_text=gettext_lazy("for example: the unit answers tomorrow"),
    )  # fmt: skip


class ReplaceForm(UnitReasonForm):
    """Thay người — one of the unit's own people takes the place."""

    person = forms.ChoiceField(label=gettext_lazy("Who goes instead"))
    field_order = ("person", "reason")

    def __init__(self, *args: object, people: Sequence[tuple[Person, str]], **kwargs: object) -> None:
        """Offer the unit's own people, by name."""
        super().__init__(*args, **kwargs)
        named = [(str(p.pk), f"{p.full_name}, {post}" if post else p.full_name) for p, post in people]
        offer_choices(self, "person", named)


class ReviewReasonForm(PageForm):
    """Lý do xét — the unit reads it."""

    reason = ReasonField(usual=REVIEW_REASONS, help_text=gettext_lazy("The unit reads this reason."))


class LiftForm(PageForm):
    """Lý do bỏ chặn — stays beside the finding."""

    lift_reason = NormalTextField(label=gettext_lazy("Why it may go on all the same"), max_length=1000)
