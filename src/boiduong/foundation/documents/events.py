"""Việc sắp xảy ra — what later stages may hear from documents."""

from django.dispatch import Signal

# document: asked before a person discards a draft; answers a sentence for each act that rests on it.
draft_leaving = Signal()
