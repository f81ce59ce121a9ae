"""Trang tình huống — of a course, and of the body that is asked."""
