"""Thẻ mẫu — template tags and filters."""
