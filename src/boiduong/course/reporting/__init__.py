"""Tổng kết — a phase in the life of a course."""
