"""Sự kiện bài thu hoạch — what may have happened."""

from django.dispatch import Signal

report_settled = Signal()  # submissions, by, at
