"""Lệnh việc nền."""
