"""Tín hiệu của kế hoạch năm."""

from django.dispatch import Signal

# Sent inside the act, with lines=, document=, by=, at=.
lines_approved = Signal()
