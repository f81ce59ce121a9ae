"""Lệnh của nhật ký."""
