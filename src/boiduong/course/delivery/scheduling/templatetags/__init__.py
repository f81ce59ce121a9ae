"""Thẻ mẫu của lịch học."""
