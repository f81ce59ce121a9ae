"""Chứng chỉ — credentials and their register."""
