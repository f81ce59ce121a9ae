"""Chương trình — a phase in the life of a course."""
