"""Đọc tin — the items of a course, and those that anybody may read."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from boiduong.course.delivery.courses.models import Course
from boiduong.course.website.news.models import NewsItem

FRONT_PAGE = 20


def news_of(course: Course) -> QuerySet[NewsItem]:
    """Tin của khóa — newest first, every state."""
    return NewsItem.objects.filter(course=course)


def news_for(course: Course, pk: int) -> NewsItem:
    """Một tin của khóa — raises Http404 for an item of another course."""
    item = news_of(course).filter(pk=pk).select_related("course__institution").first()
    if item is None:
        raise Http404(pk)
    return item


def published() -> QuerySet[NewsItem]:
    """Tin đã đăng — newest first."""
    return (
        NewsItem.objects.filter(state="published")
        .select_related("course__institution")
        .order_by("-published_at", "-id")
    )


def published_item(pk: int) -> NewsItem:
    """Một tin đã đăng — raises Http404 for one that is not, so that drafts cannot be guessed."""
    item = published().filter(pk=pk).first()
    if item is None:
        raise Http404(pk)
    return item
