"""Bảng tra cứu — none: verification reads the register."""
