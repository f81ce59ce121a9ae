"""Công nhận — a phase in the life of a course."""
