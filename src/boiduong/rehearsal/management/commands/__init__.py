"""Lệnh đọc tệp khóa."""
