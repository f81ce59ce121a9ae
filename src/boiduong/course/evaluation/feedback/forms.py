"""Biểu mẫu phiếu đánh giá — opening a poll, and the form itself as learners and class managers fill it in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from boiduong.course.delivery.courses.models import TrainingClass
from boiduong.course.evaluation.feedback.rules import HIGHEST, LOWEST, FormBody, Indicator
from boiduong.web.forms import NormalTextField, OneField, PageForm, VietnameseDateField, offer_rows

SCALE = [(str(n), str(n)) for n in range(LOWEST, HIGHEST + 1)]


class OpenForm(PageForm):
    """Mở đợt lấy phiếu — from now until the end of a day."""

    training_class = OneField(TrainingClass.objects.none(), words=lambda one: one.label, label=gettext_lazy("Class"))
    closes_on = VietnameseDateField(
        label=gettext_lazy("Last day"), help_text=gettext_lazy("Learners answer until the end of this day.")
    )

    def __init__(self, *args: object, classes: list[TrainingClass], **kwargs: object) -> None:
        """Classes the user runs that were not asked yet."""
        super().__init__(*args, **kwargs)
        if len(classes) == 1:
            self.initial.setdefault("training_class", classes[0].pk)
        rows = TrainingClass.objects.filter(pk__in=[one.pk for one in classes])
        offer_rows(self, "training_class", rows)

    def closes_at(self) -> datetime:
        """The end of the last day."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["closes_on"], time(23, 59, 59)))


class VoteForm(PageForm):
    """Phiếu đánh giá — a row of ten for every indicator; blanks are found and named, not forbidden."""

    def __init__(self, *args: object, body: FormBody, **kwargs: object) -> None:
        """One field an indicator, named by its code."""
        super().__init__(*args, **kwargs)
        self.body = body
        for indicator in body.indicators:
            self.fields[_name(indicator)] = forms.ChoiceField(
                label=indicator.text, choices=SCALE, required=False, widget=forms.RadioSelect
            )
        self.fields["remark"] = NormalTextField(
            label=gettext("Anything else"),
            required=False,
            max_length=2000,
            widget=forms.Textarea({"rows": 3, "class": "input"}),
            help_text=gettext("Write without names. It is read together with all the others."),
        )

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Câu hỏi theo tiêu chí."""
        found: dict[str, list[forms.BoundField]] = {}
        for indicator in self.body.indicators:
            found.setdefault(indicator.criterion, []).append(self[_name(indicator)])
        return list(found.items())

    def answers(self) -> Mapping[str, object]:
        """Các câu trả lời — by code of the indicator."""
        return {i.code: self.cleaned_data.get(_name(i), "") for i in self.body.indicators}

    def name_blanks(self) -> None:
        """Chỉ ra câu bỏ trống — each by its own place, so that nobody looks for it among the answered ones."""
        blank = [_name(i) for i in self.body.indicators if not self.cleaned_data.get(_name(i))]
        for name in blank:
            self.add_error(name, gettext("Not answered yet."))


def _name(indicator: Indicator) -> str:
    return f"c-{indicator.code}"


def paper_fields(body: FormBody) -> list[tuple[int, str]]:
    """Cột của bảng nhập phiếu giấy — number and text of each indicator."""
    return [(place, indicator.text) for place, indicator in enumerate(body.indicators, start=1)]


def _is_mark(part: str) -> bool:
    """A whole number of the scale, or a blank."""
    return part == "-" or (part.isascii() and part.isdigit() and LOWEST <= int(part[:4]) <= HIGHEST)


def read_paper_lines(body: FormBody, text: str) -> list[tuple[Mapping[str, object], str]]:
    """Đọc phiếu giấy — one line a form: the answers in order, blanks as "-", an opinion behind a bar."""
    found: list[tuple[Mapping[str, object], str]] = []
    for row, line in enumerate(text.splitlines(), start=1):
        said, _, remark = line.partition("|")
        parts = said.replace(",", " ").replace(";", " ").split()
        if not parts and not remark.strip():
            continue
        given = dict(zip((i.code for i in body.indicators), ("" if p == "-" else p for p in parts), strict=False))
        if len(parts) > len(body.indicators):
            raise forms.ValidationError(
                gettext("Line %(line)s has %(n)s answers for %(all)s questions."),
                params={"line": row, "n": len(parts), "all": len(body.indicators)},
            )
        if wrong := next((part for part in parts if not _is_mark(part)), ""):
            raise forms.ValidationError(
                gettext("Line %(line)s: answers go from %(lowest)s to %(highest)s, “-” for none; not “%(value)s”."),
                params={"line": row, "lowest": LOWEST, "highest": HIGHEST, "value": wrong[:20]},
            )
        found.append((given, remark.strip()))
    return found


class PaperFormsForm(PageForm):
    """Nhập phiếu giấy — typed line by line, as they lie on the pile."""

    lines = forms.CharField(
        label=gettext_lazy("Forms"),
        max_length=200_000,
        widget=forms.Textarea({"rows": 12, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "One line a form: the marks in the order of the questions with blanks between them, “-” for none; "
            "an opinion follows a bar. For example: 8 9 7 10 8 - 9 8 | More discussion."
        ),
    )

    def __init__(self, *args: object, body: FormBody, **kwargs: object) -> None:
        """`body` tells how many answers a line has."""
        super().__init__(*args, **kwargs)
        self.body = body

    def clean_lines(self) -> list[tuple[Mapping[str, object], str]]:
        """Read the lines."""
        found = read_paper_lines(self.body, self.cleaned_data["lines"])
        if not found:
            raise forms.ValidationError(gettext("No form stands here."))
        return found
