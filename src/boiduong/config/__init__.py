"""Cấu hình — settings, addresses and the one list of stages."""
