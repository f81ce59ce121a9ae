"""Trang giấy tờ — papers and their numbers, series, signed scans, wording of institutions."""
