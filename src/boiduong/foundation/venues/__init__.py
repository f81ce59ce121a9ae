"""Địa điểm — venues and rooms."""
