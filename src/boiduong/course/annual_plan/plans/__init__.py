"""Kế hoạch năm — plan lines, quota and bases."""
