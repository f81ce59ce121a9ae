"""Việc đã xảy ra trong buổi học — sent inside the act, with sender=None, by= and at=."""

from django.dispatch import Signal

roll_closed = Signal()  # session
leave_decided = Signal()  # leave
