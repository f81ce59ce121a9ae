"""Xét công nhận — who completes, who does not and why."""
