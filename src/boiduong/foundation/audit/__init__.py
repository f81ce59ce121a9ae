"""Nhật ký — who did what and when, in a chain that shows every change."""
