"""Lệnh của kho tệp."""
