"""Việc nền — long work with progress and resume."""
