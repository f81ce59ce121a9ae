"""Kế hoạch năm — a phase in the life of a course."""
