"""Báo cáo — the final report of a class."""
