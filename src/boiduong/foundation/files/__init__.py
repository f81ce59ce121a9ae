"""Tệp — stored files, by content."""
