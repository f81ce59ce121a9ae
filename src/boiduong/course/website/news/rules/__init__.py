"""Quy tắc tin — states, and how an item is written from derived numbers."""

from boiduong.course.website.news.rules.states import NEWS
from boiduong.course.website.news.rules.writing import NewsFacts, NewsText, write

__all__ = ["NEWS", "NewsFacts", "NewsText", "write"]
