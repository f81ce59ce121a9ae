"""Buổi học — roll call, leave, make-up and lesson log."""
