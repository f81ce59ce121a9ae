"""Khóa bồi dưỡng — the life of a course, a folder a phase."""
