"""Biểu mẫu báo cáo — the words that only a person can write, and the moment that counts are asked for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from boiduong.course.reporting.periodic_reports.services import LONGEST_REMARKS
from boiduong.web.forms import NormalTextField, PageForm, VietnameseDateField


class ReportForm(PageForm):
    """Nhận xét và kiến nghị của người làm báo cáo."""

    remarks = NormalTextField(
        label=gettext_lazy("Assessment and shortcomings"),
        required=False,
        max_length=LONGEST_REMARKS,
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("A paragraph a line. Numbers are filled in by the machine"),
    )
    proposals = NormalTextField(
        label=gettext_lazy("Proposals"),
        required=False,
        max_length=LONGEST_REMARKS,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Open situations, visits and learners not recognized add theirs by themselves"),
    )


class DayForm(PageForm):
    """Số liệu đến ngày."""

    ngay = VietnameseDateField(label=gettext_lazy("Numbers as of the end of"), required=False)
