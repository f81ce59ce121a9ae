"""Bước tin bài — what the rail says of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from boiduong.course.delivery.courses.models import Course
from boiduong.course.website.news.models import NewsItem
from boiduong.foundation.accounts.models import User
from boiduong.web.prepared import prepared
from boiduong.web.registry import Action, StepFacts, step


@step("news")
def news_step(course: Course, user: User | None, at: datetime) -> StepFacts:
    """Tin bài — done when one is published."""
    states = _states(course.pk)
    if any(state == "published" for state, _ in states):
        return StepFacts(state="done", note=gettext("published"))
    draft = next((pk for state, pk in states if state == "draft"), None)
    if draft is not None:
        return StepFacts(
            note=gettext("draft"),
            title=gettext("Read the item and publish it"),
            main=Action(gettext("Open the draft"), reverse("news:edit", kwargs={"slug": course.slug, "pk": draft})),
        )
    return StepFacts(
        title=gettext("Draft the news item"),
        lead=gettext("It tells derived numbers and posts only; a person reads it before it is published."),
        main=Action(gettext("Draft the item"), reverse("news:draft", kwargs={"slug": course.slug}), "post"),
    )


@prepared
def _states(course: int) -> QuerySet[NewsItem, Any]:
    """States of the news items of a course, the latest first."""
    return NewsItem.objects.filter(course=course).order_by("-id").values_list("state", "pk")
