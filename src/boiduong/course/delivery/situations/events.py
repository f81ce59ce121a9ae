"""Sự kiện tình huống — what may have happened."""

from django.dispatch import Signal

situation_raised = Signal()  # situation, by, at
situation_answered = Signal()  # situation, by, at
