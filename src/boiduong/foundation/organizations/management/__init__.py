"""Lệnh của tổ chức — console commands."""
