"""Tín hiệu xét công nhận — what later stages hear."""

from django.dispatch import Signal

# Sent inside the act, with training_class=, decision=, rows=, by=, at=.
recognized = Signal()
