"""Giám sát — the pages of those who check the log."""
