"""Đánh giá — a phase in the life of a course."""
