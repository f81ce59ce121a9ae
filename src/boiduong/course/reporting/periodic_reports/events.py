"""Sự kiện báo cáo — the final report of a course was issued."""

from django.dispatch import Signal

report_issued = Signal()  # issue, by, at
