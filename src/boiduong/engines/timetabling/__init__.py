"""Xếp lịch."""
