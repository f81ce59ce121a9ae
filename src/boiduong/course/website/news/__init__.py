"""Tin — news items drawn from derived numbers."""
