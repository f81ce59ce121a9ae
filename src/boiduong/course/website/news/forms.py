"""Biểu mẫu tin — the title and the text."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from boiduong.course.website.news.services import LONGEST
from boiduong.web.forms import NormalTextField, PageForm


class NewsForm(PageForm):
    """Sửa tin."""

    title = NormalTextField(label=gettext_lazy("Headline"), max_length=300)
    text = NormalTextField(
        label=gettext_lazy("Text of the item"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 16}),
        help_text=gettext_lazy("An empty line begins a paragraph. Say posts, not names, of officials and learners"),
    )
