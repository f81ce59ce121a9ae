"""Chương trình — versions, parts and completion items."""
