"""Khóa, lớp — courses, classes, duties and bases."""
