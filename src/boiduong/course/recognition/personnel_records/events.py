"""Tín hiệu hồ sơ cán bộ — what later stages hear."""

from django.dispatch import Signal

# Sent inside the act, with records= (a list), by=, at=.
records_written = Signal()
# Sent inside the act, with transfer=, by=, at=.
records_filed = Signal()
# Sent inside the act, with record=, by=, at=.
outside_confirmed = Signal()
