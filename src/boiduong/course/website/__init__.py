"""Trang công khai — a phase in the life of a course."""
