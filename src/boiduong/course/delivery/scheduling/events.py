"""Việc đã xảy ra với lịch học — sent inside the act, with sender=None, by= and at=."""

from django.dispatch import Signal

timetable_released = Signal()  # version
lecturer_declined = Signal()  # request
