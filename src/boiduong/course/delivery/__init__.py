"""Tổ chức giảng dạy — a phase in the life of a course."""
