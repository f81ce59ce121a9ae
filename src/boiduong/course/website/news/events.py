"""Sự kiện tin — an item went to the public page."""

from django.dispatch import Signal

news_published = Signal()  # item, by, at
