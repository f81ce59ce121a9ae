"""Bước tin bài — what the rail says of it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext

from boiduong.course.delivery.courses.models import Course
from boiduong.course.delivery.courses.queries import contribute_fact, fact_of
from boiduong.course.website.news.models import NewsItem
from boiduong.course.website.news.permissions import can_publish, can_write_news
from boiduong.foundation.accounts.models import User
from boiduong.web.registry import Action, StepFacts, step


def _writes_or_publishes(user: User | None, course: Course) -> bool:
    """Who writes the item; once it is drafted also who only publishes."""
    drafted = fact_of(course, "news_draft") is not None
    return can_publish(user, course) if drafted else can_write_news(user, course)


@step("news", acts=_writes_or_publishes)
def news_step(course: Course, user: User | None, at: datetime) -> StepFacts:
    """Tin bài — done when one is published."""
    if fact_of(course, "news_published"):
        return StepFacts(state="done", note=gettext("published"))
    draft = fact_of(course, "news_draft")
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


@contribute_fact("news_published")
def _published() -> Exists:
    return Exists(NewsItem.objects.filter(course=OuterRef("pk"), state="published").order_by())


@contribute_fact("news_draft")
def _draft() -> Subquery:
    """The latest item that waits to be published."""
    return Subquery(NewsItem.objects.filter(course=OuterRef("pk"), state="draft").order_by("-id").values("pk")[:1])
