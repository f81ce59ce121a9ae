"""Chạy thử — a course file becomes a whole course."""
